import Foundation

/// What stands at the store's path, found out before SQLite may touch it.
///
/// SQLite takes an empty file for a new database and then deletes the log beside it, and plays a
/// log back into whatever stands at the path. Neither may happen to a file that was damaged.
enum StoreFile {
  enum Access {
    case readWrite
    case readOnly(reason: String)
  }

  /// - Parameter creating: Whether to make the folder of a store that is not there yet.
  static func prepare(path: String, creating: Bool) throws(StoreError) -> Access {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    // Asked before the size: a store that is being made has pages before it has such a log.
    let hadWriteAheadLog = hasContent(path + "-wal")
    var status = stat()
    guard stat(path, &status) == 0 else {
      let code = errno
      guard code == ENOENT || code == ENOTDIR else {
        throw .noPermission(path: path, reason: FileFailure.reason(code))
      }
      guard creating else { throw .missing(path: path) }
      try makeFolder(folder, ofStore: path)
      return .readWrite
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .isFolder(path: path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .notAStore(path: path, reason: "it is no regular file")
    }
    guard status.st_size > 0 else {
      // SQLite would take it for a new database, and delete what is in the log.
      guard !hadWriteAheadLog else {
        throw .damaged(path: path, findings: ["the file is empty, but the log beside it is not"])
      }
      return access(path: path, folder: folder)
    }
    try checkContent(path: path, bytes: Int(status.st_size))
    return access(path: path, folder: folder)
  }

  private static func makeFolder(
    _ folder: String, ofStore path: String
  ) throws(StoreError) {
    do {
      try Folder.make(folder)
    } catch {
      throw .folderNotMade(path: folder, reason: error.reason)
    }
    guard Glibc.access(folder, W_OK) == 0 else {
      throw .noPermission(path: path, reason: FileFailure.reason(errno))
    }
  }

  private static func access(path: String, folder: String) -> Access {
    for place in [path, folder] where Glibc.access(place, W_OK) != 0 {
      return .readOnly(reason: "\(place): \(FileFailure.reason(errno))")
    }
    return .readWrite
  }

  private static func checkContent(path: String, bytes: Int) throws(StoreError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .noPermission(path: path, reason: FileFailure.reason(errno)) }
    defer { close(file) }
    var head = [UInt8](repeating: 0, count: headerBytes)
    let count = read(file, &head, head.count)
    guard count >= 0 else { throw .failed(path: path, reason: FileFailure.reason(errno)) }
    guard head.prefix(count).starts(with: magic.prefix(count)) else {
      throw .notAStore(path: path, reason: "it is no SQLite database")
    }
    guard count == headerBytes else {
      throw .damaged(path: path, findings: ["the file is cut off after \(count) bytes"])
    }
    // Big-endian; 1 stands for 65,536, which two bytes cannot say. SQLite takes what is missing of
    // the last page for zeros. Pages that are being written from a log are another matter.
    let pageBytes = max(Int(head[16]) << 8 | Int(head[17]), 1)
    let multiple = pageBytes == 1 ? 65_536 : pageBytes
    guard bytes.isMultiple(of: multiple) || hasLog(path: path) else {
      throw .damaged(path: path, findings: ["the file is cut off in the middle of a page"])
    }
  }

  private static let magic = Array("SQLite format 3\0".utf8)
  private static let headerBytes = 100

  /// Whether a log stands beside the file, of commits that are not in it yet or of a change to
  /// take back.
  static func hasLog(path: String) -> Bool {
    hasContent(path + "-wal") || hasContent(path + "-journal")
  }

  private static func hasContent(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }
}
