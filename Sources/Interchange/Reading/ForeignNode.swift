import Foundation

/// A value in a file of JSON that knows where it stands, so that what is wrong with it can be told.
struct ForeignNode {
  private let value: Any
  /// Such as `benchmarks[3].real_time`; empty for the outermost value.
  let place: String
  let file: String

  /// - Throws: `ForeignFileError` with the line where the text stops being JSON.
  init(parsing bytes: Data, file: String) throws(ForeignFileError) {
    guard !bytes.isEmpty else { throw ForeignFileError(file: file, "the file is empty.") }
    do {
      let text = LenientNumbers.replaced(in: bytes)
      value = try JSONSerialization.jsonObject(with: text, options: [.fragmentsAllowed])
    } catch {
      let words = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
      throw ForeignFileError(
        file: file,
        "this is not JSON, or it is cut off\(words.map { ": \(Self.sentence($0))" } ?? ".")")
    }
    place = ""
    self.file = file
  }

  private init(value: Any, place: String, file: String) {
    self.value = value
    self.place = place
    self.file = file
  }

  /// The names of the members, sorted; `nil` for what is no object.
  var memberNames: [String]? { (value as? [String: Any])?.keys.sorted() }

  func has(_ name: String) -> Bool { optional(name) != nil }

  /// - Returns: `nil` when there is no such member, when it is null, or where nothing has members.
  func optional(_ name: String) -> ForeignNode? {
    guard let member = (value as? [String: Any])?[name], !(member is NSNull) else { return nil }
    return ForeignNode(value: member, place: place.isEmpty ? name : "\(place).\(name)", file: file)
  }

  func member(_ name: String) throws(ForeignFileError) -> ForeignNode {
    guard value is [String: Any] else { throw expected("an object") }
    guard let member = optional(name) else {
      throw error("expected a field '\(name)'.")
    }
    return member
  }

  /// What is neither an object nor an array, as text; numbers as JSON has them.
  var scalarText: String? {
    switch value {
    case let text as String: text
    case let number as NSNumber where isBoolean: number.boolValue ? "true" : "false"
    case let number as NSNumber: Self.text(of: number.doubleValue)
    default: nil
    }
  }

  var isArray: Bool { value is [Any] }

  func array() throws(ForeignFileError) -> [ForeignNode] {
    guard let elements = value as? [Any] else { throw expected("an array") }
    return elements.enumerated().map { index, element in
      ForeignNode(value: element, place: "\(place)[\(index)]", file: file)
    }
  }

  func text() throws(ForeignFileError) -> String {
    guard let text = value as? String else { throw expected("a text") }
    return text
  }

  func boolean() throws(ForeignFileError) -> Bool {
    guard isBoolean, let number = value as? NSNumber else { throw expected("true or false") }
    return number.boolValue
  }

  /// A finite number.
  func number() throws(ForeignFileError) -> Double {
    guard let number = value as? NSNumber, !isBoolean, number.doubleValue.isFinite else {
      throw expected("a number")
    }
    return number.doubleValue
  }

  /// A whole number from 0 that a `Double` holds exactly.
  func whole(from least: Int = 0) throws(ForeignFileError) -> Int {
    let number = try number()
    guard number == number.rounded(), number >= Double(least), number <= 0x1p53 else {
      throw expected("a whole number from \(least)")
    }
    return Int(number)
  }

  /// - Complexity: O(*n*), without the places of the elements unless one is wrong.
  func numbers() throws(ForeignFileError) -> [Double] {
    guard let elements = value as? [Any] else { throw expected("an array of numbers") }
    var numbers: [Double] = []
    numbers.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      guard let number = element as? NSNumber, number.doubleValue.isFinite,
        !Self.isBoolean(element)
      else {
        throw ForeignNode(value: element, place: "\(place)[\(index)]", file: file)
          .expected("a number")
      }
      numbers.append(number.doubleValue)
    }
    return numbers
  }

  func error(_ problem: String) -> ForeignFileError {
    ForeignFileError(file: file, place: place.isEmpty ? nil : place, problem)
  }

  func expected(_ kind: String) -> ForeignFileError {
    error("expected \(kind), got \(found).")
  }

  private var isBoolean: Bool { Self.isBoolean(value) }

  /// Foundation keeps booleans and numbers in one class; only the type they are encoded with differs.
  private static func isBoolean(_ value: Any) -> Bool {
    guard let number = value as? NSNumber else { return false }
    return String(cString: number.objCType) == "c"
  }

  private var found: String {
    switch value {
    case is NSNull: "null"
    case let text as String: "the text '\(text.prefix(40))'"
    case is [String: Any]: "an object"
    case is [Any]: "an array"
    default: scalarText ?? "something else"
    }
  }

  private static func text(of number: Double) -> String {
    number == number.rounded() && abs(number) < 0x1p53 ? "\(Int(number))" : "\(number)"
  }

  private static func sentence(_ words: String) -> String {
    words.hasSuffix(".") ? words : words + "."
  }
}
