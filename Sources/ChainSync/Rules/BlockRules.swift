/// The rules that a block's contents obey whatever came before.
///
/// - Source: `CheckBlock` and `CheckTransaction` in Bitcoin Core.
enum BlockRules {
  static let blockBytesMax = 1_000_000
  static let valueSatoshisMax: Int64 = 21_000_000 * 100_000_000

  /// - Complexity: O(*n*) in the bytes of the block.
  static func check(_ block: Block, height: Int) throws(ValidationError) {
    let root = block.merkleRoot
    guard root.hash == block.header.merkleRoot else {
      throw ValidationError(
        .merkleRoot(expected: root.hash, found: block.header.merkleRoot), height: height)
    }
    guard !root.isMutated else { throw ValidationError(.repeatedTransactions, height: height) }
    guard block.encoded.count <= blockBytesMax else {
      throw ValidationError(
        .blockSize(bytes: block.encoded.count, max: blockBytesMax), height: height)
    }
    guard block.transactions.first?.isCoinbase == true else {
      throw ValidationError(.firstIsNotCoinbase, height: height)
    }
    var signatureOperations = 0
    for (index, transaction) in block.transactions.enumerated() {
      if index > 0, transaction.isCoinbase {
        throw ValidationError(.secondCoinbase, height: height, transaction: index)
      }
      do throws(ValidationError.Rule.Broken) {
        try check(transaction)
      } catch {
        throw ValidationError(
          error.rule, height: height, transaction: index, input: error.input)
      }
      signatureOperations += SignatureOperations.count(in: transaction)
      guard signatureOperations <= SignatureOperations.blockMax else {
        throw ValidationError(
          .signatureOperations(max: SignatureOperations.blockMax), height: height,
          transaction: index)
      }
    }
  }

  private static func check(_ transaction: Transaction) throws(ValidationError.Rule.Broken) {
    guard !transaction.inputs.isEmpty else { throw .init(rule: .noInputs) }
    guard !transaction.outputs.isEmpty else { throw .init(rule: .noOutputs) }
    var sum: Int64 = 0
    for output in transaction.outputs {
      guard (0...valueSatoshisMax).contains(output.valueSatoshis) else {
        throw .init(rule: .outputValue(output.valueSatoshis))
      }
      sum += output.valueSatoshis
      guard sum <= valueSatoshisMax else { throw .init(rule: .outputSum) }
    }
    if transaction.isCoinbase {
      let bytes = transaction.inputs[0].unlockingScript.count
      guard (2...100).contains(bytes) else {
        throw .init(rule: .coinbaseScriptLength(bytes: bytes))
      }
    } else {
      try checkInputNames(transaction.inputs)
    }
  }

  private static func checkInputNames(
    _ inputs: [Transaction.Input]
  ) throws(ValidationError.Rule.Broken) {
    guard inputs.count > 1 else { return }
    var seen = Set<OutPoint>(minimumCapacity: inputs.count)
    for (index, input) in inputs.enumerated() {
      guard input.outPoint != .null else { throw .init(rule: .nullInput, input: index) }
      guard seen.insert(input.outPoint).inserted else {
        throw .init(rule: .duplicateInput(input.outPoint), input: index)
      }
    }
  }
}

extension ValidationError.Rule {
  /// A broken rule before anyone has said which block and transaction it was found in.
  struct Broken: Error {
    let rule: ValidationError.Rule
    var input: Int?
  }
}
