import BenchModel
import Foundation
import Glibc

/// How much may still be written.
enum DiskSpace {
  /// Bytes that this user may write at a path, which need not exist yet.
  static func free(at path: String) -> Reading<Int> {
    var url = URL(fileURLWithPath: path).standardizedFileURL
    while !FileManager.default.fileExists(atPath: url.path) && url.path != "/" {
      url.deleteLastPathComponent()
    }
    var status = statvfs()
    guard statvfs(url.path, &status) == 0 else {
      return .unavailable(reason: "\(url.path): \(String(cString: strerror(errno)))")
    }
    return .value(Int(status.f_bavail) * Int(status.f_frsize))
  }
}
