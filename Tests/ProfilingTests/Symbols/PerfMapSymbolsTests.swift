import BenchModel
import Foundation
import Glibc
import Testing

@testable import Profiling

@Suite struct PerfMapSymbolsTests {
  private func nameOf(_ address: UInt64, in symbols: PerfMapSymbols) -> String? {
    symbols.place(of: address).map { symbols.frames(of: $0)[0].name }
  }

  private func symbols(_ text: String) -> PerfMapSymbols {
    PerfMapSymbols(Array(text.utf8), path: "/tmp/perf-1.map", style: .short)
  }

  @Test func `names may have spaces, and numbers 0x in front`() {
    let symbols = symbols("7f00 10 LazyCompile:~add a.js:1\n0x7f20 0x8 two words\n")
    #expect(nameOf(0x7eff, in: symbols) == nil)
    #expect(nameOf(0x7f00, in: symbols) == "LazyCompile:~add a.js:1")
    #expect(nameOf(0x7f0f, in: symbols) == "LazyCompile:~add a.js:1")
    #expect(nameOf(0x7f10, in: symbols) == nil)
    #expect(nameOf(0x7f27, in: symbols) == "two words")
    let place = symbols.place(of: 0x7f20)
    #expect(place.map { symbols.frames(of: $0)[0].kind } == .justInTime)
  }

  @Test func `code that was made later takes the place of earlier code`() {
    let symbols = symbols("1000 10 old\n1000 10 new\n2000 100 around\n2010 8 inside\n")
    #expect(nameOf(0x1004, in: symbols) == "new")
    #expect(nameOf(0x2014, in: symbols) == "inside")
    #expect(nameOf(0x2020, in: symbols) == "around")
  }

  @Test func `hostile lines are skipped`() {
    let symbols = symbols(
      """
      1000
      1000 10
      1000 10\u{20}
      x 10 name
      1000 0 nothing
      11111111111111111 10 seventeen digits
      ffffffffffffffff ffffffffffffffff end
      1000 10 kept
      2000 ffffffffffffffff long
      3000 10
      """)
    #expect(symbols.count == 3)
    #expect(nameOf(0x1005, in: symbols) == "kept")
    #expect(nameOf(.max, in: symbols) == "end")
    #expect(nameOf(0x2000_0000, in: symbols) == "long")
  }

  @Test func `a file of this user is read, one of another is not`() throws {
    try ELFFixture.withFolder { folder in
      let map = folder + "/tmp/perf-77.map"
      try FileManager.default.createDirectory(
        atPath: folder + "/tmp", withIntermediateDirectories: false)
      try "1000 10 made\n".write(toFile: map, atomically: false, encoding: .utf8)
      var options = Symbolizer.Options()
      options.prefix = folder
      let file = MappedFile(path: "//anon", kind: .perfMap(process: 77))
      let symbolizer = Symbolizer(options)
      #expect(symbolizer.place(of: 0x1008, in: symbolizer.open(file)) != nil)
      let other = MappedFile(path: "//anon", kind: .perfMap(process: 78))
      #expect(symbolizer.place(of: 0x1008, in: symbolizer.open(other)) == nil)
      #expect(symbolizer.notes.isEmpty)

      guard geteuid() == 0 else { return }
      try #require(chown(map, 65534, 65534) == 0)
      #expect(symbolizer.place(of: 0x1008, in: symbolizer.open(file)) == nil)
      #expect(symbolizer.notes.count == 1)
      #expect(symbolizer.notes.first?.contains("belongs to user 65534") == true)
    }
  }
}
