import BenchModel
import Verdicts

/// What every format of a comparison tells beside its table, in sentences.
struct ComparisonFacts {
  let report: ComparisonReport
  let charset: Charset
  let findings: [BenchmarkFinding]
  private let descriptions: [BenchmarkName: BenchmarkDescription]

  private static let labelCells = 60
  private static let hashDigits = 12
  /// Of a sentence; the files for programs name all.
  private static let namesMax = 20

  init(_ report: ComparisonReport, charset: Charset) {
    self.report = report
    self.charset = charset
    findings = BenchmarkFinding.all(of: report.verdict)
    descriptions = Dictionary(report.benchmarks.map { ($0.name, $0) }) { first, _ in first }
  }

  var headline: ComparisonHeadline {
    ComparisonHeadline(report: report, findings: findings, charset: charset)
  }

  static func label(of side: ComparisonReport.Side, charset: Charset) -> String {
    charset.bounded(side.label, cells: labelCells)
  }

  /// `baseline main` with its commit and its executable.
  func identity(of side: ComparisonReport.Side) -> String {
    let commit =
      switch side.commit {
      case .value(let commit): "commit \(charset.line(commit).prefix(Self.hashDigits))"
      case .unavailable(let reason): "commit n/a (\(charset.line(reason)))"
      }
    let dirty = side.isDirty.value == true ? " with uncommitted changes" : ""
    let executable =
      switch side.executable {
      case .value(let hash): "executable \(charset.line(hash).prefix(Self.hashDigits))"
      case .unavailable(let reason): "executable n/a (\(charset.line(reason)))"
      }
    return "\(Self.label(of: side, charset: charset)): \(commit)\(dirty), \(executable)"
  }

  /// What kind of evidence this is, and what it is therefore worth; `nil` when there is none.
  var trustSentence: String? {
    guard !findings.isEmpty else { return nil }
    return switch report.trust {
    case .lockstep:
      "Measured: both executables ran here in turn, sample by sample; drift met both alike."
    case .history:
      """
      Historical: no executable of the base ran. Today's numbers stand against these benchmarks' \
      own past runs, and the machine's drift since then is in every difference.
      """
    case .stored:
      """
      Stored: nothing was measured now. Whatever changed on the machine between the two runs \
      (its drift) is in every difference, and no statistics can take it out.
      """
    }
  }

  /// Benchmarks whose evidence is of another kind than the report's, one sentence for each kind.
  var otherTrust: [String] {
    let kinds: [(MetricVerdict.Trust, String)] = [
      (.lockstep, "Measured in turn"), (.history, "Judged by their own past runs only"),
      (.stored, "Judged by stored runs only"),
    ]
    return kinds.compactMap { trust, words in
      guard trust != report.trust else { return nil }
      let names = Set(report.verdict.verdicts.filter { $0.trust == trust }.map(\.benchmark))
      return names.isEmpty ? nil : "\(words): \(list(names.sorted()))."
    }
  }

  /// How many blocks were thrown away because a process lost the processor in them.
  var droppedSentence: String? {
    let counted = findings.compactMap { finding -> (name: BenchmarkName, MetricVerdict)? in
      finding.verdicts.first { $0.metric != .allocations && $0.takenBlocks > 0 }
        .map { (finding.name, $0) }
    }
    guard !counted.isEmpty else { return nil }
    let blocks = counted.reduce(0) { $0 + $1.1.takenBlocks }
    let dropped = counted.reduce(0) { $0 + $1.1.droppedBlocks }
    guard dropped > 0 else { return "No block of \(blocks) was dropped." }
    var sentence = """
      Dropped \(dropped) of \(blocks) blocks (\(percent(Double(dropped) / Double(blocks)))), in \
      which the kernel took the processor away
      """
    let shares = counted.map { (share: $0.1.droppedShare, $0.name) }
    if let worst = shares.max(by: { $0.share < $1.share }), let least = shares.map(\.share).min(),
      percent(least) != percent(worst.share)
    {
      sentence += "; most in \(worst.1) (\(percent(worst.share)))"
    }
    return sentence + "."
  }

  /// What changes are read from, where it is not all the same.
  var summarySentence: String? {
    let names = findings.filter { $0.verdicts.contains { $0.summary == .lower } }.map(\.name)
    guard !names.isEmpty else { return nil }
    return """
      Times are the mean of a side's two samples in a block; in \(list(names)) the lower of \
      them, which showed the change best.
      """
  }

