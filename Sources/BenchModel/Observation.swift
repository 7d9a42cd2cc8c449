/// What one timed sample of several iterations cost: raw, as the kernel told it.
///
/// All counts are differences between the two edges of the sample, and belong to the thread or
/// to the process, as the `CPUScope` of the benchmark says.
package struct Observation: Hashable, Sendable {
  package let iterations: Int
  package let wallNanoseconds: Int
  /// 0 in all samples of a benchmark whose harness recorded none.
  package let cpuNanoseconds: Int
  package let minorFaults: Int
  package let majorFaults: Int
  package let voluntarySwitches: Int
  package let involuntarySwitches: Int

  package init(
    iterations: Int, wallNanoseconds: Int, cpuNanoseconds: Int, minorFaults: Int = 0,
    majorFaults: Int = 0, voluntarySwitches: Int = 0, involuntarySwitches: Int = 0
  ) {
    self.iterations = iterations
    self.wallNanoseconds = wallNanoseconds
    self.cpuNanoseconds = cpuNanoseconds
    self.minorFaults = minorFaults
    self.majorFaults = majorFaults
    self.voluntarySwitches = voluntarySwitches
    self.involuntarySwitches = involuntarySwitches
  }

  /// Seconds of wall clock per iteration.
  package var wallSeconds: Double { Double(wallNanoseconds) * 1e-9 / Double(iterations) }

  /// Seconds of processor time per iteration.
  package var cpuSeconds: Double { Double(cpuNanoseconds) * 1e-9 / Double(iterations) }
}

/// In JSON an observation is the row
/// `[iterations, wall ns, cpu ns, minor, major, voluntary, involuntary]`,
/// which keeps a run of a hundred thousand samples readable by other tools, and small.
extension Observation: Codable {
  /// The names of the columns, in the order in which they are encoded.
  package static let columns = [
    "iterations", "wall_ns", "cpu_ns", "minor_faults", "major_faults", "voluntary_switches",
    "involuntary_switches",
  ]

  package init(from decoder: any Decoder) throws {
    var row = try decoder.unkeyedContainer()
    iterations = try row.decode(Int.self)
    guard iterations > 0 else {
      throw DecodingError.dataCorruptedError(
        in: row, debugDescription: "a sample has at least one iteration, got \(iterations)")
    }
    wallNanoseconds = try Self.count(in: &row)
    cpuNanoseconds = try Self.count(in: &row)
    minorFaults = try Self.count(in: &row)
    majorFaults = try Self.count(in: &row)
    voluntarySwitches = try Self.count(in: &row)
    involuntarySwitches = try Self.count(in: &row)
  }

  private static func count(in row: inout any UnkeyedDecodingContainer) throws -> Int {
    let column = columns[row.currentIndex]
    let count = try row.decode(Int.self)
    guard count >= 0 else {
      throw DecodingError.dataCorruptedError(
        in: row, debugDescription: "'\(column)' of a sample is not negative, got \(count)")
    }
    return count
  }

  package func encode(to encoder: any Encoder) throws {
    var row = encoder.unkeyedContainer()
    try row.encode(iterations)
    try row.encode(wallNanoseconds)
    try row.encode(cpuNanoseconds)
    try row.encode(minorFaults)
    try row.encode(majorFaults)
    try row.encode(voluntarySwitches)
    try row.encode(involuntarySwitches)
  }
}
