/// One block's way through the coins: spends, creates, and then checks the signatures.
///
/// It works on the coins themselves and writes down what it did, because copying the set would
/// cost more than any block. Signatures come last and all together: by then every cheap reason to
/// refuse the block has been tried, and what is left is a list of independent questions.
struct BlockConnection {
  let block: Block
  let height: Int
  let parameters: ChainParameters
  private(set) var undo = BlockUndo()

  private var checks: [SignatureCheck] = []
  private var signatureHash = SignatureHash()
  private var feesSatoshis: Int64 = 0

  init(block: Block, height: Int, parameters: ChainParameters) {
    self.block = block
    self.height = height
    self.parameters = parameters
  }

  /// Applies the block, or throws with `undo` telling how far it came.
  mutating func run(on coins: inout CoinSet) throws(ValidationError) {
    try checkCoinbaseHeight()
    for index in block.transactions.indices {
      try checkFinality(of: index)
      if index > 0 { try spendInputs(of: index, from: &coins) }
      try createOutputs(of: index, in: &coins)
    }
    let claimed = block.transactions[0].outputs.reduce(0) { $0 + $1.valueSatoshis }
    let allowed = parameters.subsidySatoshis(height: height) + feesSatoshis
    guard claimed <= allowed else {
      throw failure(.coinbaseValue(found: claimed, max: allowed), at: 0)
    }
    for check in checks {
      guard check.holds else { throw failure(.signature, at: check.transaction, check.input) }
    }
  }

  private func failure(
    _ rule: ValidationError.Rule, at transaction: Int, _ input: Int? = nil
  ) -> ValidationError {
    ValidationError(rule, height: height, transaction: transaction, input: input)
  }
}

extension BlockConnection {
  /// BIP 34: the script begins with the push of the height as a script number.
  private func checkCoinbaseHeight() throws(ValidationError) {
    guard let start = parameters.activations.heightInCoinbase, height >= start else { return }
    let script = block.transactions[0].inputs[0].unlockingScript
    guard script.starts(with: CoinbaseHeight.encoded(height)) else {
      throw failure(.coinbaseHeight, at: 0)
    }
  }

  /// A lock time below this is a height, from here on a time.
  private static let lockTimeIsTimeFrom: UInt32 = 500_000_000

  /// A lock time counts only if some input leaves its sequence open.
  private func checkFinality(of index: Int) throws(ValidationError) {
    let transaction = block.transactions[index]
    let lockTime = transaction.lockTime
    guard lockTime != 0 else { return }
    let reached =
      lockTime < Self.lockTimeIsTimeFrom ? Int64(height) : Int64(block.header.time)
    guard Int64(lockTime) < reached || transaction.inputs.allSatisfy({ $0.sequence == .max })
    else { throw failure(.notFinal(lockTime: lockTime), at: index) }
  }

  private mutating func spendInputs(
    of index: Int, from coins: inout CoinSet
  ) throws(ValidationError) {
    let transaction = block.transactions[index]
    let firstSpent = undo.spent.count
    var inputSum: Int64 = 0
    for (position, input) in transaction.inputs.enumerated() {
      guard let coin = coins.spend(input.outPoint) else {
        throw failure(.missingOrSpent(input.outPoint), at: index, position)
      }
      undo.spent.append(BlockUndo.SpentCoin(outPoint: input.outPoint, coin: coin))
      let spendableFrom = coin.height + parameters.coinbaseMaturityBlocks
      guard !coin.isCoinbase || height >= spendableFrom else {
        throw failure(.immatureCoinbase(spendableFrom: spendableFrom), at: index, position)
      }
      inputSum += coin.valueSatoshis
      guard inputSum <= BlockRules.valueSatoshisMax else {
        throw failure(.inputSum, at: index, position)
      }
    }
    let outputSum = transaction.outputs.reduce(0) { $0 + $1.valueSatoshis }
    guard outputSum <= inputSum else {
      throw failure(.outputsExceedInputs(inputs: inputSum, outputs: outputSum), at: index)
    }
    feesSatoshis += inputSum - outputSum
    guard feesSatoshis <= BlockRules.valueSatoshisMax else { throw failure(.feeSum, at: index) }
    for position in transaction.inputs.indices {
      try collectCheck(
        of: transaction, index, input: position,
        script: undo.spent[firstSpent + position].coin.lockingScript)
    }
  }

  private mutating func createOutputs(
    of index: Int, in coins: inout CoinSet
  ) throws(ValidationError) {
    let transaction = block.transactions[index]
    for (position, output) in transaction.outputs.enumerated()
    where !Self.isUnspendable(output.lockingScript) {
      let outPoint = OutPoint(transaction: transaction.id, index: UInt32(position))
      let coin = Coin(
        valueSatoshis: output.valueSatoshis, height: height, isCoinbase: index == 0,
        lockingScript: Array(output.lockingScript))
      guard coins.create(coin, at: outPoint) else {
        throw failure(.duplicateTransaction(outPoint), at: index)
      }
      undo.created.append(outPoint)
    }
  }

  /// Scripts that fail whatever unlocks them are no coins, as in Bitcoin Core.
  private static func isUnspendable(_ script: ArraySlice<UInt8>) -> Bool {
    script.first == Opcode.returns || script.count > 10_000
  }

  /// Reduces an input to one question of arithmetic, or finds that it is wrong without asking.
  ///
  /// Bitcoin also deletes the signature from the script it signs; a signature that occurs in
  /// either form of locking script could not be valid for it.
  private mutating func collectCheck(
    of transaction: Transaction, _ index: Int, input position: Int, script: [UInt8]
  ) throws(ValidationError) {
    guard let lock = LockingScript(script[...]) else {
      throw failure(.unsupportedLockingScript, at: index, position)
    }
    let publicKey: ArraySlice<UInt8>
    let signature: ArraySlice<UInt8>
    do throws(UnlockingScript.Failure) {
      let unlocking = transaction.inputs[position].unlockingScript
      switch lock {
      case .payToPublicKey(let key):
        signature = try UnlockingScript(unlocking, showsPublicKey: false).signature
        publicKey = key
      case .payToPublicKeyHash:
        let proof = try UnlockingScript(unlocking, showsPublicKey: true)
        signature = proof.signature
        publicKey = proof.publicKey ?? []
      }
    } catch {
      let rule: ValidationError.Rule =
        error == .broken ? .brokenUnlockingScript : .unsupportedUnlockingScript
      throw failure(rule, at: index, position)
    }
    if case .payToPublicKeyHash(let expected) = lock {
      let found = Hash160(of: publicKey)
      guard found == expected else {
        throw failure(.publicKeyHash(expected: expected, found: found), at: index, position)
      }
    }
    guard let type = signature.last else { throw failure(.signature, at: index, position) }
    let numbers = signature.dropLast()
    if let start = parameters.activations.strictSignatures, height >= start {
      guard SignatureEncoding.isStrict(numbers) else {
        throw failure(.signatureEncoding, at: index, position)
      }
    }
    let digest = signatureHash.digest(
      of: transaction, input: position, lockingScript: script[...], type: UInt32(type))
    checks.append(
      SignatureCheck(
        transaction: index, input: position, digest: digest, publicKey: publicKey,
        signature: numbers))
  }
}
