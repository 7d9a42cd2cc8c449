import BenchModel
import Benchmarking
import Foundation
import Testing

/// The two messages that have an encoder of their own, held against the general one of Foundation.
@Suite struct WireLineTests {
  private let samples = [
    Observation(
      iterations: 7, wallNanoseconds: 100_200, cpuNanoseconds: 99_000, minorFaults: 1,
      majorFaults: 2, voluntarySwitches: 3, involuntarySwitches: 4),
    Observation(iterations: 1, wallNanoseconds: 0, cpuNanoseconds: 0),
  ]

  @Test func `a request is the JSON that any decoder reads`() throws {
    for (purpose, isProfiled) in [
      (SampleRequest.Purpose.timing, false), (.timing, true), (.countingAllocations, false),
    ] {
      let message = DriverMessage.sample(
        request: SampleRequest(iterations: 123, purpose: purpose, isProfiled: isProfiled), count: 2)
      let line = WireLine.encode(message)
      #expect(line.last == UInt8(ascii: "\n"))
      #expect(try JSONDecoder().decode(DriverMessage.self, from: Data(line)) == message)
      #expect(WireLine.decodeDriverMessage(Array(line.dropLast())) == message)
    }
  }

  @Test(arguments: 0...2)
  func `observations are the JSON that any decoder reads`(count: Int) throws {
    let message = WorkerMessage.timed(observations: Array(samples.prefix(count)))
    let line = WireLine.encode(message)
    #expect(try JSONDecoder().decode(WorkerMessage.self, from: Data(line)) == message)
    #expect(WireLine.decodeWorkerMessage(Array(line.dropLast())) == message)
  }

  @Test func `observations that another encoder spelled are read as well`() throws {
    let message = WorkerMessage.timed(observations: samples)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .prettyPrinted
    #expect(WireLine.decodeWorkerMessage(Array(try encoder.encode(message))) == message)
  }

  @Test(arguments: [
    "", "{", "{\"timed\":{\"observations\":[[1,2,3]]}}",
    "{\"timed\":{\"observations\":[[0,1,1,0,0,0,0]]}}",
    "{\"timed\":{\"observations\":[[1,2,3,4,5,6,99999999999999999999999]]}}",
    "{\"timed\":{\"observations\":[[1,2,3,4,5,6,7]",
    "{\"timed\":{\"observations\":[[1,2,3,4,5,6,7,8]]}}",
  ])
  func `what is no message is none`(text: String) {
    let message = WireLine.decodeWorkerMessage(Array(text.utf8))
    // A row of eight is a message to the general decoder, which ignores what it does not know.
    if text.contains("7,8") || text.hasSuffix("6,7]") {
      #expect(message == nil || message != .timed(observations: []))
    } else {
      #expect(message == nil)
    }
  }
}
