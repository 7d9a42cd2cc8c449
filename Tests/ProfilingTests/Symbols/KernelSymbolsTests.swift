import BenchModel
import Foundation
import Testing

@testable import Profiling

@Suite struct KernelSymbolsTests {
  private static let text = """
    ffffffff81000000 T _stext
    ffffffff81000000 T _text
    ffffffff81000040 t schedule
    ffffffff81000040 W schedule_weak_name
    ffffffff81000100 T __do_work
    ffffffff81000100 T do_work
    ffffffff81000180 D some_data
    ffffffff81000200 T last_of_kernel
    ffffffffc0000010 t ext4_read\t[ext4]
    ffffffffc0000050 t ext4_write\t[ext4]

    """

  private func nameOf(_ address: UInt64, in symbols: KernelSymbols) -> String? {
    symbols.index(containing: address).map { String(decoding: symbols.name(at: $0), as: UTF8.self) }
  }

  @Test func `functions reach to the next, and data is none`() {
    let symbols = KernelSymbols(Array(Self.text.utf8))
    #expect(symbols.count == 9)
    #expect(nameOf(0xffff_ffff_80ff_ffff, in: symbols) == nil)
    // perf prefers fewer underscores, then the longer name; `_stext` is longer than `_text`.
    #expect(nameOf(0xffff_ffff_8100_0000, in: symbols) == "_stext")
    #expect(nameOf(0xffff_ffff_8100_0041, in: symbols) == "schedule")
    #expect(nameOf(0xffff_ffff_8100_0100, in: symbols) == "do_work")
    #expect(nameOf(0xffff_ffff_8100_01ff, in: symbols) == "do_work")
    #expect(nameOf(0xffff_ffff_c000_0010, in: symbols) == "ext4_read")
  }

  @Test func `the last of the kernel and of a module reach to the end of the next page`() {
    let symbols = KernelSymbols(Array(Self.text.utf8))
    #expect(nameOf(0xffff_ffff_8100_1fff, in: symbols) == "last_of_kernel")
    #expect(nameOf(0xffff_ffff_8100_2000, in: symbols) == nil)
    #expect(nameOf(0xffff_ffff_c000_1fff, in: symbols) == "ext4_write")
    #expect(nameOf(0xffff_ffff_c000_2000, in: symbols) == nil)
  }

  @Test func `addresses that the kernel hides are noticed`() {
    let hidden = KernelSymbols(Array("0000000000000000 T _text\n0000000000000000 t a\n".utf8))
    #expect(hidden.isHidden)
    #expect(hidden.count == 0)
    #expect(!KernelSymbols([]).isHidden)
    #expect(RunningKernel.hiddenSymbolsNote.contains("sysctl kernel.kptr_restrict=0"))
  }

  @Test func `lines that are none are left out`() {
    let lines = [
      "", " ", "ffffffff81000000", "ffffffff81000000 ", "ffffffff81000000 T", "ffffffff81000000 T ",
      "ffffffff81000000T x", "fffffffff81000000 T seventeen_digits", "zzz T x", "\0\0\0",
      "ffffffff81000000 T \n", "ffffffff81000008 t kept", "ffffffff81000010 T",
    ]
    let symbols = KernelSymbols(Array(lines.joined(separator: "\n").utf8))
    #expect(symbols.count == 1)
    #expect(nameOf(0xffff_ffff_8100_0009, in: symbols) == "kept")
    #expect(KernelSymbols(Array("ffffffff81000008 t k".utf8)).count == 1)
  }

  @Test(.enabled(if: geteuid() == 0), arguments: [0, 0x40_0000] as [UInt64])
  func `a copy of the symbols serves a recording of another start of the machine`(
    moved: UInt64
  ) throws {
    try ELFFixture.withFolder { folder in
      var options = Symbolizer.Options()
      options.kernelSymbols = folder + "/kallsyms"
      try Self.text.write(toFile: folder + "/kallsyms", atomically: false, encoding: .utf8)
      let symbolizer = Symbolizer(options)
      let start = 0xffff_ffff_8100_0000 &+ moved
      let kernel = symbolizer.open(
        MappedFile(path: "[kernel.kallsyms]", kind: .kernel, start: start))
      let place = try #require(symbolizer.place(of: start + 0x41, in: kernel))
      #expect(
        symbolizer.frames(of: place, in: kernel)
          == [ResolvedFrame(name: "schedule", kind: .kernel, module: "[kernel.kallsyms]")])
      let module = symbolizer.open(
        MappedFile(path: "[ext4]", kind: .kernelModule, start: 0xffff_ffff_c000_0000))
      let found = symbolizer.place(of: 0xffff_ffff_c000_0011, in: module)
      #expect((found != nil) == (moved == 0))
      #expect(symbolizer.notes.count == (moved == 0 ? 0 : 1))
    }
  }

  /// Every hundredth line of the running kernel's, read by itself.
  @Test(.enabled(if: geteuid() == 0)) func `the running kernel's functions are found`() throws {
    let bytes = try #require(ProcessFile.bytes(RunningKernel.symbolsPath))
    let symbols = KernelSymbols(bytes)
    try #require(symbols.count > 10_000)
    var names: [UInt64: Set<String>] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard "tTwW".contains(words[1]), let address = UInt64(words[0], radix: 16) else { continue }
      names[address, default: []].insert(String(words[2]))
    }
    #expect(symbols.count > 3 * 4096 / 40, "only the first 4 KB were read")
    for (address, names) in names.sorted(by: { $0.key < $1.key }).enumerated()
      .filter({ $0.offset % 100 == 0 }).map(\.element)
    {
      let name = try #require(nameOf(address, in: symbols))
      #expect(names.contains(name))
    }
  }
}
