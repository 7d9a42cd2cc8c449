import BenchModel
import Benchmarking
import Suites
import Synchronization
import Testing

/// Every benchmark is run once, so that none rots.
@Suite(.serialized) struct SuitesTests {
  @Test(arguments: Suites.all.map(\.description.name))
  func `gives the right answer`(name: BenchmarkName) async throws {
    let benchmark = try #require(Suites.all.first { $0.description.name == name })
    let once = OneSample()
    try await benchmark.run(Meter(conductor: once))
    #expect(once.reports == 1)
  }

  @Test func `no two share a name, and each asks a question`() {
    let descriptions = Suites.all.map(\.description)
    #expect(Set(descriptions.map(\.name)).count == descriptions.count)
    for description in descriptions {
      #expect(description.question.hasSuffix("?"))
      #expect(!description.tags.isEmpty)
    }
  }
}

/// Asks for one sample of one iteration.
private final class OneSample: SampleConductor {
  private let asked = Atomic(false)
  private let reported = Atomic(0)

  var reports: Int { reported.load(ordering: .relaxed) }

  func opened(_ plan: MeterPlan) {}

  func nextRequest() -> SampleRequest? {
    asked.exchange(true, ordering: .relaxed) ? nil : SampleRequest(iterations: 1)
  }

  func report(_ outcome: SampleOutcome) { reported.add(1, ordering: .relaxed) }
}
