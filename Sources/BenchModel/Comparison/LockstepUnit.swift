/// What one process pair measured of one benchmark: the unit of every test.
package struct LockstepUnit: Hashable, Codable, Sendable {
  package enum Arm: String, Codable, Sendable {
    /// Base against candidate.
    case comparison
    /// Base against a copy of itself in the candidate's place: what is found here is a fault of
    /// the machine or of the method.
    case control
  }

  package enum Stage: String, Codable, Sendable {
    case first
    /// Fresh processes and layouts, for what the first stage flagged.
    case confirmation
  }

  /// The number of the process pair; units of several benchmarks share their pair.
  package let pair: Int
  package let arm: Arm
  package let stage: Stage
  /// What the order of its functions was drawn from; `nil` for an executable as it was built.
  package let baseLayout: UInt64?
  package let candidateLayout: UInt64?
  package let cpuScope: CPUScope
  /// In the order in which they were taken, preempted ones included.
  package let blocks: [LockstepBlock]
  /// One sample of each side, taken only for counting.
  package let baseAllocations: Reading<AllocationCount>
  package let candidateAllocations: Reading<AllocationCount>

  package init(
    pair: Int, arm: Arm, stage: Stage, baseLayout: UInt64?, candidateLayout: UInt64?,
    cpuScope: CPUScope, blocks: [LockstepBlock], baseAllocations: Reading<AllocationCount>,
    candidateAllocations: Reading<AllocationCount>
  ) {
    self.pair = pair
    self.arm = arm
    self.stage = stage
    self.baseLayout = baseLayout
    self.candidateLayout = candidateLayout
    self.cpuScope = cpuScope
    self.blocks = blocks
    self.baseAllocations = baseAllocations
    self.candidateAllocations = candidateAllocations
  }

  /// Wall clock inside of the samples of all blocks, on both sides.
  package var sampledSeconds: Double {
    blocks.reduce(0) { sum, block in
      block.samples.reduce(sum) { $0 + Double($1.wallNanoseconds) * 1e-9 }
    }
  }
}
