import Crypto

/// Keys that follow from a seed, and the signatures they make.
///
/// Half of the keys are compressed, so that both encodings are met. Anyone who knows the seed can
/// spend what these keys guard.
package struct Wallet: Sendable {
  private struct Key: Sendable {
    let secret: [UInt8]
    let publicKey: [UInt8]
    let publicKeyHash: Hash160
  }

  private let keys: [Key]
  private var signatureHash = SignatureHash()

  package init(seed: UInt64, keys count: Int) {
    precondition(count > 0, "a wallet has at least one key, got \(count)")
    keys = (0..<count).map { index in
      var hasher = SHA256()
      withUnsafeBytes(of: (seed.littleEndian, UInt64(index).littleEndian)) {
        hasher.update(bufferPointer: $0)
      }
      let secret = Array(hasher.finalize())
      let isCompressed = index.isMultiple(of: 2)
      guard let encoded = Secp256k1.shared.publicKey(secret: secret, isCompressed: isCompressed)
      else { preconditionFailure("a hash is a secret key, but for 1 in 2¹²⁷: \(secret)") }
      return Key(
        secret: secret, publicKey: encoded, publicKeyHash: Hash160(of: encoded[...]))
    }
  }

  package var count: Int { keys.count }

  package func lockingScript(key: Int, paysToHash: Bool) -> LockingScript {
    paysToHash
      ? .payToPublicKeyHash(keys[key].publicKeyHash)
      : .payToPublicKey(keys[key].publicKey[...])
  }

  /// The script that spends an output of this wallet's.
  ///
  /// - Parameter type: The hash type; the signature says it in one byte.
  package mutating func unlockingScript(
    for transaction: Transaction, input: Int, key: Int, lockingScript: LockingScript,
    type: UInt8 = UInt8(SignatureHash.all)
  ) -> [UInt8] {
    let digest = signatureHash.digest(
      of: transaction, input: input, lockingScript: lockingScript.encoded, type: UInt32(type))
    guard let numbers = Secp256k1.shared.sign(digest, secret: keys[key].secret) else {
      preconditionFailure("key \(key) has made a public key and so can sign")
    }
    let push = [UInt8(numbers.count + 1)] + numbers + [type]
    return switch lockingScript {
    case .payToPublicKey: push
    case .payToPublicKeyHash: push + [UInt8(keys[key].publicKey.count)] + keys[key].publicKey
    }
  }
}
