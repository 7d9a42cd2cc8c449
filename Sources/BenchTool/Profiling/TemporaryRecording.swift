import Foundation
import Glibc

/// The path of a recording that is read once and thrown away.
struct TemporaryRecording {
  private let folder: String

  var path: String { "\(folder)/perf.data" }

  init() {
    let template = NSTemporaryDirectory() + "/bench-profile-XXXXXX"
    var name = Array(template.utf8CString)
    // Where no folder can be made, the recorder says so in its own words when it writes.
    let made = mkdtemp(&name).map { String(cString: $0) }
    folder = made ?? NSTemporaryDirectory()
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
    rmdir(folder)
  }
}
