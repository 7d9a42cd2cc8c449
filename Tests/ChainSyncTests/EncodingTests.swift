import ChainSync
import Testing

@Suite struct EncodingTests {
  /// Header fields, root and hash as every block explorer prints them.
  @Test func `the genesis block of the main network has its known fields`() throws {
    let genesis = ChainParameters.mainnet.genesis
    #expect(genesis.header.version == 1)
    #expect(genesis.header.previous == .zero)
    #expect(genesis.header.time == 1_231_006_505)
    #expect(genesis.header.bits.rawValue == 0x1d00_ffff)
    #expect(genesis.header.nonce == 2_083_236_893)
    #expect(genesis.header.merkleRoot.description == KnownBlocks.genesisMerkleRoot)
    #expect(genesis.merkleRoot.hash.description == KnownBlocks.genesisMerkleRoot)
    #expect(genesis.hash.description == KnownBlocks.genesisHash)
    #expect(genesis.encoded.count == 285)
  }

  @Test func `the genesis block of the regression-test network has its known hash`() {
    #expect(ChainParameters.regtest.genesis.hash.description == KnownBlocks.regtestGenesisHash)
  }

  @Test func `block 170 decodes to the first payment`() throws {
    let block = try KnownBlocks.block170()
    #expect(block.hash.description == KnownBlocks.hash170)
    #expect(block.merkleRoot.hash == block.header.merkleRoot)
    #expect(block.transactions.count == 2)
    #expect(block.transactions[0].isCoinbase)
    let payment = block.transactions[1]
    #expect(payment.id.description == KnownBlocks.firstPayment)
    #expect(!payment.isCoinbase)
    #expect(payment.outputs.map(\.valueSatoshis) == [1_000_000_000, 4_000_000_000])
    #expect(payment.inputs[0].outPoint.index == 0)
  }

  @Test func `what is put together encodes to what was taken apart`() throws {
    let block = try KnownBlocks.block170()
    let transactions = block.transactions.map {
      Transaction(
        version: $0.version, inputs: $0.inputs, outputs: $0.outputs, lockTime: $0.lockTime)
    }
    let rebuilt = Block(header: block.header, transactions: transactions)
    #expect(rebuilt.encoded.hexadecimal == KnownBlocks.encoded170)
    #expect(rebuilt == block)
    #expect(try BlockHeader(decoding: block.header.encoded[...]) == block.header)
  }

  @Test func `decodes from the middle of other bytes`() throws {
    let padded = try [1, 2, 3] + bytes(KnownBlocks.encoded170) + [4]
    #expect(try Block(decoding: padded[3..<padded.count - 1]) == KnownBlocks.block170())
  }

  /// The table of compact sizes in Bitcoin's protocol documentation: 1, 3, 5 and 9 bytes, and the
  /// smallest and largest value of each form.
  @Test(arguments: [
    (0, "00"), (1, "01"), (252, "fc"), (253, "fdfd00"), (254, "fdfe00"), (255, "fdff00"),
    (65_535, "fdffff"), (65_536, "fe00000100"), (70_000, "fe70110100"),
  ])
  func `writes and reads a compact size`(value: Int, encoded: String) throws {
    let script = [UInt8](repeating: 7, count: value)
    let transaction = Self.transaction(script: script)
    // Version, input count and outpoint come first.
    let prefix = transaction.encoded.dropFirst(4 + 1 + 36).prefix(encoded.count / 2)
    #expect(prefix.hexadecimal == encoded)
    let decoded = try Transaction(decoding: transaction.encoded)
    #expect(decoded == transaction)
    #expect(Array(decoded.inputs[0].unlockingScript) == script)
  }

