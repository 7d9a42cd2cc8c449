/// Makes valid blocks without end, as many signatures in each as asked for.
///
/// Everything follows from the recipe, so equal recipes give equal bytes. Proof of work,
/// signatures and Merkle roots are real; only the target is easy. Spends take random coins, so
/// lookups are spread over the whole set and over all ages.
///
/// Each coinbase is split in as many outputs as a block has inputs. Until enough of them are
/// mature, blocks have fewer payments than asked for: with a maturity of 1, only the first.
package struct ChainGenerator: Sendable {
  /// What the blocks are to be like.
  package struct Recipe: Equatable, Sendable {
    package var seed: UInt64
    package var transactionsPerBlock: Int
    /// Each input carries one signature, and each payment has as many outputs as inputs.
    package var inputsPerTransaction: Int
    /// The share of outputs that pay to a key's hash; the others show the key.
    package var paysToHashShare: Double
    package var keys: Int
    package var parameters: ChainParameters

    /// - Parameter transactionsPerBlock: Payments, not counting the coinbase. About 4,000 fill a
    ///   block; more trap when the block is made.
    package init(
      seed: UInt64, transactionsPerBlock: Int, inputsPerTransaction: Int = 1,
      paysToHashShare: Double = 0.5, keys: Int = 64, parameters: ChainParameters = .generated
    ) {
      precondition(
        transactionsPerBlock >= 0 && inputsPerTransaction > 0,
        "\(transactionsPerBlock) payments of \(inputsPerTransaction) inputs cannot be made")
      self.seed = seed
      self.transactionsPerBlock = transactionsPerBlock
      self.inputsPerTransaction = inputsPerTransaction
      self.paysToHashShare = paysToHashShare
      self.keys = keys
      self.parameters = parameters
    }

    var inputsPerBlock: Int { transactionsPerBlock * inputsPerTransaction }
  }

  package let recipe: Recipe

  /// Signatures in all blocks made so far.
  private(set) package var signatures = 0

  private struct Coin: Sendable {
    let outPoint: OutPoint
    let valueSatoshis: Int64
    let key: Int
    let lockingScript: LockingScript
  }

  private var random: SplitMix64
  private var wallet: Wallet
  private var spendable: [Coin] = []
  /// Coinbase outputs, oldest first, until their block is old enough.
  private var maturing: [[Coin]] = []
  private var headers: [BlockHeader]
  private var tip: Hash256

  package init(_ recipe: Recipe) {
    self.recipe = recipe
    random = SplitMix64(seed: recipe.seed)
    wallet = Wallet(seed: recipe.seed, keys: recipe.keys)
    headers = [recipe.parameters.genesis.header]
    tip = recipe.parameters.genesis.hash
  }

  /// The first blocks of the chain that a recipe describes, without the genesis block.
  package static func blocks(_ count: Int, _ recipe: Recipe) -> [Block] {
    var generator = ChainGenerator(recipe)
    return (0..<count).map { _ in generator.next() }
  }

  /// The block after the last one.
  ///
  /// - Complexity: O(*n*) for *n* signatures, each about as dear to make as to verify.
  package mutating func next() -> Block {
    let height = headers.count
    if maturing.count >= recipe.parameters.coinbaseMaturityBlocks {
      spendable += maturing.removeFirst()
    }
    var feesSatoshis: Int64 = 0
    var payments: [Transaction] = []
    var received: [Coin] = []
    while payments.count < recipe.transactionsPerBlock,
      spendable.count >= recipe.inputsPerTransaction
    {
      let payment = makePayment(feesSatoshis: &feesSatoshis)
      payments.append(payment.transaction)
      received += payment.received
    }
    spendable += received
    let block = mine([makeCoinbase(height: height, feesSatoshis: feesSatoshis)] + payments)
    headers.append(block.header)
    tip = block.hash
    return block
  }
}

extension ChainGenerator {
  private static let feeSatoshis: Int64 = 100

