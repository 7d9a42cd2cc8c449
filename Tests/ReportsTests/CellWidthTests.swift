import Reports
import Testing

@Suite struct CellWidthTests {
  /// The oracle is the C library's `wcwidth`, over every scalar that `PlainText` lets pass.
  ///
  /// Ours may be wider: for what Unicode 16 made wide (hexagrams, counting rods), which an
  /// older C library does not know, for the letters of flags and for one mark of Ahom.
  @Test func `no scalar is narrower than the C library says, and few are wider`() {
    let scalars = (0x20...0x3FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
      PlainText.line("a\(scalar)b") == "a\(scalar)b"
    }
    let mayBeWider: [ClosedRange<UInt32>] = [
      0x2630...0x2637, 0x268A...0x268F, 0x1171E...0x1171E, 0x1D300...0x1D376, 0x1F1E6...0x1F1FF,
    ]
    let differing = zip(scalars, TerminalCells.counts(scalars)).filter { scalar, cells in
      guard let cells else { return false }
      let ours = CellWidth.of(String(scalar))
      return ours < cells || (ours > cells && !mayBeWider.contains { $0.contains(scalar.value) })
    }
    #expect(scalars.count > 130_000)
    #expect(differing.isEmpty)
  }

  /// From the table of Unicode Standard Annex 11.
  @Test func `wide characters take two cells and combining marks none`() {
    #expect(CellWidth.of("abc") == 3)
    #expect(CellWidth.of("±µ…▁█✗") == 6)
    #expect(CellWidth.of("漢字カナ한글") == 12)
    #expect(CellWidth.of("e\u{301}") == 1)
    #expect(CellWidth.of("\u{1112}\u{1161}\u{11AB}") == 2)
    #expect(CellWidth.of("👍🏽") == 4)
    #expect(CellWidth.of("ＡＢ") == 4)
    #expect(CellWidth.of("") == 0)
  }
}
