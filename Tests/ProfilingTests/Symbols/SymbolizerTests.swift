import BenchModel
import Foundation
import Glibc
import Testing

@testable import Profiling

@Suite struct SymbolizerTests {
  private func symbolizer(prefix: String = "", cache: String? = nil) -> Symbolizer {
    var options = Symbolizer.Options()
    options.prefix = prefix
    options.perfCache = cache
    return Symbolizer(options)
  }

  private func frames(
    _ address: UInt64, _ file: MappedFile, _ symbolizer: Symbolizer
  ) -> [ResolvedFrame] {
    let number = symbolizer.open(file)
    return symbolizer.place(of: address, in: number).map {
      symbolizer.frames(of: $0, in: number)
    } ?? []
  }

  private let shapes = ELFFixture.path("elf/shapes.elf")

  private func address(_ name: String) throws -> UInt64 {
    try #require(NMSymbol.all("elf/shapes.nm").first { $0.name == name }?.address)
  }

  @Test func `a function is named with its kind and file`() throws {
    let symbolizer = symbolizer()
    let file = MappedFile(path: shapes, kind: .userFile)
    #expect(
      frames(try address("hidden"), file, symbolizer)
        == [ResolvedFrame(name: "hidden", kind: .native, module: shapes)])
    #expect(frames(0xffff_ffff, file, symbolizer).isEmpty)
    #expect(symbolizer.notes.isEmpty)
  }

  @Test func `a file that has changed since the recording gives no names`() throws {
    let id = try #require(ELFFile(path: shapes).buildID)
    let hidden = try address("hidden")
    // Recordings fill build ids up with zeros.
    let padded = MappedFile(path: shapes, buildID: id + [0, 0, 0, 0], kind: .userFile)
    #expect(frames(hidden, padded, symbolizer()).count == 1)
    let symbolizer = symbolizer()
    let other = MappedFile(path: shapes, buildID: id.reversed(), kind: .userFile)
    #expect(frames(hidden, other, symbolizer).isEmpty)
    #expect(symbolizer.program(of: other) == nil)
    #expect(symbolizer.notes.count == 1)
    #expect(symbolizer.notes.first?.contains("has changed since the recording") == true)
  }

  @Test func `what perf kept of a file is used when the file is gone`() throws {
    let id = try #require(ELFFile(path: shapes).buildID)
    let digits = DebugFiles.digits(id)
    let hidden = try address("hidden")
    let file = MappedFile(path: "/gone/shapes (deleted)", buildID: id, kind: .userFile)
    let without = symbolizer()
    #expect(frames(hidden, file, without).isEmpty)
    #expect(without.notes.first?.hasPrefix("/gone/shapes is not there any more.") == true)
    try ELFFixture.withFolder { folder in
      let entry = "\(folder)/.build-id/\(digits.prefix(2))/\(digits.dropFirst(2))"
      try FileManager.default.createDirectory(atPath: entry, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: shapes, toPath: entry + "/elf")
      let symbolizer = symbolizer(cache: folder)
      #expect(frames(hidden, file, symbolizer).map(\.name) == ["hidden"])
      #expect(symbolizer.notes.isEmpty)
    }
  }

  @Test func `a removed file is only believed by its build id`() throws {
    let id = try #require(ELFFile(path: shapes).buildID)
    let hidden = try address("hidden")
    let removed = shapes + " (deleted)"
    let known = MappedFile(path: removed, buildID: id, kind: .userFile)
    #expect(frames(hidden, known, symbolizer()).map(\.name) == ["hidden"])
    let symbolizer = symbolizer()
    #expect(frames(hidden, MappedFile(path: removed, kind: .userFile), symbolizer).isEmpty)
    #expect(symbolizer.notes.count == 1)
  }

  @Test func `files of another machine are found below a folder`() throws {
    try ELFFixture.withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/bin", withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: shapes, toPath: folder + "/bin/shapes")
      let file = MappedFile(path: "/bin/shapes", kind: .userFile)
      let found = frames(try address("hidden"), file, symbolizer(prefix: folder))
      #expect(found == [ResolvedFrame(name: "hidden", kind: .native, module: "/bin/shapes")])
    }
  }

  @Test func `a file without symbols is said to have none`() throws {
    try ELFFixture.withFolder { folder in
      // Its separate file is not beside it here, and its stubs go with its section headers.
      var bytes = try ELFFixture.bytes("elf/shapes.stripped")
      for index in Array(40..<48) + Array(60..<64) { bytes[index] = 0 }
      try Data(bytes).write(to: URL(filePath: folder + "/bare"))
      let symbolizer = symbolizer()
      let file = MappedFile(path: folder + "/bare", kind: .userFile)
      #expect(frames(try address("hidden"), file, symbolizer).isEmpty)
      #expect(
        symbolizer.notes == [
          "\(folder)/bare was stripped of all symbols, so its functions have no names."
        ])
    }
  }

  @Test func `the same sentence is said once, and hundreds are summed up`() {
    let symbolizer = symbolizer()
    for number in 0..<40 {
      for _ in 0..<2 {
        _ = symbolizer.open(MappedFile(path: "/nowhere/\(number)", kind: .userFile))
      }
    }
    #expect(symbolizer.notes.count == 13)
    #expect(symbolizer.notes.last == "Names are missing of 28 more files.")
  }

  /// The kernel's documentation names these four on x86-64 (`vdso(7)`).
  @Test func `the vdso is read from memory`() throws {
    let vdso = try #require(OwnVDSO.file())
    let symbolizer = symbolizer()
    let number = symbolizer.open(MappedFile(path: "[vdso]", kind: .vdso))
    let names = Set(
      (0..<vdso.size).compactMap { offset in
        symbolizer.place(of: offset, in: number).map {
          symbolizer.frames(of: $0, in: number)[0].name
        }
      })
    #if arch(x86_64)
      #expect(
        names.isSuperset(of: [
          "__vdso_clock_gettime", "__vdso_getcpu", "__vdso_gettimeofday", "__vdso_time",
        ]))
    #else
      #expect(names.contains { $0.contains("clock_gettime") })
    #endif
  }

  @Test func `the line of the vdso is found among others`() {
    let maps = """
      7ffe0a000000-7ffe0a021000 rw-p 00000000 00:00 0    [stack]
      7ffe0a1c5000-7ffe0a1c7000 r-xp 00000000 00:00 0    [vdso]
      """
    #expect(OwnVDSO.range(inMaps: Array(maps.utf8)) == 0x7ffe_0a1c_5000..<0x7ffe_0a1c_7000)
    #expect(OwnVDSO.range(inMaps: Array("nonsense [vdso]".utf8)) == nil)
    #expect(OwnVDSO.range(inMaps: Array("10-8 r [vdso]".utf8)) == nil)
  }

  @Test func `memory of no file has no names and needs no sentence`() {
    let symbolizer = symbolizer()
    #expect(frames(16, MappedFile(path: "[stack]", kind: .anonymous), symbolizer).isEmpty)
    #expect(symbolizer.notes.isEmpty)
  }
}
