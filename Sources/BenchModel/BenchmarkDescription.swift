/// What a benchmark says of itself before anything is run.
package struct BenchmarkDescription: Hashable, Codable, Sendable {
  /// What another harness measured has this tag.
  package static let importedTag = "imported"
  /// What was imported has this tag too where it has to be judged by wall clock though its samples
  /// have processor time.
  package static let wallClockTag = "wall-clock"

  package let name: BenchmarkName
  package let question: String
  package let throughput: Throughput?
  package let tags: [String]
  package let objective: Objective?

  package init(
    name: BenchmarkName, question: String, throughput: Throughput?, tags: [String],
    objective: Objective? = nil
  ) {
    self.name = name
    self.question = question
    self.throughput = throughput
    self.tags = tags
    self.objective = objective
  }

  /// Whether its processor time is known not to be what it costs, whatever its samples say.
  package var isJudgedByWallClock: Bool {
    tags.contains(Self.importedTag) && tags.contains(Self.wallClockTag)
  }
}
