import Glibc

/// Reads files whose size is not known before, such as those of `/proc`, to their end.
///
/// Foundation stops after the first 4 KB of such files.
enum ProcessFile {
  /// - Parameter limit: Of the bytes; a file that goes on is cut there.
  /// - Returns: `nil` when the file cannot be opened or read.
  static func bytes(_ path: String, limit: Int = 256 << 20) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return bytes(descriptor, limit: limit)
  }

  static func bytes(_ descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var room = 1 << 16
    while bytes.count < limit {
      let start = bytes.count
      let asked = min(room, limit - start)
      var got = 0
      bytes.append(
        contentsOf: [UInt8](unsafeUninitializedCapacity: asked) { buffer, count in
          got = read(descriptor, buffer.baseAddress, asked)
          count = max(got, 0)
        })
      if got < 0 && errno == EINTR { continue }
      if got < 0 { return start > 0 ? bytes : nil }
      if got == 0 { return bytes }
      room = min(room * 2, 4 << 20)
    }
    return bytes
  }
}
