import BenchModel

/// One metric of one process pair, candidate against base: a number, or for a time one for each
/// `BlockSummary`.
///
/// For a time it is the median over blocks of log(the candidate's two samples, summarized) − log(the
/// base's two), each sample per iteration. Within a block the machine's drift hits both sides alike,
/// and the median over blocks gives no weight to a block that was hit in the middle.
///
/// **Preemption.** A block in which any sample was preempted is dropped whole; who was preempted is
/// not looked at, so neither side gains. Where fewer than `fewestCleanBlocks` remain (or fewer than
/// were taken, of a slow body), processor time, which hardly sees preemption, uses all of them, and
/// wall clock has no number; when that leaves a benchmark with fewer than `Policy.fewestPairs`, the
/// whole benchmark is read again with every block kept. Two kinds of units keep every block: with a
/// process's counts (`CPUScope.process`) the benchmark's own threads preempt each other, which is
/// the work and not the machine; and samples longer than `longSampleSeconds` hold several turns of
/// the scheduler anyhow.
///
/// A block with a sample of 0 ns (or less, where a clock was set back) is dropped for that clock.
struct UnitContrast: Hashable, Sendable {
  private let lower: Reading
  private let mean: Reading
  let blocks: Int
  let droppedBlocks: Int

  /// Linux gives a thread some 3 ms before another has its turn.
  private static let longSampleSeconds = 0.01

  /// By one summary.
  struct Reading: Hashable {
    /// On the metric's `ContrastScale`; more than zero when the candidate takes more.
    let value: Double
    /// Seconds per iteration (the median over blocks), or a count.
    let base: Double
    let candidate: Double
  }

  private init(lower: Reading, mean: Reading, blocks: Int, droppedBlocks: Int) {
    self.lower = lower
    self.mean = mean
    self.blocks = blocks
    self.droppedBlocks = droppedBlocks
  }

  /// - Parameter keepsPreempted: Drops no block for preemption, wherever it happened.
  /// - Returns: `nil` when the unit has no number that may be used for this metric.
  /// - Complexity: O(*n* log *n*) for *n* blocks.
  init?(
    of unit: LockstepUnit, metric: Metric, fewestCleanBlocks: Int, keepsPreempted: Bool = false
  ) {
    switch metric {
    case .cpuTime, .wallTime:
      self.init(
        of: unit, clock: metric, fewestCleanBlocks: fewestCleanBlocks,
        keepsPreempted: keepsPreempted)
    case .allocations:
      guard let base = unit.baseAllocations.value, let candidate = unit.candidateAllocations.value,
        base.iterations > 0, candidate.iterations > 0
      else { return nil }
      let (left, right) = (base.allocationsPerIteration, candidate.allocationsPerIteration)
      let counts = Reading(
        value: ContrastScale.symmetricDifference.contrast(base: left, candidate: right),
        base: left, candidate: right)
      self.init(lower: counts, mean: counts, blocks: 0, droppedBlocks: 0)
    }
  }

  subscript(summary: BlockSummary) -> Reading {
    switch summary {
    case .lower: lower
    case .mean: mean
    }
  }

  private init?(
    of unit: LockstepUnit, clock: Metric, fewestCleanBlocks: Int, keepsPreempted: Bool
  ) {
    let seconds = Self.seconds(of: clock)
    let readable = unit.blocks.filter { Self.isReadable($0, seconds) }
    let needed = max(1, min(fewestCleanBlocks, unit.blocks.count))
    var used = readable
    if !keepsPreempted, unit.cpuScope == .thread, !Self.hasLongSamples(unit) {
      used = readable.filter { !$0.wasPreempted }
      if used.count < needed, clock == .cpuTime { used = readable }
    }
    guard used.count >= needed else { return nil }

    func reading(by summary: BlockSummary) -> Reading {
      let blocks = used.map { Self.reading(of: $0, by: summary, seconds) }
      return Reading(
        value: median(of: blocks.map(\.value)), base: median(of: blocks.map(\.base)),
        candidate: median(of: blocks.map(\.candidate)))
    }
    self.init(
      lower: reading(by: .lower), mean: reading(by: .mean), blocks: used.count,
      droppedBlocks: unit.blocks.count - used.count)
  }

  /// The contrast of each block, none dropped for preemption: for asking how blocks scatter.
  static func blockContrasts(
    of unit: LockstepUnit, clock: Metric, by summary: BlockSummary
  ) -> [Double] {
    let seconds = Self.seconds(of: clock)
    return unit.blocks.filter { isReadable($0, seconds) }.map {
      reading(of: $0, by: summary, seconds).value
    }
  }

  private static func reading(
    of block: LockstepBlock, by summary: BlockSummary, _ seconds: (Observation) -> Double
  ) -> Reading {
    let base = summary(block.base, seconds)
    let candidate = summary(block.candidate, seconds)
    return Reading(
      value: ContrastScale.logRatio.contrast(base: base, candidate: candidate), base: base,
      candidate: candidate)
  }

  private static func seconds(of clock: Metric) -> (Observation) -> Double {
    clock == .cpuTime ? { $0.cpuSeconds } : { $0.wallSeconds }
  }

  private static func isReadable(
    _ block: LockstepBlock, _ seconds: (Observation) -> Double
  ) -> Bool {
    block.samples.allSatisfy { seconds($0) > 0 }
  }

  private static func hasLongSamples(_ unit: LockstepUnit) -> Bool {
    let walls = unit.blocks.flatMap { $0.samples.map { Double($0.wallNanoseconds) * 1e-9 } }
    return !walls.isEmpty && median(of: walls) > longSampleSeconds
  }
}

extension [UnitContrast] {
  func values(by summary: BlockSummary) -> [Double] { map { $0[summary].value } }
}
