/// Counts the signature checks that scripts could ask for, the way the block limit counts them.
///
/// The count is by sight: an operation counts even where it can never run, and each of the
/// multiple-signature ones counts as 20. It stops where a script breaks off.
///
/// - Source: `CScript::GetSigOpCount(false)` in Bitcoin Core.
enum SignatureOperations {
  static let blockMax = 20_000

  static func count(in transaction: Transaction) -> Int {
    transaction.inputs.reduce(0) { $0 + count(in: $1.unlockingScript) }
      + transaction.outputs.reduce(0) { $0 + count(in: $1.lockingScript) }
  }

  static func count(in script: ArraySlice<UInt8>) -> Int {
    var reader = ScriptReader(script)
    var count = 0
    while let operation = reader.next() {
      switch operation.code {
      case Opcode.checkSignature, Opcode.checkSignatureVerify: count += 1
      case Opcode.checkMultisignature, Opcode.checkMultisignatureVerify: count += 20
      default: break
      }
    }
    return count
  }
}
