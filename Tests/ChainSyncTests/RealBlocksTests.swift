import ChainSync
import Foundation
import Testing

/// The first 255 blocks of the main network, where someone has put them.
enum RealBlocks {
  /// `BENCH_BITCOIN_BLOCKS`, or a folder beside the package.
  static let path: String? = {
    let beside = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "../shared/data/bitcoin/blocks-1-255.dat")
      .standardizedFileURL.path
    let path = ProcessInfo.processInfo.environment["BENCH_BITCOIN_BLOCKS"] ?? beside
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  static func read() throws -> [Block] {
    var reader = try BlockFileReader(
      path: #require(path), magic: ChainParameters.mainnet.magic)
    return try reader.readAll()
  }
}

@Suite(
  .enabled(
    if: RealBlocks.path != nil,
    "blocks-1-255.dat is absent; BENCH_BITCOIN_BLOCKS names a copy"))
struct RealBlocksTests {
  /// 30 January 2009, after all of them.
  private static let now: UInt32 = 1_233_300_000

  @Test func `the first 255 blocks are valid`() throws {
    var state = ChainState(parameters: .mainnet)
    var payments: [Int] = []
    for block in try RealBlocks.read() {
      try state.connect(block, now: Self.now)
      for transaction in block.transactions.dropFirst() {
        payments += Array(repeating: state.height, count: transaction.inputs.count)
      }
    }
    #expect(state.height == 255)
    #expect(state.hash(atHeight: 170)?.description == KnownBlocks.hash170)
    // The heights of the seven spends, as btcd's data has them; found by another implementation.
    #expect(payments == [170, 181, 182, 183, 187, 221, 248])
    // 2³² + 2¹⁶ + 1 hashes for each block and the genesis block.
    #expect(state.work == UInt256(256 * 0x1_0001_0001))
    // Every satoshi but the unspendable ones of the genesis block is still there.
    #expect(state.coins.valueSatoshis == 255 * 50 * Forge.coin)
    state.checkInvariants()

    while state.height > 0 { _ = state.disconnect() }
    expectEqual(state, ChainState(parameters: .mainnet))
  }

  @Test func `the embedded block is the real one`() throws {
    #expect(try RealBlocks.read()[169] == KnownBlocks.block170())
  }

  /// Offers each block damaged in random places before it offers it whole.
  @Test func `no flipped bit of a real block gets past`() throws {
    let seed: UInt64 = 20_090_103
    var random = SplitMix64(seed: seed)
    var state = ChainState(parameters: .mainnet)
    var counts: [String: Int] = [:]
    for block in try RealBlocks.read() {
      var damaged = Array(block.encoded)
      for _ in 0..<40 {
        let bit = Int.random(in: 0..<damaged.count * 8, using: &random)
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        do throws(ValidationError) {
          try state.connect(encoded: damaged[...], now: Self.now)
          Issue.record("seed \(seed): block \(state.height) connects with bit \(bit) flipped")
          return
        } catch {
          counts[CorruptionTests.name(of: error.rule), default: 0] += 1
        }
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      }
      try state.connect(block, now: Self.now)
    }
    #expect(counts.values.reduce(0, +) == 255 * 40)
    #expect(counts["merkleRoot", default: 0] > 0 && counts["proofOfWork", default: 0] > 0)
    print("seed \(seed), flipped bits of real blocks: \(counts.sorted { $0.key < $1.key })")
  }
}
