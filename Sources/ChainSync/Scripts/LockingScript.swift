/// The condition on an output, where it is one that we can decide.
///
/// Both forms are recognized by their exact bytes. Any other script may be created, as Bitcoin
/// allows; only spending it is refused.
package enum LockingScript: Equatable, Sendable {
  /// A public key, then the operation that checks a signature against it.
  case payToPublicKey(ArraySlice<UInt8>)
  /// The hash of a public key that the spender shows beside the signature.
  case payToPublicKeyHash(Hash160)

  /// - Returns: `nil` for every other script.
  package init?(_ script: ArraySlice<UInt8>) {
    let start = script.startIndex
    switch script.count {
    case 35 where script[start] == 33, 67 where script[start] == 65:
      guard script[script.endIndex - 1] == Opcode.checkSignature else { return nil }
      self = .payToPublicKey(script[start + 1..<script.endIndex - 1])
    case 25:
      guard script[start] == Opcode.duplicate, script[start + 1] == Opcode.hash160,
        script[start + 2] == 20, script[start + 23] == Opcode.equalVerify,
        script[start + 24] == Opcode.checkSignature
      else { return nil }
      self = .payToPublicKeyHash(script[start + 3..<start + 23].withUnsafeBytes { Hash160($0) })
    default:
      return nil
    }
  }

  package var encoded: ArraySlice<UInt8> {
    switch self {
    case .payToPublicKey(let key):
      ([UInt8(key.count)] + key + [Opcode.checkSignature])[...]
    case .payToPublicKeyHash(let hash):
      ([Opcode.duplicate, Opcode.hash160, 20] + hash.bytes
        + [Opcode.equalVerify, Opcode.checkSignature])[...]
    }
  }
}
