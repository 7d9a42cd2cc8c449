import Glibc

/// A pipe that holds bytes already, up to what a pipe can hold.
struct TemporaryPipe {
  let reading: Int32

  struct Failure: Error {
    let error: Int32
  }

  init(holding bytes: [UInt8]) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Failure(error: errno) }
    reading = ends[0]
    defer { Glibc.close(ends[1]) }
    guard write(ends[1], bytes, bytes.count) == bytes.count else { throw Failure(error: errno) }
  }

  func close() { Glibc.close(reading) }
}
