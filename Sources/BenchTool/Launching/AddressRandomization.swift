import CBench
import Foundation
import Glibc

/// Takes the kernel's randomization of addresses out of a comparison: a `Placement` draws what lies
/// where instead, the same for both processes of a pair.
///
/// With the kernel's own draws, two processes of the same executable differed by 14 % and 17 % (one
/// standard deviation) in kernels that allocate, by where heap and code happened to lie.
enum AddressRandomization {
  /// Goes on in the same program without randomization, where this process still has it. What it
  /// starts inherits that.
  ///
  /// - Returns: A warning for the report where the kernel refuses; `nil` when all is well.
  static func goOnWithout() -> String? {
    let outcome = bench_stop_address_randomization()
    if outcome == 0 { return nil }
    guard outcome > 0 else {
      return """
        The kernel does not let this process turn off address randomization (personality: \
        \(String(cString: strerror(-outcome)))), so where stack and heap lie differs between the \
        two processes of a pair, and smaller changes stay undecided. In a container, allow it with: \
        --security-opt seccomp=unconfined
        """
    }
    // A program that is running keeps its addresses; only one that starts now has the new ones.
    let executable = ProcFile.executablePath()
    var arguments = ([executable] + CommandLine.arguments.dropFirst()).map { strdup($0) }
    arguments.append(nil)
    execv(executable, arguments)
    return """
      Address randomization is still on for this process, since it could not be started again: \
      \(String(cString: strerror(errno))).
      """
  }
}
