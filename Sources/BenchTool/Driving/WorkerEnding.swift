import BenchModel
import Glibc

/// Turns the way in which a worker ended before it had answered into a failure.
package enum WorkerEnding: Equatable {
  case exited(status: Int32)
  case signaled(Int32)
  /// The driver killed it, after it had been silent for so many seconds.
  case timedOut(seconds: Double)
  /// It said something that is not a message of the protocol.
  case misspoke(line: String)

  package func failure(lastOutput: [String]) -> BenchmarkFailure {
    switch self {
    case .exited(let status):
      BenchmarkFailure(
        .exited, "The worker ended with exit status \(status) before it had answered.",
        lastOutput: lastOutput)
    case .signaled(let signal):
      BenchmarkFailure(
        .crashed, "The worker was ended by signal \(signal) (\(Self.name(of: signal))).",
        lastOutput: lastOutput)
    case .timedOut(let seconds):
      BenchmarkFailure(
        .hung,
        """
        The worker gave no answer for \(seconds.asTyped) s and was killed. If it only \
        needs longer, raise '--timeout'.
        """, lastOutput: lastOutput)
    case .misspoke(let line):
      BenchmarkFailure(
        .notStarted, "The worker said '\(line.prefix(80))', which is no message of the protocol.",
        lastOutput: lastOutput)
    }
  }

  private static func name(of signal: Int32) -> String {
    switch signal {
    case SIGILL: "SIGILL, an illegal instruction: a Swift trap"
    case SIGTRAP: "SIGTRAP, a trap"
    case SIGABRT: "SIGABRT, abort"
    case SIGBUS: "SIGBUS, a bus error"
    case SIGFPE: "SIGFPE, an arithmetic error"
    case SIGSEGV: "SIGSEGV, an invalid memory access, such as a stack overflow"
    case SIGKILL: "SIGKILL, perhaps the kernel's out-of-memory killer"
    case SIGTERM: "SIGTERM, terminated"
    default: String(cString: strsignal(signal))
    }
  }
}
