import ChainSync
import Testing

@Suite struct HeaderRulesTests {
  @Test func `a block must name the tip as its parent`() throws {
    var forge = try Forge(blocks: 2)
    let genesis = ChainParameters.generated.genesis.hash
    forge.expectRefusal(
      of: try forge.block(header: .init(previous: genesis)),
      .previousBlock(expected: forge.state.tip, found: genesis))
  }

  @Test(arguments: [
    (1, ChainParameters.Activations(heightInCoinbase: 2), 2),
    (2, .init(heightInCoinbase: 1, strictSignatures: 2), 3),
    (3, .init(heightInCoinbase: 1, strictSignatures: 1, version4: 2), 4),
    (-1, .init(heightInCoinbase: 1), 2),
  ])
  func `each activation asks for a version`(
    version: Int32, activations: ChainParameters.Activations, min: Int32
  ) throws {
    var parameters = ChainParameters.generated
    parameters.activations = activations
    var forge = try Forge(parameters, blocks: 1)
    forge.expectRefusal(
      of: try forge.block(header: .init(version: version)),
      .blockVersion(found: version, min: min))
    try forge.connect(forge.block(header: .init(version: min)))
  }

  @Test func `blocks of a height whose rules are unknown are refused`() throws {
    var parameters = ChainParameters.generated
    parameters.activations.unsupported = 3
    var forge = try Forge(parameters, blocks: 2)
    forge.expectRefusal(of: try forge.block(), .rulesNotSupported(from: 3))
  }

  /// Negative, zero, more than 256 bits, and one above the limit of this chain.
  @Test(arguments: [0x2092_3456, 0, 0xff12_3456, 0x2100_8000] as [UInt32])
  func `bits must state a target of the chain`(bits: UInt32) throws {
    var forge = try Forge(blocks: 1)
    let right = try forge.block()
    var header = right.header
    header.bits = CompactTarget(rawValue: bits)
    forge.expectRefusal(
      of: Block(header: header, transactions: right.transactions), .invalidTarget(header.bits))
  }

  @Test func `bits must be the ones that the difficulty rule gives`() throws {
    var forge = try Forge(blocks: 1)
    forge.expectRefusal(
      of: try forge.block(header: .init(bits: 0x207f_fffe)),
      .difficulty(
        expected: CompactTarget(rawValue: 0x207f_ffff), found: CompactTarget(rawValue: 0x207f_fffe)
      ))
  }

  /// Ten blocks, a minute apart where ten were meant: nine intervals of 60 s against 6,000 s is
  /// below a quarter, so the target is divided by 4: 0x7fffff · 2²³² / 4 = 0x1fffff.c0 · 2²³².
  @Test func `difficulty changes after a period`() throws {
    var parameters = ChainParameters.generated
    parameters.retargets = true
    parameters.retargetIntervalBlocks = 10
    var forge = try Forge(parameters)
    for _ in 1..<10 {
      try forge.connect(forge.block(header: .init(time: forge.state.tipHeader.time + 60)))
    }
    let expected = CompactTarget(rawValue: 0x201f_ffff)
    #expect(forge.state.nextBits == expected)
    forge.expectRefusal(
      of: try forge.block(header: .init(bits: 0x207f_ffff)),
      .difficulty(expected: expected, found: CompactTarget(rawValue: 0x207f_ffff)))
    try forge.connect()
    #expect(forge.state.nextBits == expected)
  }

  @Test func `a hash above the target is refused`() throws {
    var forge = try Forge(blocks: 1)
    let right = try forge.block()
    let target = right.header.bits.value.magnitude
    var header = right.header
    repeat { header.nonce &+= 1 } while UInt256(header.hash) <= target
    forge.expectRefusal(
      of: Block(header: header, transactions: right.transactions),
      .proofOfWork(hash: header.hash, target: target))
  }

  /// Heights 0 to 11 have the times g, g+600, …; of the last eleven the median is that of 6.
  @Test func `a block must be later than the median of eleven`() throws {
    var forge = try Forge(blocks: 11)
    let median = ChainParameters.generated.genesis.header.time + 6 * 600
    #expect(forge.state.medianTimePast == median)
    forge.expectRefusal(
      of: try forge.block(header: .init(time: median)),
      .timeTooOld(found: median, medianTimePast: median))
    try forge.connect(forge.block(header: .init(time: median + 1)))
  }

  @Test func `a block may be two hours ahead`() throws {
    var forge = try Forge(blocks: 1)
    let now = forge.now
    let late = now + 7_201
    forge.expectRefusal(
      of: try forge.block(header: .init(time: late)), .timeTooNew(found: late, max: now + 7_200),
      now: now)
    let limit = try forge.block(header: .init(time: now + 7_200))
    try forge.state.connect(limit, now: now)
    let last = try forge.block(header: .init(time: .max))
    try forge.state.connect(last, now: .max)
  }
}
