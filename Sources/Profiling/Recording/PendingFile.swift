import Glibc

/// A file that gets its name when it is whole; until then it has another, beside it.
struct PendingFile: Sendable {
  /// The name it will have.
  let path: String
  /// The name it has so far.
  let temporaryPath: String

  init(_ path: String) {
    self.path = path
    temporaryPath = "\(path).partial-\(getpid())-\(UInt32.random(in: 0 ... .max))"
  }

  /// Makes the empty file, which shows early that the place can be written to.
  ///
  /// - Throws: Also when the name belongs to a folder or a device, which must not be replaced.
  func create() throws(RecordingError) -> Descriptor {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw .notWritten(path: path, reason: "it is there and no plain file")
    }
    let descriptor = open(temporaryPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(errno) }
    return Descriptor(descriptor)
  }

  /// Gives the whole file its name, in place of what had that before.
  func publish() throws(RecordingError) {
    guard rename(temporaryPath, path) == 0 else {
      let reason = errno
      discard()
      throw failure(reason)
    }
  }

  func discard() { unlink(temporaryPath) }

  func failure(_ reason: Int32) -> RecordingError {
    .notWritten(path: path, reason: String(cString: strerror(reason)))
  }
}
