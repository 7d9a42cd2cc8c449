import Testing

@testable import Profiling

@Suite struct KernelTextRangeTests {
  private func range(_ lines: [String]) -> KernelTextRange? {
    KernelTextRange(symbols: Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  @Test func `the range is from _stext to _etext`() {
    #expect(
      range([
        "0000000000000000 A fixed_percpu_data", "ffffffff81000000 T _stext",
        "ffffffff81387ea0 T core_kernel_text", "ffffffff82209988 T _etext",
      ]) == KernelTextRange(start: 0xffff_ffff_8100_0000, end: 0xffff_ffff_8220_9988))
  }

  /// What an unprivileged reader sees under `kernel.kptr_restrict` 1.
  @Test func `hidden addresses are no range`() {
    #expect(range(["0000000000000000 T _stext", "0000000000000000 T _etext"]) == nil)
    #expect(range([]) == nil)
    #expect(range([" T _stext", " T _etext"]) == nil)
    #expect(range(["ffffffff82209988 T _stext", "ffffffff81000000 T _etext"]) == nil)
  }
}
