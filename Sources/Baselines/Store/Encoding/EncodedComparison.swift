import BenchModel

/// One benchmark of a comparison in the pieces that a row holds: JSON for what is said once, and
/// the samples of all blocks apart, for one blob.
struct EncodedComparison {
  /// A `Head` as JSON.
  let head: String
  let observations: [Observation]

  init(head: String, observations: [Observation]) {
    self.head = head
    self.observations = observations
  }

  init(_ comparison: BenchmarkComparison) {
    head = StoredJSON.text(
      of: Head(
        benchmark: comparison.benchmark, failure: comparison.failure,
        units: comparison.units.map(Unit.init)))
    observations = comparison.units.flatMap { $0.blocks.flatMap(\.samples) }
  }

  /// - Throws: `DecodingError`, or `DamagedColumn` when there are not four samples for each block.
  func comparison() throws -> BenchmarkComparison {
    let head = try StoredJSON.value(Head.self, in: head)
    let blocks = head.units.reduce(0) { $0 + $1.orders.count }
    guard blocks * 4 == observations.count else {
      throw DamagedColumn(description: "\(observations.count) samples do not make \(blocks) blocks")
    }
    var rest = observations[...]
    return BenchmarkComparison(
      benchmark: head.benchmark, units: head.units.map { $0.unit(taking: &rest) },
      failure: head.failure)
  }

  private struct Head: Codable {
    let benchmark: BenchmarkDescription
    let failure: BenchmarkComparison.Failure?
    let units: [Unit]
  }

  /// A `LockstepUnit` with the order of each block in place of its samples.
  private struct Unit: Codable {
    let pair: Int
    let arm: LockstepUnit.Arm
    let stage: LockstepUnit.Stage
    let baseLayout: UInt64?
    let candidateLayout: UInt64?
    let cpuScope: CPUScope
    let orders: [LockstepBlock.Order]
    let baseAllocations: Reading<AllocationCount>
    let candidateAllocations: Reading<AllocationCount>

    init(_ unit: LockstepUnit) {
      pair = unit.pair
      arm = unit.arm
      stage = unit.stage
      baseLayout = unit.baseLayout
      candidateLayout = unit.candidateLayout
      cpuScope = unit.cpuScope
      orders = unit.blocks.map(\.order)
      baseAllocations = unit.baseAllocations
      candidateAllocations = unit.candidateAllocations
    }

    func unit(taking observations: inout ArraySlice<Observation>) -> LockstepUnit {
      LockstepUnit(
        pair: pair, arm: arm, stage: stage, baseLayout: baseLayout,
        candidateLayout: candidateLayout, cpuScope: cpuScope,
        blocks: orders.map { order in
          defer { observations.removeFirst(4) }
          return LockstepBlock(order: order, samples: Array(observations.prefix(4)))
        }, baseAllocations: baseAllocations, candidateAllocations: candidateAllocations)
    }
  }
}
