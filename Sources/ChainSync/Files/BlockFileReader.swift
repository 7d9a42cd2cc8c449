/// Hands out the blocks of a file in Bitcoin Core's layout, one after the other, in file order.
///
/// The layout is magic, size, block, again and again, then perhaps zeros. Anything else is an
/// error that says where; nothing is skipped to find the next block. Files that Bitcoin Core
/// obfuscates, as it does by default since version 28, show a wrong magic.
package struct BlockFileReader: ~Copyable {
  private let magic: [UInt8]
  private var source: ByteSource
  /// Reached the end, or the error that every further call repeats.
  private var outcome: Result<Void, BlockFileError>?

  /// Where the next block, or what stands in its place, begins.
  private(set) package var offset = 0

  /// Reads from memory; blocks are slices of it.
  package init(_ bytes: [UInt8], magic: [UInt8]) {
    self.init(source: .memory(bytes[...]), magic: magic)
  }

  /// Reads a file block by block, never holding more than one.
  package init(path: String, magic: [UInt8]) throws(BlockFileError) {
    self.init(source: .file(try InputFile(path: path)), magic: magic)
  }

  private init(source: consuming ByteSource, magic: [UInt8]) {
    precondition(magic.count == 4, "a magic has 4 bytes, got \(magic.count)")
    self.magic = magic
    self.source = source
  }

  /// The bytes of the next block; `nil` at the end.
  ///
  /// - Throws: What the file has instead of a block, again on every further call.
  package mutating func nextEncoded() throws(BlockFileError) -> ArraySlice<UInt8>? {
    if let outcome {
      try outcome.get()
      return nil
    }
    do throws(BlockFileError) {
      if let bytes = try advance() { return bytes }
      outcome = .success(())
      return nil
    } catch {
      outcome = .failure(error)
      throw error
    }
  }

  /// The next block, decoded; `nil` at the end.
  package mutating func next() throws(BlockFileError) -> Block? {
    let start = offset + BlockFrame.prefixBytes
    guard let bytes = try nextEncoded() else { return nil }
    do throws(FormatError) {
      return try Block(decoding: bytes)
    } catch {
      let failure = BlockFileError.block(offset: start, error)
      outcome = .failure(failure)
      throw failure
    }
  }

  /// All blocks that are left.
  package mutating func readAll() throws(BlockFileError) -> [Block] {
    var blocks: [Block] = []
    while let block = try next() { blocks.append(block) }
    return blocks
  }
}

extension BlockFileReader {
  private mutating func advance() throws(BlockFileError) -> ArraySlice<UInt8>? {
    let prefix = try source.read(BlockFrame.prefixBytes)
    guard !prefix.isEmpty else { return nil }
    switch try BlockFrame(prefix, offset: offset, magic: magic) {
    case .block(let count):
      let bytes = try source.read(count)
      guard bytes.count == count else {
        throw .truncated(
          offset: offset + BlockFrame.prefixBytes, neededBytes: count, availableBytes: bytes.count)
      }
      offset += BlockFrame.prefixBytes + count
      return bytes
    case .padding:
      try checkPadding(from: prefix)
      return nil
    }
  }

  private mutating func checkPadding(from prefix: ArraySlice<UInt8>) throws(BlockFileError) {
    var chunk = prefix
    while !chunk.isEmpty {
      if let index = chunk.firstIndex(where: { $0 != 0 }) {
        throw .padding(offset: offset + index - chunk.startIndex)
      }
      offset += chunk.count
      chunk = try source.read(1 << 16)
    }
  }
}
