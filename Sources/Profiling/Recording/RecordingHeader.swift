import Glibc

/// The first bytes of a recording, as far as they tell whether it was finished.
enum RecordingHeader {
  static let magic = Array("PERFILE2".utf8)
  static let bytes = 104

  /// Whether the header has been filled in, which recorders do last.
  static func isWhole(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: bytes)
    guard read(descriptor, &header, bytes) == bytes, header.starts(with: magic) else {
      return false
    }
    let dataBytes = header.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 48, as: UInt64.self) }
    return dataBytes > 0
  }
}
