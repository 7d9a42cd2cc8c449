import BenchModel
import Benchmarking
import Foundation
import Testing

@Suite struct WorkerProtocolTests {
  @Test func `lines come out whole, however the pipe cut them`() {
    var lines = LineSplitter()
    #expect(lines.add("ab".utf8) == [])
    #expect(lines.add("c\n\nde".utf8) == [Array("abc".utf8), []])
    #expect(lines.add("\n".utf8) == [Array("de".utf8)])
  }

  @Test func `what the driver says survives the pipe`() throws {
    let messages: [DriverMessage] = [
      .open(benchmark: try BenchmarkName(parsing: "a/n=1")),
      .sample(request: SampleRequest(iterations: 7, purpose: .countingAllocations), count: 3),
      .close,
      .leave,
    ]
    for message in messages {
      let json = try JSONEncoder().encode(message)
      #expect(!json.contains(UInt8(ascii: "\n")))
      #expect(try JSONDecoder().decode(DriverMessage.self, from: json) == message)
    }
  }

  @Test func `what a worker says survives the pipe, line feeds included`() throws {
    let messages: [WorkerMessage] = [
      .hello(version: 2),
      .timed(observations: [Observation(iterations: 1, wallNanoseconds: 2, cpuNanoseconds: 3)]),
      .counted(counts: .unavailable(reason: "no")),
      .failed(failure: BenchmarkFailure(.threw, "two\nlines")),
      .closed(peakResidentBytes: .value(4096)),
    ]
    for message in messages {
      let json = try JSONEncoder().encode(message)
      #expect(!json.contains(UInt8(ascii: "\n")))
      #expect(try JSONDecoder().decode(WorkerMessage.self, from: json) == message)
    }
  }
}