  @Test(
    arguments: [
      ("fd0000", 0), ("fdfc00", 252), ("feffff0000", 65_535), ("ffffffffff00000000", 4_294_967_295),
      ("ff0000000000000000", 0),
    ] as [(String, UInt64)])
  func `refuses a compact size that is longer than need be`(size: String, value: UInt64) throws {
    let encoded = try Self.replacingScriptLength(with: size)
    #expect(throws: FormatError.nonCanonicalCompactSize(offset: 41, value: value)) {
      try Transaction(decoding: encoded)
    }
  }

  @Test(
    arguments: [
      ("fe00000010", 0x1000_0000), ("ffffffffffffffffff", .max), ("ff0000000000000080", 1 << 63),
      ("ff0000000001000000", 1 << 32),
    ] as [(String, UInt64)])
  func `refuses a length beyond the end before reserving for it`(
    size: String, value: UInt64
  ) throws {
    let encoded = try Self.replacingScriptLength(with: size)
    #expect(
      throws: FormatError.countTooLarge(offset: 41, count: value, availableBytes: 18)
    ) {
      try Transaction(decoding: encoded)
    }
  }

  @Test(arguments: [4, 46, 57])
  func `refuses counts of items that cannot follow`(offset: Int) throws {
    // Input count, script length before 4 bytes of sequence, then the output count of the
    // transaction below.
    let encoded = Self.transaction(script: [1, 2, 3, 4]).encoded
    let hostile =
      encoded.prefix(offset) + [0xfe, 0xff, 0xff, 0xff, 0x7f] + encoded.dropFirst(offset)
    #expect(throws: FormatError.self) { try Transaction(decoding: hostile) }
  }

  @Test func `refuses a block that announces four billion transactions`() throws {
    let header = try KnownBlocks.block170().header
    let hostile =
      header.encoded + [0xfe, 0xff, 0xff, 0xff, 0xff] + [UInt8](repeating: 0, count: 99)
    #expect(
      throws: FormatError.countTooLarge(offset: 80, count: 0xffff_ffff, availableBytes: 99)
    ) {
      try Block(decoding: hostile[...])
    }
  }

  @Test func `refuses bytes after the end`() throws {
    let encoded = try bytes(KnownBlocks.encoded170) + [0]
    #expect(throws: FormatError.trailingBytes(offset: 490, count: 1)) {
      try Block(decoding: encoded[...])
    }
  }

  @Test func `refuses every truncation`() throws {
    let encoded = try bytes(KnownBlocks.encoded170)
    for count in encoded.indices {
      #expect(throws: FormatError.self, "first \(count) bytes") {
        try Block(decoding: encoded.prefix(count))
      }
    }
  }

  /// The marker and flag of BIP 144.
  @Test func `says that witness data is not supported`() throws {
    let encoded = try bytes("01000000" + "00" + "01" + "01" + String(repeating: "00", count: 60))
    #expect(throws: FormatError.witnessNotSupported(offset: 4)) {
      try Transaction(decoding: encoded[...])
    }
  }

  @Test func `a null outpoint prints like a coinbase's`() {
    #expect(OutPoint.null.description == String(repeating: "0", count: 64) + ":4294967295")
  }

  @Test(arguments: [
    (FormatError.truncated(offset: 4, neededBytes: 8, availableBytes: 2), "byte 4"),
    (.nonCanonicalCompactSize(offset: 5, value: 9), "shortest"),
    (.countTooLarge(offset: 6, count: 99, availableBytes: 3), "99 items"),
    (.trailingBytes(offset: 7, count: 1), "1 more bytes"),
    (.witnessNotSupported(offset: 8), "witness"),
  ])
  func `an error says where and why`(error: FormatError, excerpt: String) {
    #expect(error.description.contains(excerpt))
  }

  private static func transaction(script: [UInt8]) -> Transaction {
    Transaction(
      inputs: [
        Transaction.Input(
          spending: OutPoint(transaction: .zero, index: 5), unlockingScript: script[...])
      ], outputs: [Transaction.Output(valueSatoshis: 1, lockingScript: [])])
  }

  /// An input with an empty script whose length, one byte at 41, is written differently.
  private static func replacingScriptLength(with size: String) throws -> ArraySlice<UInt8> {
    let encoded = transaction(script: []).encoded
    return try (encoded.prefix(41) + bytes(size) + encoded.dropFirst(42))[...]
  }
}
