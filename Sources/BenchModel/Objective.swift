/// A bound that a benchmark must keep whatever any baseline says.
///
///     Benchmark("sync/validate", objective: .atLeast(5_000, per: .second), …)
public struct Objective: Hashable, Codable, Sendable {
  public enum Period: String, Codable, Sendable {
    case second, minute

    package var seconds: Double { self == .second ? 1 : 60 }
  }

  package enum Bound: Hashable, Codable, Sendable {
    /// Of what the benchmark's throughput counts; of iterations where it declares none.
    case atLeast(Double, per: Period)
    /// Seconds of wall clock that an iteration may take.
    case atMostSeconds(Double)
  }

  package let bound: Bound

  private init(_ bound: Bound, _ value: Double) {
    // A release build drops the words of a failed precondition, and this is an author's to get wrong.
    guard value > 0, value.isFinite else {
      fatalError("an objective is a finite number above zero, got \(value)")
    }
    self.bound = bound
  }

  /// So many elements, bytes or iterations in each second or minute.
  public static func atLeast(_ amount: Double, per period: Period) -> Objective {
    Objective(.atLeast(amount, per: period), amount)
  }

  /// The longest that one iteration may take.
  public static func atMost(_ duration: Duration) -> Objective {
    let (seconds, attoseconds) = duration.components
    let value = Double(seconds) + Double(attoseconds) * 1e-18
    return Objective(.atMostSeconds(value), value)
  }
}
