/// One signature to verify: everything the answer depends on, and where to lay the blame.
struct SignatureCheck: Sendable {
  let transaction: Int
  let input: Int
  let digest: Hash256
  let publicKey: ArraySlice<UInt8>
  /// DER without the byte that states the hash type.
  let signature: ArraySlice<UInt8>

  var holds: Bool {
    Secp256k1.shared.isValid(signature: signature, digest: digest, publicKey: publicKey)
  }
}
