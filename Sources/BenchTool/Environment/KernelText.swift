/// The notations that the files of /proc and /sys share.
package enum KernelText {
  /// The number after a key, in files of one `key value` a line such as vmstat and cpu.stat.
  package static func value(of key: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, words[0] == key { return Int(words[1]) }
    }
    return nil
  }

  /// What follows `key:`, in files such as /proc/self/status and /proc/meminfo.
  package static func field(_ key: String, in text: String) -> [Substring]? {
    for line in text.split(separator: "\n") where line.hasPrefix("\(key):") {
      return line.dropFirst(key.count + 1).split(whereSeparator: \.isWhitespace)
    }
    return nil
  }

  /// The cores of a list such as `0-3,8`; an empty list is a list.
  package static func cores(in text: String) -> [Int]? {
    var cores: [Int] = []
    for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      let ends = part.split(separator: "-").map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        first >= 0, first <= last, last < 1 << 16
      else { return nil }
      cores += first...last
    }
    return cores
  }

  /// `0-3,8` for the cores of such a list.
  package static func list(of cores: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for core in Set(cores).sorted() {
      if let last = ranges.last, last.upperBound + 1 == core {
        ranges[ranges.count - 1] = last.lowerBound...core
      } else {
        ranges.append(core...core)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  /// `madvise` in `always [madvise] never`.
  package static func choice(in text: String) -> String? {
    guard let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") else {
      return nil
    }
    return String(text[text.index(after: open)..<close])
  }
}
