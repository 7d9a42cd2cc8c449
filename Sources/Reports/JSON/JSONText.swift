import Foundation

/// A record as the JSON that all our formats share: sorted keys, a line for each field, and
/// nothing invisible.
enum JSONText {
  /// - Throws: `ReportError` when a number is infinite or not a number.
  static func render(_ record: some Encodable) throws(ReportError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let text = try JSONLines.broken(encoder.encode(record))
      return escapingInvisible(String(decoding: text, as: UTF8.self))
    } catch EncodingError.invalidValue(_, let context) {
      throw .notFinite(field: context.codingPath.map(\.stringValue).joined(separator: "."))
    } catch {
      preconditionFailure("a record is made of plain values, which always encode, got \(error)")
    }
  }

  /// Spells out what could command a terminal or reverse the reading order, and loses nothing.
  ///
  /// The encoder does so for the controls of ASCII only. Beyond ASCII is only inside strings.
  private static func escapingInvisible(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: isInvisible) else { return json }
    var text = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      guard isInvisible(scalar) else {
        text.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.count)
        text.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
      }
    }
    return String(text)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x7F else { return false }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