  /// How much of the scatter between process pairs comes from code placement.
  var layoutSentence: String? {
    guard report.trust == .lockstep, !findings.isEmpty else { return nil }
    guard let range = range(of: \.layoutShare) else {
      return """
        How much of the scatter comes from code layout alone: n/a (layouts did not vary or none \
        came twice, or there were too few process pairs to tell).
        """
    }
    return "Code layout alone explains \(range)."
  }

  /// What repeats within a process, and so cannot be averaged out by longer measuring.
  var processSentence: String? {
    range(of: \.processShare).map { "A process with its code layout explains \($0)." }
  }

  /// `0.4 % to 31 % of the scatter between process pairs, where it can be told`; `nil` where it
  /// can be told of no benchmark.
  private func range(of share: KeyPath<MetricVerdict, Double?>) -> String? {
    let shares = findings.compactMap { finding in
      finding.verdicts.first { $0[keyPath: share] != nil }?[keyPath: share]
    }
    guard let least = shares.min(), let most = shares.max() else { return nil }
    let range =
      percent(least) == percent(most) ? percent(most) : "\(percent(least)) to \(percent(most))"
    return """
      \(range) of the scatter between process pairs\
      \(shares.count < findings.count ? ", where it can be told" : "")
      """
  }

  /// Allocations that are the same on both sides take no line of the table.
  var unchangedAllocations: String? {
    let unchanged = findings.compactMap(\.unchangedAllocations)
    guard !unchanged.isEmpty else { return nil }
    let count = unchanged.count
    let same = "the same on both sides in \(count) benchmark\(count == 1 ? "" : "s")."
    return unchanged.contains(where: \.isGating)
      ? "Allocations decide too; they are \(same)" : "Allocations are \(same)"
  }

  var controlSentence: String? {
    guard let control = report.verdict.control else {
      return report.trust == .lockstep && !findings.isEmpty ? "No control arm ran." : nil
    }
    let pairs = "\(control.pairs) process pair\(control.pairs == 1 ? "" : "s")"
    let faults = [
      control.flagged.isEmpty ? nil : "it differs in \(list(control.flagged.sorted()))",
      control.commonShift.map { "all copies differ by \(format.change($0)) together" },
    ].compactMap { $0 }
    let found =
      faults.isEmpty
      ? "no difference beyond chance."
      : faults.joined(separator: ", and ") + ". The machine or the method is at fault."
    return """
      The base against its own copy, \(pairs) of \(control.benchmarks) \
      benchmark\(control.benchmarks == 1 ? "" : "s"): \(found)
      """
  }

  var addedSentence: String? {
    let added = report.verdict.added
    return added.isEmpty ? nil : "Not in the base, so not judged: \(list(added.sorted()))."
  }

  /// `20 benchmarks compared in 42.0 s. Process pairs: 8 to 24.`
  var measured: String {
    let count = findings.count
    let settings = report.settings.map { " \(charset.line($0.label)): \(charset.line($0.text))." }
    let time = format.time(report.durationSeconds)
    return """
      \(count) benchmark\(count == 1 ? "" : "s") compared\
      \(report.trust == .stored ? "" : " in \(time)").\(settings.joined())
      """
  }

  /// The commits stand with the two sides.
  var build: String {
    let build = report.environment.build
    let compiler = build.compiler.value.map(charset.line) ?? "compiler n/a"
    return "\(compiler), \(charset.line(build.configuration))"
  }

  /// The title of the intervals: `95 % interval` where all have the same coverage.
  var intervalTitle: String {
    let coverages = Set(report.verdict.verdicts.compactMap { $0.effect?.coverage })
    guard let only = coverages.first, coverages.count == 1 else { return "interval" }
    return format.coverage(only) + " interval"
  }

  /// Whether any verdict may turn the gate red.
  var decides: Bool { report.verdict.verdicts.contains(where: report.decides) }

  /// What the sections below the table explain, in its order.
  var explained: [MetricVerdict] { findings.flatMap(\.explained).filter(report.isUsable) }

  var warnings: [String] {
    report.verdict.warnings.map(charset.sentence)
  }

  func description(of name: BenchmarkName) -> BenchmarkDescription? {
    descriptions[name]
  }

  private func list(_ names: [BenchmarkName]) -> String {
    let more = names.count - Self.namesMax
    return names.prefix(Self.namesMax).map(\.description).joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }

  private var format: UnitFormatter { UnitFormatter(charset: charset) }
  private func percent(_ share: Double) -> String { format.percent(share) }
}

extension ComparisonReport.Failure {
  /// On which side it happened, as it goes on after what happened.
  var place: String { side == .base ? "in the base" : "in the new build" }
}
