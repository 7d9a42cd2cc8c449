import Reports
import Testing

/// Sequences are from ECMA-48 and from xterm's *Control Sequences*; what remains was read off.
@Suite struct PlainTextTests {
  @Test(
    arguments: [
      ("plain", "plain"), ("\u{1B}[1;31mred\u{1B}[0m", "red"), ("\u{9B}2Jgone", "gone"),
      ("\u{1B}[?25lcursor\u{1B}[?25h", "cursor"), ("\u{1B}[ qshape", "shape"),
      ("\u{1B}]0;title\u{7}bell", "bell"),
      ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
      ("\u{9D}0;title\u{9C}string", "string"), ("\u{1B}Pq#0\u{1B}\\sixel", "sixel"),
      ("\u{1B}(Bcharset", "charset"), ("\u{1B}creset", "reset"), ("end\u{1B}", "end"),
      ("\u{1B}]0;never closed", "0;never closed"), ("\u{1B}[31", ""), ("a\u{1B}\u{1B}[mb", "ab"),
      ("\u{1B}[31漢", "漢"),
    ])
  func `an escape sequence goes as a whole`(text: String, plain: String) {
    #expect(PlainText.line(text) == plain)
  }

  @Test(
    arguments: [
      ("a\tb", "a    b"), ("a\r\nb", "a b"), ("a\nb\rc", "a b c"), ("a\u{2028}b\u{85}c", "a b c"),
      ("  indented  \n", "  indented"), ("null\u{0}bell\u{7}del\u{7F}c1\u{81}", "nullbelldelc1"),
      ("\u{202E}reversed\u{2066}", "reversed"), ("zero\u{200B}width\u{FEFF}", "zerowidth"),
      ("👩\u{200D}💻 ❤\u{FE0F}", "👩💻 ❤"), ("e\u{301}", "e\u{301}"), ("\u{378}", "\u{FFFD}"),
      ("\u{E0041}tag", "tag"), ("", ""),
    ])
  func `what is invisible goes, and the rest is one line`(text: String, plain: String) {
    #expect(PlainText.line(text) == plain)
  }

  /// A search to the end from each opening would visit 15 000 000 000 scalars.
  @Test(.timeLimit(.minutes(1)))
  func `opened strings that nothing closes take no quadratic time`() {
    let count = 100_000
    #expect(PlainText.line(String(repeating: "\u{1B}]a", count: count)).count == count)
  }

  /// The oracle is Unicode's category of each scalar.
  @Test func `no control and no formatting character survives`() throws {
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = TestRandom(seed: seed)
    let nasty: [Unicode.Scalar] = [
      "\u{1B}", "[", "]", "\u{9B}", "\u{7}", "\\", "m", "\u{202E}", "\r",
    ]
    for _ in 0..<2_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        let any = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random))
        text.append(Bool.random(using: &random) ? nasty.randomElement(using: &random)! : any ?? "x")
      }
      let plain = PlainText.line(String(text))
      let bad = plain.unicodeScalars.first { scalar in
        [.control, .format, .lineSeparator, .paragraphSeparator, .unassigned]
          .contains(scalar.properties.generalCategory)
      }
      #expect(bad == nil, "of \(String(text).debugDescription)")
      #expect(PlainText.line(plain) == plain)
    }
  }
}
