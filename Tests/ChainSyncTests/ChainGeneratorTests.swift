import ChainSync
import Testing

@Suite struct ChainGeneratorTests {
  @Test(arguments: [(0, 1), (1, 1), (10, 1), (3, 4), (1, 7)])
  func `makes chains that are valid, with the signatures asked for`(
    transactions: Int, inputs: Int
  ) throws {
    let recipe = ChainGenerator.Recipe(
      seed: 42, transactionsPerBlock: transactions, inputsPerTransaction: inputs)
    var generator = ChainGenerator(recipe)
    var state = ChainState(parameters: recipe.parameters)
    for height in 1...20 {
      let block = generator.next()
      let payments = block.transactions.dropFirst()
      #expect(payments.count == (height == 1 ? 0 : transactions))
      #expect(payments.allSatisfy { $0.inputs.count == inputs })
      try state.connect(encoded: block.encoded, now: .max)
    }
    #expect(generator.signatures == 19 * transactions * inputs)
    #expect(state.coins.valueSatoshis == 20 * 50 * Forge.coin)
    state.checkInvariants()
  }

  /// With a maturity of 100 the first coinbase can be spent in block 101.
  @Test func `waits for coinbases to mature`() throws {
    var parameters = ChainParameters.generated
    parameters.coinbaseMaturityBlocks = 100
    let recipe = ChainGenerator.Recipe(
      seed: 1, transactionsPerBlock: 1, parameters: parameters)
    var state = ChainState(parameters: parameters)
    for (index, block) in ChainGenerator.blocks(103, recipe).enumerated() {
      #expect(block.transactions.count == (index + 1 > 100 ? 2 : 1))
      try state.connect(block, now: .max)
    }
  }

  @Test func `follows the difficulty rule through retargets`() throws {
    var parameters = ChainParameters.generated
    parameters.retargets = true
    parameters.retargetIntervalBlocks = 8
    let recipe = ChainGenerator.Recipe(seed: 1, transactionsPerBlock: 0, parameters: parameters)
    var state = ChainState(parameters: parameters)
    let blocks = ChainGenerator.blocks(33, recipe)
    for block in blocks { try state.connect(block, now: .max) }
    // Seven intervals out of eight each time: the target shrinks to 7/8 at 8, 16, 24 and 32.
    #expect(Set(blocks.map(\.header.bits)).count == 5)
  }

  @Test func `equal recipes give equal bytes and other seeds other ones`() {
    let recipe = ChainGenerator.Recipe(seed: 8, transactionsPerBlock: 2)
    var other = recipe
    other.seed = 9
    let blocks = ChainGenerator.blocks(4, recipe)
    #expect(ChainGenerator.blocks(4, recipe) == blocks)
    #expect(ChainGenerator.blocks(4, other) != blocks)
  }

  @Test(arguments: [0.0, 1.0]) func `pays to keys or to their hashes`(share: Double) {
    let recipe = ChainGenerator.Recipe(seed: 2, transactionsPerBlock: 3, paysToHashShare: share)
    let outputs = ChainGenerator.blocks(4, recipe).flatMap(\.transactions).flatMap(\.outputs)
    for output in outputs {
      switch LockingScript(output.lockingScript) {
      case .payToPublicKey: #expect(share == 0)
      case .payToPublicKeyHash: #expect(share == 1)
      case nil: Issue.record("an output that cannot be spent: \(output)")
      }
    }
    #expect(outputs.count > 12)
  }

  /// The reference implementation's first outputs for the seed 1234567 (Rosetta Code).
  @Test func `draws the published random numbers`() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }
}
