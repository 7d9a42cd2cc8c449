/// Why a program could not be profiled from inside.
public enum ProfilerError: Error, Equatable {
  case alreadyRuns
  case alreadyStopped
  /// The kernel permits no way to interrupt threads.
  case refused(reason: String)
  /// The recording, with the words of what failed.
  case notWritten(String)
  case misuse(String)
}

extension ProfilerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .alreadyRuns:
      "A profiler runs in this process already. Stop it first; one can run at a time."
    case .alreadyStopped: "The profiler was stopped before; start another for a new recording."
    case .refused(let reason):
      """
      This system permits no timer that interrupts a thread: \(reason). Check 'ulimit -i', the \
      number of signals that may be pending.
      """
    case .notWritten(let words): words
    case .misuse(let words): words
    }
  }
}
