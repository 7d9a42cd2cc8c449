import BenchModel
import Testing

@testable import FlameGraph

@Suite struct LabelTextTests {
  @Test(
    arguments: [
      ("parse", 5, "parse"), ("parse(_:)", 5, "pars…"), ("parse", 2, nil), ("ab", 3, "ab"),
      // Two columns a character: three of them and an ellipsis are seven.
      ("長い名前の関数", 7, "長い名…"), ("長い名前", 8, "長い名前"),
      // One family of seven scalars, which is never cut.
      ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 5, "👩‍👩‍👧‍👦👩‍👩‍👧‍👦…"), ("äöüß", 3, "äö…"),
    ] as [(String, Int, String?)])
  func `cuts between what is seen as characters`(text: String, columns: Int, fitted: String?) {
    #expect(LabelText.fitted(text, columns: columns) == fitted)
  }

  @Test func `breaks lines at spaces, and words that are too long anywhere`() {
    #expect(LabelText.wrapped("one two three", columns: 7) == ["one two", "three"])
    #expect(LabelText.wrapped("abcdefgh", columns: 4).joined() == "abcdefgh")
    #expect(LabelText.wrapped("", columns: 4) == [])
  }

  @Test(arguments: [
    (1.0, StackUnit.samples, "1 sample"), (1234, .samples, "1,234 samples"),
    (2.5, .samples, "2.50 samples"), (999, .nanoseconds, "999 ns"),
    (1_234_000_000, .nanoseconds, "1.23 s"), (12_340_000, .nanoseconds, "12.3 ms"),
    (1536, .bytes, "1.50 KiB"), (1_003_009, .events("cycles"), "1,003,009 cycles"),
    (0, .bytes, "0 B"), (-1234, .events("x"), "-1,234 x"),
  ])
  func `shows amounts as a reader wants them`(value: Double, unit: StackUnit, text: String) {
    #expect(Amount.text(value, in: unit) == text)
  }

  @Test(arguments: [1e300, -1e300, .infinity, .nan, 9.1e18])
  func `amounts beyond all reason do not trap`(value: Double) {
    #expect(!Amount.text(value, in: .samples).isEmpty)
    #expect(!Amount.text(value, in: .nanoseconds).isEmpty)
    var buffer = MarkupBuffer()
    buffer.appendHundredths(value)
    #expect(!buffer.bytes.isEmpty)
  }

  @Test(arguments: [
    (0.0, "0"), (1.5, "1.5"), (12.345, "12.35"), (-0.05, "-0.05"), (7, "7"), (-2.1, "-2.1"),
  ])
  func `writes coordinates to the hundredth`(value: Double, text: String) {
    var buffer = MarkupBuffer()
    buffer.appendHundredths(value)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == text)
  }

  @Test func `writes whole numbers in any radix`() {
    var buffer = MarkupBuffer()
    buffer.appendNumber(.min, radix: 36)
    buffer.appendByte(" ")
    buffer.appendNumber(1_295, radix: 36)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == "\(String(Int.min, radix: 36)) zz")
  }
}
