import ChainSync
import Testing

@Suite struct HostileInputTests {
  /// Bytes from four sources, all of them refused: a trap would end the test run.
  @Test func `random bytes are refused`() {
    let seed: UInt64 = 77
    var random = SplitMix64(seed: seed)
    var refusals = 0
    for _ in 0..<4_000 {
      let count = Int.random(in: 0..<300, using: &random)
      let bytes = (0..<count).map { _ in
        // Zeros, ones, and the marks of long counts bring a random walk deeper into the format.
        let choice = UInt8.random(in: 0..<8, using: &random)
        return choice < 3 ? [0, 1, 0xff][Int(choice)] : UInt8.random(in: 0...255, using: &random)
      }
      var state = ChainState(parameters: .generated)
      refusals += (try? state.connect(encoded: bytes[...], now: .max)) == nil ? 1 : 0
      var reader = BlockFileReader(
        [0xfa, 0xbf, 0xb5, 0xda] + bytes, magic: [0xfa, 0xbf, 0xb5, 0xda])
      refusals += (try? reader.readAll()) == nil ? 1 : 0
    }
    #expect(refusals == 8_000, "seed \(seed)")
  }

  @Test func `every truncation of a block is refused`() throws {
    let blocks = ChainGenerator.blocks(2, .init(seed: 1, transactionsPerBlock: 2))
    var state = ChainState(parameters: .generated)
    try state.connect(blocks[0], now: .max)
    let before = state
    for count in blocks[1].encoded.indices {
      let error = #expect(throws: ValidationError.self) {
        try state.connect(encoded: blocks[1].encoded.prefix(count), now: .max)
      }
      guard case .encoding = error?.rule else {
        Issue.record("the first \(count) bytes: \(String(describing: error))")
        return
      }
    }
    expectEqual(state, before)
    try state.connect(blocks[1], now: .max)
  }

  /// Several bytes of a payment replaced at once, with the block mined again around them.
  @Test func `random damage below a true proof of work is refused`() throws {
    let seed: UInt64 = 1_000
    var random = SplitMix64(seed: seed)
    var forge = try Forge(blocks: 3)
    let payment = forge.payment([forge.purses[0], forge.purses[1]])
    let encoded = Array(payment.encoded)
    let before = forge.state
    var refusals = 0
    for round in 0..<600 {
      var damaged = encoded
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        damaged[Int.random(in: damaged.indices, using: &random)] ^=
          UInt8.random(in: 1...255, using: &random)
      }
      guard damaged != encoded, let changed = try? Transaction(decoding: damaged[...]) else {
        continue
      }
      let block = try forge.block([changed])
      do throws(ValidationError) {
        try forge.state.connect(block, now: forge.now)
        Issue.record("seed \(seed), round \(round): the damaged payment connects")
        forge.state = before
      } catch {
        refusals += 1
      }
    }
    #expect(refusals > 300, "seed \(seed)")
    expectEqual(forge.state, before)
  }

  @Test func `random scripts are neither run nor trapped on`() throws {
    let seed: UInt64 = 4
    var random = SplitMix64(seed: seed)
    var forge = try Forge(blocks: 2)
    let payment = forge.payment([forge.purses[0]])
    let before = forge.state
    for _ in 0..<500 {
      let count = Int.random(in: 0..<80, using: &random)
      let script = (0..<count).map { _ in
        Bool.random(using: &random)
          ? UInt8.random(in: 0x4a...0x4f, using: &random)
          : UInt8.random(in: 0...255, using: &random)
      }
      let block = try forge.block([payment.unlocking(with: script)])
      #expect(throws: ValidationError.self, "seed \(seed): \(script.hexadecimal)") {
        try forge.state.connect(block, now: forge.now)
      }
      _ = LockingScript(script[...])
      _ = SignatureEncoding.isStrict(script[...])
      _ = SignatureEncoding.parseLoosely(script[...])
    }
    expectEqual(forge.state, before)
  }
}
