import Glibc

/// The processors that threads can run on.
enum Processors {
  /// The numbers of those that are switched on, ascending.
  static func online() -> [Int32] {
    let text = KernelFile.bytes("/sys/devices/system/cpu/online").map {
      String(decoding: $0, as: UTF8.self)
    }
    if let numbers = text.flatMap(parse), !numbers.isEmpty { return numbers }
    return (0..<Int32(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))).map { $0 }
  }

  /// Reads lists such as `0-3,8`, or gives `nil` for what is none.
  static func parse(_ list: String) -> [Int32]? {
    var numbers: [Int32] = []
    for range in list.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      let ends = range.split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        0 <= first, first <= last, last < 65_536
      else { return nil }
      numbers.append(contentsOf: first...last)
    }
    return numbers
  }
}
