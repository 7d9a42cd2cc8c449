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
    guard Glibc.access(path, R_OK) == 0 else {
      throw .noPermission(path: path, reason: FileFailure.reason(errno))
    }
    try StoreHeader.check(path: path, bytes: Int(status.st_size))
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
