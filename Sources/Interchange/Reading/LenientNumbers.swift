import Foundation

/// Google Benchmark writes `NaN` and `Infinity` as they are, which is no JSON.
enum LenientNumbers {
  private static let words = ["NaN", "Infinity", "nan", "inf", "infinity"].map { Array($0.utf8) }
  private static let null = Array("null".utf8)

  /// The text with `null` in place of such words, and spaces, so that every other byte stays in its
  /// place.
  ///
  /// A word shorter than `null` takes the place of what is before it: the sign or the space that
  /// every writer puts there.
  ///
  /// - Complexity: O(*n*).
  static func replaced(in text: Data) -> Data {
    var bytes = [UInt8](text)
    var isInString = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isInString {
        if byte == UInt8(ascii: "\\") { index += 1 }
        isInString = byte != UInt8(ascii: "\"")
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if let word = word(at: index, in: bytes) {
        index = replace(word, at: index, in: &bytes)
        continue
      }
      index += 1
    }
    return Data(bytes)
  }

  private static func word(at index: Int, in bytes: [UInt8]) -> [UInt8]? {
    guard "NIni".utf8.contains(bytes[index]) else { return nil }
    return words.filter { bytes[index...].starts(with: $0) }.max { $0.count < $1.count }
  }

  /// - Returns: Where to go on.
  private static func replace(_ word: [UInt8], at index: Int, in bytes: inout [UInt8]) -> Int {
    let end = index + word.count
    var start = index
    while start > 0, end - start < null.count || bytes[start - 1] == UInt8(ascii: "-") {
      guard [UInt8(ascii: "-"), UInt8(ascii: " ")].contains(bytes[start - 1]) else { return end }
      start -= 1
    }
    guard end - start >= null.count else { return end }
    for place in start..<end { bytes[place] = UInt8(ascii: " ") }
    bytes.replaceSubrange(start..<start + null.count, with: null)
    return end
  }
}
