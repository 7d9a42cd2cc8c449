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
    var status = stat()
    // Of a file with a size, one more, so that its end is seen at once.
    let isSized = fstat(descriptor, &status) == 0 && status.st_size > 0
    var room = min(isSized ? Int(status.st_size) + 1 : 1 << 16, limit)
    var bytes: [UInt8] = []
    while true {
      let before = bytes
      var last = 0
      bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        HugePages.ask(for: UnsafeRawBufferPointer(buffer))
        count = buffer[...].initialize(fromContentsOf: before)
        last = fill(buffer, from: &count, of: descriptor)
      }
      if last < 0 { return bytes.isEmpty ? nil : bytes }
      if last == 0 || room == limit { return bytes }
      room = min(room * 2, limit)
    }
  }

  /// - Returns: What the last read did: 0 at the end of the file, -1 where it failed.
  private static func fill(
    _ buffer: UnsafeMutableBufferPointer<UInt8>, from count: inout Int, of descriptor: Int32
  ) -> Int {
    var got = 1
    while count < buffer.count, got > 0 {
      got = read(descriptor, buffer.baseAddress! + count, buffer.count - count)
      if got < 0 && errno == EINTR {
        got = 1
        continue
      }
      count += max(got, 0)
    }
    return got
  }
}
