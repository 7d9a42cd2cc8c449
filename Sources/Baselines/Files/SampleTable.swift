import BenchModel
import Foundation

/// A run as a table of comma-separated values with a row for each sample, from which the run can be
/// made again.
///
/// The first line is a comment: `# bench run `, the run's identity, and a `RunFile` in one line whose
/// processes have no observations. The identity tells a table that was cut short, or changed. Readers
/// of tables skip the line (`comment="#"` in pandas and R). Then come the names of the columns, and the
/// rows:
///
///     benchmark,process,sample,iterations,wall_ns,cpu_ns,minor_faults,…
///
/// Processes and samples count from 0.
package enum SampleTable {
  private static let mark = "# bench run "
  private static let columns = ["benchmark", "process", "sample"] + Observation.columns

  /// - Throws: `LineError` when a number of the run is not finite.
  /// - Complexity: O(*n*) in the number of samples.
  package static func content(of file: RunFile, for path: String) throws(LineError) -> [UInt8] {
    let head = RunFile(
      run: file.run.mappingObservations { _, _, _ in [] }, architecture: file.architecture)
    let json = try head.content(for: path).filter { $0 != UInt8(ascii: "\n") }
    let identity = Store.identifier(of: file.run).text
    var text =
      Array("\(mark)\(identity) ".utf8) + json
      + Array("\n\(columns.joined(separator: ","))\n".utf8)
    for result in file.run.results {
      for (process, record) in result.processes.enumerated() {
        for (sample, row) in record.observations.enumerated() {
          let numbers = [process, sample] + ObservationBlob.columns.map { $0(row) }
          let cells = numbers.map(String.init).joined(separator: ",")
          text += Array("\(result.benchmark.name),\(cells)\n".utf8)
        }
      }
    }
    return text
  }

  /// Whether bytes begin as such a table does.
  package static func recognizes(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: mark.utf8)
  }

  /// - Parameter path: For the words of errors.
  /// - Throws: `LineError` with the line and what was expected there.
  package static func parse(_ bytes: [UInt8], path: String) throws(LineError) -> RunFile {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let first = lines.first, recognizes(first) else {
      throw LineError(file: path, line: 1, "expected '\(mark)' and the run in JSON.")
    }
    let words = first.dropFirst(mark.utf8.count).split(
      separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
    guard words.count == 2, words[0].count == 36 else {
      throw LineError(file: path, line: 1, "expected '\(mark)', its identity and the run in JSON.")
    }
    let head = try RunFile(parsing: Array(words[1]), file: path)
    guard bytes.last == UInt8(ascii: "\n"), lines.count >= 3 else {
      throw LineError(file: path, line: lines.count, "expected a whole line: the file is cut off.")
    }
    guard Array(lines[1]) == Array(columns.joined(separator: ",").utf8) else {
      throw LineError(
        file: path, line: 2, "expected the columns \(columns.joined(separator: ",")).")
    }
    var rows: [Place: [Observation]] = [:]
    for (index, line) in lines.enumerated().dropFirst(2).dropLast() {
      let (place, sample, observation) = try row(line, path: path, line: index + 1)
      guard rows[place, default: []].count == sample else {
        throw LineError(
          file: path, line: index + 1,
          "expected sample \(rows[place]?.count ?? 0) of this process, got \(sample).")
      }
      rows[place, default: []].append(observation)
    }
    let run = head.run.mappingObservations { benchmark, process, _ in
      rows.removeValue(forKey: Place(benchmark: benchmark.description, process: process)) ?? []
    }
    if let stray = rows.keys.min(by: { ($0.benchmark, $0.process) < ($1.benchmark, $1.process) }) {
      throw LineError(
        file: path, line: nil,
        "process \(stray.process) of '\(stray.benchmark)' has samples and is not in line 1.")
    }
    guard Store.identifier(of: run).text.utf8.elementsEqual(words[0]) else {
      throw LineError(
        file: path, line: nil,
        "its rows are not all those of the run in line 1: it was cut short or changed. Export it again."
      )
    }
    return RunFile(run: run, architecture: head.architecture)
  }

  private struct Place: Hashable {
    let benchmark: String
    let process: Int
  }

  private static func row(
    _ bytes: ArraySlice<UInt8>, path: String, line: Int
  ) throws(LineError) -> (Place, sample: Int, Observation) {
    let cells = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let numbers = cells.dropFirst().compactMap { Int($0) }
    guard cells.count == columns.count, numbers.count == columns.count - 1, numbers[2] > 0,
      numbers.allSatisfy({ $0 >= 0 })
    else {
      throw LineError(
        file: path, line: line,
        "expected a name and \(columns.count - 1) whole numbers from 0, with at least one iteration."
      )
    }
    let observation = Observation(
      iterations: numbers[2], wallNanoseconds: numbers[3], cpuNanoseconds: numbers[4],
      minorFaults: numbers[5], majorFaults: numbers[6], voluntarySwitches: numbers[7],
      involuntarySwitches: numbers[8])
    return (Place(benchmark: cells[0], process: numbers[0]), numbers[1], observation)
  }
}

extension Run {
  /// The run with other observations in each process.
  fileprivate func mappingObservations(
    _ observations: (BenchmarkName, _ process: Int, [Observation]) -> [Observation]
  ) -> Run {
    replacing(
      results: results.map { result in
        BenchmarkResult(
          benchmark: result.benchmark,
          processes: result.processes.enumerated().map { index, process in
            process.replacing(
              observations: observations(result.benchmark.name, index, process.observations))
          }, failure: result.failure)
      })
  }
}
