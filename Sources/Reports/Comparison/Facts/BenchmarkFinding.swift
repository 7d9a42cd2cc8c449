import BenchModel
import Verdicts

/// All that was found of one benchmark, with what decides where it stands.
struct BenchmarkFinding {
  let name: BenchmarkName
  /// The deciding time first, then the other one, then allocations.
  let verdicts: [MetricVerdict]
  let missing: SuiteVerdict.Missing?
  let standing: Standing

  /// What the standing rests on; `nil` for a benchmark that gave no number.
  var decisive: MetricVerdict? {
    guard missing == nil else { return nil }
    return judging.first { Standing($0) == standing }
  }

  /// What takes a line of the table, the decisive one first: both times, and allocations that
  /// changed.
  ///
  /// Allocations that are the same on both sides are told in one sentence for all benchmarks,
  /// even where they gate: a line for each would bury the times.
  var shown: [MetricVerdict] {
    guard missing == nil else { return [] }
    let shown = verdicts.filter { $0.metric != .allocations || !Self.isUnchanged($0) }
    return shown.filter { $0 == decisive } + shown.filter { $0 != decisive }
  }

  var unchangedAllocations: MetricVerdict? {
    verdicts.first { $0.metric == .allocations && $0.base != nil && Self.isUnchanged($0) }
  }

  /// What the sections below the table explain: whatever gates and is not equivalent, and the
  /// verdict that the standing rests on.
  var explained: [MetricVerdict] {
    shown.filter { verdict in
      Standing(verdict) != .equivalent && (verdict.isGating || verdict == decisive)
    }
  }

  init(
    name: BenchmarkName, verdicts: [MetricVerdict], missing: SuiteVerdict.Missing?
  ) {
    self.name = name
    self.missing = missing
    self.verdicts = verdicts.sorted { Self.order(of: $0) < Self.order(of: $1) }
    let judging = Self.judging(verdicts)
    standing = missing == nil ? judging.map(Standing.init).min() ?? .invalid : .missing
  }

  private var judging: [MetricVerdict] { Self.judging(verdicts) }

  /// Where nothing gates, such as against history, the times speak for the benchmark.
  private static func judging(_ verdicts: [MetricVerdict]) -> [MetricVerdict] {
    let gating = verdicts.filter(\.isGating)
    return gating.isEmpty ? verdicts.filter { $0.metric != .allocations } : gating
  }

  private static func order(of verdict: MetricVerdict) -> Int {
    switch verdict.metric {
    case .cpuTime, .wallTime: (verdict.isGating ? 0 : 2) + (verdict.metric == .cpuTime ? 0 : 1)
    case .allocations: 4
    }
  }

  private static func isUnchanged(_ verdict: MetricVerdict) -> Bool {
    if verdict.base == nil, verdict.candidate == nil { return !verdict.isGating }
    return verdict.verdict == .equivalent && verdict.base == verdict.candidate
  }
}

extension BenchmarkFinding {
  /// The largest change comes first among those that changed, the rest is sorted by name.
  static func all(of verdict: SuiteVerdict) -> [BenchmarkFinding] {
    let missing = Dictionary(verdict.missing.map { ($0.benchmark, $0) }) { first, _ in first }
    let verdicts = Dictionary(grouping: verdict.verdicts, by: \.benchmark)
    return Set(missing.keys).union(verdicts.keys)
      .map { name in
        BenchmarkFinding(name: name, verdicts: verdicts[name] ?? [], missing: missing[name])
      }
      .sorted { left, right in
        (left.standing, -left.size, left.name) < (right.standing, -right.size, right.name)
      }
  }

  private var size: Double {
    switch standing {
    case .regressed, .waived, .improved:
      // From nothing to something is more than any percentage.
      decisive.map { $0.effect?.point.magnitude ?? .infinity } ?? 0
    case .missing, .invalid, .inconclusive, .equivalent: 0
    }
  }
}
