/// The 32 bytes that name a block, a transaction or a Merkle node.
///
/// Four machine words hold the bytes in the order in which they are hashed and sent, so a hash
/// needs no heap and an array of hashes is the concatenation that Merkle trees hash. Text shows
/// the bytes reversed, as every block explorer does: proof of work reads them as a little-endian
/// number, and reversed text shows its leading zeros.
package struct Hash256: Hashable, Sendable {
  /// Bytes 0 to 7 as a little-endian number: the least significant word of the proof of work.
  let word0: UInt64
  let word1: UInt64
  let word2: UInt64
  /// Bytes 24 to 31, the most significant word of the proof of work.
  let word3: UInt64

  /// The parent of a genesis block and the source of a coinbase.
  package static let zero = Hash256(word0: 0, word1: 0, word2: 0, word3: 0)

  init(word0: UInt64, word1: UInt64, word2: UInt64, word3: UInt64) {
    self.word0 = word0
    self.word1 = word1
    self.word2 = word2
    self.word3 = word3
  }

  /// Takes the bytes as they are hashed and sent, not as they are printed.
  package init(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count == 32, "a hash has 32 bytes, got \(bytes.count)")
    word0 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    word1 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    word2 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
    word3 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
  }

  /// Reads 64 hexadecimal digits, the printed order, last byte first.
  ///
  /// - Returns: `nil` unless the text is exactly 64 hexadecimal digits.
  package init?(_ text: String) {
    guard text.utf8.count == 64, let bytes = [UInt8](hexadecimal: text) else { return nil }
    self = bytes.reversed().withUnsafeBytes { Hash256($0) }
  }

  /// Lends the 32 bytes in the order in which they are hashed and sent.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let words = (
      word0.littleEndian, word1.littleEndian, word2.littleEndian, word3.littleEndian
    )
    return Swift.withUnsafeBytes(of: words, body)
  }

  /// A copy of the bytes in the order in which they are hashed and sent.
  package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// Half of the bits are enough: finding one pair that agrees on 128 bits takes 2⁶⁴ hashes,
  /// and the standard library's hasher is seeded per process besides.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(word0)
    hasher.combine(word1)
  }
}

extension Hash256: CustomStringConvertible {
  package var description: String { bytes.reversed().hexadecimal }
}
