import Crypto

/// RIPEMD-160 of SHA-256, the 20 bytes by which an output names a public key it does not show.
package struct Hash160: Equatable, Sendable {
  let word0: UInt64
  let word1: UInt64
  let word2: UInt32

  /// Hashes a public key as it is encoded in the script that reveals it.
  package init(of key: ArraySlice<UInt8>) {
    var hasher = SHA256()
    key.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    self = hasher.finalize().withUnsafeBytes { RIPEMD160.hash($0) }
  }

  /// Takes the bytes in script order; there must be 20.
  package init(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count == 20, "a key hash has 20 bytes, got \(bytes.count)")
    word0 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    word1 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    word2 = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  init(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ e: UInt32) {
    word0 = UInt64(b) << 32 | UInt64(a)
    word1 = UInt64(d) << 32 | UInt64(c)
    word2 = e
  }

  /// A copy of the bytes in script order.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(word0)
    writer.append(word1)
    writer.append(word2)
    return writer.bytes
  }
}

extension Hash160: CustomStringConvertible {
  package var description: String { bytes.hexadecimal }
}
