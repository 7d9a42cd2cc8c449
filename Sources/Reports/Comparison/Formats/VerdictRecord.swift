import BenchModel
import Statistics
import Verdicts

/// How a comparison stands in JSON; `docs/verdict-json.md` says what each field means.
///
/// Nothing of the model is encoded as it happens to be declared, except the environment, which
/// stands as it does in a run: a renamed property must not rename a key that others read.
struct VerdictRecord: Encodable {
  struct SideRecord: Encodable {
    let label: String
    let commit: Reading<String>
    let isDirty: Reading<Bool>
    let executable: Reading<String>

    init(_ side: ComparisonReport.Side) {
      label = side.label
      commit = side.commit
      isDirty = side.isDirty
      executable = side.executable
    }
  }

  struct BenchmarkRecord: Encodable {
    let name: BenchmarkName
    let standing: String
    let question: OrNull<String>
  }

  struct IntervalRecord: Encodable {
    let point: Double
    /// Null where the interval is open on that side.
    let low: OrNull<Double>
    let high: OrNull<Double>
    let coverage: Double

    /// `nil` where there is no finite point.
    init?(_ estimate: Estimate?) {
      guard let estimate, estimate.point.isFinite else { return nil }
      point = estimate.point
      low = .finite(estimate.low)
      high = .finite(estimate.high)
      coverage = estimate.coverage
    }
  }

  struct MetricRecord: Encodable {
    let benchmark: BenchmarkName
    let metric: Metric
    let unit: String
    let verdict: Verdict
    let isGating: Bool
    let trust: MetricVerdict.Trust
    let base: OrNull<Double>
    let candidate: OrNull<Double>
    let change: OrNull<IntervalRecord>
    let changeBy: OrNull<BlockSummary>
    let margin: Double
    let pValue: OrNull<Double>
    let adjustedPValue: OrNull<Double>
    let eValue: OrNull<Double>
    let isConfirmed: OrNull<Bool>
    let smallestDetectableChange: OrNull<Double>
    let units: Int
    let blocks: Int
    let droppedBlocks: Int
    let layoutShare: OrNull<Double>
    let processShare: OrNull<Double>
    let reason: OrNull<String>
    let waiver: OrNull<String>

    init(_ verdict: MetricVerdict) {
      benchmark = verdict.benchmark
      metric = verdict.metric
      unit = verdict.metric == .allocations ? "count" : "s"
      self.verdict = verdict.verdict
      isGating = verdict.isGating
      trust = verdict.trust
      base = .finite(verdict.base)
      candidate = .finite(verdict.candidate)
      change = OrNull(IntervalRecord(verdict.effect))
      changeBy = OrNull(verdict.summary)
      margin = verdict.margin
      pValue = .finite(verdict.pValue)
      adjustedPValue = .finite(verdict.adjustedPValue)
      // A product of many bets can outgrow the type, which is evidence and not a gap.
      eValue = .finite(verdict.eValue.map { min($0, .greatestFiniteMagnitude) })
      isConfirmed = OrNull(verdict.isConfirmed)
      smallestDetectableChange = .finite(verdict.smallestDetectableEffect)
      units = verdict.units
      blocks = verdict.blocks
      droppedBlocks = verdict.droppedBlocks
      layoutShare = .finite(verdict.layoutShare)
      processShare = .finite(verdict.processShare)
      reason = OrNull(verdict.reason)
      waiver = OrNull(verdict.waiver)
    }
  }

  struct ObjectiveRecord: Encodable {
    let benchmark: BenchmarkName
    let outcome: ObjectiveVerdict.Outcome
    let bound: String
    let limit: Double
    let unit: String
    let measured: OrNull<IntervalRecord>

    init(_ verdict: ObjectiveVerdict, of benchmark: BenchmarkDescription?) {
      self.benchmark = verdict.benchmark
      outcome = verdict.outcome
      switch verdict.objective.bound {
      case .atLeast(let amount, _): (bound, limit) = ("atLeast", amount)
      case .atMostSeconds(let seconds): (bound, limit) = ("atMost", seconds)
      }
      unit =
        ObjectiveFacts(verdict: verdict, benchmark: benchmark, charset: .unicode).unit
      measured = OrNull(IntervalRecord(verdict.measured))
    }
  }

  struct MissingRecord: Encodable {
    let benchmark: BenchmarkName
    let reason: String
  }

