import Testing

@testable import Profiling

@Suite struct SymbolTableTests {
  private let file: ELFFile
  private let table: SymbolTable

  init() throws {
    file = try ELFFile(path: ELFFixture.path("elf/shapes.elf"))
    table = SymbolTable(symbolsOf: file, program: file)
  }

  private func nameOf(_ address: UInt64, in table: SymbolTable? = nil) -> String? {
    let table = table ?? self.table
    return table.index(containing: address).map { index in
      String(decoding: table.name(at: index), as: UTF8.self)
    }
  }

  @Test func `each byte of a function that nm gives a size has one of its names`() throws {
    let functions = try NMSymbol.all("elf/shapes.nm").filter { "tTwW".contains($0.type) }
    let names = Dictionary(grouping: functions, by: \.address).mapValues { $0.map(\.name) }
    var checked = 0
    for function in functions where function.size > 0 {
      for address in function.address..<(function.address + function.size) {
        let name = try #require(nameOf(address))
        #expect(names[function.address]?.contains(name) == true, "\(name) at \(address)")
        checked += 1
      }
      #expect(nameOf(function.address + function.size) != function.name)
    }
    #expect(checked > 200)
  }

  /// `addr2line` knows each address by itself, though not by the same of several names.
  @Test func `where there is a name, addr2line has one of the same function`() throws {
    let addresses = Dictionary(
      try NMSymbol.all("elf/shapes.nm").map { ($0.name, $0.address) }, uniquingKeysWith: min)
    var checked = 0
    for line in try ELFFixture.lines("elf/shapes.addr2line") {
      let words = line.split(separator: " ").map(String.init)
      guard let address = UInt64(words[0].dropFirst(2), radix: 16), let name = nameOf(address)
      else {
        continue
      }
      #expect(addresses[name] == addresses[words[words.count - 1]], "\(line), not \(name)")
      checked += 1
    }
    #expect(checked > 400)
  }

  @Test func `variables that nm gives a size have names where they are asked for, and only there`()
    throws
  {
    let variables = try NMSymbol.all("elf/shapes.nm").filter { "bBdDrR".contains($0.type) }
      .filter { $0.size > 0 }
    let withData = SymbolTable(symbolsOf: file, program: file, includesData: true)
    #expect(!variables.isEmpty)
    for variable in variables {
      #expect(nameOf(variable.address, in: withData) == variable.name)
      #expect(nameOf(variable.address + variable.size - 1, in: withData) == variable.name)
      #expect(nameOf(variable.address) == nil)
    }
  }

  /// By the rules of perf's `choose_best_symbol`: not weak, global, few underscores, long.
  @Test(arguments: [
    ("__strong_name", "strong_name"), ("much_longer_weak_name", "strong_name"),
    ("local_name", "strong_name"), ("twin", "twin_longer"),
  ])
  func `of several names the one is shown that perf shows`(alias: String, shown: String) throws {
    let symbol = try #require(NMSymbol.all("elf/shapes.nm").first { $0.name == alias })
    #expect(nameOf(symbol.address) == shown)
    #expect(nameOf(symbol.address + 2) == shown)
  }

  @Test func `functions without a size reach to the next, and labels count as functions`() throws {
    let symbols = Dictionary(
      try NMSymbol.all("elf/shapes.nm").map { ($0.name, $0.address) }, uniquingKeysWith: min)
    let bare = try #require(symbols["bare"])
    let second = try #require(symbols["bare_second"])
    let label = try #require(symbols["inside_second"])
    let untyped = try #require(symbols["untyped"])
    #expect(nameOf(second - 1) == "bare")
    #expect(nameOf(bare) == "bare")
    #expect(nameOf(label - 1) == "bare_second")
    #expect(nameOf(label) == "inside_second")
    #expect(nameOf(untyped) == "untyped")
    // The last of its section does not reach beyond it.
    let code = try #require(file.section(named: ".text"))
    #expect(nameOf(code.address + code.size - 1) == "untyped")
    #expect(nameOf(code.address + code.size) != "untyped")
  }

  /// `objdump --disassemble --section=.plt`, a line such as `0000000000001030 <getenv@plt>:`.
  @Test func `stubs are named after what they call`() throws {
    var stubs = 0
    for line in try ELFFixture.lines("elf/shapes.plt") where line.hasSuffix("@plt>:") {
      let words = line.split(separator: " ")
      let address = try #require(UInt64(words[0], radix: 16))
      #expect(nameOf(address) == String(words[1].dropFirst().dropLast(2)))
      #expect(nameOf(address + 15) == nameOf(address))
      stubs += 1
    }
    #expect(stubs == 2)
  }

  @Test func `a stripped program has only its stubs`() throws {
    let stripped = try ELFFile(path: ELFFixture.path("elf/shapes.stripped"))
    let table = SymbolTable(symbolsOf: stripped, program: stripped)
    #expect(table.count == 2)
    let code = try #require(stripped.section(named: ".text"))
    #expect(nameOf(code.address, in: table) == nil)
  }

  @Test func `a separate file has the same names as the program had`() throws {
    let stripped = try ELFFile(path: ELFFixture.path("elf/shapes.stripped"))
    let debug = try ELFFile(path: ELFFixture.path("elf/shapes.debug"))
    let separate = SymbolTable(symbolsOf: debug, program: stripped)
    for address in UInt64(0x1000)..<0x1300 {
      #expect(nameOf(address, in: separate) == nameOf(address))
    }
  }

  private static let ranges: [ClosedRange<UInt64>] = [
    0...3, 0...0xffff_ffff, 0...(.max), (1 << 40)...(1 << 40 + 5000),
  ]

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `sorting is that of the standard library`(seed: UInt64) {
    var random = SplitMix(state: seed)
    for count in [0, 1, 2, 3, 100, 5000] {
      for range in Self.ranges {
        var keys = (0..<count).map {
          SymbolKey(address: .random(in: range, using: &random), number: UInt32($0))
        }
        // Stable, so number breaks ties.
        let expected = keys.sorted { ($0.address, $0.number) < ($1.address, $1.number) }
        keys.sortByAddress()
        #expect(keys == expected, "seed \(seed), \(count) in \(range)")
      }
    }
  }
}
