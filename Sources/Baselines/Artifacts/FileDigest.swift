import Crypto
import Foundation

/// The SHA-256 of a file, read in pieces.
enum FileDigest {
  /// - Returns: 64 hexadecimal digits.
  static func sha256(of path: String) throws(FileFailure) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileFailure(code: errno) }
    defer { close(file) }
    var hash = SHA256()
    try FileContent.forEachPart(of: file) { part throws(FileFailure) in
      part.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }
    return hash.finalize().map(ContentDigest.digits).joined()
  }
}
