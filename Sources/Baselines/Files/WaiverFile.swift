import BenchModel
import Foundation

/// The waivers of a package, as people write them into `baselines/waivers.tsv`:
///
///     # benchmark  metric  ceiling  expires  reason
///     sync/validate  wall_time  5%  2026-12-31  checks signatures twice until #12 is done
///
/// Tabs or spaces stand between the fields; the reason is the rest of the line. A line that
/// begins with `#`, or has nothing in it, says nothing.
package enum WaiverFile {
  package static let path = "baselines/waivers.tsv"

  /// - Returns: The waivers in the order of the file; none when there is no file.
  /// - Throws: `LineError` with the line, and what was expected there.
  package static func read(from path: String) throws(LineError) -> [Waiver] {
    guard let bytes = try TextFile.read(path), !bytes.isEmpty else { return [] }
    return try waivers(in: bytes, file: path)
  }

  /// - Parameter file: The file's path, for the words of an error.
  package static func waivers(
    in bytes: some Sequence<UInt8>, file: String
  ) throws(LineError) -> [Waiver] {
    var waivers: [Waiver] = []
    var places: [MetricKey: Int] = [:]
    for line in try TextLines(bytes, file: file).lines {
      let text = line.text.drop { $0.isWhitespace }
      if text.isEmpty || text.hasPrefix("#") { continue }
      let waiver = try waiver(text, line: line.number, file: file)
      let key = MetricKey(waiver.benchmark, waiver.metric)
      if let first = places.updateValue(line.number, forKey: key) {
        throw LineError(
          file: file, line: line.number,
          "'\(key)' has a waiver in line \(first) already. Keep one of them.")
      }
      waivers.append(waiver)
    }
    return waivers
  }

  private static func waiver(
    _ text: Substring, line: Int, file: String
  ) throws(LineError) -> Waiver {
    func fail(_ expected: String, _ found: some StringProtocol) -> LineError {
      LineError(file: file, line: line, "expected \(expected), got '\(found)'.")
    }
    let fields = text.split(maxSplits: 4) { $0 == " " || $0 == "\t" }
    guard fields.count == 5 else {
      throw LineError(
        file: file, line: line,
        """
        expected a benchmark, a metric, a ceiling, a last day and a reason, such as \
        'sync/validate wall_time 5% 2026-12-31 waits for #12', got \(fields.count) of the 5.
        """)
    }
    let benchmark: BenchmarkName
    do {
      benchmark = try BenchmarkName(parsing: String(fields[0]))
    } catch {
      throw LineError(file: file, line: line, error.description)
    }
    guard let metric = Metric(rawValue: String(fields[1])) else {
      let known = Metric.allCases.map(\.rawValue).joined(separator: ", ")
      throw fail("one of \(known)", fields[1])
    }
    guard fields[2].hasSuffix("%"),
      fields[2].dropLast().utf8.allSatisfy({ "0123456789.".utf8.contains($0) }),
      let percent = Double(fields[2].dropLast()), percent.isFinite
    else { throw fail("a ceiling in percent, such as 5%", fields[2]) }
    guard isDay(fields[3]) else {
      throw fail("the last day as yyyy-mm-dd, such as 2026-12-31", fields[3])
    }
    var reason = fields[4]
    while reason.last?.isWhitespace == true { reason.removeLast() }
    return Waiver(
      benchmark: benchmark, metric: metric, ceiling: percent / 100, expires: String(fields[3]),
      reason: String(reason))
  }

  /// Whether a day of that date was or will be, in the Gregorian calendar.
  private static func isDay(_ text: Substring) -> Bool {
    guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
    else { return false }
    let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return days.indices.contains(month - 1) && 1...days[month - 1] ~= day
  }
}
