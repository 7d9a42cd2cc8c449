/// Four single samples, two of each side, taken alternately by one live process pair.
///
/// The order is drawn by a coin, block by block, so that the block's contrast is fair whatever
/// the machine does meanwhile: a steady drift cancels within the block, all else by the coin.
package struct LockstepBlock: Hashable, Codable, Sendable {
  package enum Order: String, Codable, Sendable {
    /// Base, candidate, candidate, base.
    case abba
    /// Candidate, base, base, candidate.
    case baab
  }

  package let order: Order
  /// Four samples, in the order in which they were taken.
  package let samples: [Observation]

  package init(order: Order, samples: [Observation]) {
    precondition(samples.count == 4, "a block has four samples, got \(samples.count)")
    self.order = order
    self.samples = samples
  }

  package var base: [Observation] {
    order == .abba ? [samples[0], samples[3]] : [samples[1], samples[2]]
  }

  package var candidate: [Observation] {
    order == .abba ? [samples[1], samples[2]] : [samples[0], samples[3]]
  }

  /// Whether the kernel took the processor from one of the four samples. Such a block is dropped
  /// whole, which favours neither side.
  package var wasPreempted: Bool { samples.contains { $0.involuntarySwitches > 0 } }
}
