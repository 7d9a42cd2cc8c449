import Foundation

/// Plain values as the text of one JSON document, always the same text for the same value.
enum StoredJSON {
  static func text(of value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: infinity, negativeInfinity: minusInfinity, nan: notANumber)
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      preconditionFailure("plain values always encode, got \(error)")
    }
  }

  static func value<Value: Decodable>(_ type: Value.Type, in text: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: infinity, negativeInfinity: minusInfinity, nan: notANumber)
    return try decoder.decode(type, from: Data(text.utf8))
  }

  private static let infinity = "infinity"
  private static let minusInfinity = "-infinity"
  private static let notANumber = "nan"
}
