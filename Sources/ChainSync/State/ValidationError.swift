/// The rule that a block breaks, and the place where it does.
///
/// Only the first is reported: headers before contents, contents before coins, coins before
/// signatures, each in the order of the block.
package struct ValidationError: Error, Equatable, Sendable {
  /// Every reason for refusing a block; amounts are in satoshis, times in seconds since 1970.
  package enum Rule: Equatable, Sendable {
    case encoding(FormatError)
    case rulesNotSupported(from: Int)
    case previousBlock(expected: Hash256, found: Hash256)
    case blockVersion(found: Int32, min: Int32)
    case invalidTarget(CompactTarget)
    case difficulty(expected: CompactTarget, found: CompactTarget)
    case proofOfWork(hash: Hash256, target: UInt256)
    case timeTooOld(found: UInt32, medianTimePast: UInt32)
    case timeTooNew(found: UInt32, max: UInt32)

    case merkleRoot(expected: Hash256, found: Hash256)
    case repeatedTransactions
    case blockSize(bytes: Int, max: Int)
    case firstIsNotCoinbase
    case secondCoinbase
    case coinbaseScriptLength(bytes: Int)
    case coinbaseHeight
    case signatureOperations(max: Int)

    case noInputs
    case noOutputs
    case outputValue(Int64)
    case outputSum
    case duplicateInput(OutPoint)
    case nullInput
    case notFinal(lockTime: UInt32)

    case duplicateTransaction(OutPoint)
    case missingOrSpent(OutPoint)
    case immatureCoinbase(spendableFrom: Int)
    case inputSum
    case outputsExceedInputs(inputs: Int64, outputs: Int64)
    case feeSum
    case coinbaseValue(found: Int64, max: Int64)

    case unsupportedLockingScript
    case unsupportedUnlockingScript
    case brokenUnlockingScript
    case publicKeyHash(expected: Hash160, found: Hash160)
    case signatureEncoding
    case signature
  }

  package let rule: Rule
  package let height: Int
  /// The place in the block, counted from 0; `nil` when the rule is about the block as a whole.
  package let transaction: Int?
  /// The place in the transaction, counted from 0.
  package let input: Int?

  package init(_ rule: Rule, height: Int, transaction: Int? = nil, input: Int? = nil) {
    self.rule = rule
    self.height = height
    self.transaction = transaction
    self.input = input
  }
}

extension ValidationError: CustomStringConvertible {
  package var description: String {
    var place = "Block \(height)"
    if let transaction { place += ", transaction \(transaction)" }
    if let input { place += ", input \(input)" }
    return "\(place): \(rule)."
  }
}

extension ValidationError.Rule: CustomStringConvertible {
  package var description: String {
    switch self {
    case .encoding(let error):
      "the encoding is wrong. \(error)"
    case .rulesNotSupported(let height):
      "rules that hold from height \(height) are not supported"
    case .previousBlock(let expected, let found):
      "the parent should be \(expected), not \(found)"
    case .blockVersion(let found, let min):
      "the version should be at least \(min), not \(found)"
    case .invalidTarget(let bits):
      "the bits \(bits) state no target of this chain"
    case .difficulty(let expected, let found):
      "the bits should be \(expected), not \(found)"
    case .proofOfWork(let hash, let target):
      "the hash \(hash) is above the target \(target)"
    case .timeTooOld(let found, let median):
      "the time \(found) should be after \(median), the median of the last blocks"
    case .timeTooNew(let found, let max):
      "the time \(found) should be \(max) at most"
    case .merkleRoot(let expected, let found):
      "the transactions have the Merkle root \(expected), the header has \(found)"
    case .repeatedTransactions:
      "transactions are repeated in a way that leaves the Merkle root unchanged"
    case .blockSize(let bytes, let max):
      "\(bytes) bytes exceed the limit of \(max)"
    case .firstIsNotCoinbase:
      "the first transaction is not a coinbase"
    case .secondCoinbase:
      "only the first transaction may be a coinbase"
    case .coinbaseScriptLength(let bytes):
      "the coinbase script should have 2 to 100 bytes, not \(bytes)"
    case .coinbaseHeight:
      "the coinbase script does not begin with the height"
    case .signatureOperations(let max):
      "scripts ask for more than \(max) signature checks"
    case .noInputs:
      "the transaction has no inputs"
    case .noOutputs:
      "the transaction has no outputs"
    case .outputValue(let satoshis):
      "an output of \(satoshis) satoshis is negative or more than exist"
    case .outputSum:
      "the outputs together are more than exist"
    case .duplicateInput(let outPoint):
      "the transaction spends \(outPoint) twice"
    case .nullInput:
      "only a coinbase may spend nothing"
    case .notFinal(let lockTime):
      "the lock time \(lockTime) has not passed"
    case .duplicateTransaction(let outPoint):
      "an unspent output is already called \(outPoint)"
    case .missingOrSpent(let outPoint):
      "the output \(outPoint) does not exist or is spent"
    case .immatureCoinbase(let height):
      "the coinbase output can be spent from height \(height)"
    case .inputSum:
      "the inputs together are more than exist"
    case .outputsExceedInputs(let inputs, let outputs):
      "outputs of \(outputs) satoshis exceed inputs of \(inputs)"
    case .feeSum:
      "the fees together are more than exist"
    case .coinbaseValue(let found, let max):
      "the coinbase pays \(found) satoshis; subsidy and fees allow \(max)"
    case .unsupportedLockingScript:
      "spending this kind of locking script is not supported"
    case .unsupportedUnlockingScript:
      "this form of unlocking script is not supported"
    case .brokenUnlockingScript:
      "the unlocking script breaks off inside a push, or pushes more than 520 bytes"
    case .publicKeyHash(let expected, let found):
      "the public key should hash to \(expected), not \(found)"
    case .signatureEncoding:
      "the signature is not strict DER"
    case .signature:
      "the signature is not valid for this key and transaction"
    }
  }
}
