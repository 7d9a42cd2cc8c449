import Benchmarking
import ChainSync
import Foundation

/// Validation of real blocks, from a file in Bitcoin Core's layout that a variable names.
enum RealBlocks {
  static let variable = "BENCH_BITCOIN_BLOCKS"

  /// Empty where the variable names no file.
  static var all: [Benchmark] {
    guard let path = ProcessInfo.processInfo.environment[variable], !path.isEmpty else {
      return []
    }
    return [
      Benchmark(
        "sync/validate-real",
        asks: "How fast are the main network's first blocks validated?",
        throughput: (try? count(in: path)).flatMap { $0 > 0 ? .elements($0, "blocks") : nil },
        tags: ["sync", "real-data"]
      ) { meter in
        let blocks = try chain(in: path)
        try meter.measure(yields: blocks.last!.hash) {
          try Validation.connect(
            blocks.map(\.encoded), to: ChainState(parameters: .mainnet))
        }
      }
    ]
  }

  /// The number of blocks of the file after the genesis block, found without decoding them.
  private static func count(in path: String) throws -> Int {
    let parameters = ChainParameters.mainnet
    var reader = try BlockFileReader(path: path, magic: parameters.magic)
    var count = 0
    while let block = try reader.nextEncoded() {
      if block != parameters.genesis.encoded { count += 1 }
    }
    return count
  }

  /// The blocks of the file in the order of the chain, from height 1.
  private static func chain(in path: String) throws -> [Block] {
    let parameters = ChainParameters.mainnet
    var reader = try BlockFileReader(path: path, magic: parameters.magic)
    let genesis = parameters.genesis.hash
    let blocks = try reader.readAll().filter { $0.hash != genesis }
    guard !blocks.isEmpty else { throw RealBlocksError.noBlocks(path: path) }
    return try BlockOrder.sorted(blocks, after: genesis)
  }
}

enum RealBlocksError: Error, CustomStringConvertible {
  case noBlocks(path: String)

  var description: String {
    switch self {
    case .noBlocks(let path):
      "'\(path)' holds no block after the genesis block. Name a file such as blk00000.dat."
    }
  }
}
