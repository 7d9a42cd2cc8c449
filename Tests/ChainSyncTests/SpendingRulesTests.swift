import ChainSync
import Testing

@Suite struct SpendingRulesTests {
  @Test func `an output that never existed cannot be spent`() throws {
    var forge = try Forge(blocks: 3)
    var purse = forge.purses[1]
    purse.outPoint = OutPoint(transaction: purse.outPoint.transaction, index: 1)
    let block = try forge.block([forge.payment([forge.purses[0], purse])])
    forge.expectRefusal(of: block, .missingOrSpent(purse.outPoint), transaction: 1, input: 1)
  }

  @Test func `an output cannot be spent twice`() throws {
    var forge = try Forge(blocks: 2)
    let purse = forge.purses[0]
    let twice = try forge.block([
      forge.payment([purse]), forge.payment([purse], lockTime: 1),
    ])
    forge.expectRefusal(of: twice, .missingOrSpent(purse.outPoint), transaction: 2, input: 0)
    try forge.connect([forge.payment([purse])])
    forge.expectRefusal(
      of: try forge.block([forge.payment([purse])]), .missingOrSpent(purse.outPoint),
      transaction: 1, input: 0)
  }

  @Test func `an output can be spent later in its own block, not before`() throws {
    var forge = try Forge(blocks: 2)
    let first = forge.payment([forge.purses[0]])
    let received = Forge.Purse(
      outPoint: OutPoint(transaction: first.id, index: 0),
      valueSatoshis: first.outputs[0].valueSatoshis, key: 3,
      lockingScript: forge.wallet.lockingScript(key: 3, paysToHash: true))
    let second = forge.payment([received])
    forge.expectRefusal(
      of: try forge.block([second, first]), .missingOrSpent(received.outPoint), transaction: 1,
      input: 0)
    let before = forge.state
    try forge.connect([first, second])
    #expect(forge.state.coins[received.outPoint] == nil)
    #expect(forge.state.coins[OutPoint(transaction: second.id, index: 0)] != nil)
    _ = forge.state.disconnect()
    expectEqual(forge.state, before)
  }

  /// Bitcoin's rule: a coinbase of height 1 can be spent from height 101.
  @Test func `a coinbase must be a hundred blocks old`() throws {
    var parameters = ChainParameters.generated
    parameters.coinbaseMaturityBlocks = 100
    var forge = try Forge(parameters, blocks: 99)
    let payment = forge.payment([forge.purses[0]])
    #expect(forge.height == 100)
    forge.expectRefusal(
      of: try forge.block([payment]), .immatureCoinbase(spendableFrom: 101), transaction: 1,
      input: 0)
    try forge.connect()
    try forge.connect([payment])
  }

  @Test func `outputs may not exceed inputs`() throws {
    var forge = try Forge(blocks: 2)
    let purse = forge.purses[0]
    let payment = forge.payment(
      [purse], outputs: [.init(valueSatoshis: purse.valueSatoshis + 1, lockingScript: [])])
    forge.expectRefusal(
      of: try forge.block([payment]),
      .outputsExceedInputs(inputs: 50 * Forge.coin, outputs: 50 * Forge.coin + 1), transaction: 1)
  }

  @Test func `a coinbase may claim the subsidy and the fees`() throws {
    var forge = try Forge(blocks: 2)
    let payment = forge.payment(
      [forge.purses[0]],
      outputs: [.init(valueSatoshis: 50 * Forge.coin - 7, lockingScript: [0x51])])
    let greedy = try forge.block(of: [forge.coinbase(addingSatoshis: 8), payment])
    forge.expectRefusal(
      of: greedy, .coinbaseValue(found: 50 * Forge.coin + 8, max: 50 * Forge.coin + 7),
      transaction: 0)
    try forge.connect(forge.block(of: [forge.coinbase(addingSatoshis: 7), payment]))
    #expect(forge.state.coins.valueSatoshis == 150 * Forge.coin)
  }

