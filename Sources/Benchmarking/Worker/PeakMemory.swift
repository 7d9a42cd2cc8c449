import BenchModel
import Foundation

/// The largest resident set that this process has had.
///
/// From /proc: what getrusage calls the maximum survives `exec`, so that a worker would report
/// its driver's memory as its own.
enum PeakMemory {
  /// In bytes.
  static func read() -> Reading<Int> {
    let path = "/proc/self/status"
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.readToEnd()
    else { return .unavailable(reason: "\(path) cannot be read") }
    return bytes(inStatus: String(decoding: data, as: UTF8.self)).map { .value($0) }
      ?? .unavailable(reason: "\(path) has no VmHWM")
  }

  private static func bytes(inStatus text: String) -> Int? {
    text.split(separator: "\n")
      .first { $0.hasPrefix("VmHWM:") }
      .flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst().first }
      .flatMap { Int($0) }
      .map { $0 * 1024 }
  }
}
