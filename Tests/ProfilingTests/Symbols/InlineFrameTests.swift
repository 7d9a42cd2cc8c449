import Testing

@testable import Profiling

@Suite struct InlineFrameTests {
  private func symbolizer(inlines: Bool) -> Symbolizer {
    var options = Symbolizer.Options()
    options.showsInlines = inlines
    options.style = .raw
    options.perfCache = nil
    return Symbolizer(options)
  }

  /// Lines of `addr2line --functions --inlines`: an address, then functions, the innermost first.
  @Test(arguments: ["shapes.elf", "shapes.stripped"])
  func `inlined functions are what addr2line says`(name: String) throws {
    let symbolizer = symbolizer(inlines: true)
    let path = ELFFixture.path("elf/\(name)")
    let program = try ELFFile(path: path)
    let file = symbolizer.open(MappedFile(path: path, kind: .userFile))
    var inlined = 0
    for line in try ELFFixture.lines("elf/shapes.addr2line") {
      let words = line.split(separator: " ").map(String.init)
      guard words.last == "outer", let address = UInt64(words[0].dropFirst(2), radix: 16) else {
        continue
      }
      let offset = try #require(program.fileOffset(ofAddress: address))
      guard let place = symbolizer.place(of: offset, in: file) else {
        // Behind the last instruction of a function.
        #expect(words.count == 2)
        continue
      }
      let frames = symbolizer.frames(of: place, in: file)
      #expect(frames.map(\.name) == Array(words.dropFirst()), "\(words[0])")
      #expect(frames.dropLast().allSatisfy { $0.kind == .inlined })
      #expect(frames.last?.kind == .native)
      inlined += frames.count > 1 ? 1 : 0
    }
    #expect(inlined > 100)
    #expect(symbolizer.notes.isEmpty)
  }

  @Test func `equal frames have one place, and without inlines a function has one`() throws {
    let path = ELFFixture.path("elf/shapes.elf")
    let outer = try #require(NMSymbol.all("elf/shapes.nm").first { $0.name == "outer" })
    for (inlines, most) in [(true, 12), (false, 1)] {
      let symbolizer = symbolizer(inlines: inlines)
      let file = symbolizer.open(MappedFile(path: path, kind: .userFile))
      // Code lies where the file has it.
      let places = (outer.address..<(outer.address + outer.size)).compactMap {
        symbolizer.place(of: $0, in: file)
      }
      #expect(places.count == Int(outer.size))
      #expect(Set(places).count <= most)
    }
  }
}
