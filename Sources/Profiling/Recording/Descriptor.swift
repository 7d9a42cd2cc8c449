import Glibc

/// An open file, closed with its last reference.
///
/// Whoever hands `number` to the kernel keeps the reference until the kernel has answered.
final class Descriptor: Sendable {
  let number: Int32
  private let isOwned: Bool

  /// - Parameter isOwned: False for a file that others close.
  init(_ number: Int32, isOwned: Bool = true) {
    precondition(number >= 0, "a descriptor is 0 or more, got \(number)")
    self.number = number
    self.isOwned = isOwned
  }

  deinit { if isOwned { close(number) } }

  /// This process's own input, output and errors, for a program that shares them.
  static let standard = (0..<3).map { Descriptor($0, isOwned: false) }
}

extension Descriptor {
  /// Two connected ends: a pipe both ways, into which a write after the other's death is an error
  /// and no signal.
  static func connectedPair() throws(RecordingError) -> (Descriptor, Descriptor) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      if errno == EMFILE {
        throw .openFiles(found: OpenFileLimit.current, needed: OpenFileLimit.current + 64)
      }
      throw .kernel(call: "a pair of sockets", reason: String(cString: strerror(errno)))
    }
    return (Descriptor(ends[0]), Descriptor(ends[1]))
  }

  /// What a program without input and output gets.
  static func null() throws(RecordingError) -> Descriptor {
    let descriptor = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .kernel(call: "/dev/null", reason: String(cString: strerror(errno)))
    }
    return Descriptor(descriptor)
  }

  /// Sends a few bytes through one end of a pair, without waiting for room.
  ///
  /// - Returns: Whether all of them went.
  @discardableResult
  func send(_ bytes: some Collection<UInt8>) -> Bool {
    let bytes = Array(bytes)
    let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
    return Glibc.send(number, bytes, bytes.count, flags) == bytes.count
  }

  /// The next bytes from one end of a pair; empty at the end, `nil` when the time is over.
  func receive(atMost count: Int, within milliseconds: Int32) -> [UInt8]? {
    var polled = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    var ready: Int32
    repeat { ready = poll(&polled, 1, milliseconds) } while ready < 0 && errno == EINTR
    guard ready > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: count)
    let received = recv(number, &buffer, count, 0)
    return Array(buffer.prefix(max(0, received)))
  }
}
