import Foundation
import Profiling

/// Call-frame rows as `readelf --debug-dump=frames-interp` prints them.
struct ReadelfRows {
  struct Row {
    let start: UInt64
    let end: UInt64
    /// By the names of columns: `CFA`, `rbp`, `ra`.
    let columns: [String: String]
  }

  private(set) var rows: [Row] = []

  /// - Parameter stride: Takes every so-many-th description.
  init(text: Data, every stride: Int = 1) {
    var names: [Substring] = []
    var pending: (start: UInt64, columns: [String: String])?
    var end: UInt64?
    var count = 0
    for line in text.split(separator: UInt8(ascii: "\n")) {
      if let range = Self.range(line) {
        finish(&pending, at: end)
        end = count % stride == 0 ? range : nil
        count += 1
      } else if line.starts(with: "   LOC".utf8) {
        names = String(decoding: line, as: UTF8.self).split(separator: " ")
      } else if line.count > 17, line.first != UInt8(ascii: " "), end != nil,
        !line.contains(UInt8(ascii: "="))
      {
        let text = String(decoding: line, as: UTF8.self)
          .replacing(/r\d+ \((\w+)\)/) { $0.output.1 }
        let words = text.split(separator: " ")
        // A `ZERO terminator` may stand where a row would.
        guard words.count == names.count, words[1] != "ZERO",
          let start = UInt64(words[0], radix: 16)
        else { continue }
        finish(&pending, at: start)
        let pairs = zip(names, words).dropFirst().map { (String($0), String($1)) }
        pending = (start, Dictionary(pairs) { $1 })
      } else if line.count > 17, line.contains(UInt8(ascii: "=")) {
        // Common information, whose rows are of no code.
        finish(&pending, at: end)
        end = nil
      }
    }
    finish(&pending, at: end)
  }

  private mutating func finish(
    _ pending: inout (start: UInt64, columns: [String: String])?, at end: UInt64?
  ) {
    if let row = pending, let end, end > row.start {
      rows.append(Row(start: row.start, end: end, columns: row.columns))
    }
    pending = nil
  }

  /// The end of a description's code, from a line such as `00000018 … FDE cie=… pc=1000..100b`.
  private static func range(_ line: Data) -> UInt64? {
    guard line.count > 40, line.contains(UInt8(ascii: "=")) else { return nil }
    let text = String(decoding: line, as: UTF8.self)
    guard let match = text.firstMatch(of: /FDE .*pc=[0-9a-f]+\.\.([0-9a-f]+)/) else { return nil }
    return UInt64(match.output.1, radix: 16)
  }
}

extension ReadelfRows.Row {
  private static let registers = [
    "rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12", "r13",
    "r14", "r15",
  ]

  /// Whether one of our rows says what readelf says; where readelf only says that there is an
  /// expression, any rule that is made from expressions will do.
  func agrees(with row: CallFrameRow) -> Bool {
    let offset = row.cfaOffset < 0 ? "\(row.cfaOffset)" : "+\(row.cfaOffset)"
    let cfa = Self.registers[Int(row.register)] + offset
    let returnAddress = columns["ra"]
    switch row.rule {
    case .absent:
      return false
    case .outermost:
      return returnAddress == "u"
    case .unexpressible:
      return columns["CFA"] == "exp" || columns["rsp"] != nil || returnAddress == "exp"
    case .register:
      guard columns["CFA"] == cfa, returnAddress == Self.place(row.extra) else { return false }
    case .returnInRegister:
      guard columns["CFA"] == cfa, returnAddress == Self.registers[Int(row.extra)] else {
        return false
      }
    case .indirect, .procedureLinkage:
      guard columns["CFA"] == "exp", returnAddress == "c-8" else { return false }
    case .interrupted:
      guard columns["CFA"] == "exp", returnAddress == "exp" else { return false }
    }
    return Self.agrees(row.rbp, row.rbpOffset, with: columns["rbp"])
      && Self.agrees(row.rbx, row.rbxOffset, with: columns["rbx"])
  }

  private static func place(_ offset: Int16) -> String {
    offset < 0 ? "c\(offset)" : "c+\(offset)"
  }

  private static func agrees(
    _ saved: CallFrameRow.Saved, _ offset: Int16, with column: String?
  ) -> Bool {
    switch saved {
    // readelf prints `u` for what no instruction mentions, too.
    case .unchanged: column == nil || column == "u" || column == "s"
    case .atFrame: column == place(offset) || column == "exp"
    case .atFramePointer, .atStackPointer: column == "exp"
    case .lost:
      column == "u" || column == "exp" || column == "vexp" || column?.first == "v"
        || column.map { registers.contains($0) } ?? false
    }
  }
}
