import Benchmarking
import ChainSync

/// The two hashes that headers-first synchronization and block checks spend their time in.
///
/// The answers were found with Python's hashlib; see
/// `Tests/SuitesTests/Fixtures/hashing-oracle.py`.
enum Hashing {
  static let headers = 1_000
  static let transactions = 2_000

  private static let lastHeader = Hash256(
    "056aa720e53856cfa6d393248420cdb526b9ec92d282ad95439875d0e3cbac05")!

  static let all = [
    Benchmark(
      "sync/header-hash", ["headers": .init(headers)],
      asks: "How fast are block headers hashed?",
      throughput: .elements(headers, "headers"), tags: ["sync"]
    ) { meter in
      let genesis = ChainParameters.mainnet.genesis.header
      try meter.measure(yields: lastHeader) { chainOfHeaders(from: genesis) }
    },
    Benchmark(
      "sync/header-hash", ["headers": .init(headers), "threads": 2],
      asks: "How much faster are block headers hashed on two threads?",
      throughput: .elements(2 * headers, "headers"), tags: ["sync"]
    ) { meter in
      let genesis = ChainParameters.mainnet.genesis.header
      try meter.measure(threads: 2, yields: lastHeader) { _ in chainOfHeaders(from: genesis) }
    },
    Benchmark(
      "sync/merkle-root", ["transactions": .init(transactions)],
      asks: "How fast is the Merkle root of a block's transactions found?",
      throughput: .elements(transactions, "transactions"), tags: ["sync"]
    ) { meter in
      let ids = distinctHashes(transactions)
      let answer = Hash256("07036be152c58d506e0268758ea47705709f2f704e9f16ed03bdc028f65648b1")!
      try meter.measure(yields: answer) { MerkleTree.root(of: ids).hash }
    },
  ]

  /// Each header names the hash of the one before, so that no two hashes can overlap.
  private static func chainOfHeaders(from genesis: BlockHeader) -> Hash256 {
    var header = genesis
    for nonce in 0..<UInt32(headers) {
      header.previous = header.hash
      header.nonce = nonce
    }
    return header.previous
  }

  private static func distinctHashes(_ count: Int) -> [Hash256] {
    var header = ChainParameters.mainnet.genesis.header
    return (0..<UInt32(count)).map { nonce in
      header.nonce = nonce
      return header.hash
    }
  }
}
