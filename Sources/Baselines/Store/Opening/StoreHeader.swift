import Foundation
import GRDB

/// Looks at a file through SQLite, as if nothing stood beside it and nobody else used it.
///
/// It is SQLite that must look: a process that closes a file by itself drops the locks that
/// SQLite, in the same process, holds on it (howtocorrupt.html, 2.2).
enum StoreHeader {
  /// - Throws: `StoreError` when the file is no SQLite database, or not a whole one. What else may
  ///   be wrong shows when it is opened in earnest.
  static func check(path: String, bytes: Int) throws(StoreError) {
    let pageBytes: Int?
    do {
      pageBytes = try open(path, Configuration()).read { db in
        try Int.fetchOne(db, sql: "PRAGMA page_size")
      }
    } catch DatabaseError.SQLITE_NOTADB {
      throw .notAStore(path: path, reason: "it is no SQLite database")
    } catch {
      return
    }
    // SQLite takes what is missing of the last page for zeros. While a log is written into the
    // file, that is another matter.
    guard let pageBytes, !bytes.isMultiple(of: pageBytes), !StoreFile.hasLog(path: path) else {
      return
    }
    throw .damaged(path: path, findings: ["the file is cut off in the middle of a page"])
  }

  /// Opens a file for reading without locks, and without a look at the log beside it.
  static func open(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
    var configuration = configuration
    configuration.readonly = true
    var allowed = CharacterSet.urlPathAllowed
    allowed.remove(charactersIn: "?#%")
    let absolute = URL(fileURLWithPath: path).path
    let encoded = absolute.addingPercentEncoding(withAllowedCharacters: allowed) ?? absolute
    return try DatabaseQueue(path: "file://\(encoded)?immutable=1", configuration: configuration)
  }
}
