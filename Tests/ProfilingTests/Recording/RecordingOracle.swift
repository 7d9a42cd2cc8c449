import Foundation
import Testing

@testable import Profiling

/// What the perf program reads in a recording.
struct RecordingOracle {
  struct Sample {
    let process: String
    let thread: Int32
    let nanoseconds: UInt64
    let event: String
    /// From the function that ran to the outermost.
    var functions: [String] = []
  }

  let samples: [Sample]
  /// Complaints of perf's.
  let errors: String

  struct Refusal: Error {
    let words: String
  }

  init(_ path: String) throws {
    let script = try Tool.run(
      "perf",
      [
        "script", "-i", path, "-F", "comm,tid,time,event,ip,sym", "--ns", "--no-inline",
        "--no-demangle",
      ])
    guard script.status == 0 else { throw Refusal(words: script.errors) }
    errors = script.errors
    var samples: [Sample] = []
    for line in script.output.split(separator: "\n") {
      if line.first?.isWhitespace == true, var sample = samples.popLast() {
        let words = line.split(whereSeparator: \.isWhitespace)
        sample.functions.append(String(words.dropFirst().first ?? "?"))
        samples.append(sample)
      } else if let sample = Sample(header: line) {
        samples.append(sample)
      }
    }
    self.samples = samples
  }

  /// How many samples have a function among their frames.
  func count(of function: String) -> Int { samples.count { $0.functions.contains(function) } }

  /// Expects each function's share of samples inside the interval that holds it in 99.9 % of
  /// recordings if each sample falls on it with its true probability: the normal approximation of
  /// the binomial, ±3.29 σ, which at these sizes is within a tenth of a sample's share of the exact.
  func expectShares(
    _ shares: [(function: String, share: Double)],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let known = Set(shares.map(\.function))
    let total = samples.count { !known.isDisjoint(with: $0.functions) }
    #expect(
      Double(total) >= 0.98 * Double(samples.count),
      "\(samples.count - total) of \(samples.count) samples show no burning function",
      sourceLocation: sourceLocation)
    for (function, share) in shares {
      let observed = Double(count(of: function)) / Double(max(total, 1))
      let margin = 3.29 * (share * (1 - share) / Double(max(total, 1))).squareRoot()
      #expect(
        abs(observed - share) <= margin,
        "\(function) has \(observed) of \(total) samples, \(share) ± \(margin) is expected",
        sourceLocation: sourceLocation)
    }
  }

  static let deck = [("fifty", 0.5), ("thirty", 0.3), ("fifteen", 0.15), ("five", 0.05)]
  static let pair = [("left", 0.5), ("right", 0.5)]
}

extension RecordingOracle.Sample {
  /// Reads `burn 1234 1111.239844123: cpu-clock:u: `.
  fileprivate init?(header: Substring) {
    let words = header.split(separator: " ")
    guard words.count >= 4, let thread = Int32(words[words.count - 3]) else { return nil }
    let time = words[words.count - 2].dropLast().split(separator: ".")
    guard time.count == 2, time[1].count == 9, let seconds = UInt64(time[0]),
      let fraction = UInt64(time[1])
    else { return nil }
    process = words.dropLast(3).joined(separator: " ")
    self.thread = thread
    nanoseconds = seconds * 1_000_000_000 + fraction
    event = String(words[words.count - 1])
  }
}