  struct ControlRecord: Encodable {
    let pairs: Int
    let benchmarks: Int
    let flagged: [BenchmarkName]
    let commonShift: OrNull<Double>
  }

  struct FailureRecord: Encodable {
    let benchmark: BenchmarkName
    let side: BenchmarkComparison.Side
    let kind: BenchmarkFailure.Kind
    let message: String
    let lastOutput: [String]
  }

  struct FunctionRecord: Encodable {
    let name: String
    let before: Double
    let after: Double
    let low: OrNull<Double>
    let high: OrNull<Double>
    let isNoise: OrNull<Bool>

    init(_ change: ChangedFunction) {
      name = change.name
      before = change.before
      after = change.after
      low = .finite(change.low)
      high = .finite(change.high)
      isNoise = OrNull(change.isNoise)
    }
  }

  struct ExplanationRecord: Encodable {
    let benchmark: String
    let circumstances: String
    let byOwn: [FunctionRecord]
    let byInclusive: [FunctionRecord]
    let picture: OrNull<String>

    init(_ functions: ChangedFunctions) {
      benchmark = functions.benchmark
      circumstances = functions.circumstances
      byOwn = functions.byOwn.map(FunctionRecord.init)
      byInclusive = functions.byInclusive.map(FunctionRecord.init)
      picture = OrNull(functions.picture)
    }
  }

  static let currentSchema = 1

  let format = "bench-verdict"
  let schema = Self.currentSchema
  let outcome: ComparisonReport.Outcome
  let color: SuiteVerdict.Color
  let exitStatus: Int32
  let headline: String
  let trust: MetricVerdict.Trust
  let base: SideRecord
  let candidate: SideRecord
  let startedAt: String
  let durationSeconds: Double
  let settings: [ComparisonReport.Setting]
  let environment: MachineEnvironment
  let benchmarks: [BenchmarkRecord]
  let verdicts: [MetricRecord]
  let objectives: [ObjectiveRecord]
  let missing: [MissingRecord]
  let added: [BenchmarkName]
  let control: OrNull<ControlRecord>
  let failures: [FailureRecord]
  let warnings: [String]
  let explanations: [ExplanationRecord]

  init(_ report: ComparisonReport) {
    let facts = ComparisonFacts(report, charset: .unicode)
    let verdict = report.verdict
    outcome = report.outcome
    color = verdict.color
    exitStatus = report.exitStatus
    headline = facts.headline.text
    trust = report.trust
    base = SideRecord(report.base)
    candidate = SideRecord(report.candidate)
    startedAt = report.startedAt
    durationSeconds = report.durationSeconds
    settings = report.settings
    environment = report.environment
    let judged = facts.findings.map { ($0.name, $0.standing.rawValue) }
    benchmarks = (judged + verdict.added.map { ($0, "added") })
      .sorted { $0.0 < $1.0 }
      .map { name, standing in
        BenchmarkRecord(
          name: name, standing: standing, question: OrNull(facts.description(of: name)?.question))
      }
    verdicts = verdict.verdicts.sorted { left, right in
      (left.benchmark.description, left.metric.rawValue)
        < (right.benchmark.description, right.metric.rawValue)
    }.map(MetricRecord.init)
    objectives = verdict.objectives.sorted { $0.benchmark < $1.benchmark }
      .map { ObjectiveRecord($0, of: facts.description(of: $0.benchmark)) }
    missing = verdict.missing.sorted { $0.benchmark < $1.benchmark }
      .map { MissingRecord(benchmark: $0.benchmark, reason: $0.reason) }
    added = verdict.added.sorted()
    control = OrNull(
      verdict.control.map {
        ControlRecord(
          pairs: $0.pairs, benchmarks: $0.benchmarks, flagged: $0.flagged.sorted(),
          commonShift: .finite($0.commonShift))
      })
    failures = report.failures.sorted { left, right in
      (left.benchmark.name, left.side.rawValue) < (right.benchmark.name, right.side.rawValue)
    }.map { failed in
      FailureRecord(
        benchmark: failed.benchmark.name, side: failed.side, kind: failed.failure.kind,
        message: failed.failure.message, lastOutput: failed.failure.lastOutput)
    }
    warnings = verdict.warnings
    explanations = report.explanations.map(ExplanationRecord.init)
  }
}
