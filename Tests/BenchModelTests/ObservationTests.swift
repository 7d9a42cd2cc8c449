import BenchModel
import Foundation
import Testing

@Suite struct ObservationTests {
  @Test func `times are per iteration and in seconds`() {
    let observation = Observation(
      iterations: 4, wallNanoseconds: 2_000_000_000, cpuNanoseconds: 1_000_000_000)
    #expect(observation.wallSeconds == 0.5)
    #expect(observation.cpuSeconds == 0.25)
  }

  @Test func `is one row in JSON, with as many columns as are named`() throws {
    let observation = Observation(
      iterations: 1, wallNanoseconds: 2, cpuNanoseconds: 3, minorFaults: 4, majorFaults: 5,
      voluntarySwitches: 6, involuntarySwitches: 7)
    let json = try JSONEncoder().encode(observation)
    #expect(String(decoding: json, as: UTF8.self) == "[1,2,3,4,5,6,7]")
    #expect(Observation.columns.count == 7)
    #expect(try JSONDecoder().decode(Observation.self, from: json) == observation)
  }

  @Test(arguments: ["[0,1,1,0,0,0,0]", "[1,2]", "{}", "[1,2,3,4,5,6,\"7\"]", "[1,2,-3,4,5,6,7]"])
  func `a damaged row is an error`(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Observation.self, from: Data(json.utf8))
    }
  }

  @Test func `allocations are per iteration`() {
    let count = AllocationCount(iterations: 4, allocations: 10, bytes: 64)
    #expect(count.allocationsPerIteration == 2.5)
    #expect(count.bytesPerIteration == 16)
  }
}
