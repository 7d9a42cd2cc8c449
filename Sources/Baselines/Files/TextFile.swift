import Foundation

/// Reads and replaces small files whole.
enum TextFile {
  /// - Returns: `nil` when there is no such file.
  static func read(_ path: String) throws(LineError) -> [UInt8]? {
    do throws(FileFailure) {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { throw FileFailure(code: errno) }
      defer { close(file) }
      return try FileContent.read(file)
    } catch {
      if error.code == ENOENT { return nil }
      throw LineError(file: path, line: nil, "it could not be read: \(error.reason).")
    }
  }

  /// Written beside the file and renamed, so that nobody reads half of it. A file that has the
  /// same content is not touched.
  static func write(_ bytes: [UInt8], to path: String) throws(LineError) {
    if (try? read(path)) == bytes { return }
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    let temporary = "\(folder)/.\(url.lastPathComponent).\(UUID().uuidString)"
    do throws(FileFailure) {
      try Folder.make(folder)
      try create(temporary, content: bytes)
      guard rename(temporary, path) == 0 else { throw FileFailure(code: errno) }
    } catch {
      unlink(temporary)
      throw LineError(file: path, line: nil, "it could not be written: \(error.reason).")
    }
  }

  private static func create(_ path: String, content: [UInt8]) throws(FileFailure) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw FileFailure(code: errno) }
    defer { close(file) }
    try FileContent.write(content, to: file)
  }
}
