import BenchModel
import Foundation
import Statistics

/// Compares two stored runs, for `bench compare`.
///
/// The process is the unit: Welch's test of the logarithms of the process medians, beyond the
/// margin, with Holm's adjustment over the suite for each direction (Benjamini and Hochberg's for
/// what does not gate). Nothing was interleaved, so the machine's drift between the two runs is in
/// every difference and no test can take it out; of two runs of one binary five minutes apart,
/// rules of this kind have called 4 in 10 benchmarks changed. `Trust.stored` says so.
///
/// Where each run has a single process, as results of other harnesses have, nothing is decided; the
/// change is shown with what a process knows of it, `WithinProcessChange`.
package struct StoredJudge: Sendable {
  private let policy: Policy

  package init(policy: Policy) {
    policy.checkInvariants()
    self.policy = policy
  }

  /// - Parameter context: `expected` is taken from the base when it is `nil`.
  /// - Complexity: O(*n* log *n*) for *n* samples in all.
  package func verdict(
    base: [BenchmarkResult], candidate: [BenchmarkResult], in context: SuiteContext = SuiteContext()
  ) -> SuiteVerdict {
    var context = context
    if context.expected == nil { context.expected = base.map(\.benchmark.name) }
    let bases = Dictionary(base.map { ($0.benchmark.name, $0) }, uniquingKeysWith: { $1 })
    var cases: [Case] = []
    var missing: [SuiteVerdict.Missing] = []
    for result in candidate {
      let name = result.benchmark.name
      if let failure = result.failure {
        missing.append(
          SuiteVerdict.Missing(
            benchmark: name, reason: "\(failure.kind.words) (candidate): \(failure.message)"))
        continue
      }
      guard let old = bases[name] else { continue }
      if let failure = old.failure {
        missing.append(
          SuiteVerdict.Missing(
            benchmark: name, reason: "\(failure.kind.words) (base): \(failure.message)"))
        continue
      }
      guard let side = Self.sideWithoutSamples(old, result) else {
        cases += self.cases(of: old, result)
        continue
      }
      missing.append(
        SuiteVerdict.Missing(benchmark: name, reason: "no process measured it (\(side))"))
    }
    return context.suite(
      verdicts(of: cases), measured: candidate.map(\.benchmark.name), missing: missing)
  }

  private static func sideWithoutSamples(
    _ base: BenchmarkResult, _ candidate: BenchmarkResult
  ) -> String? {
    if base.processes.allSatisfy(\.observations.isEmpty) { return "base" }
    return candidate.processes.allSatisfy(\.observations.isEmpty) ? "candidate" : nil
  }

  /// One metric of one benchmark, with a number for each process.
  private struct Case {
    let benchmark: BenchmarkName
    let metric: Metric
    let isGating: Bool
    let margin: Double
    let base: [Double]
    let candidate: [Double]
    /// Of logarithms, or of counts; `nil` where there is nothing random or too little to test.
    let test: WelchTest?
    let isLogarithmic: Bool
    /// Where each side has one process.
    let withinProcess: Estimate?
    /// In the unit of the test.
    let bound: Double
    let equivalenceBound: Double

    /// Counts that repeat on each side leave nothing to chance; times are never so.
    var isRandom: Bool {
      guard test != nil else { return false }
      return isLogarithmic || Set(base).count > 1 || Set(candidate).count > 1
    }

    func pValue(_ direction: Direction) -> Double {
      test?.pValue(
        that: direction.alternative, than: direction == .slower ? bound : -bound) ?? 1
    }

    /// The relative change that is found in nine of ten such comparisons.
    func detectable(_ level: Double) -> Double? {
      guard let test, isLogarithmic else { return nil }
      let student = StudentDistribution(degreesOfFreedom: test.degreesOfFreedom)
      let reach = test.standardError * (student.quantile(1 - level) + student.quantile(0.9))
      let size = expm1(bound + reach)
      return size.isFinite ? size : nil
    }

    var separation: Direction? { Direction(separating: base, from: candidate) }

    /// As a relative change, at 95 %.
    var effect: Estimate? {
      guard let estimate = test?.estimate(coverage: 0.95) else { return withinProcess }
      if isLogarithmic { return ContrastScale.logRatio.relativeChange(estimate) }
      let scale = Moments(of: base).mean
      guard scale > 0 else { return nil }
      return Estimate(
        point: estimate.point / scale, low: estimate.low / scale, high: estimate.high / scale,
        coverage: estimate.coverage, standardError: estimate.standardError / scale,
        method: estimate.method)
    }
  }

  private func cases(
    of baseResult: BenchmarkResult, _ candidateResult: BenchmarkResult
  ) -> [Case] {
    let name = candidateResult.benchmark.name
    let (base, candidate) = (baseResult.processes, candidateResult.processes)
    var gating = GatingMetric()
    gating.add(base: base, candidate: candidate)
    if [baseResult, candidateResult].contains(where: \.benchmark.isJudgedByWallClock) {
      gating.addWallClockOnly()
    }
    return Metric.allCases.compactMap { metric in
      let left = base.compactMap { Self.center(of: $0, metric) }
      let right = candidate.compactMap { Self.center(of: $0, metric) }
      if metric != gating.metric && (left.isEmpty || right.isEmpty) { return nil }
      let margin = policy.margin(of: metric, for: name)
      let equivalence = policy.equivalenceMargin(of: metric, for: name)
      let isLogarithmic = metric != .allocations
      let typical = left.isEmpty ? 0 : median(of: left)
      return Case(
        benchmark: name, metric: metric,
        isGating: metric == gating.metric || metric == .allocations, margin: margin, base: left,
        candidate: right,
        test: isLogarithmic
          ? WelchTest(left.map { log($0) }, right.map { log($0) }) : WelchTest(left, right),
        isLogarithmic: isLogarithmic,
        withinProcess: isLogarithmic && base.count == 1 && candidate.count == 1
          ? WithinProcessChange.estimate(
            from: Self.values(of: base[0], metric), to: Self.values(of: candidate[0], metric))
          : nil,
        bound: isLogarithmic ? log1p(margin) : margin * typical,
        equivalenceBound: isLogarithmic ? log1p(equivalence) : equivalence * typical)
    }
  }

  /// - Returns: `nil` where the process has no number, or a clock that read zero.
  private static func center(of process: ProcessRecord, _ metric: Metric) -> Double? {
    guard let sample = try? Sample(values(of: process, metric), in: .seconds) else { return nil }
    return metric == .allocations || sample.median > 0 ? sample.median : nil
  }

  private static func values(of process: ProcessRecord, _ metric: Metric) -> [Double] {
    switch metric {
    case .cpuTime: process.observations.map(\.cpuSeconds)
    case .wallTime: process.observations.map(\.wallSeconds)
    case .allocations: process.allocations.value?.map(\.allocationsPerIteration) ?? []
    }
  }

  private func verdicts(of cases: [Case]) -> [MetricVerdict] {
    var adjusted = [[Direction: Double]](repeating: [:], count: cases.count)
    let gating = cases.indices.filter { cases[$0].isGating && cases[$0].isRandom }
    let shown = cases.indices.filter { !cases[$0].isGating && cases[$0].isRandom }
    for direction in Direction.allCases {
      let holm = PValueAdjustment.holm(gating.map { cases[$0].pValue(direction) })
      for (index, pValue) in zip(gating, holm) { adjusted[index][direction] = pValue }
      let informed = PValueAdjustment.benjaminiHochberg(shown.map { cases[$0].pValue(direction) })
      for (index, pValue) in zip(shown, informed) { adjusted[index][direction] = pValue }
    }
    let level = (policy.earlyAlpha + policy.finalAlpha) / Double(max(1, gating.count))
    return zip(cases, adjusted).map { verdict(on: $0, adjusted: $1, level: level) }
  }

  /// - Parameter level: What the strictest step of Holm demands.
  private func verdict(
    on item: Case, adjusted: [Direction: Double], level: Double
  ) -> MetricVerdict {
    let base = item.base.isEmpty ? nil : median(of: item.base)
    let candidate = item.candidate.isEmpty ? nil : median(of: item.candidate)
    let effect = item.effect
    let direction: Direction = (item.test?.difference ?? 0) < 0 ? .faster : .slower
    let (verdict, reason) = outcome(of: item, adjusted, base: base, candidate: candidate)
    return MetricVerdict(
      benchmark: item.benchmark, metric: item.metric, verdict: verdict, trust: .stored,
      isGating: item.isGating, effect: effect,
      pValue: item.isRandom ? item.pValue(direction) : nil,
      adjustedPValue: adjusted[direction], eValue: nil, margin: item.margin,
      smallestDetectableEffect: verdict == .inconclusive ? item.detectable(level) : nil,
      units: item.base.count + item.candidate.count, blocks: 0, droppedBlocks: 0,
      isConfirmed: verdict == .regressed || verdict == .improved ? !item.isRandom : nil,
      layoutShare: nil, base: base, candidate: candidate, reason: reason)
  }

  private func outcome(
    of item: Case, _ adjusted: [Direction: Double], base: Double?, candidate: Double?
  ) -> (Verdict, String?) {
    guard let test = item.test, let base, let candidate else {
      let reason = "a test needs two processes of each run"
      guard item.withinProcess != nil else { return (.inconclusive, reason) }
      return (
        .inconclusive,
        "\(reason); the interval tells of one process of each, and processes differ by more"
      )
    }
    if !item.isRandom {
      let excess = candidate - base
      if excess.magnitude <= item.margin * base { return (.equivalent, nil) }
      let reason = base == 0 ? "from none there is no relative change" : nil
      return (excess > 0 ? .regressed : .improved, reason)
    }
    let total = policy.earlyAlpha + policy.finalAlpha
    for direction in Direction.allCases where (adjusted[direction] ?? 1) <= total {
      if item.metric == .allocations, item.separation != direction { continue }
      return (direction == .slower ? .regressed : .improved, nil)
    }
    let level = policy.equivalenceAlpha / 2
    let isEquivalent =
      test.pValue(that: .less, than: item.equivalenceBound) <= level
      && test.pValue(that: .greater, than: -item.equivalenceBound) <= level
    return (isEquivalent ? .equivalent : .inconclusive, nil)
  }
}
