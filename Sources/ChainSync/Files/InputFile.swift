import Glibc

/// An open file descriptor that closes itself.
final class InputFile {
  private let descriptor: CInt
  private let path: String

  init(path: String) throws(BlockFileError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else { throw .file(path: path, reason: Self.reason()) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The next bytes, fewer than asked for only at the end of the file.
  func read(_ count: Int) throws(BlockFileError) -> [UInt8] {
    var failure: BlockFileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let result = Glibc.read(
          descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
        if result < 0, errno == EINTR { continue }
        if result < 0 { failure = .file(path: path, reason: Self.reason()) }
        guard result > 0 else { break }
        filled += result
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
