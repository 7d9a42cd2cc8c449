import BenchModel

/// A baseline as a small text file that belongs in git: one line for each metric of each
/// benchmark, sorted, so that branches merge line by line.
///
///     #bench-baseline 1<TAB>class=x86_64-amd-epyc-7b13-2c<TAB>compiler=Swift 6.3<TAB>flags=-O
///     sync/validate<TAB>allocations<TAB>14<TAB>0%<TAB>5
///     sync/validate<TAB>wall_time<TAB>8.124e-07<TAB>0.61%<TAB>5
///
/// The text is a function of the values alone: no time, no run, no path is in it, so saving the
/// same values again changes no byte.
///
/// - Units: Values are per iteration: seconds, or a count.
package struct CommittedBaseline: Hashable, Sendable {
  /// What the numbers depend on, beside the machine's class.
  package struct Header: Hashable, Sendable {
    package let machineClass: MachineClass
    /// `nil` when it was not known.
    package let compiler: String?
    package let flags: String?

    /// Control characters become spaces: the header is one line.
    package init(machineClass: MachineClass, compiler: String?, flags: String?) {
      self.machineClass = machineClass
      self.compiler = compiler.map(Self.singleLine)
      self.flags = flags.map(Self.singleLine)
    }

    package init(of fingerprint: Fingerprint) {
      self.init(
        machineClass: fingerprint.machineClass, compiler: fingerprint.compiler.value,
        flags: fingerprint.flags.value)
    }

    private static func singleLine(_ text: String) -> String {
      String(
        String.UnicodeScalarView(
          text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
  }

  /// The numbers of one line, already rounded to what the line can say.
  package struct Entry: Hashable, Sendable {
    /// Four significant digits of a time. A count is kept as it is: counts are compared exactly.
    package let value: Double
    /// Half the interval's width over the value, to two significant digits; `nil` where the value
    /// is 0 and the width is not.
    package let relativeHalfWidth: Double?
    package let processes: Int

    package init(_ summary: MetricSummary, of metric: Metric) {
      let half = abs(summary.high - summary.low) / 2
      let relative: Double? =
        half == 0 ? 0 : summary.center == 0 ? nil : half / abs(summary.center)
      self.init(
        value: summary.center, relativeHalfWidth: relative, processes: summary.processes,
        of: metric)
    }

    /// - Precondition: The value is finite and not negative; the width is less than 10¹⁰.
    init(value: Double, relativeHalfWidth: Double?, processes: Int, of metric: Metric) {
      precondition(value >= 0 && value.isFinite, "a line has a finite number, got \(value)")
      self.value = Double(CommittedBaseline.text(of: value, metric)) ?? value
      self.relativeHalfWidth = relativeHalfWidth.map { width in
        (Double(SignificantDigits.plain(min(width, Self.widest) * 100, digits: 2)) ?? 0) / 100
      }
      self.processes = processes
    }

    /// Beyond a million times the value, the width only says that nothing is known.
    private static let widest = 1e6
  }

  package let header: Header
  package let entries: [MetricKey: Entry]

  package init(header: Header, entries: [MetricKey: Entry]) {
    self.header = header
    self.entries = entries
  }

  /// Rounds a run's numbers. Those that are not finite, and times below 0, have no line.
  package init(header: Header, summaries: [MetricKey: MetricSummary]) {
    self.header = header
    entries = summaries.filter { $0.value.isFinite && $0.value.center >= 0 }
      .reduce(into: [:]) { $0[$1.key] = Entry($1.value, of: $1.key.metric) }
  }

  /// The baseline to commit after a new measurement.
  ///
  /// Noise must not rewrite lines: where the new number is shown to be equivalent to the old one,
  /// the old line stays as it is. What was not measured this time stays too.
  ///
  /// - Parameters:
  ///   - new: What was measured now.
  ///   - declared: All benchmarks that there are; lines of others are dropped.
  ///   - isEquivalent: The verdict on a line that is in both.
  /// - Precondition: Both are of one class of machines.
  package func updated(
    with new: CommittedBaseline, declared: Set<BenchmarkName>,
    isEquivalent: (MetricKey) -> Bool
  ) -> CommittedBaseline {
    precondition(
      header.machineClass == new.header.machineClass,
      "numbers of \(new.header.machineClass) do not go into the file of \(header.machineClass)")
    var merged = entries.filter { declared.contains($0.key.benchmark) }
    for (key, entry) in new.entries where merged[key] == nil || !isEquivalent(key) {
      merged[key] = entry
    }
    return CommittedBaseline(header: new.header, entries: merged)
  }

  /// Where a baseline's file is, relative to the root of the package.
  package static func path(of name: BaselineName, on machineClass: MachineClass) -> String {
    "baselines/\(name)/\(machineClass).tsv"
  }
}
