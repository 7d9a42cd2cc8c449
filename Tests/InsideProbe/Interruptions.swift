import CInsideProbe
import Profiling

/// What interruptions take of a thread that computes: those that do nothing, and the sampler's.
///
/// All are measured by turns in one run, since what an interruption takes is the machine's affair.
enum Interruptions {
  private static let frequency: UInt32 = 997

  private enum Kind: String, CaseIterable {
    case none = "nothing"
    case event = "an event that records nothing"
    case signal = "a handler that does nothing"
    case framePointers = "the sampler, by frame pointers"
    case tables = "the sampler, by tables"
  }

  static func run(rounds: Int, recording: String) throws {
    var seconds: [Kind: [Double]] = [:]
    for _ in 0..<rounds {
      for kind in Kind.allCases.shuffled() {
        seconds[kind, default: []].append(try time(kind, recording: recording))
      }
    }
    let base = lowerQuartile(seconds[.none]!)
    for kind in Kind.allCases {
      let quartile = lowerQuartile(seconds[kind]!)
      let change = 100 * (quartile / base - 1)
      let each = 1e6 * (quartile - base) / (base * Double(frequency))
      print(
        "\(kind.rawValue): \(tenths(1000 * quartile)) ms, \(tenths(change)) %, "
          + "\(tenths(each)) µs for each interruption")
    }
  }

  private static func time(_ kind: Kind, recording: String) throws -> Double {
    switch kind {
    case .none: return work()
    case .event, .signal:
      let event = probe_interrupt(frequency, kind == .signal)
      guard event >= 0 else { throw Refusal(code: -event) }
      defer { probe_interrupt_end(event) }
      return work()
    case .framePointers, .tables:
      let unwinding: Profiler.Unwinding =
        kind == .tables ? .callFrameTables : .framePointers
      let profiler = try Profiler.start(
        writingTo: recording,
        Profiler.Options(frequency: Int(frequency), unwinding: unwinding))
      let seconds = work()
      try profiler.stop()
      return seconds
    }
  }

  private struct Refusal: Error { let code: Int32 }

  /// Seconds of the thread's processor time for always the same, some 0.07 s.
  @inline(never) private static func work() -> Double {
    let start = ThreadClock.seconds
    var state: UInt64 = 88_172_645_463_325_252
    for _ in 0..<40_000_000 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
    }
    let end = ThreadClock.seconds
    precondition(state != 0, "xorshift never gives zero")
    return end - start
  }

  /// What disturbs a run only adds time.
  private static func lowerQuartile(_ values: [Double]) -> Double {
    values.sorted()[values.count / 4]
  }

  private static func tenths(_ value: Double) -> String { "\((10 * value).rounded() / 10)" }
}
