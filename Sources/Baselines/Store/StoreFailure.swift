import Foundation
import GRDB

/// Says in the store's words what SQLite said in its own.
enum StoreFailure {
  static func storeError(
    _ error: any Error, path: String, patienceSeconds: Double
  ) -> StoreError {
    guard let error = error as? DatabaseError else {
      // What was read is not what this code wrote.
      return .damaged(path: path, findings: [sentence(of: error)])
    }
    let message = error.message ?? "result code \(error.extendedResultCode.rawValue)"
    switch error.extendedResultCode {
    case .SQLITE_NOTADB:
      return .notAStore(path: path, reason: message)
    case .SQLITE_CORRUPT:
      return .damaged(path: path, findings: [message])
    case .SQLITE_FULL:
      return .diskFull(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return .locked(path: path, seconds: patienceSeconds)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return .readOnly(path: path, reason: message)
    case .SQLITE_CANTOPEN where isDiskFull(path):
      return .diskFull(path: path)
    case .SQLITE_CANTOPEN:
      return .noPermission(path: path, reason: message)
    // A log or its index that cannot grow is reported as failed input and output.
    case .SQLITE_IOERR where isDiskFull(path):
      return .diskFull(path: path)
    default:
      return .failed(path: path, reason: message)
    }
  }

  private static func sentence(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context), .dataCorrupted(let context):
      return "stored JSON is damaged: \(context.debugDescription)"
    @unknown default:
      return "stored JSON is damaged"
    }
  }

  /// Whether the file system that holds the path has hardly a page left.
  private static func isDiskFull(_ path: String) -> Bool {
    var status = statvfs()
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard statvfs(folder, &status) == 0 else { return false }
    return UInt(status.f_bavail) * UInt(status.f_frsize) < 65_536
  }
}
