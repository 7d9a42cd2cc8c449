/// Computes what a signature signs, by the rule that preceded witness data.
///
/// All hash types are implemented, including the ones nobody meant: an undefined type signs like
/// `all` with its own byte in the message, and `single` without a matching output signs the
/// number 1. The script that is signed for must not contain code separators; neither form of
/// `LockingScript` can.
///
/// - Source: `SignatureHash` in Bitcoin Core.
package struct SignatureHash {
  package static let all: UInt32 = 1
  package static let none: UInt32 = 2
  package static let single: UInt32 = 3
  package static let anyoneCanPay: UInt32 = 0x80

  private var writer = ByteWriter()

  package init() {}

  /// The message, in a buffer that is used again for the next one.
  ///
  /// - Parameter type: One byte in a signature; published tests use all 32 bits.
  /// - Complexity: O(*n*) in the size of the transaction, so signing or checking all inputs of
  ///   one transaction is quadratic, as it was in Bitcoin.
  package mutating func digest(
    of transaction: Transaction, input signed: Int, lockingScript: ArraySlice<UInt8>, type: UInt32
  ) -> Hash256 {
    let kind = type & 0x1f
    if kind == Self.single, signed >= transaction.outputs.count {
      return Hash256(word0: 1, word1: 0, word2: 0, word3: 0)
    }
    writer.removeAll()
    writer.append(transaction.version)
    if type & Self.anyoneCanPay != 0 {
      writer.append(compactSize: 1)
      append(transaction.inputs[signed], script: lockingScript)
    } else {
      let releasesOthers = kind == Self.none || kind == Self.single
      writer.append(compactSize: transaction.inputs.count)
      for (index, input) in transaction.inputs.enumerated() {
        if index == signed {
          append(input, script: lockingScript)
        } else {
          append(input, script: [], sequence: releasesOthers ? 0 : input.sequence)
        }
      }
    }
    append(outputsOf: transaction, input: signed, kind: kind)
    writer.append(transaction.lockTime)
    writer.append(type)
    return DoubleSHA256.hash(writer.bytes[...])
  }

  private mutating func append(
    _ input: Transaction.Input, script: ArraySlice<UInt8>, sequence: UInt32? = nil
  ) {
    writer.append(input.outPoint)
    writer.append(script: script)
    writer.append(sequence ?? input.sequence)
  }

  private mutating func append(outputsOf transaction: Transaction, input signed: Int, kind: UInt32)
  {
    switch kind {
    case Self.none:
      writer.append(compactSize: 0)
    case Self.single:
      writer.append(compactSize: signed + 1)
      for _ in 0..<signed {
        writer.append(Transaction.Output(valueSatoshis: -1, lockingScript: []))
      }
      writer.append(transaction.outputs[signed])
    default:
      writer.append(compactSize: transaction.outputs.count)
      for output in transaction.outputs { writer.append(output) }
    }
  }
}
