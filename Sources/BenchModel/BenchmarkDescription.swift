/// What a benchmark says of itself before anything is run.
package struct BenchmarkDescription: Hashable, Codable, Sendable {
  /// What another harness measured has this tag.
  package static let importedTag = "imported"

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
}
