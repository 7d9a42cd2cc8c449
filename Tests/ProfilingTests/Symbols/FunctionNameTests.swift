import Testing

@testable import Profiling

/// Lines of `Fixtures/symbols` with mangled names, next to what other tools make of them.
@Suite struct FunctionNameTests {
  private func pairs(_ mangled: String, _ other: String) throws -> [(
    mangled: String, other: String
  )] {
    let names = try ELFFixture.lines("symbols/\(mangled)")
    let others = try ELFFixture.lines("symbols/\(other)")
    try #require(names.count == others.count)
    return Array(zip(names, others)).map { ($0, $1) }
  }

  private func short(_ name: String) -> String {
    FunctionName.text(Array(name.utf8), style: .short)
  }

  /// `swift demangle --simplified` leaves out types as we do, and modules, too.
  @Test func `Swift names are those of swift demangle with their module`() throws {
    var qualified = 0
    for (mangled, simplified) in try pairs("pipeline.mangled", "pipeline.simplified") {
      let name = short(mangled)
      #expect(
        name.replacing("pipeline.", with: "") == simplified.replacing("specialized ", with: ""))
      qualified += name.contains("pipeline.") ? 1 : 0
    }
    #expect(qualified > 60)
  }

  /// Read in `pipeline.swift`; how many parts there are says `nm`.
  @Test(arguments: [
    ("pipeline.Ledger.add(_:note:)", 4), ("pipeline.Counter.next()", 7),
    ("pipeline.pass<A>(_:)", 4), ("pipeline.Outer.Inner.run(_:)", 8),
    ("closure #2 in static pipeline.Pipeline.main()", 7),
    ("protocol witness for Source.next() in conformance pipeline.Counter<A>", 2),
  ])
  func `the parts of an async function have the name of the whole`(
    name: String, parts: Int
  ) throws {
    let symbols = try ELFFixture.lines("symbols/pipeline.mangled").filter { short($0) == name }
    #expect(symbols.count == parts)
    let whole = symbols.filter {
      SwiftMangling.withoutAsyncPart(Array($0.utf8)).elementsEqual($0.utf8)
    }
    #expect(!whole.isEmpty && whole.count < parts)
  }

  @Test func `a function of an async part is found without demangling`() throws {
    for (mangled, demangled) in try pairs("pipeline.mangled", "pipeline.demangled") {
      let isPart = demangled.contains(" resume partial function for ")
      let whole = SwiftMangling.withoutAsyncPart(Array(mangled.utf8))
      #expect((whole.count < mangled.utf8.count) == isPart, "\(mangled)")
    }
    #expect(short("async_MainTQ3_") == "async_Main")
    #expect(short("async_Main") == "async_Main")
    #expect(short("TQ3_") == "TQ3_")
  }

  @Test func `full names are those of swift demangle, raw ones those of the file`() throws {
    for (mangled, demangled) in try pairs("pipeline.mangled", "pipeline.demangled") {
      #expect(FunctionName.text(Array(mangled.utf8), style: .full) == demangled)
      #expect(FunctionName.text(Array(mangled.utf8), style: .raw) == mangled)
    }
  }

  @Test func `C++ names are those of c++filt without parameters`() throws {
    for (mangled, expected) in try pairs("operators.mangled", "operators.short") {
      // For thunks c++filt leaves the parameters in.
      if expected.contains(" thunk to ") {
        #expect(expected.hasPrefix(short(mangled)))
      } else {
        #expect(short(mangled) == expected)
      }
    }
    #expect(
      short("_ZN5swift34runJobInEstablishedExecutorContextEPNS_3JobE")
        == "swift::runJobInEstablishedExecutorContext")
  }

  @Test func `full C++ names are those of c++filt`() throws {
    for (mangled, expected) in try pairs("operators.mangled", "operators.demangled") {
      #expect(FunctionName.text(Array(mangled.utf8), style: .full) == expected)
    }
  }

  /// `c++filt` writes the hashes of crates and functions, which name a build, not a function.
  @Test func `Rust names are those of c++filt without hashes`() throws {
    for (mangled, expected) in try pairs("rust-v0.mangled", "rust-v0.demangled") {
      #expect(short(mangled) == expected.replacing(/\[[0-9a-f]{1,16}\]/, with: ""))
    }
    for (mangled, expected) in try pairs("rust-legacy.mangled", "rust-legacy.demangled") {
      #expect(short(mangled) == expected.replacing(/::h[0-9a-f]{16}$/, with: ""))
    }
  }

  @Test func `stubs and versions are told from names`() {
    #expect(short("memcpy@@GLIBC_2.14") == "memcpy")
    #expect(short("getenv@plt") == "getenv@plt")
    #expect(short("_ZdlPv@plt") == "operator delete@plt")
    #expect(short("$s8pipeline4passySixYaAA6SourceRzlF@plt") == "pipeline.pass<A>(_:)@plt")
    #expect(short("") == "")
    #expect(short("@") == "@")
  }

  @Test func `what is no mangled name stays as it is`() {
    for name in ["$s", "$sX", "$s99abc", "_Z", "_ZN", "_ZN3ab", "_R", "_RNv", "_RB_", "_RC0", "$"] {
      #expect(short(name) == name)
    }
    let bytes: [UInt8] = [0x24, 0x73, 0xff, 0xfe, 0x80]
    #expect(FunctionName.text(bytes, style: .short) == String(decoding: bytes, as: UTF8.self))
  }

  @Test(arguments: [5, 6, 7] as [UInt64])
  func `damaged names end with some name`(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let files = ["pipeline", "operators", "rust-v0", "rust-legacy"]
    let names = try files.flatMap { try ELFFixture.lines("symbols/\($0).mangled") }
    for _ in 0..<3000 {
      var name = Array(names.randomElement(using: &random)?.utf8 ?? "".utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) where name.count > 3 {
        let place = Int.random(in: 2..<name.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: name[place] = UInt8.random(in: 0x24...0x7a, using: &random)
        case 1: name.remove(at: place)
        default: name.insert(name.randomElement(using: &random) ?? 0x41, at: place)
        }
      }
      let text = FunctionName.text(name, style: .short)
      #expect(!text.isEmpty, "seed \(seed): \(String(decoding: name, as: UTF8.self))")
    }
  }
}
