import ChainSync
import Testing

@Suite struct CorruptionTests {
  /// A chain whose target lets one hash in 65,536 pass.
  ///
  /// At the easiest target every other nonce makes a valid block, and so does every other flipped
  /// bit of nonce, time and version: such a block is another block, not a damaged one.
  private static func parameters() throws -> ChainParameters {
    var parameters = ChainParameters.generated
    parameters.targetLimit = .max >> 16
    let genesis = Block.mined(
      version: 1, previous: .zero, time: 1_300_000_000, bits: CompactTarget(rawValue: 0x1f00_ffff),
      transactions: parameters.genesis.transactions)
    parameters.genesis = try #require(genesis)
    return parameters
  }

  @Test func `no flipped bit of a block gets past`() throws {
    let recipe = ChainGenerator.Recipe(
      seed: 3, transactionsPerBlock: 2, parameters: try Self.parameters())
    let blocks = ChainGenerator.blocks(3, recipe)
    var state = ChainState(parameters: recipe.parameters)
    for block in blocks.dropLast() { try state.connect(block, now: .max) }
    let before = state
    let last = try #require(blocks.last)
    #expect(last.transactions.count == 3)

    var damaged = Array(last.encoded)
    var counts: [String: Int] = [:]
    for bit in 0..<damaged.count * 8 {
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      do throws(ValidationError) {
        try state.connect(encoded: damaged[...], now: .max)
        Issue.record("seed 3: the block connects with bit \(bit) flipped")
        state = before
      } catch {
        counts[Self.name(of: error.rule), default: 0] += 1
      }
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
    }
    expectEqual(state, before)
    // Header: 256 bits name the parent and 32 the bits (which fail as one rule or another); the
    // root, version, time and nonce are 352 bits that only the hash protects.
    #expect(counts["previousBlock"] == 256)
    #expect((counts["invalidTarget"] ?? 0) + (counts["difficulty"] ?? 0) == 32)
    #expect(counts["proofOfWork"] == 352)
    let body = (damaged.count - 80) * 8
    #expect((counts["merkleRoot"] ?? 0) + (counts["encoding"] ?? 0) == body)
    print("flipped \(damaged.count * 8) bits: \(counts.sorted { $0.key < $1.key })")
    try state.connect(last, now: .max)
  }

  /// Damage below a true root and true work: whatever it hits, a deeper rule has to object.
  @Test func `no flipped bit of a payment gets past when the block is mined again`() throws {
    let recipe = ChainGenerator.Recipe(seed: 9, transactionsPerBlock: 2)
    let blocks = ChainGenerator.blocks(3, recipe)
    var state = ChainState(parameters: recipe.parameters)
    for block in blocks.dropLast() { try state.connect(block, now: .max) }
    let before = state
    let last = try #require(blocks.last)
    var counts: [String: Int] = [:]
    var outgoing = 0
    for index in 1...2 {
      var damaged = Array(last.transactions[index].encoded)
      for bit in 0..<damaged.count * 8 {
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        defer { damaged[bit / 8] ^= 1 << UInt8(bit % 8) }
        guard let changed = try? Transaction(decoding: damaged[...]) else {
          counts["encoding", default: 0] += 1
          continue
        }
        var transactions = last.transactions
        transactions[index] = changed
        let block = try #require(
          Block.mined(
            version: 4, previous: state.tip, time: last.header.time, bits: last.header.bits,
            transactions: transactions))
        do throws(ValidationError) {
          try state.connect(block, now: .max)
          Issue.record("seed 9: payment \(index) connects with bit \(bit) flipped")
          state = before
        } catch {
          counts[Self.name(of: error.rule), default: 0] += 1
        }
      }
      outgoing += damaged.count * 8
    }
    expectEqual(state, before)
    #expect(counts.values.reduce(0, +) == outgoing)
    for rule in [
      "encoding", "missingOrSpent", "outputsExceedInputs", "publicKeyHash",
      ValidationError.Rule.signature.description,
    ] {
      #expect(counts[rule, default: 0] > 0, "no flipped bit met the rule \(rule)")
    }
    print("flipped \(outgoing) bits of payments: \(counts.sorted { $0.key < $1.key })")
  }

  /// The name of a case that has values, the words of one that has none.
  static func name(of rule: ValidationError.Rule) -> String {
    Mirror(reflecting: rule).children.first?.label ?? rule.description
  }
}
