/// The 80 bytes that are mined: they fix the parent and, through the Merkle root, the contents.
package struct BlockHeader: Equatable, Sendable {
  package static let encodedBytes = 80

  package var version: Int32
  package var previous: Hash256
  package var merkleRoot: Hash256
  /// Seconds since 1970.
  package var time: UInt32
  package var bits: CompactTarget
  package var nonce: UInt32

  package init(
    version: Int32, previous: Hash256, merkleRoot: Hash256, time: UInt32, bits: CompactTarget,
    nonce: UInt32
  ) {
    self.version = version
    self.previous = previous
    self.merkleRoot = merkleRoot
    self.time = time
    self.bits = bits
    self.nonce = nonce
  }

  /// Decodes 80 bytes exactly.
  package init(decoding bytes: ArraySlice<UInt8>) throws(FormatError) {
    var reader = ByteReader(bytes)
    try self.init(&reader)
    try reader.requireEnd()
  }

  init(_ reader: inout ByteReader) throws(FormatError) {
    version = try reader.integer()
    previous = try reader.hash()
    merkleRoot = try reader.hash()
    time = try reader.integer()
    bits = CompactTarget(rawValue: try reader.integer())
    nonce = try reader.integer()
  }

  /// The name of the block, which is also its proof of work.
  package var hash: Hash256 {
    withEncoded { DoubleSHA256.hash($0) }
  }

  package var encoded: [UInt8] {
    withEncoded { Array($0) }
  }

  /// Encodes on the stack; mining hashes headers by the million.
  private func withEncoded<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeTemporaryAllocation(byteCount: Self.encodedBytes, alignment: 8) { buffer in
      buffer.storeBytes(of: version.littleEndian, toByteOffset: 0, as: Int32.self)
      previous.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[4..<36]).copyMemory(from: $0)
      }
      merkleRoot.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[36..<68]).copyMemory(from: $0)
      }
      buffer.storeBytes(of: time.littleEndian, toByteOffset: 68, as: UInt32.self)
      buffer.storeBytes(of: bits.rawValue.littleEndian, toByteOffset: 72, as: UInt32.self)
      buffer.storeBytes(of: nonce.littleEndian, toByteOffset: 76, as: UInt32.self)
      return body(UnsafeRawBufferPointer(buffer))
    }
  }
}
