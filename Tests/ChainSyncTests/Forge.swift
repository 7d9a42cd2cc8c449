import ChainSync
import Testing

/// Makes blocks that are right in every respect but the one that a test changes.
///
/// It follows a chain, owns the keys, and mines: the Merkle root and the proof of work of what it
/// forges are always true, so that only the deeper rules can object.
struct Forge {
  /// A coin that the forge can spend, because it has the key.
  struct Purse {
    var outPoint: OutPoint
    var valueSatoshis: Int64
    var key: Int
    var lockingScript: LockingScript
  }

  /// What a block states besides its transactions; `nil` stands for what is right.
  struct Header {
    var version: Int32 = 4
    var previous: Hash256?
    var time: UInt32?
    var bits: UInt32?
    var merkleRoot: Hash256?
  }

  static let coin: Int64 = 100_000_000

  var state: ChainState
  var wallet = Wallet(seed: 7, keys: 4)
  /// One for each block connected, oldest first.
  var purses: [Purse] = []
  private var extraNonce: UInt32 = 0

  /// - Parameter matured: Blocks to connect at once; the purses of all but the last can be spent.
  init(_ parameters: ChainParameters = .generated, blocks matured: Int = 0) throws {
    state = ChainState(parameters: parameters)
    for _ in 0..<matured { try connect() }
  }

  var height: Int { state.height + 1 }
  var now: UInt32 { state.tipHeader.time + 600 }

  /// A coinbase that claims the whole subsidy for a key, in turn shown and hashed.
  mutating func coinbase(
    script: [UInt8]? = nil, outputs: [Transaction.Output]? = nil, addingSatoshis extra: Int64 = 0
  ) -> Transaction {
    extraNonce += 1
    let nonce = withUnsafeBytes(of: extraNonce.littleEndian) { Array($0) }
    let value = state.parameters.subsidySatoshis(height: height) + extra
    let output = Transaction.Output(
      valueSatoshis: value, lockingScript: lockingScript(forHeight: height).encoded)
    let unlocking = script ?? CoinbaseHeight.encoded(height) + nonce
    return Transaction(
      inputs: [Transaction.Input(spending: .null, unlockingScript: unlocking[...])],
      outputs: outputs ?? [output])
  }

  /// Spends purses, one input each, and signs every one of them truly.
  mutating func payment(
    _ purses: [Purse], outputs: [Transaction.Output]? = nil, sequence: UInt32 = .max,
    lockTime: UInt32 = 0, type: UInt32 = SignatureHash.all
  ) -> Transaction {
    let sum = purses.reduce(0) { $0 + $1.valueSatoshis }
    let paid = [
      Transaction.Output(
        valueSatoshis: sum, lockingScript: wallet.lockingScript(key: 3, paysToHash: true).encoded)
    ]
    let unsigned = Transaction(
      inputs: purses.map { Transaction.Input(spending: $0.outPoint, sequence: sequence) },
      outputs: outputs ?? paid, lockTime: lockTime)
    var inputs = unsigned.inputs
    for (index, purse) in purses.enumerated() {
      inputs[index].unlockingScript =
        wallet.unlockingScript(
          for: unsigned, input: index, key: purse.key, lockingScript: purse.lockingScript,
          type: UInt8(type))[...]
    }
    return Transaction(inputs: inputs, outputs: unsigned.outputs, lockTime: lockTime)
  }

  /// A block of a coinbase and these payments.
  mutating func block(_ payments: [Transaction] = [], header: Header = Header()) throws -> Block {
    let first = coinbase()
    return try block(of: [first] + payments, header: header)
  }

  /// A block of exactly these transactions.
  func block(of transactions: [Transaction], header: Header = Header()) throws -> Block {
    let bits = header.bits.map { CompactTarget(rawValue: $0) } ?? state.nextBits
    let block = Block.mined(
      version: header.version, previous: header.previous ?? state.tip, time: header.time ?? now,
      bits: bits, transactions: transactions, merkleRoot: header.merkleRoot)
    return try #require(block)
  }

  /// Connects a right block and keeps what its coinbase pays.
  @discardableResult
  mutating func connect(_ payments: [Transaction] = []) throws -> Block {
    let block = try block(payments)
    try connect(block)
    return block
  }

  mutating func connect(_ block: Block) throws {
    let key = height % 4
    let script = lockingScript(forHeight: height)
    try state.connect(block, now: now)
    let coinbase = block.transactions[0]
    if coinbase.outputs[0].lockingScript == script.encoded {
      purses.append(
        Purse(
          outPoint: OutPoint(transaction: coinbase.id, index: 0),
          valueSatoshis: coinbase.outputs[0].valueSatoshis, key: key, lockingScript: script))
    }
    state.checkInvariants()
  }

  /// The chain refuses the block for this reason and at this place, and is as it was.
  mutating func expectRefusal(
    of block: Block, _ rule: ValidationError.Rule, transaction: Int? = nil, input: Int? = nil,
    now: UInt32? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let before = state
    let expected = ValidationError(rule, height: height, transaction: transaction, input: input)
    #expect(throws: expected, sourceLocation: sourceLocation) {
      try state.connect(block, now: now ?? self.now)
    }
    expectEqual(state, before, sourceLocation: sourceLocation)
  }

  private func lockingScript(forHeight height: Int) -> LockingScript {
    wallet.lockingScript(key: height % 4, paysToHash: height.isMultiple(of: 2))
  }
}

extension Transaction {
  /// The same with other scripts or amounts, no longer as signed.
  func altered(
    inputs: ([Input]) -> [Input] = { $0 }, outputs: ([Output]) -> [Output] = { $0 }
  ) -> Transaction {
    Transaction(
      version: version, inputs: inputs(self.inputs), outputs: outputs(self.outputs),
      lockTime: lockTime)
  }

  /// The same with another script in its first input.
  func unlocking(with script: [UInt8]) -> Transaction {
    altered(inputs: { inputs in
      var inputs = inputs
      inputs[0].unlockingScript = script[...]
      return inputs
    })
  }
}

/// Compares two chains, and prints their tips rather than every byte of every block.
func expectEqual(
  _ state: ChainState, _ expected: ChainState, sourceLocation: SourceLocation = #_sourceLocation
) {
  let isEqual = state == expected
  #expect(
    isEqual, "at \(state.height) \(state.tip), should be at \(expected.height) \(expected.tip)",
    sourceLocation: sourceLocation)
}
