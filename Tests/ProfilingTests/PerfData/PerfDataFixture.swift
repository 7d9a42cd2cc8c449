import Foundation
import Profiling

/// A recording in `Fixtures/perf-data`, with what `perf script` says about it.
struct PerfDataFixture {
  let name: String

  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/perf-data")

  var path: String { Self.folder.appending(path: name + ".data").path }

  func bytes() throws -> [UInt8] {
    Array(try Data(contentsOf: Self.folder.appending(path: name + ".data")))
  }

  func text(_ kind: String = "txt") throws -> String {
    try String(contentsOf: Self.folder.appending(path: "\(name).\(kind)"), encoding: .utf8)
  }

  static let all = [
    "frame-pointers", "pipe", "compressed", "two-events", "switches", "switches-only",
    "threads", "all-fields", "no-callers",
  ]
}

/// One sample in the text of `perf script -F comm,pid,tid,time,period,event,ip,dso --ns`.
struct ScriptedSample: Equatable {
  var comm: String
  var pid: Int32
  var tid: Int32
  /// In nanoseconds; 0 where the text has no time.
  var time: UInt64
  var period: UInt64
  var event: String
  /// Innermost first. In programs addresses count from the start of the file.
  var frames: [Frame]
  /// Whether the address is that in memory, as it is where no callers were recorded.
  var isOfMemory = false

  struct Frame: Equatable {
    var address: UInt64
    var file: String
  }
}

extension ScriptedSample {
  static func parse(_ text: String) -> [ScriptedSample] {
    var samples: [ScriptedSample] = []
    for line in text.split(separator: "\n") {
      // From a pipe, perf says the symbol as well.
      if let frame = line.wholeMatch(of: /\s+([0-9a-f]+) (?:.* )?\(([^()]*)\)/) {
        samples[samples.count - 1].frames.append(
          Frame(address: UInt64(frame.1, radix: 16)!, file: String(frame.2)))
        continue
      }
      // Without callers, the one address stands behind the event.
      let header =
        /(.+?) +(\d+)\/(\d+) +(?:(\d+)\.(\d{9}): +)?(\d+) +(\S+): *(?:([0-9a-f]+) \((.*)\))?/
      guard let match = line.wholeMatch(of: header) else { continue }
      var sample = ScriptedSample(
        comm: match.1.trimmingCharacters(in: .whitespaces), pid: Int32(match.2)!,
        tid: Int32(match.3)!, time: 0, period: UInt64(match.6)!, event: String(match.7), frames: [])
      if let seconds = match.4, let rest = match.5 {
        sample.time = UInt64(seconds)! * 1_000_000_000 + UInt64(rest)!
      }
      if let address = match.8, let file = match.9 {
        sample.frames = [Frame(address: UInt64(address, radix: 16)!, file: String(file))]
        sample.isOfMemory = true
      }
      samples.append(sample)
    }
    return samples
  }
}
