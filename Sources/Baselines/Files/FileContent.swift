import Foundation

/// Moves all bytes through a descriptor, where one call of the kernel may move only some.
enum FileContent {
  /// From where the descriptor stands to the end.
  static func read(_ descriptor: Int32) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachPart(of: descriptor) { part throws(FileFailure) in bytes += part }
    return bytes
  }

  static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) throws(FileFailure) {
    let bytes = ContiguousArray(bytes)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
      }
      if count < 0, errno != EINTR { throw FileFailure(code: errno) }
      written += max(count, 0)
    }
  }

  /// Hands out a file of any size in pieces.
  static func forEachPart(
    of descriptor: Int32, _ body: (ArraySlice<UInt8>) throws(FileFailure) -> Void
  ) throws(FileFailure) {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return }
      if count > 0 {
        try body(buffer[..<count])
      } else if errno != EINTR {
        throw FileFailure(code: errno)
      }
    }
  }
}
