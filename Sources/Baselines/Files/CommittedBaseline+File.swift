import Foundation

extension CommittedBaseline {
  /// - Returns: `nil` when there is no such file.
  package static func read(from path: String) throws(LineError) -> CommittedBaseline? {
    guard let bytes = try TextFile.read(path) else { return nil }
    return try CommittedBaseline(parsing: bytes, file: path)
  }

  /// Replaces the file whole, and makes its folders. One with the same content is not touched.
  package func write(to path: String) throws(LineError) {
    try TextFile.write(Array(text.utf8), to: path)
  }
}
