import ChainSync
import Testing

@Suite struct ContentRulesTests {
  @Test func `the header must carry the Merkle root`() throws {
    var forge = try Forge(blocks: 1)
    let block = try forge.block(header: .init(merkleRoot: .zero))
    forge.expectRefusal(
      of: block, .merkleRoot(expected: block.transactions[0].id, found: .zero))
  }

  /// CVE-2012-2459: the root is right, the block is not the one that was mined.
  @Test func `a repeated tail of transactions is refused`() throws {
    var forge = try Forge(blocks: 3)
    let payments = [forge.payment([forge.purses[0]]), forge.payment([forge.purses[1]])]
    let honest = try forge.block(payments)
    let repeated = Block(
      header: honest.header, transactions: honest.transactions + [payments[1]])
    forge.expectRefusal(of: repeated, .repeatedTransactions)
    try forge.connect(honest)
  }

  @Test func `a block of a million bytes is the largest`() throws {
    var forge = try Forge(blocks: 1)
    let bare = forge.coinbase(outputs: [.init(valueSatoshis: 0, lockingScript: [])])
    // Header, count, and the four bytes by which the length of the script grows.
    let room = 1_000_000 - 80 - 1 - bare.encoded.count - 4
    let script: (Int) -> [Transaction.Output] = {
      [.init(valueSatoshis: 0, lockingScript: [UInt8](repeating: 0x61, count: $0)[...])]
    }
    let largest = try forge.block(of: [bare.altered(outputs: { _ in script(room) })])
    #expect(largest.encoded.count == 1_000_000)
    forge.expectRefusal(
      of: try forge.block(of: [bare.altered(outputs: { _ in script(room + 1) })]),
      .blockSize(bytes: 1_000_001, max: 1_000_000))
    try forge.connect(largest)
  }

  @Test func `the first transaction must be a coinbase`() throws {
    var forge = try Forge(blocks: 2)
    let payment = forge.payment([forge.purses[0]])
    forge.expectRefusal(of: try forge.block(of: [payment]), .firstIsNotCoinbase)
    forge.expectRefusal(of: try forge.block(of: []), .firstIsNotCoinbase)
  }

  @Test func `only the first transaction may be a coinbase`() throws {
    var forge = try Forge(blocks: 1)
    let block = try forge.block([forge.coinbase()])
    forge.expectRefusal(of: block, .secondCoinbase, transaction: 1)
  }

  /// The push of height 2 is one byte, so one and two bytes can both be tried.
  @Test func `a coinbase script has 2 to 100 bytes`() throws {
    var forge = try Forge(blocks: 1)
    let push = CoinbaseHeight.encoded(2)
    #expect(push == [0x52])
    for padding in [0, 100] {
      let coinbase = forge.coinbase(script: push + [UInt8](repeating: 0, count: padding))
      forge.expectRefusal(
        of: try forge.block(of: [coinbase]), .coinbaseScriptLength(bytes: 1 + padding),
        transaction: 0)
    }
    try forge.connect(forge.block(of: [forge.coinbase(script: push + [0])]))
    let longest = CoinbaseHeight.encoded(3) + [UInt8](repeating: 0, count: 99)
    try forge.connect(forge.block(of: [forge.coinbase(script: longest)]))
  }

  /// Script numbers as in BIP 34; 227,931 is the height where the main network began.
  @Test(arguments: [
    (1, "51"), (16, "60"), (17, "0111"), (127, "017f"), (128, "028000"), (255, "02ff00"),
    (256, "020001"), (32_767, "02ff7f"), (32_768, "03008000"), (227_931, "035b7a03"),
  ])
  func `writes a height as a script number`(height: Int, encoded: String) {
    #expect(CoinbaseHeight.encoded(height).hexadecimal == encoded)
  }

  @Test func `a coinbase must begin with the height`() throws {
    var forge = try Forge(blocks: 1)
    let script = CoinbaseHeight.encoded(3) + [0, 0]
    forge.expectRefusal(
      of: try forge.block(of: [forge.coinbase(script: script)]), .coinbaseHeight, transaction: 0)
  }

