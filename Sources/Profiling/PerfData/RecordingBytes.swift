import Glibc

/// The bytes of a recording, mapped from a file or read from a descriptor.
///
/// A mapped file must not be shortened while it is read: the kernel answers a look beyond its end
/// with a signal. Longer it may become.
///
/// The bytes never change and go with the last reference, so they may be read from any thread.
package final class RecordingBytes: @unchecked Sendable {
  private enum Origin {
    case mapped, allocated
  }

  package let bytes: UnsafeRawBufferPointer
  private let origin: Origin

  private init(_ bytes: UnsafeRawBufferPointer, origin: Origin) {
    self.bytes = bytes
    self.origin = origin
  }

  deinit {
    guard let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress) else { return }
    switch origin {
    case .mapped: munmap(start, bytes.count)
    case .allocated: free(start)
    }
  }

  /// A copy, for bytes that somebody else keeps.
  package convenience init(copying source: UnsafeRawBufferPointer) {
    let copy = malloc(max(source.count, 1))!
    if let start = source.baseAddress { copy.copyMemory(from: start, byteCount: source.count) }
    self.init(UnsafeRawBufferPointer(start: copy, count: source.count), origin: .allocated)
  }

  /// Maps a regular file, and reads anything else (a pipe with a name, `/dev/stdin`) to its end.
  package convenience init(path: String, limitBytes: Int = defaultLimitBytes) throws(PerfDataError)
  {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    try self.init(descriptor: descriptor, source: path, limitBytes: limitBytes)
  }

  /// Maps what can be mapped and reads the rest to its end. The descriptor stays open.
  ///
  /// - Parameter source: What to call the descriptor in errors.
  package convenience init(
    descriptor: Int32, source: String, limitBytes: Int = defaultLimitBytes
  ) throws(PerfDataError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .cannotRead(source: source, reason: String(cString: strerror(errno)))
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw .isFolder(path: source)
    case S_IFREG:
      let size = Int(status.st_size)
      guard size > 0 else { throw .empty(source: source) }
      guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
        start != MAP_FAILED
      else { throw .cannotRead(source: source, reason: String(cString: strerror(errno))) }
      self.init(UnsafeRawBufferPointer(start: start, count: size), origin: .mapped)
    default:
      var content = try Self.read(descriptor, source: source, limitBytes: limitBytes)
      guard content.count > 0 else {
        content.discard()
        throw .empty(source: source)
      }
      self.init(adopting: content)
    }
  }

  /// Reads a descriptor whose beginning was read already to its end. There may be no byte at all.
  ///
  /// A file is read, not mapped: of text, which others write to while it is read, no look must end
  /// the program.
  package convenience init(
    beginning: [UInt8], restOf descriptor: Int32, source: String,
    limitBytes: Int = defaultLimitBytes
  ) throws(PerfDataError) {
    self.init(
      adopting: try Self.read(
        descriptor, after: beginning, source: source, limitBytes: limitBytes))
  }

  /// 8 GiB: what comes through a pipe is kept in memory.
  package static let defaultLimitBytes = 8 << 30

  private static func read(
    _ descriptor: Int32, after beginning: [UInt8] = [], source: String, limitBytes: Int
  ) throws(PerfDataError) -> GrowingBytes {
    var content = GrowingBytes()
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      // More than there is, so that the end is found without more room.
      content.expect(min(Int(status.st_size), limitBytes) + leastSpace)
    }
    if !beginning.isEmpty {
      guard let space = content.space(atLeast: beginning.count) else {
        throw .tooLarge(source: source, limitBytes: 0)
      }
      space.copyBytes(from: beginning)
      content.use(beginning.count)
    }
    while true {
      guard let space = content.space(atLeast: leastSpace) else {
        let size = content.count
        content.discard()
        throw .tooLarge(source: source, limitBytes: size)
      }
      let count = Glibc.read(descriptor, space.baseAddress, space.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        let reason = String(cString: strerror(errno))
        content.discard()
        throw .cannotRead(source: source, reason: reason)
      }
      if count == 0 { return content }
      content.use(count)
      guard content.count <= limitBytes else {
        content.discard()
        throw .tooLarge(source: source, limitBytes: limitBytes)
      }
    }
  }

  private static let leastSpace = 1 << 16

  /// Takes over bytes that were allocated by `GrowingBytes`.
  convenience init(adopting content: GrowingBytes) {
    self.init(content.bytes, origin: .allocated)
  }
}

/// Bytes that are appended to in place; whoever holds them last must hand them on or discard them.
struct GrowingBytes {
  private(set) var count = 0
  private var capacity = 0
  private var start: UnsafeMutableRawPointer?

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// Room behind the bytes so far, until the next call; `nil` when memory is used up.
  mutating func space(atLeast size: Int) -> UnsafeMutableRawBufferPointer? {
    if capacity - count < size {
      let larger = max(capacity * 2, count + size, 1 << 20)
      guard let moved = realloc(start, larger) else { return nil }
      start = moved
      capacity = larger
    }
    return UnsafeMutableRawBufferPointer(start: start! + count, count: capacity - count)
  }

  /// Makes room for so many bytes in all. Where there is not so much memory, room grows as bytes come.
  mutating func expect(_ size: Int) {
    guard size > capacity, let moved = realloc(start, size) else { return }
    start = moved
    capacity = size
    HugePages.ask(for: UnsafeRawBufferPointer(start: start, count: capacity))
  }

  /// Counts bytes that were written to the space handed out last.
  mutating func use(_ size: Int) {
    precondition(size <= capacity - count, "\(size) bytes were written to less space")
    count += size
  }

  mutating func discard() {
    free(start)
    self = GrowingBytes()
  }
}
