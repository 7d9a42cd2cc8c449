import Foundation
import Glibc

/// Reads the small files in which Linux describes itself.
enum ProcFile {
  /// The whole text, or why it cannot be had.
  ///
  /// Foundation's one-call readers take the length of a file from its status, which is 0 or 4096
  /// for these, and return nothing or the first page. A handle reads to the end.
  static func text(_ path: String) -> Result<String, ProcFileError> {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      return .failure(ProcFileError(path: path, reason: String(cString: strerror(errno))))
    }
    defer { try? handle.close() }
    do {
      let data = try handle.readToEnd() ?? Data()
      return .success(String(decoding: data, as: UTF8.self))
    } catch {
      return .failure(ProcFileError(path: path, reason: error.localizedDescription))
    }
  }

  /// A path that starts this process's own program, even after a build has replaced its file.
  static var runningExecutable: String { "/proc/\(getpid())/exe" }

  /// Where the file of this process's program was when it started.
  static func executablePath() -> String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }
}

struct ProcFileError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "\(path): \(reason)" }
}
