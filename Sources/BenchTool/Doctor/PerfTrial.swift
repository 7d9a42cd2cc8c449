/// What `perf stat` said when it was asked to count for a moment.
package struct PerfTrial: Equatable, Sendable {
  package enum Outcome: Equatable, Sendable {
    /// Cycles were counted by the processor.
    case counts
    /// The program works, and the machine has no counters for it.
    case notSupported
    /// The program ended with an error, in its own words.
    case failed(String)
  }

  /// Where the program is.
  package let path: String
  package let outcome: Outcome

  package static let arguments = ["stat", "-x", ",", "-e", "task-clock:u,cycles:u", "true"]

  /// - Parameters:
  ///   - succeeded: Whether the exit status was 0.
  ///   - errors: Its standard error: one line of comma-separated fields for each event.
  package init(path: String, succeeded: Bool, errors: String) {
    self.path = path
    let lines = errors.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
    guard succeeded else {
      outcome = .failed(lines.prefix(2).joined(separator: " "))
      return
    }
    let hasCycles = lines.contains { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      // A machine with two kinds of cores has a line for each.
      return fields.count > 2 && fields[2].contains("cycles") && (Int(fields[0]) ?? 0) > 0
    }
    outcome = hasCycles ? .counts : .notSupported
  }
}
