import CSecp256k1

/// The curve of Bitcoin's signatures, through libsecp256k1 and one context for all threads.
///
/// Making a context is work that no single signature should pay for; the library allows
/// concurrent use as long as nobody changes it, and nobody does.
package final class Secp256k1: Sendable {
  package static let shared = Secp256k1()

  nonisolated(unsafe) private let context: OpaquePointer

  private init() {
    guard let context = secp256k1_context_create(UInt32(SECP256K1_FLAGS_TYPE_CONTEXT)) else {
      preconditionFailure("libsecp256k1 creates a context or ends the process")
    }
    self.context = context
  }

  deinit {
    secp256k1_context_destroy(context)
  }

  /// Whether a signature over a digest was made with the key that belongs to `publicKey`.
  ///
  /// The library accepts only the lower of the two equivalent values of s; Bitcoin accepts both,
  /// so s is lowered first. Keys may be compressed, uncompressed or hybrid, as in Bitcoin.
  ///
  /// - Parameter signature: DER without the byte that states the hash type, read loosely.
  package func isValid(
    signature: ArraySlice<UInt8>, digest: Hash256, publicKey: ArraySlice<UInt8>
  ) -> Bool {
    guard let compact = SignatureEncoding.parseLoosely(signature) else { return false }
    var key = secp256k1_pubkey()
    let isKey = publicKey.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return false }
      return secp256k1_ec_pubkey_parse(context, &key, start, bytes.count) == 1
    }
    guard isKey else { return false }
    var numbers = secp256k1_ecdsa_signature()
    let isInRange = compact.span.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return false }
      return secp256k1_ecdsa_signature_parse_compact(context, &numbers, start) == 1
    }
    guard isInRange else { return false }
    var lowered = secp256k1_ecdsa_signature()
    _ = secp256k1_ecdsa_signature_normalize(context, &lowered, &numbers)
    return digest.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      return secp256k1_ecdsa_verify(
        context, &lowered, start.assumingMemoryBound(to: UInt8.self), &key) == 1
    }
  }

  /// The encoding of the public key that belongs to a secret, 33 or 65 bytes.
  ///
  /// - Returns: `nil` unless the secret is 32 bytes and a number from 1 below the curve's order.
  package func publicKey(secret: [UInt8], isCompressed: Bool) -> [UInt8]? {
    var key = secp256k1_pubkey()
    guard secret.count == 32, secp256k1_ec_pubkey_create(context, &key, secret) == 1 else {
      return nil
    }
    var encoded = [UInt8](repeating: 0, count: isCompressed ? 33 : 65)
    var count = encoded.count
    let form = isCompressed ? Self.compressed : Self.uncompressed
    _ = secp256k1_ec_pubkey_serialize(context, &encoded, &count, &key, form)
    return encoded
  }

  /// Signs with the nonce of RFC 6979, so equal calls give equal bytes; s is the lower one.
  ///
  /// - Returns: Strict DER without the byte that states the hash type; `nil` for a secret that
  ///   `publicKey(secret:isCompressed:)` refuses.
  package func sign(_ digest: Hash256, secret: [UInt8]) -> [UInt8]? {
    var numbers = secp256k1_ecdsa_signature()
    guard secret.count == 32,
      secp256k1_ecdsa_sign(context, &numbers, digest.bytes, secret, nil, nil) == 1
    else { return nil }
    var encoded = [UInt8](repeating: 0, count: 72)
    var count = encoded.count
    _ = secp256k1_ecdsa_signature_serialize_der(context, &encoded, &count, &numbers)
    return Array(encoded.prefix(count))
  }

  /// `SECP256K1_EC_COMPRESSED`, whose macro Swift does not import.
  private static let compressed: UInt32 = 1 << 1 | 1 << 8

  /// `SECP256K1_EC_UNCOMPRESSED`, whose macro Swift does not import.
  private static let uncompressed: UInt32 = 1 << 1
}
