/// Why bytes could not be read as stacks.
package enum StackFormatError: Error, Equatable {
  case empty
  /// - Parameter start: The first characters, for a reader to recognize the file by.
  case unrecognized(start: String)
  /// - Parameter problem: What was expected, what is there, and where.
  case damaged(StackFormat, problem: String)
  case noStacks(StackFormat, problem: String)
  case tooLarge(StackFormat, what: String, limit: Int)
  /// A perf.data file was handed to the readers of text and exports.
  case needsRecordingReader
}

extension StackFormatError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty:
      """
      There is nothing to read: 0 bytes. If they came through a pipe, see what its first command \
      says on standard error.
      """
    case .unrecognized(let start):
      """
      These bytes are no stacks in a known format: they start with '\(start)'. Expected perf.data, \
      the text of 'perf script', folded stacks ('main;work 12'), speedscope JSON, Firefox Profiler \
      JSON or pprof. 'perf script -i perf.data > stacks.txt' makes text that can be read.
      """
    case .damaged(let format, let problem):
      "This looks like \(format), but \(problem). Export or copy the file again."
    case .noStacks(let format, let problem):
      "No stacks in this \(format): \(problem)"
    case .tooLarge(let format, let what, let limit):
      "This \(format) has more than \(limit) \(what), which no recording needs: it is not read."
    case .needsRecordingReader:
      "This is perf.data, not text. 'bench flamegraph' reads it as it is."
    }
  }
}
