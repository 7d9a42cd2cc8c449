import Foundation

/// Reads JSON that came from outside.
enum JSONInput {
  static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: UnsafeRawBufferPointer, format: StackFormat
  ) throws(StackFormatError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw .damaged(format, problem: problem(of: error))
    } catch {
      throw .damaged(format, problem: "it is no JSON (\(error)).")
    }
  }

  private static func problem(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "\(place(context)) has no '\(key.stringValue)'."
    case .typeMismatch(let type, let context):
      "\(place(context)) is no \(name(type))."
    case .valueNotFound(let type, let context):
      "\(place(context)) is null, not a \(name(type))."
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "it is no whole JSON text: it may have been cut."
        : "\(place(context)) cannot be read: \(context.debugDescription)"
    @unknown default:
      "it cannot be read: \(error)"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    guard !context.codingPath.isEmpty else { return "its outermost object" }
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
    return "'\(path.joined().drop { $0 == "." })'"
  }

  private static func name(_ type: Any.Type) -> String {
    switch type {
    case is Int.Type: "whole number"
    case is Double.Type: "number"
    case is String.Type: "string"
    default: "\(type)"
    }
  }
}
