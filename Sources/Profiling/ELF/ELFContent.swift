import Glibc

/// What a file holds, copied out of it part by part.
///
/// Object files are not memory-mapped. A build that truncates a mapped file kills its reader with
/// SIGBUS, for which there is no defence in Swift; a copy that comes out short is merely short. Up
/// to `wholeLimit` bytes are read at once; of larger files the parts that are asked for, which for
/// symbols is a tenth of a binary or less.
final class ELFContent: Sendable {
  private enum Storage: Sendable {
    case bytes([UInt8])
    case descriptor(Int32)
  }

  static let wholeLimit: UInt64 = 1 << 20
  /// No part of a sensible file is larger; a sparse hostile one may claim any size.
  static let partLimit: UInt64 = 1 << 28

  let size: UInt64
  private let storage: Storage

  init(bytes: [UInt8]) {
    size = UInt64(bytes.count)
    storage = .bytes(bytes)
  }

  init(path: String) throws(ELFError) {
    // Without O_NONBLOCK, opening a pipe waits for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path: path, code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw .unreadable(path: path, code: code)
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size >= 0 else {
      close(descriptor)
      throw .notAFile(path: path)
    }
    let size = UInt64(status.st_size)
    guard size <= Self.wholeLimit else {
      self.size = size
      storage = .descriptor(descriptor)
      return
    }
    defer { close(descriptor) }
    var got = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      got = Self.read(descriptor, into: UnsafeMutableRawBufferPointer(buffer), at: 0)
      count = max(got, 0)
    }
    guard got >= 0 else { throw .unreadable(path: path, code: errno) }
    self.size = UInt64(bytes.count)
    storage = .bytes(bytes)
  }

  deinit {
    if case .descriptor(let descriptor) = storage { close(descriptor) }
  }

  /// Hands over `count` bytes from `offset`, or fewer where the file ends; none when memory lacks.
  func withBytes<Result, Failure: Error>(
    at offset: UInt64, count: UInt64,
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let available = offset < size ? min(count, size - offset, Self.partLimit) : 0
    guard available > 0 else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    switch storage {
    case .bytes(let bytes):
      return try bytes.withUnsafeBufferPointer { all throws(Failure) in
        let part = all[Int(offset)..<Int(offset + available)]
        return try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: part)))
      }
    case .descriptor(let descriptor):
      guard let memory = malloc(Int(available)) else {
        return try body(UnsafeRawBufferPointer(start: nil, count: 0))
      }
      defer { free(memory) }
      let buffer = UnsafeMutableRawBufferPointer(start: memory, count: Int(available))
      let got = max(Self.read(descriptor, into: buffer, at: offset), 0)
      return try body(UnsafeRawBufferPointer(rebasing: buffer[..<got]))
    }
  }

  /// The same, to keep: read into the array itself.
  func bytes(at offset: UInt64, count: UInt64) -> [UInt8] {
    guard case .descriptor(let descriptor) = storage else {
      return withBytes(at: offset, count: count) { Array($0) }
    }
    let available = offset < size ? min(count, size - offset, Self.partLimit) : 0
    return [UInt8](unsafeUninitializedCapacity: Int(available)) { buffer, count in
      HugePages.ask(for: UnsafeRawBufferPointer(buffer))
      count = max(
        Self.read(descriptor, into: UnsafeMutableRawBufferPointer(buffer), at: offset), 0)
    }
  }

  /// Fills the buffer as far as the file goes; -1 when nothing could be read.
  private static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) -> Int {
    var filled = 0
    while filled < buffer.count {
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let got = pread(descriptor, part.baseAddress, part.count, off_t(offset) + off_t(filled))
      if got < 0 && errno == EINTR { continue }
      if got < 0 && filled == 0 { return -1 }
      if got <= 0 { break }
      filled += got
    }
    return filled
  }
}
