import Glibc

/// What this machine tells about its own kernel.
enum RunningKernel {
  static let symbolsPath = "/proc/kallsyms"

  /// The build id that the kernel shows, as a note.
  static var buildID: [UInt8]? {
    guard let notes = ProcessFile.bytes("/sys/kernel/notes", limit: 1 << 20) else { return nil }
    return notes.withUnsafeBytes {
      ELFFile.buildID(inNotes: LittleEndianBytes($0), alignment: 4)
    }
  }

  /// What to say when every address of the kernel's symbols is zero.
  static var hiddenSymbolsNote: String {
    let value = ProcessFile.bytes("/proc/sys/kernel/kptr_restrict", limit: 16)
      .map { String(decoding: $0.filter { $0 > 0x20 }, as: UTF8.self) }
    return """
      The kernel hides the addresses of its functions, so they have no names: \
      kernel.kptr_restrict is \(value ?? "not readable") and must be 0, or the user root. \
      Say 'sudo sysctl kernel.kptr_restrict=0 kernel.perf_event_paranoid=1'.
      """
  }
}

/// The page of functions that the kernel gives this process, an ELF image.
enum OwnVDSO {
  static func file() -> ELFFile? {
    guard let maps = ProcessFile.bytes("/proc/self/maps"), let range = range(inMaps: maps) else {
      return nil
    }
    // The page stays where it is for as long as the process lives, and may be read.
    guard let start = UnsafeRawPointer(bitPattern: UInt(range.lowerBound)) else { return nil }
    let bytes = Array(UnsafeRawBufferPointer(start: start, count: range.count))
    return try? ELFFile(bytes: bytes, name: "[vdso]")
  }

  static func range(inMaps maps: [UInt8]) -> Range<UInt64>? {
    for line in maps.split(separator: 0x0a) where line.suffix(6).elementsEqual("[vdso]".utf8) {
      return Array(line).withUnsafeBytes { bytes -> Range<UInt64>? in
        var index = 0
        guard let start = HexadecimalText.number(bytes, at: &index), index < bytes.count,
          bytes[index] == UInt8(ascii: "-")
        else { return nil }
        index += 1
        guard let end = HexadecimalText.number(bytes, at: &index), start < end,
          end - start <= 1 << 20
        else { return nil }
        return start..<end
      }
    }
    return nil
  }
}
