/// Decides what the eight bytes between two blocks of a block file say.
enum BlockFrame: Equatable {
  case block(bytes: Int)
  /// Bitcoin Core allocates its files ahead; zeros where a block would begin end the blocks.
  case padding

  static let prefixBytes = 8

  /// A header, a count and the smallest transaction; and the limit that consensus sets.
  static let blockBytes = (BlockHeader.encodedBytes + 1 + Transaction.encodedBytesMin)...1_000_000

  /// - Parameter prefix: Up to eight bytes, fewer only where the file ends, never none.
  init(
    _ prefix: some Collection<UInt8>, offset: Int, magic: [UInt8]
  ) throws(BlockFileError) {
    let found = Array(prefix.prefix(4))
    if found.allSatisfy({ $0 == 0 }) {
      self = .padding
      return
    }
    guard magic.starts(with: found) else {
      throw .magic(offset: offset, expected: magic, found: found)
    }
    guard prefix.count == Self.prefixBytes else {
      throw .truncated(
        offset: offset, neededBytes: Self.prefixBytes, availableBytes: prefix.count)
    }
    let bytes = prefix.dropFirst(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard Self.blockBytes.contains(bytes) else {
      throw .size(offset: offset + 4, bytes: bytes, allowed: Self.blockBytes)
    }
    self = .block(bytes: bytes)
  }
}
