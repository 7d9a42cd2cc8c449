import BenchModel
import Reports
import Statistics
import Testing

/// Expected texts are rounded by hand, half away from zero.
@Suite struct UnitFormatterTests {
  private let format = UnitFormatter()

  @Test(
    arguments: [
      (0, "0 ns"), (2.5e-10, "0.250 ns"), (1.23e-11, "0.0123 ns"), (4e-14, "<0.0001 ns"),
      (1e-9, "1.00 ns"), (9.994e-9, "9.99 ns"), (9.996e-9, "10.0 ns"), (1.2345e-5, "12.3 µs"),
      (9.994e-7, "999 ns"), (9.996e-7, "1.00 µs"), (9.9949e-4, "999 µs"), (9.9951e-4, "1.00 ms"),
      (0.1, "100 ms"), (0.99951, "1.00 s"), (59.96, "60.0 s"), (1234.4, "1234 s"),
      (2.5e9, "2.50e9 s"), (9.999e9, "1.00e10 s"), (-0.0012, "-1.20 ms"), (.infinity, "n/a"),
      (.nan, "n/a"),
    ] as [(Double, String)])
  func `time has three digits and the prefix that fits after rounding`(
    seconds: Double, text: String
  ) {
    #expect(format.time(seconds) == text)
  }

  @Test(
    arguments: [
      (0, "0 B"), (12, "12 B"), (12.5, "12.5 B"), (1023, "1023 B"), (1023.4, "1023 B"),
      (1023.6, "1.00 KiB"), (1024, "1.00 KiB"), (429_916_160, "410 MiB"),
      (1_072_693_248, "1023 MiB"), (1_073_636_966, "1.00 GiB"),
      (1.5 * 1_099_511_627_776, "1.50 TiB"),
    ] as [(Double, String)])
  func `bytes have binary prefixes`(bytes: Double, text: String) {
    #expect(format.bytes(bytes) == text)
  }

  @Test(
    arguments: [
      (0, "0"), (7, "7"), (999, "999"), (7.25, "7.25"), (999.6, "1.00 k"), (23_149_000, "23.1 M"),
      (4.2e9, "4.20 G"), (-1500, "-1.50 k"), (3e21, "3.00e6 P"),
    ] as [(Double, String)])
  func `counts have decimal prefixes`(count: Double, text: String) {
    #expect(format.count(count) == text)
  }

  @Test func `a rate carries the noun, and bytes their unit`() {
    let messages = Throughput.elements(1000, "messages")
    #expect(format.rate(23_149_000, of: messages) == "23.1 M messages/s")
    #expect(format.rate(0.5, of: messages) == "0.500 messages/s")
    #expect(format.rate(12, of: messages) == "12.0 messages/s")
    #expect(format.rate(429_916_160, of: .bytes(64)) == "410 MiB/s")
    #expect(format.rate(5, of: .elements(1, "\u{1B}[31mred\u{1B}[0m")) == "5.00 red/s")
  }

  @Test(
    arguments: [
      (0, "0"), (12, "12"), (1_000_000, "1000000"), (9_007_199_254_740_992, "9007199254740992"),
      (0.25, "0.250"), (2.0 / 3, "0.667"), (99.97, "100.0"), (1234.5, "1234.5"),
      (1234.04, "1234.0"), (1e20, "1e+20"), (.infinity, "n/a"),
    ] as [(Double, String)])
  func `only a count that is not whole has a point`(count: Double, text: String) {
    #expect(format.exact(count) == text)
  }

  @Test(
    arguments: [
      (0, "0 %"), (0.0003, "<0.1 %"), (0.000_499, "<0.1 %"), (0.000_51, "0.1 %"),
      (0.0034, "0.3 %"), (0.0994, "9.9 %"), (0.0996, "10 %"), (0.123, "12 %"), (1, "100 %"),
      (12.344, "1234 %"), (-0.021, "-2.1 %"), (.infinity, "n/a"),
    ] as [(Double, String)])
  func `percent has a tenth below ten`(share: Double, text: String) {
    #expect(format.percent(share) == text)
  }

  @Test func `the half width says that it goes both ways`() {
    func estimate(_ point: Double, _ low: Double, _ high: Double) -> Estimate {
      Estimate(
        point: point, low: low, high: high, coverage: 0.95, standardError: 0,
        method: .orderStatistics)
    }
    #expect(format.halfWidth(estimate(100, 98, 102)) == "±2.0 %")
    #expect(format.halfWidth(estimate(100, 80, 104)) == "±12 %")
    #expect(format.halfWidth(estimate(100, 100, 100)) == "±0 %")
    #expect(format.halfWidth(estimate(100, 99.99, 100.01)) == "<0.1 %")
    #expect(format.halfWidth(estimate(0, 0, 1)) == "n/a")
    #expect(UnitFormatter(charset: .ascii).halfWidth(estimate(100, 98, 102)) == "+/-2.0 %")
  }

  @Test func `ASCII spells the micro sign`() {
    #expect(UnitFormatter(charset: .ascii).time(1.2345e-5) == "12.3 us")
  }

  /// The oracle is Swift's own parser of numbers: what is shown is within half a unit of the
  /// third digit, that is 0.5 %, of what was given.
  @Test func `what is shown reads back as what was given`() throws {
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = TestRandom(seed: seed)
    let factors = ["ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1]
    for _ in 0..<10_000 {
      let exponent = Double.random(in: -9...6, using: &random)
      var seconds = Double.random(in: 1...10, using: &random)
      for _ in 0..<Int(exponent.magnitude) { seconds *= exponent < 0 ? 0.1 : 10 }
      let words = format.time(seconds).split(separator: " ")
      let shown = try #require(Double(words[0])) * #require(factors[String(words[1])])
      #expect(abs(shown - seconds) <= 0.00501 * seconds, "\(seconds) is shown as \(words)")
      #expect(words[1] == "s" || Double(words[0]) ?? 1000 < 1000, "\(seconds) as \(words)")
    }
  }
}
