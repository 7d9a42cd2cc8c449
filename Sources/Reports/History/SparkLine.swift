import BenchModel
import Statistics

/// A series as one row of bars, with marks below.
///
/// The lowest reading has the lowest bar and the highest the full one, whatever lies between
/// them: it shows where, and the numbers beside it how much. A lone spike would press all others
/// to the floor, so from twenty readings on the scale ends with those inside of Tukey's outer
/// fences, and what is outside has the lowest or the full bar too. What has no number is blank.
/// Where there are more runs than cells, a cell is the lower median of its runs.
struct SparkLine {
  let bars: String
  /// A sign below each cell in which something is marked, blanks elsewhere; no blanks at the end.
  let marks: String

  /// - Parameters:
  ///   - readings: `nil` where there is none.
  ///   - marks: A sign for each place that is to be marked. Of several in a cell the last is
  ///     shown.
  init(_ readings: [Double?], marks: [Int: Character], cells: Int, charset: Charset) {
    precondition(cells > 0, "a line has at least one cell, got \(cells)")
    let present = readings.compactMap(\.self)
    let (low, high) = Self.scale(of: present)
    let count = min(cells, readings.count)
    let buckets = (0..<count).map { cell in
      (cell * readings.count / count)..<((cell + 1) * readings.count / count)
    }
    bars = String(
      buckets.map { bucket -> Character in
        let sorted = readings[bucket].compactMap(\.self).sorted()
        guard !sorted.isEmpty else { return " " }
        let height = Self.height(of: sorted[(sorted.count - 1) / 2], low: low, high: high)
        return charset.bars[Int((height * Double(charset.bars.count - 1)).rounded())]
      })
    let signs = buckets.map { bucket in bucket.compactMap { marks[$0] }.last ?? " " }
    let end = signs.lastIndex { $0 != " " }
    self.marks = String(signs[..<(end.map { $0 + 1 } ?? 0)])
  }

  private static let leastForFences = 20

  private static func scale(of readings: [Double]) -> (low: Double, high: Double) {
    var inside = readings
    if readings.count >= leastForFences, let sample = try? Sample(readings, in: .ratio) {
      let fences = TukeyFences(of: sample)
      inside = readings.filter { fences.lowSevere <= $0 && $0 <= fences.highSevere }
    }
    return (inside.min() ?? 0, inside.max() ?? 0)
  }

  private static func height(of reading: Double, low: Double, high: Double) -> Double {
    if reading <= low { return reading < high || reading < low ? 0 : 0.5 }
    return reading >= high ? 1 : (reading - low) / (high - low)
  }
}
