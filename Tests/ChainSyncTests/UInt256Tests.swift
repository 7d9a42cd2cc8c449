import ChainSync
import Testing

/// Numbers and results of Bitcoin Core's `arith_uint256_tests`; what that table lacks was worked
/// out with Python's integers.
@Suite struct UInt256Tests {
  private static func number(_ text: String) throws -> UInt256 {
    let zeros = String(repeating: "0", count: 64 - text.count)
    return try #require(UInt256(zeros + text))
  }

  private static let r1 = "7d1de5eaf9b156d53208f033b5aa8122d2d2355d5e12292b121156cfdb4a529c"

  @Test(arguments: [
    ("ad7133ac1977fa2b7", "b8ac01106981635d9ed112290f8895545a7654dde28fb3a"),
    ("ecd751716", "873ce8efec5b67150bad3aa8c5fcb70e947586153bf2cec7c37c57a"),
    ("1", r1), (r1, "1"),
    (String(repeating: "f", count: 64), "0"),
  ])
  func `divides`(divisor: String, quotient: String) throws {
    #expect(try Self.number(Self.r1) / Self.number(divisor) == Self.number(quotient))
  }

  @Test func `scales by a fraction without losing bits`() throws {
    let number = try Self.number(Self.r1)
    #expect(
      try number.scaled(by: 2, over: 1)
        == Self.number("fa3bcbd5f362adaa6411e0676b550245a5a46ababc2452562422ad9fb694a538"))
    #expect(
      try number.scaled(by: 302_400, over: 1_209_600)
        == Self.number("1f47797abe6c55b54c823c0ced6aa048b4b48d5757848a4ac48455b3f6d294a7"))
    #expect(number.scaled(by: 3, over: 1) == nil)
    #expect(UInt256.max.scaled(by: 7, over: 7) == .max)
    #expect(UInt256.max.scaled(by: .max, over: .max) == .max)
    #expect(number.scaled(by: 0, over: 9) == .zero)
  }

  @Test func `adding and subtracting carry through all words`() throws {
    let low = try Self.number(String(repeating: "f", count: 48))
    let high = UInt256(1) << 192
    #expect(low + UInt256(1) == high)
    #expect(high - UInt256(1) == low)
    #expect(UInt256.max - .max == .zero)
  }

  @Test(arguments: [0, 1, 63, 64, 65, 127, 128, 191, 192, 255])
  func `a bit shifted up and down comes back`(bits: Int) {
    let shifted = UInt256(1) << bits
    #expect(shifted.bitWidth == bits + 1)
    #expect(shifted >> bits == UInt256(1))
    #expect(shifted > UInt256.zero && shifted <= .max && !(shifted < UInt256(1)))
    #expect(Set([shifted, shifted, .zero]).count == 2)
  }

  @Test(arguments: [256, 257, 1000, 2016])
  func `shifting by the width or more leaves nothing`(bits: Int) {
    #expect(UInt256.max << bits == .zero)
    #expect(UInt256.max >> bits == .zero)
  }

  @Test func `orders by the most significant difference`() throws {
    let one = UInt256(1)
    #expect(one << 64 > UInt256(.max))
    #expect((one << 200) + one > one << 200)
    #expect(UInt256("not a number") == nil)
    #expect(UInt256.zero.bitWidth == 0)
    #expect(~UInt256.zero == .max)
  }
}
