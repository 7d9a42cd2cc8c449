import Testing

@testable import Profiling

@Suite struct MangledGrowthTests {
  /// What swiftc 6.3 makes of `f(_: P<T, T>)` where `T` is again a `P<U, U>`, and so on: each level
  /// doubles the printed name.
  private func doubling(levels: Int) -> [UInt8] {
    let references = (0..<levels).map { level in
      // `AE`, `AF`, … and behind `AZ` `A_`, `A0_`, ….
      level < 22 ? "A\(UnicodeScalar(UInt8(ascii: "E") + UInt8(level)))" : "A\(level - 23)_"
    }
    let name =
      "$s1a1fyyAA1PVy" + String(repeating: "ADy", count: levels) + "S2iG"
      + references.map { $0 + "G" }.joined() + "F"
    return Array(name.utf8)
  }

  @Test func `a name that doubles a few times is demangled`() throws {
    // Compiled from source: three levels.
    #expect(
      String(decoding: doubling(levels: 3), as: UTF8.self)
        == "$s1a1fyyAA1PVyADyADyADyS2iGAEGAFGAGGF")
    let text = FunctionName.text(doubling(levels: 5), style: .full)
    #expect(text.ranges(of: "Swift.Int, Swift.Int").count == 32)
    #expect(FunctionName.text(doubling(levels: 5), style: .short) == "a.f(_:)")
  }

  @Test(arguments: [22, 60, 2000])
  func `a name that would fill memory stays mangled`(levels: Int) {
    let name = doubling(levels: levels)
    #expect(!MangledGrowth.isBounded(name))
    #expect(FunctionName.text(name, style: .full) == String(decoding: name, as: UTF8.self))
    let pairs = String(repeating: "St4pairI", count: levels) + "iiE"
    let cxx = "_Z1f" + pairs + String(repeating: "S0_E", count: levels)
    #expect(FunctionName.text(Array(cxx.utf8), style: .short) == cxx)
  }

  @Test func `every real name is far from the limit`() throws {
    for file in ["pipeline", "operators", "rust-legacy"] {
      for name in try ELFFixture.lines("symbols/\(file).mangled") {
        #expect(MangledGrowth.isBounded(Array(name.utf8)), "\(name)")
      }
    }
  }

  @Test func `repeated references count as often as they say`() {
    let bits = { (name: String) in MangledGrowth.swiftBits(Array(name.utf8)) }
    #expect(bits("$s1aABB") == 1)
    #expect(bits("$s1aA3B") == 2)
    #expect(bits("$s1aAbcD") == 2)
    #expect(bits("$s1aA2048B") > 11)
    #expect(bits("$s1aA99999999999999999999B") > 11)
    // An identifier that has an A in it refers to nothing.
    #expect(bits("$s6BANANA") == 0)
  }
}
