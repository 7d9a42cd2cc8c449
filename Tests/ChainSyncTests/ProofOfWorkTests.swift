import ChainSync
import Testing

@Suite struct ProofOfWorkTests {
  struct Vector: Sendable {
    let bits: UInt32
    let magnitude: String
    let rewritten: UInt32
    var isNegative = false
    var isOverflow = false
  }

  /// The table of `bignum_SetCompact` in Bitcoin Core's `arith_uint256_tests`; negative numbers
  /// are rewritten without their sign here.
  @Test(arguments: [
    Vector(bits: 0, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0012_3456, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0100_3456, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0200_0056, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0300_0000, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0400_0000, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0092_3456, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0180_3456, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0280_0056, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0380_0000, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0480_0000, magnitude: "0", rewritten: 0),
    Vector(bits: 0x0112_3456, magnitude: "12", rewritten: 0x0112_0000),
    Vector(bits: 0x01fe_dcba, magnitude: "7e", rewritten: 0x017e_0000, isNegative: true),
    Vector(bits: 0x0212_3456, magnitude: "1234", rewritten: 0x0212_3400),
    Vector(bits: 0x0312_3456, magnitude: "123456", rewritten: 0x0312_3456),
    Vector(bits: 0x0412_3456, magnitude: "12345600", rewritten: 0x0412_3456),
    Vector(bits: 0x0492_3456, magnitude: "12345600", rewritten: 0x0412_3456, isNegative: true),
    Vector(bits: 0x0500_9234, magnitude: "92340000", rewritten: 0x0500_9234),
    Vector(
      bits: 0x2012_3456, magnitude: "123456" + String(repeating: "0", count: 58),
      rewritten: 0x2012_3456),
  ])
  func `reads and writes compact targets`(vector: Vector) throws {
    let value = CompactTarget(rawValue: vector.bits).value
    let zeros = String(repeating: "0", count: 64 - vector.magnitude.count)
    #expect(value.magnitude.description == zeros + vector.magnitude)
    #expect(value.isNegative == vector.isNegative)
    #expect(value.isOverflow == vector.isOverflow)
    #expect(CompactTarget(value.magnitude).rawValue == vector.rewritten)
  }

  /// 0xff123456 is in Bitcoin Core's tests; the others follow from its three conditions.
  @Test(
    arguments: [
      (0xff12_3456, true), (0x2100_ffff, false), (0x2101_0000, true), (0x2200_00ff, false),
      (0x2200_0100, true), (0x2300_0001, true), (0xff00_0000, false), (0x207f_ffff, false),
    ] as [(UInt32, Bool)])
  func `knows which compact targets exceed 256 bits`(bits: UInt32, overflows: Bool) {
    #expect(CompactTarget(rawValue: bits).value.isOverflow == overflows)
  }

  /// `arith_uint256_tests` again: the top bit of the mantissa is never set by writing.
  @Test func `moves a mantissa that would read as negative`() {
    #expect(CompactTarget(UInt256(0x80)).rawValue == 0x0200_8000)
    #expect(CompactTarget(rawValue: 0x0200_8000).description == "0x02008000")
  }

  @Test(arguments: [0, 0x0492_3456, 0xff12_3456, 0x1d01_0000] as [UInt32])
  func `states no target when zero, negative, too large or too easy`(bits: UInt32) {
    #expect(CompactTarget(rawValue: bits).target(limit: .max >> 32) == nil)
  }

  /// Python's integers, by `Fixtures/generate.py`.
  @Test func `agrees with exact arithmetic on targets, work and retargets`() throws {
    for row in try Fixture.rows("targets.tsv") {
      let bits = CompactTarget(rawValue: try #require(UInt32(row.cell("bits"), radix: 16)))
      #expect(try bits.value.magnitude.description == row.cell("target"))
      #expect(try ProofOfWork.work(target: bits.value.magnitude).description == row.cell("work"))
      let next = Self.nextBits(
        bits, height: 2016, start: 1_500_000_000,
        end: UInt32(1_500_000_000 + (try row.integer("periodSeconds"))))
      #expect(try next.description == "0x" + row.cell("nextBits"), "\(row)")
    }
  }

  /// `pow_tests` in Bitcoin Core: no constraint, the limit, and both bounds of the factor 4.
  @Test(
    arguments: [
      (32_256, 1_261_130_161, 1_262_152_739, 0x1d00_ffff, 0x1d00_d86a),
      (2_016, 1_231_006_505, 1_233_061_996, 0x1d00_ffff, 0x1d00_ffff),
      (68_544, 1_279_008_237, 1_279_297_671, 0x1c05_a3f4, 0x1c01_68fd),
      (46_368, 1_263_163_443, 1_269_211_443, 0x1c38_7f6f, 0x1d00_e1fd),
    ] as [(Int, UInt32, UInt32, UInt32, UInt32)])
  func `retargets as the main network did`(
    height: Int, start: UInt32, end: UInt32, bits: UInt32, expected: UInt32
  ) {
    let next = Self.nextBits(CompactTarget(rawValue: bits), height: height, start: start, end: end)
    #expect(next.rawValue == expected)
  }

  @Test func `keeps the bits within a period`() {
    let bits = CompactTarget(rawValue: 0x1c05_a3f4)
    #expect(Self.nextBits(bits, height: 2_017, start: 0, end: 1) == bits)
    #expect(Self.nextBits(bits, height: 2_015, start: 0, end: 1) == bits)
  }

  @Test func `a retarget past 256 bits is the limit`() {
    var parameters = ChainParameters.generated
    parameters.retargets = true
    let header = ChainParameters.generated.genesis.header
    let next = ProofOfWork.requiredBits(
      height: 2016, parent: header, parameters: parameters, periodStart: { header.time - 5_000_000 }
    )
    #expect(next.rawValue == 0x207f_ffff)
  }

  /// 2³² + 2¹⁶ + 1, the work of difficulty 1 (`chainwork` of the genesis block in Bitcoin Core).
  @Test func `counts the work of difficulty 1`() {
    let target = CompactTarget(rawValue: 0x1d00_ffff).value.magnitude
    #expect(ProofOfWork.work(target: target) == UInt256(0x1_0001_0001))
    #expect(ProofOfWork.work(target: .max) == UInt256(1))
  }

  private static func nextBits(
    _ bits: CompactTarget, height: Int, start: UInt32, end: UInt32
  ) -> CompactTarget {
    let parent = BlockHeader(
      version: 1, previous: .zero, merkleRoot: .zero, time: end, bits: bits, nonce: 0)
    return ProofOfWork.requiredBits(
      height: height, parent: parent, parameters: .mainnet, periodStart: { start })
  }
}
