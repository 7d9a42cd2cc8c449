import Foundation
import Testing

@testable import Profiling

/// Compares with nm and addr2line on files of this machine, which no fixture could hold.
@Suite(
  .enabled("needs gcc, nm and addr2line") {
    ["/usr/bin/gcc", "/usr/bin/nm", "/usr/bin/addr2line"]
      .allSatisfy(FileManager.default.isExecutableFile(atPath:))
  })
struct LiveSymbolTests {
  /// The tests themselves: tens of megabytes of Swift.
  @Test func `functions of a large Swift program are those of nm`() throws {
    let program = try #require(testProgram)
    let output = try #require(
      try ELFFixture.output(of: "/usr/bin/nm", ["--print-size", "--defined-only", program]))
    let file = try ELFFile(path: program)
    let table = SymbolTable(symbolsOf: file, program: file)
    var names: [UInt64: Set<Substring>] = [:]
    for line in output.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 4, "tTwWi".contains(words[2]), let address = UInt64(words[0], radix: 16)
      else { continue }
      names[address, default: []].insert(words[3])
    }
    try #require(names.count > 500)
    for (address, names) in names {
      let index = try #require(table.index(containing: address))
      #expect(names.contains(Substring(decoding: table.name(at: index), as: UTF8.self)))
    }
  }

  /// What nm and the compiler call a closure is the same name.
  @Test func `closures, which DWARF has inside of other functions, are found`() throws {
    let program = try #require(testProgram)
    let output = try #require(
      try ELFFixture.output(of: "/usr/bin/nm", ["--print-size", "--defined-only", program]))
    let information = try #require(DebugInformation(path: program))
    let units = DebugUnits(information)
    var found = 0
    for line in output.split(separator: "\n") where line.hasSuffix("U_") && found < 300 {
      let words = line.split(separator: " ")
      guard words.count == 4, words[2] == "t", words[3].hasPrefix("$s14ProfilingTests"),
        let address = UInt64(words[0], radix: 16)
      else { continue }
      let function = try #require(units.function(containing: address), "\(words[3])")
      let entry = try #require(information.entry(at: function))
      #expect(String(decoding: information.name(of: entry), as: UTF8.self) == words[3])
      found += 1
    }
    #expect(found > 20)
  }

  private var testProgram: String? {
    let maps = ProcessFile.bytes("/proc/self/maps") ?? []
    return String(decoding: maps, as: UTF8.self).split(separator: "\n")
      .first { $0.hasSuffix(".xctest") }
      .map { String($0.drop { $0 != "/" }) }
  }

  @Test func `a program compiled now is named as addr2line names it`() throws {
    try ELFFixture.withFolder { folder in
      let source = """
        static inline __attribute__((always_inline)) int tiny(int n) { return n * 7 + 1; }
        volatile int out;
        __attribute__((noinline)) int loop(int n) {
          int sum = 0;
          for (int i = 0; i < n; i++) { sum += tiny(i) ^ out; out = sum; }
          return sum;
        }
        int main(int argc, char **argv) { return loop(argc) & 1; }
        """
      try source.write(toFile: folder + "/now.c", atomically: false, encoding: .utf8)
      let program = folder + "/now"
      _ = try ELFFixture.output(
        of: "/usr/bin/gcc", ["-O2", "-g", "-o", program, folder + "/now.c"])
      let file = try ELFFile(path: program)
      var options = Symbolizer.Options()
      options.showsInlines = true
      let symbolizer = Symbolizer(options)
      let number = symbolizer.open(MappedFile(path: program, kind: .userFile))
      let code = try #require(file.section(named: ".text"))
      var named = 0
      var addresses: [UInt64] = []
      for offset in code.offset..<(code.offset + code.size) {
        if let address = file.address(ofFileOffset: offset) { addresses.append(address) }
      }
      let output = try #require(
        try ELFFixture.output(
          of: "/usr/bin/addr2line",
          ["-f", "-i", "-a", "-e", program] + addresses.map { "0x" + String($0, radix: 16) }))
      for block in output.split(separator: "0x").map({ $0.split(separator: "\n") }) {
        let address = try #require(UInt64(block[0], radix: 16))
        let expected = stride(from: 1, to: block.count, by: 2).map { String(block[$0]) }
        guard ["loop", "main"].contains(expected.last),
          let offset = file.fileOffset(ofAddress: address),
          let place = symbolizer.place(of: offset, in: number)
        else { continue }
        #expect(symbolizer.frames(of: place, in: number).map(\.name) == expected)
        named += 1
      }
      #expect(named > 30)
    }
  }
}
