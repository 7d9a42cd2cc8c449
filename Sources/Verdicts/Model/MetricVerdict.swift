import BenchModel
import Statistics

/// One metric of one benchmark, judged: the verdict and the numbers it rests on.
package struct MetricVerdict: Hashable, Codable, Sendable {
  /// What kind of evidence a verdict has, from strong to weak.
  package enum Trust: String, Codable, Sendable {
    /// Two live processes in turn.
    case lockstep
    /// Today's number against this benchmark's own past runs: drift of the machine is in it.
    case history
    /// Two stored runs: drift of the machine between them is in it.
    case stored
  }

  package let benchmark: BenchmarkName
  package let metric: Metric
  package var verdict: Verdict
  package let trust: Trust
  /// Whether this metric may turn the gate red, or is shown only.
  package var isGating: Bool
  /// The relative change from base to candidate: 0.05 is 5 % more. `nil` where none can be had.
  package let effect: Estimate?
  /// What `effect` was read from, of a clock in lockstep.
  package let summary: BlockSummary?
  /// Of "changed by at most the margin", one-sided in the direction of `effect`, not adjusted;
  /// 1/`eValue` where measuring stopped early.
  package let pValue: Double?
  /// Adjusted for all benchmarks of the suite. For what gates by Holm and for both looks, so that
  /// the first stage flags where it is at most 0.05; for what does not by Benjamini and Hochberg.
  package var adjustedPValue: Double?
  /// The largest wealth of the e-process of the first stage, in the direction of `effect`; 20 is
  /// strong.
  package let eValue: Double?
  package let margin: Double
  /// The smallest relative change for the worse that this measurement, in lockstep with its
  /// confirmation, would have found in nine of ten runs; only where nothing was found.
  package let smallestDetectableEffect: Double?
  /// Process pairs, or runs, that the verdict rests on.
  package let units: Int
  package let blocks: Int
  package let droppedBlocks: Int
  /// `nil` where nothing was flagged, so that nothing was to be confirmed.
  package var isConfirmed: Bool?
  /// The part of the units' variance that the link layouts explain; `nil` where layouts did not
  /// vary, where none came twice so that they cannot be told from processes, and where there are
  /// too few units to tell.
  package let layoutShare: Double?
  /// The part of the units' variance that repeats within a unit: what a process and its layout do
  /// together; the rest is noise that more blocks would average out.
  package let processShare: Double?
  /// Per iteration: seconds, or a count.
  package let base: Double?
  package let candidate: Double?
  /// A sentence where the verdict needs one, such as why it is invalid.
  package var reason: String?
  /// The waiver that keeps this regression from turning the gate red.
  package var waiver: String?

  package init(
    benchmark: BenchmarkName, metric: Metric, verdict: Verdict, trust: Trust, isGating: Bool,
    effect: Estimate?, summary: BlockSummary? = nil, pValue: Double?, adjustedPValue: Double?,
    eValue: Double?, margin: Double, smallestDetectableEffect: Double?, units: Int, blocks: Int,
    droppedBlocks: Int, isConfirmed: Bool?, layoutShare: Double?, base: Double?, candidate: Double?,
    reason: String?, waiver: String? = nil, processShare: Double? = nil
  ) {
    self.benchmark = benchmark
    self.metric = metric
    self.verdict = verdict
    self.trust = trust
    self.isGating = isGating
    self.effect = effect
    self.summary = summary
    self.pValue = pValue
    self.adjustedPValue = adjustedPValue
    self.eValue = eValue
    self.margin = margin
    self.smallestDetectableEffect = smallestDetectableEffect
    self.units = units
    self.blocks = blocks
    self.droppedBlocks = droppedBlocks
    self.isConfirmed = isConfirmed
    self.layoutShare = layoutShare
    self.processShare = processShare
    self.base = base
    self.candidate = candidate
    self.reason = reason
    self.waiver = waiver
  }
}
