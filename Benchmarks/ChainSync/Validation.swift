import Benchmarking
import ChainSync

/// Full validation of a generated chain, from encoded bytes to a new tip: decoding, proof of
/// work, links, Merkle roots, amounts, scripts, signatures and the set of unspent outputs.
enum Validation {
  static let blocks = 1_000

  /// A bound on the time of blocks that none of the generated ones reaches.
  static let now = UInt32.max

  static let all = [0, 1, 10].map { signatures in
    Benchmark(
      "sync/validate", ["signatures": .init(signatures), "blocks": .init(blocks)],
      asks: "How fast are blocks with so many signatures each validated?",
      throughput: .elements(blocks, "blocks"), tags: ["sync"]
    ) { meter in
      let chain = ChainGenerator.blocks(
        blocks, ChainGenerator.Recipe(seed: 1, transactionsPerBlock: signatures))
      try meter.measure(yields: chain.last!.hash) {
        try connect(chain.map(\.encoded), to: ChainState(parameters: .generated))
      }
    }
  }

  /// - Returns: The hash of the new tip.
  static func connect(_ blocks: [ArraySlice<UInt8>], to start: ChainState) throws -> Hash256 {
    var state = start
    for block in blocks { try state.connect(encoded: block, now: now) }
    return state.tip
  }
}
