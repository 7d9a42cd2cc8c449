import BenchModel
import Foundation

/// Messages as lines of JSON, and the two that are sent thousands of times a second without a
/// general encoder: between two samples of a comparison there is nothing else to wait for.
package enum WireLine {
  private static let profiled = ",\"isProfiled\":true"

  package static func encode(_ message: DriverMessage) -> [UInt8] {
    if case .sample(let request, let count) = message {
      let text =
        "{\"sample\":{\"request\":{\"iterations\":\(request.iterations),\"purpose\":"
        + "\"\(request.purpose.rawValue)\"\(request.isProfiled == true ? Self.profiled : "")},"
        + "\"count\":\(count)}}\n"
      return Array(text.utf8)
    }
    return general(message)
  }

  package static func encode(_ message: WorkerMessage) -> [UInt8] {
    guard case .timed(let observations) = message else { return general(message) }
    var text = "{\"timed\":{\"observations\":["
    for (index, sample) in observations.enumerated() {
      text += index == 0 ? "[" : ",["
      text +=
        "\(sample.iterations),\(sample.wallNanoseconds),\(sample.cpuNanoseconds),"
        + "\(sample.minorFaults),\(sample.majorFaults),\(sample.voluntarySwitches),"
        + "\(sample.involuntarySwitches)]"
    }
    return Array((text + "]}}\n").utf8)
  }

  /// - Returns: `nil` for what is no message.
  package static func decodeDriverMessage(_ line: [UInt8]) -> DriverMessage? {
    try? JSONDecoder().decode(DriverMessage.self, from: Data(line))
  }

  /// - Returns: `nil` for what is no message.
  package static func decodeWorkerMessage(_ line: [UInt8]) -> WorkerMessage? {
    if let observations = observations(in: line) { return .timed(observations: observations) }
    return try? JSONDecoder().decode(WorkerMessage.self, from: Data(line))
  }

  private static let timedPrefix = Array("{\"timed\":{\"observations\":[".utf8)

  /// The rows of a line that is spelled as `encode` does; anything else is for the general decoder.
  private static func observations(in line: [UInt8]) -> [Observation]? {
    guard line.starts(with: timedPrefix), line.count < 1 << 20 else { return nil }
    var observations: [Observation] = []
    var row: [Int] = []
    var number: Int?
    for byte in line.dropFirst(timedPrefix.count) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (tens, high) = (number ?? 0).multipliedReportingOverflow(by: 10)
        let (value, low) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
        if high || low { return nil }
        number = value
      case UInt8(ascii: ","), UInt8(ascii: "]"):
        if let digits = number { row.append(digits) }
        number = nil
        if byte == UInt8(ascii: "]"), !row.isEmpty {
          guard row.count == 7, row[0] > 0 else { return nil }
          observations.append(
            Observation(
              iterations: row[0], wallNanoseconds: row[1], cpuNanoseconds: row[2],
              minorFaults: row[3], majorFaults: row[4], voluntarySwitches: row[5],
              involuntarySwitches: row[6]))
          row.removeAll(keepingCapacity: true)
        }
      case UInt8(ascii: "["), UInt8(ascii: "}"):
        continue
      default:
        return nil
      }
    }
    return row.isEmpty && number == nil ? observations : nil
  }

  private static func general(_ message: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    // Messages are made of plain values, which always encode.
    return Array(try! encoder.encode(message)) + [UInt8(ascii: "\n")]
  }
}
