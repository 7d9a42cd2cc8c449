import BenchModel

/// One property of a machine, judged for measuring.
package struct Finding: Hashable, Sendable {
  package enum Severity: String, Hashable, Codable, CaseIterable, Comparable, Sendable {
    case ok
    /// Good to know; comparisons in lockstep do not suffer from it.
    case notice
    /// Numbers get wider or differ from day to day.
    case warning
    /// Numbers made here would mislead, or the tool cannot finish.
    case blocking

    package static func < (first: Severity, second: Severity) -> Bool {
      first.rank < second.rank
    }

    private var rank: Int {
      switch self {
      case .ok: 0
      case .notice: 1
      case .warning: 2
      case .blocking: 3
      }
    }
  }

  package enum Remedy: Hashable, Sendable {
    /// To be pasted into a shell.
    case command(String)
    /// What a command cannot do, or why nothing can be done from here.
    case advice(String)
  }

  package let check: DoctorCheck
  package let severity: Severity
  /// What the machine has; unavailable where it does not say.
  package let found: Reading<String>
  package let wanted: String
  /// Why it matters, in one sentence.
  package let reason: String
  /// `nil` where nothing needs to be done.
  package let remedy: Remedy?

  package init(
    check: DoctorCheck, severity: Severity, found: Reading<String>, wanted: String,
    reason: String, remedy: Remedy?
  ) {
    self.check = check
    self.severity = severity
    self.found = found
    self.wanted = wanted
    self.reason = reason
    self.remedy = remedy
  }
}
