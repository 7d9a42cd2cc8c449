import Crypto

/// SHA-256 applied twice, the hash that names blocks, transactions and Merkle nodes.
///
/// Both rounds go through the incremental interface with a raw pointer. The one-shot functions
/// take the same time when they are handed a pointer and about twice as long when they are handed
/// `Data`. Each hasher of swift-crypto owns one small heap object, which no part of its public
/// interface avoids; all double hashing meets here, so that there is one place to change.
package enum DoubleSHA256 {
  package static func hash(_ bytes: UnsafeRawBufferPointer) -> Hash256 {
    var inner = SHA256()
    inner.update(bufferPointer: bytes)
    return inner.finalize().withUnsafeBytes { digest in
      var outer = SHA256()
      outer.update(bufferPointer: digest)
      return outer.finalize().withUnsafeBytes { Hash256($0) }
    }
  }

  package static func hash(_ bytes: ArraySlice<UInt8>) -> Hash256 {
    bytes.withUnsafeBytes { hash($0) }
  }
}
