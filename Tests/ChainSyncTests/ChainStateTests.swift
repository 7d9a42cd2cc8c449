import ChainSync
import Testing

@Suite struct ChainStateTests {
  @Test func `begins with the genesis block and no coins`() {
    let state = ChainState(parameters: .mainnet)
    #expect(state.height == 0)
    #expect(state.tip.description == KnownBlocks.genesisHash)
    #expect(state.coins.count == 0)
    #expect(state.work == UInt256(0x1_0001_0001))
    #expect(state.hash(atHeight: 1) == nil)
    #expect(state.hash(atHeight: -1) == nil)
    state.checkInvariants()
  }

  /// Each regression-test block adds 2²⁵⁶ / (0x7fffff · 2²³² + 1) = 2 hashes.
  @Test func `adds up work`() throws {
    let forge = try Forge(blocks: 4)
    #expect(forge.state.work == UInt256(10))
  }

  @Test func `taking every block back passes through every state again`() throws {
    let recipe = ChainGenerator.Recipe(seed: 11, transactionsPerBlock: 3, inputsPerTransaction: 2)
    var state = ChainState(parameters: recipe.parameters)
    var history = [state]
    for block in ChainGenerator.blocks(12, recipe) {
      try state.connect(block, now: .max)
      history.append(state)
    }
    while let expected = history.popLast() {
      expectEqual(state, expected)
      #expect(state.coins.checksum == expected.coins.checksum)
      state.checkInvariants()
      let header = state.disconnect()
      #expect(header == (history.isEmpty ? nil : expected.tipHeader))
    }
  }

  @Test func `a copy is a snapshot`() throws {
    var forge = try Forge(blocks: 2)
    let snapshot = forge.state
    try forge.connect([forge.payment([forge.purses[0]])])
    #expect(snapshot.height == 2)
    #expect(snapshot.coins[forge.purses[0].outPoint] != nil)
    snapshot.checkInvariants()
  }

  /// Two ways to the same coins: the order of connection within a dictionary must not show.
  @Test func `the checksum of the coins depends on the coins alone`() throws {
    let recipe = ChainGenerator.Recipe(seed: 5, transactionsPerBlock: 2)
    let blocks = ChainGenerator.blocks(8, recipe)
    var straight = ChainState(parameters: recipe.parameters)
    var detour = straight
    for block in blocks { try straight.connect(block, now: .max) }
    for block in blocks {
      try detour.connect(block, now: .max)
      _ = detour.disconnect()
      try detour.connect(block, now: .max)
    }
    #expect(straight.coins.checksum == detour.coins.checksum)
    _ = straight.disconnect()
    #expect(straight.coins.checksum != detour.coins.checksum)
    #expect(CoinSet().checksum != straight.coins.checksum)
  }

  /// The fields were laid out by hand and hashed once with Python's hashlib.
  @Test func `the checksum of one coin is the hash of its fields`() throws {
    let recipe = ChainGenerator.Recipe(seed: 1, transactionsPerBlock: 0, paysToHashShare: 1)
    let block = ChainGenerator.blocks(1, recipe)[0]
    var state = ChainState(parameters: recipe.parameters)
    try state.connect(block, now: .max)
    let coinbase = block.transactions[0]
    let name = "e661153fc9bdbef1941fc537f0147bf10f2da124178fb088a1818372bec8f06d"
    let script = "76a914a00f10de81eb4d0751bb169142dfb4805c3ca0cb88ac"
    #expect(coinbase.id.bytes.hexadecimal == name)
    #expect(coinbase.outputs[0].lockingScript.hexadecimal == script)
    // name 00000000 00f2052a01000000 0100000000000000 01 19 script
    #expect(
      state.coins.checksum.bytes.hexadecimal
        == "8b79623f73a863e7c15aa9a00ce9f5ef195de61edb4055eb71232ed5b0ff729d")
  }

  @Test func `says what is wrong and where`() throws {
    var forge = try Forge(blocks: 2)
    let payment = forge.payment([forge.purses[0]]).unlocking(with: [0])
    let block = try forge.block([payment])
    let error = #expect(throws: ValidationError.self) {
      try forge.state.connect(block, now: forge.now)
    }
    #expect(
      error?.description == """
        Block 3, transaction 1, input 0: the signature is not valid for this key and transaction.
        """)
    let malformed = #expect(throws: ValidationError.self) {
      try forge.state.connect(encoded: block.encoded.dropLast(), now: forge.now)
    }
    #expect(malformed?.description.hasPrefix("Block 3: the encoding is wrong. At byte ") == true)
  }

  @Test func `every rule has its own words`() {
    let hash = Hash256.zero
    let bits = CompactTarget(rawValue: 1)
    let name = OutPoint.null
    let key = Hash160(of: [])
    let rules: [ValidationError.Rule] = [
      .encoding(.trailingBytes(offset: 1, count: 1)), .rulesNotSupported(from: 1),
      .previousBlock(expected: hash, found: hash), .blockVersion(found: 1, min: 2),
      .invalidTarget(bits), .difficulty(expected: bits, found: bits),
      .proofOfWork(hash: hash, target: .zero), .timeTooOld(found: 1, medianTimePast: 2),
      .timeTooNew(found: 2, max: 1), .merkleRoot(expected: hash, found: hash),
      .repeatedTransactions, .blockSize(bytes: 2, max: 1), .firstIsNotCoinbase, .secondCoinbase,
      .coinbaseScriptLength(bytes: 1), .coinbaseHeight, .signatureOperations(max: 1), .noInputs,
      .noOutputs, .outputValue(-1), .outputSum, .duplicateInput(name), .nullInput,
      .notFinal(lockTime: 1), .duplicateTransaction(name), .missingOrSpent(name),
      .immatureCoinbase(spendableFrom: 1), .inputSum, .outputsExceedInputs(inputs: 1, outputs: 2),
      .feeSum, .coinbaseValue(found: 2, max: 1), .unsupportedLockingScript,
      .unsupportedUnlockingScript, .brokenUnlockingScript,
      .publicKeyHash(expected: key, found: key), .signatureEncoding, .signature,
    ]
    #expect(Set(rules.map(\.description)).count == rules.count)
    #expect(rules.allSatisfy { $0.description.first?.isUppercase == false })
  }
}
