import Foundation
import Glibc

/// The path of a recording that is read once and thrown away.
///
/// Its folder is named after the process, so that what a killed one left can be told and removed.
struct TemporaryRecording {
  private static let prefix = "bench-profile-"
  private let folder: String

  var path: String { "\(folder)/perf.data" }

  init() throws {
    let parent = NSTemporaryDirectory()
    Self.removeLeftovers(in: parent)
    var name = Array("\(parent)/\(Self.prefix)\(getpid())-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else {
      throw TemporaryRecordingError(folder: parent, reason: String(cString: strerror(errno)))
    }
    folder = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func removeLeftovers(in parent: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    where name.hasPrefix(prefix) {
      guard
        let process = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({
          pid_t($0)
        }), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
    }
  }
}

struct TemporaryRecordingError: Error, CustomStringConvertible {
  let folder: String
  let reason: String

  var description: String {
    """
    There is no room for a recording in \(folder): \(reason). Set TMPDIR to a folder that can be \
    written.
    """
  }
}