  /// 50 BTC, halved every 150 blocks; the last satoshi goes with the 33rd halving.
  @Test func `the subsidy halves`() {
    let heights = [1, 149, 150, 299, 300, 150 * 32, 150 * 33, 150 * 64, 150 * 500]
    #expect(
      heights.map { ChainParameters.regtest.subsidySatoshis(height: $0) } == [
        5_000_000_000, 5_000_000_000, 2_500_000_000, 2_500_000_000, 1_250_000_000, 1, 0, 0, 0,
      ])
  }

  /// A chain that mints 21 million coins a block, since the real one could not break these rules.
  @Test func `inputs and fees together are 21 million coins at most`() throws {
    var parameters = ChainParameters.generated
    parameters.subsidySatoshisInitial = 2_100_000_000_000_000
    var forge = try Forge(parameters, blocks: 3)
    let free = [Transaction.Output(valueSatoshis: 0, lockingScript: [0x51])]
    let both = forge.payment([forge.purses[0], forge.purses[1]], outputs: free)
    forge.expectRefusal(of: try forge.block([both]), .inputSum, transaction: 1, input: 1)
    let fees = [
      forge.payment([forge.purses[0]], outputs: free),
      forge.payment([forge.purses[1]], outputs: free),
    ]
    forge.expectRefusal(of: try forge.block(fees), .feeSum, transaction: 2)
  }

  /// BIP 30, and why BIP 34 was needed: equal coinbases have equal names.
  @Test func `an unspent output may not be overwritten`() throws {
    var parameters = ChainParameters.generated
    parameters.activations = .init()
    var forge = try Forge(parameters)
    let output = Transaction.Output(
      valueSatoshis: Forge.coin,
      lockingScript: forge.wallet.lockingScript(key: 1, paysToHash: false).encoded)
    let coinbase = forge.coinbase(script: [1, 1], outputs: [output])
    let name = OutPoint(transaction: coinbase.id, index: 0)
    try forge.connect(forge.block(of: [coinbase]))
    forge.expectRefusal(
      of: try forge.block(of: [coinbase]), .duplicateTransaction(name), transaction: 0)
    let purse = Forge.Purse(
      outPoint: name, valueSatoshis: Forge.coin, key: 1,
      lockingScript: forge.wallet.lockingScript(key: 1, paysToHash: false))
    try forge.connect([forge.payment([purse])])
    try forge.connect(forge.block(of: [coinbase]))
    #expect(forge.state.coins[name] != nil)
  }

  @Test func `a lock time is a height below 500 million and a time from there on`() throws {
    var forge = try Forge(blocks: 3)
    let purse = forge.purses[0]
    let time = forge.now
    for lockTime in [UInt32(forge.height), 499_999_999, time, .max] {
      let locked = forge.payment([purse], sequence: 0, lockTime: lockTime)
      forge.expectRefusal(
        of: try forge.block([locked], header: .init(time: time)), .notFinal(lockTime: lockTime),
        transaction: 1)
    }
    for (lockTime, sequence) in [
      (UInt32(forge.height - 1), 0), (time - 1, 0), (.max, UInt32.max), (0, 0),
    ] {
      var copy = forge
      let open = copy.payment([purse], sequence: sequence, lockTime: lockTime)
      try copy.connect(copy.block([open], header: .init(time: time)))
    }
  }

  /// The same scripts, but longer than a script may be, or with a first operation that fails.
  @Test(arguments: [[0x6a, 1, 7], [UInt8](repeating: 0x61, count: 10_001)])
  func `an output that nobody can spend is no coin`(script: [UInt8]) throws {
    var forge = try Forge()
    let coinbase = forge.coinbase(outputs: [.init(valueSatoshis: 5, lockingScript: script[...])])
    try forge.connect(forge.block(of: [coinbase]))
    #expect(forge.state.coins.count == 0)
    _ = forge.state.disconnect()
    expectEqual(forge.state, ChainState(parameters: .generated))
  }
}
