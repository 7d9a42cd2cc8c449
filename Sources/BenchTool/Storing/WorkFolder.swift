import Foundation
import Glibc

/// A folder beside the store for what one comparison links and throws away.
///
/// It is named after the process, so that what a killed one left can be told and removed.
struct WorkFolder {
  let path: String

  init(in storeFolder: String) throws {
    let work = "\(storeFolder)/work"
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    Self.removeLeftovers(in: work)
    path = "\(work)/\(getpid())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// A folder for each side; their names are of one length, as paths of what is compared must be.
  func side(_ name: Character) throws -> String {
    let folder = "\(path)/\(name)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  /// The same folder, without what was in it.
  func emptySide(_ name: Character) throws -> String {
    try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    return try side(name)
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  private static func removeLeftovers(in work: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: work)) ?? [] {
      guard let process = pid_t(name), kill(process, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(atPath: "\(work)/\(name)")
    }
  }
}
