import CProfiling
import Glibc

/// A file in memory that takes a program's output, so that nobody has to read along.
struct MemoryFile: Sendable {
  let descriptor: Descriptor

  init() throws(RecordingError) {
    let descriptor = profiling_memory_file()
    guard descriptor >= 0 else {
      throw .kernel(call: "memfd_create", reason: String(cString: strerror(-descriptor)))
    }
    self.descriptor = Descriptor(descriptor)
  }

  /// The last of what was written, trimmed.
  func tail(_ count: Int = 4_096) -> String {
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else { return "" }
    let start = max(0, Int(status.st_size) - count)
    var buffer = [UInt8](repeating: 0, count: count)
    let read = pread(descriptor.number, &buffer, count, off_t(start))
    let text = String(decoding: buffer.prefix(max(0, read)), as: UTF8.self)
    return String(
      text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
