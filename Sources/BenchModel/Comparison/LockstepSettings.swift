/// How a comparison is measured: everything that is decided before the first process starts.
package struct LockstepSettings: Hashable, Codable, Sendable {
  /// Blocks of four samples that a process pair takes of a benchmark, unless they are slow.
  package var blocksPerUnit: Int
  /// Samples of each side that a process pair takes first, to no account.
  package var warmUpSamples: Int
  /// The wall clock that one sample should take, in seconds: short, so that most samples lie
  /// between the interruptions of a busy machine.
  package var sampleSeconds: Double
  /// Seconds inside of samples, over both sides and all process pairs, that a benchmark may take;
  /// warm-ups and lead-ins, which are not measured, come on top.
  /// Where that allows fewer blocks than asked for, there are fewer, but one in each pair.
  package var secondsPerBenchmark: Double
  /// The most process pairs of both stages that the policy allows, over which those seconds are
  /// spread.
  package var mostPairs: Int
  /// After so many pairs comes one that compares the base with its own copy; `nil` for none.
  package var pairsPerControl: Int?
  /// Seconds without an answer after which a worker counts as hung.
  package var timeoutSeconds: Double
  /// Seeds every order, coin and layout.
  package var seed: UInt64

  package init(
    blocksPerUnit: Int = usualBlocks, warmUpSamples: Int = 20, sampleSeconds: Double = 0.0001,
    secondsPerBenchmark: Double = 1, mostPairs: Int, pairsPerControl: Int? = 3,
    timeoutSeconds: Double = 60, seed: UInt64
  ) {
    self.blocksPerUnit = blocksPerUnit
    self.warmUpSamples = warmUpSamples
    self.sampleSeconds = sampleSeconds
    self.secondsPerBenchmark = secondsPerBenchmark
    self.mostPairs = mostPairs
    self.pairsPerControl = pairsPerControl
    self.timeoutSeconds = timeoutSeconds
    self.seed = seed
  }

  package static let usualBlocks = 24
  /// What `--thorough` takes.
  package static let thoroughBlocks = 40

  /// Samples from here on need no lead-in.
  package static let longSampleSeconds = 0.002

  /// Blocks in each unit of a benchmark whose samples take so long.
  package func blocks(ofSampleSeconds seconds: Double) -> Int {
    let perPair = secondsPerBenchmark / Double(mostPairs)
    return max(1, min(blocksPerUnit, Int(perPair / (4 * seconds))))
  }
}