  /// 0xac asks for one check, 0xae for twenty; one in a push is data and asks for none.
  @Test func `a block asks for 20,000 signature checks at most`() throws {
    var forge = try Forge(blocks: 1)
    let script: (Int) -> [UInt8] = { ones in
      [2, 0xac, 0xac, 0xad] + [UInt8](repeating: 0xae, count: 500)
        + [UInt8](repeating: 0xaf, count: 499) + [UInt8](repeating: 0xac, count: ones)
    }
    let coinbase: (inout Forge, Int) -> Transaction = { forge, ones in
      forge.coinbase(outputs: [.init(valueSatoshis: 0, lockingScript: script(ones)[...])])
    }
    forge.expectRefusal(
      of: try forge.block(of: [coinbase(&forge, 20)]), .signatureOperations(max: 20_000),
      transaction: 0)
    try forge.connect(forge.block(of: [coinbase(&forge, 19)]))
  }

  /// A thousand and one of the operations that count twenty would be too many.
  @Test(arguments: [[], [0x4d, 0xff], [0x4d, 0xff, 0xff], [0x4e, 0xff, 0xff, 0xff, 0x7f]])
  func `operations after a broken push are not counted`(push: [UInt8]) throws {
    var forge = try Forge(blocks: 1)
    let script = push + [UInt8](repeating: 0xae, count: 1_001)
    let coinbase = forge.coinbase(outputs: [.init(valueSatoshis: 0, lockingScript: script[...])])
    let block = try forge.block(of: [coinbase])
    if push.isEmpty {
      forge.expectRefusal(of: block, .signatureOperations(max: 20_000), transaction: 0)
    } else {
      try forge.connect(block)
    }
  }

  @Test func `a transaction needs inputs and outputs`() throws {
    var forge = try Forge(blocks: 2)
    let payment = forge.payment([forge.purses[0]])
    forge.expectRefusal(
      of: try forge.block([payment.altered(inputs: { _ in [] })]), .noInputs, transaction: 1)
    forge.expectRefusal(
      of: try forge.block([payment.altered(outputs: { _ in [] })]), .noOutputs, transaction: 1)
  }

  @Test(arguments: [-1, .min, 2_100_000_000_000_001, .max] as [Int64])
  func `an output is worth nothing to 21 million coins`(valueSatoshis: Int64) throws {
    var forge = try Forge(blocks: 2)
    let payment = forge.payment(
      [forge.purses[0]],
      outputs: [
        .init(valueSatoshis: 1, lockingScript: []),
        .init(valueSatoshis: valueSatoshis, lockingScript: []),
      ])
    forge.expectRefusal(
      of: try forge.block([payment]), .outputValue(valueSatoshis), transaction: 1)
  }

  @Test func `outputs together are worth 21 million coins at most`() throws {
    var forge = try Forge(blocks: 2)
    let payment = forge.payment(
      [forge.purses[0]],
      outputs: [
        .init(valueSatoshis: 2_100_000_000_000_000, lockingScript: []),
        .init(valueSatoshis: 1, lockingScript: []),
      ])
    forge.expectRefusal(of: try forge.block([payment]), .outputSum, transaction: 1)
  }

  @Test func `a transaction may not spend an output twice`() throws {
    var forge = try Forge(blocks: 3)
    let purses = [forge.purses[0], forge.purses[1], forge.purses[0]]
    forge.expectRefusal(
      of: try forge.block([forge.payment(purses)]), .duplicateInput(purses[0].outPoint),
      transaction: 1, input: 2)
  }

  @Test func `only a coinbase may spend nothing`() throws {
    var forge = try Forge(blocks: 3)
    var nothing = forge.purses[1]
    nothing.outPoint = .null
    forge.expectRefusal(
      of: try forge.block([forge.payment([forge.purses[0], nothing])]), .nullInput, transaction: 1,
      input: 1)
  }
}
