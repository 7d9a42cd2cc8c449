import Glibc

/// How a process ended.
package enum ProcessEnding: Equatable, Sendable {
  case exited(status: Int32)
  case signaled(Int32)
  /// Something else in this process waited for it and got the answer.
  case unknown

  /// Reads what `waitpid` gives.
  init(waitStatus: Int32) {
    let signal = waitStatus & 0x7f
    self = signal == 0 ? .exited(status: (waitStatus >> 8) & 0xff) : .signaled(signal)
  }
}

extension ProcessEnding: CustomStringConvertible {
  package var description: String {
    switch self {
    case .exited(let status): "exit status \(status)"
    case .signaled(let signal): "signal \(signal) (\(String(cString: strsignal(signal))))"
    case .unknown: "an ending that nobody saw"
    }
  }
}
