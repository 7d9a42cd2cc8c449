import BenchModel

/// What a suite is judged by besides its measurements: what must be there, and what is forgiven.
package struct SuiteContext: Sendable {
  /// The benchmarks that the baseline has, of those that were selected; each must give a number.
  /// `nil` when nothing is expected in particular.
  package var expected: [BenchmarkName]?
  package var waivers: [Waiver] = []
  /// `yyyy-mm-dd`, in whose order days sort as text.
  package var today = ""
  package var objectives: [ObjectiveVerdict] = []
  /// What a reader should know before trusting the run; printed as they are.
  package var warnings: [String] = []

  package init() {}

  /// A suite of verdicts that were made one by one, such as those of `HistoricalJudge`.
  package func verdict(
    of verdicts: [MetricVerdict], measured: [BenchmarkName], missing: [SuiteVerdict.Missing]
  ) -> SuiteVerdict {
    suite(verdicts, measured: measured, missing: missing)
  }

  /// Puts the parts together and mixes the color.
  ///
  /// - Parameters:
  ///   - measured: Every benchmark that was run, whatever came of it.
  ///   - missing: Those that gave no number, and why.
  func suite(
    _ verdicts: [MetricVerdict], measured: [BenchmarkName], missing: [SuiteVerdict.Missing] = [],
    control: SuiteVerdict.Control? = nil, warnings: [String] = []
  ) -> SuiteVerdict {
    let waived = verdicts.map(waived)
    let known = Set(measured).union(missing.map(\.benchmark))
    let gone = (expected ?? []).filter { !known.contains($0) }.map {
      SuiteVerdict.Missing(benchmark: $0, reason: "no longer declared")
    }
    let missing = (missing + gone).sorted { $0.benchmark < $1.benchmark }
    let baseline = expected.map(Set.init)
    let color: SuiteVerdict.Color =
      if !missing.isEmpty || objectives.contains(where: { $0.outcome == .unmeasured }) {
        .failed
      } else if control?.isFlagged == true {
        .invalid
      } else if waived.contains(where: \.turnsRed)
        || objectives.contains(where: { $0.outcome == .missed })
      {
        .red
      } else {
        .green
      }
    return SuiteVerdict(
      color: color,
      verdicts: waived.sorted {
        ($0.benchmark.description, $0.metric.rawValue)
          < ($1.benchmark.description, $1.metric.rawValue)
      },
      objectives: objectives.sorted { $0.benchmark < $1.benchmark }, missing: missing,
      added: baseline.map { names in measured.filter { !names.contains($0) }.sorted() } ?? [],
      control: control, warnings: self.warnings + warnings + expired.map(Self.warning))
  }

  private func waived(_ verdict: MetricVerdict) -> MetricVerdict {
    guard verdict.verdict == .regressed, let change = verdict.effect?.point,
      let waiver = waivers.first(where: {
        $0.benchmark == verdict.benchmark && $0.metric == verdict.metric && !isExpired($0)
          && change <= $0.ceiling
      })
    else { return verdict }
    var verdict = verdict
    verdict.waiver = "\(waiver.reason) (up to \(percent(waiver.ceiling)) until \(waiver.expires))"
    return verdict
  }

  private var expired: [Waiver] { waivers.filter(isExpired) }

  private func isExpired(_ waiver: Waiver) -> Bool { waiver.expires < today }

  private static func warning(_ waiver: Waiver) -> String {
    "The waiver of \(waiver.metric.rawValue) of '\(waiver.benchmark)' expired on \(waiver.expires) "
      + "and does nothing."
  }
}

extension MetricVerdict {
  /// Whether this alone makes a suite red: a gating regression that nobody waived.
  package var turnsRed: Bool { isGating && verdict == .regressed && waiver == nil }
}

/// Such as `1 %` or `0.25 %`.
func percent(_ share: Double) -> String {
  let hundredths = (share * 10_000).rounded() / 100
  return hundredths == hundredths.rounded() && hundredths.magnitude < 1e9
    ? "\(Int(hundredths)) %" : "\(hundredths) %"
}
