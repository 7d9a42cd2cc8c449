import BenchModel
import BenchTool
import Testing

@Suite struct OnDemandTests {
  private func benchmark(_ name: String, tags: [String]) throws -> BenchmarkDescription {
    BenchmarkDescription(
      name: try BenchmarkName(parsing: name), question: "?", throughput: nil, tags: tags)
  }

  @Test func `what is on demand runs only when it is asked for`() throws {
    let all = [
      try benchmark("a/one", tags: ["a"]), try benchmark("k/two", tags: ["on-demand", "k"]),
    ]
    func names(_ selection: Selection) throws -> [String] {
      try selection.applied(to: all).map(\.name.description)
    }
    #expect(try names(Selection()) == ["a/one"])
    #expect(try names(Selection(filters: ["k/"])) == ["k/two"])
    #expect(try names(Selection(tags: ["k"])) == ["k/two"])
    #expect(try names(Selection(filters: ["two", "one"])) == ["a/one", "k/two"])
  }
}