  private mutating func makeOutput(
    valueSatoshis: Int64
  ) -> (output: Transaction.Output, key: Int, lockingScript: LockingScript) {
    let key = Int.random(in: 0..<wallet.count, using: &random)
    let paysToHash = Double.random(in: 0..<1, using: &random) < recipe.paysToHashShare
    let lockingScript = wallet.lockingScript(key: key, paysToHash: paysToHash)
    let output = Transaction.Output(
      valueSatoshis: valueSatoshis, lockingScript: lockingScript.encoded)
    return (output, key, lockingScript)
  }

  /// Shares a sum among outputs, the first taking what does not divide.
  private mutating func makeOutputs(
    _ count: Int, sharing sumSatoshis: Int64
  ) -> [(output: Transaction.Output, key: Int, lockingScript: LockingScript)] {
    let (share, rest) = sumSatoshis.quotientAndRemainder(dividingBy: Int64(count))
    return (0..<count).map { makeOutput(valueSatoshis: $0 == 0 ? share + rest : share) }
  }

  private mutating func takeCoin() -> Coin {
    spendable.swapAt(Int.random(in: spendable.indices, using: &random), spendable.count - 1)
    return spendable.removeLast()
  }

  private mutating func makePayment(
    feesSatoshis: inout Int64
  ) -> (transaction: Transaction, received: [Coin]) {
    let coins = (0..<recipe.inputsPerTransaction).map { _ in takeCoin() }
    let sum = coins.reduce(0) { $0 + $1.valueSatoshis }
    let fee = min(sum, Self.feeSatoshis)
    feesSatoshis += fee
    let made = makeOutputs(coins.count, sharing: sum - fee)
    let inputs = coins.map { Transaction.Input(spending: $0.outPoint) }
    let unsigned = Transaction(inputs: inputs, outputs: made.map(\.output))
    var signedInputs = inputs
    for (index, coin) in coins.enumerated() {
      signedInputs[index].unlockingScript =
        wallet.unlockingScript(
          for: unsigned, input: index, key: coin.key, lockingScript: coin.lockingScript)[...]
    }
    signatures += coins.count
    let transaction = Transaction(inputs: signedInputs, outputs: unsigned.outputs)
    return (transaction, named(made, by: transaction))
  }

  private mutating func makeCoinbase(height: Int, feesSatoshis: Int64) -> Transaction {
    let value = recipe.parameters.subsidySatoshis(height: height) + feesSatoshis
    let made = makeOutputs(max(1, recipe.inputsPerBlock), sharing: value)
    // The extra byte brings the shortest script to the two bytes that the rules ask for.
    let script = CoinbaseHeight.encoded(height) + [0]
    let transaction = Transaction(
      inputs: [Transaction.Input(spending: .null, unlockingScript: script[...])],
      outputs: made.map(\.output))
    maturing.append(named(made, by: transaction))
    return transaction
  }

  private func named(
    _ made: [(output: Transaction.Output, key: Int, lockingScript: LockingScript)],
    by transaction: Transaction
  ) -> [Coin] {
    made.enumerated().map { index, made in
      Coin(
        outPoint: OutPoint(transaction: transaction.id, index: UInt32(index)),
        valueSatoshis: made.output.valueSatoshis, key: made.key,
        lockingScript: made.lockingScript)
    }
  }

  private func mine(_ transactions: [Transaction]) -> Block {
    let parent = headers[headers.count - 1]
    let parameters = recipe.parameters
    let bits = ProofOfWork.requiredBits(
      height: headers.count, parent: parent, parameters: parameters
    ) { headers[headers.count - parameters.retargetIntervalBlocks].time }
    let block = Block.mined(
      version: 4, previous: tip, time: parent.time + UInt32(parameters.spacingSeconds), bits: bits,
      transactions: transactions)
    guard let block else {
      preconditionFailure("no nonce meets the target \(bits) of chain \(parameters.name)")
    }
    precondition(
      block.encoded.count <= BlockRules.blockBytesMax,
      "\(recipe.inputsPerBlock) inputs make a block of \(block.encoded.count) bytes; it is invalid")
    return block
  }
}
