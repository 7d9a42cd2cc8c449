import Benchmarking

extension Suites {
  /// The sync engine: what it costs to believe a block.
  static let sync = Validation.all + RealBlocks.all + Hashing.all
}
