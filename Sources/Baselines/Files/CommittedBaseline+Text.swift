import BenchModel
import Foundation

extension CommittedBaseline {
  static let formatVersion = 1
  private static let magic = "#bench-baseline"

  /// The content of the file: the same text for equal values, ending in a line feed.
  package var text: String {
    let header = [
      "\(Self.magic) \(Self.formatVersion)", "class=\(self.header.machineClass)",
      self.header.compiler.map { "compiler=\($0)" }, self.header.flags.map { "flags=\($0)" },
    ].compactMap(\.self).joined(separator: "\t")
    let lines = entries.sorted { $0.key < $1.key }.map { key, entry in
      [
        key.benchmark.description, key.metric.rawValue, Self.text(of: entry.value, key.metric),
        entry.relativeHalfWidth.map { "\(SignificantDigits.plain($0 * 100, digits: 2))%" } ?? "-",
        "\(entry.processes)",
      ].joined(separator: "\t")
    }
    return ([header] + lines).map { $0 + "\n" }.joined()
  }

  /// A time has four significant digits, a count all that it needs.
  static func text(of value: Double, _ metric: Metric) -> String {
    switch metric {
    case .cpuTime, .wallTime:
      SignificantDigits.scientific(value, digits: 4)
    case .allocations:
      // A whole number without ".0", as far as each whole number has a value of its own.
      value.rounded() == value && value < 9_007_199_254_740_992 ? "\(Int(value))" : "\(value)"
    }
  }

  /// Reads a file's content.
  ///
  /// - Parameter file: Its path, for the words of an error.
  /// - Throws: `LineError` with the line, and what was expected there.
  package init(parsing bytes: some Sequence<UInt8>, file: String) throws(LineError) {
    let lines = try TextLines(bytes, file: file)
    let header = try Self.header(lines.lines[0], file: file)
    var entries: [MetricKey: Entry] = [:]
    var places: [MetricKey: Int] = [:]
    for line in lines.lines.dropFirst() {
      let (key, entry) = try Self.entry(line, file: file)
      if let first = places.updateValue(line.number, forKey: key) {
        throw LineError(
          file: file, line: line.number,
          "'\(key)' stands in line \(first) already. Keep one of them, or measure and save again.")
      }
      entries[key] = entry
    }
    self.init(header: header, entries: entries)
  }

  private static func header(
    _ line: TextLines.Line, file: String
  ) throws(LineError) -> Header {
    let fields = line.text.split(separator: "\t", omittingEmptySubsequences: false)
    let words = fields[0].split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, words[0] == magic, let version = Int(words[1]) else {
      throw LineError(
        file: file, line: line.number,
        "expected a header that begins with '\(magic) \(formatVersion)', got '\(fields[0])'.")
    }
    guard version == formatVersion else {
      throw LineError(
        file: file, line: line.number,
        "the file has version \(version), this bench reads version \(formatVersion). Update bench.")
    }
    var values: [Substring: String] = [:]
    for field in fields.dropFirst() {
      let halves = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, ["class", "compiler", "flags"].contains(halves[0]),
        values.updateValue(String(halves[1]), forKey: halves[0]) == nil
      else {
        throw LineError(
          file: file, line: line.number,
          "expected 'class=…', 'compiler=…' and 'flags=…', each once, got '\(field)'.")
      }
    }
    guard let name = values["class"], let machineClass = MachineClass(parsing: name) else {
      throw LineError(
        file: file, line: line.number,
        "expected 'class=' and a class of machines, such as 'class=x86_64-amd-epyc-7b13-2c'.")
    }
    return Header(
      machineClass: machineClass, compiler: values["compiler"], flags: values["flags"])
  }

  private static func entry(
    _ line: TextLines.Line, file: String
  ) throws(LineError) -> (MetricKey, Entry) {
    func fail(_ expected: String, _ found: some StringProtocol) -> LineError {
      LineError(file: file, line: line.number, "expected \(expected), got '\(found)'.")
    }
    let fields = line.text.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 5 else {
      throw LineError(
        file: file, line: line.number,
        """
        expected 5 fields with tabs between them (benchmark, metric, value, relative half width, \
        processes), got \(fields.count).
        """)
    }
    let benchmark: BenchmarkName
    do {
      benchmark = try BenchmarkName(parsing: String(fields[0]))
    } catch {
      throw LineError(file: file, line: line.number, error.description)
    }
    guard let metric = Metric(rawValue: String(fields[1])) else {
      let known = Metric.allCases.map(\.rawValue).joined(separator: ", ")
      throw fail("one of \(known)", fields[1])
    }
    guard let value = number(fields[2]) else {
      throw fail("a number of 0 or more, such as 8.124e-07", fields[2])
    }
    let width = fields[3] == "-" ? nil : percentage(fields[3])
    guard fields[3] == "-" || width != nil else {
      throw fail("a percentage, such as 0.61%, or '-'", fields[3])
    }
    guard let processes = Int(fields[4]), processes > 0 else {
      throw fail("a number of processes, 1 or more", fields[4])
    }
    return (
      MetricKey(benchmark, metric),
      Entry(value: value, relativeHalfWidth: width, processes: processes, of: metric)
    )
  }

  private static func number(_ text: Substring) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789.e+-".utf8.contains($0) }), let value = Double(text),
      value.isFinite, value >= 0
    else { return nil }
    return value
  }

  private static func percentage(_ text: Substring) -> Double? {
    text.hasSuffix("%") ? number(text.dropLast()).map { $0 / 100 } : nil
  }
}
