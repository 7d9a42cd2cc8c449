import Glibc

/// Where the kernel's code lies in memory.
struct KernelTextRange: Equatable {
  let start: UInt64
  let end: UInt64

  /// - Returns: `nil` where the kernel hides its addresses.
  static func read() -> KernelTextRange? {
    KernelFile.bytes("/proc/kallsyms").flatMap { KernelTextRange(symbols: $0) }
  }

  /// Finds two symbols among the lines of /proc/kallsyms, such as `ffffffff81000000 T _stext`.
  ///
  /// There are some hundred thousand lines: they are searched as one text, not taken apart.
  init?(symbols: [UInt8]) {
    let text = symbols + [0]
    guard
      let start = Self.address(of: " T _stext\n", in: text),
      let end = Self.address(of: " T _etext\n", in: text), 0 < start, start < end
    else { return nil }
    self.start = start
    self.end = end
  }

  init(start: UInt64, end: UInt64) {
    self.start = start
    self.end = end
  }

  /// - Parameter text: Ends with a zero byte.
  private static func address(of ending: String, in text: [UInt8]) -> UInt64? {
    text.withUnsafeBytes { text in
      guard let base = text.assumingMemoryBound(to: CChar.self).baseAddress,
        let found = strstr(base, ending)
      else { return nil }
      let end = UnsafePointer(found) - base
      return UInt64(String(decoding: text[max(0, end - 16)..<end], as: UTF8.self), radix: 16)
    }
  }
}
