import Foundation

/// Text for the files of other harnesses.
enum ForeignJSON {
  /// - Parameter isSnakeCase: Whether a field that is called `fullId` here is `full_id` there.
  static func text(of value: any Encodable, isSnakeCase: Bool = false) -> Data {
    let encoder = JSONEncoder()
    if isSnakeCase { encoder.keyEncodingStrategy = .convertToSnakeCase }
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    do {
      return try encoder.encode(value)
    } catch {
      preconditionFailure("samples are finite, so what is made of them encodes, got \(error)")
    }
  }
}
