import Glibc
import Synchronization

/// A profile from a program's launch to its exit, asked for by the environment, so that a program
/// that links this module can be profiled as it is.
///
/// - `BENCH_PROFILE`: the path of the recording; `%p` in it stands for the process's number.
/// - `BENCH_PROFILE_SUBJECT`: `cpu`, the default, `blocked` or `memory`.
/// - `BENCH_PROFILE_BYTES`: samples memory every so many bytes; the default is 524288.
/// - `BENCH_PROFILE_FREQUENCY`: samples a second; the default is 997.
/// - `BENCH_PROFILE_UNWINDING`: `tables`, the default, or `frame-pointers`.
/// - `BENCH_PROFILE_PAUSED`: where it is set, sampling begins at the first `resume()`.
///
/// The recording is finished when the program exits, and on Ctrl-C or SIGTERM where the program does
/// not handle these itself. Programs that it starts do not inherit the wish.
package enum LaunchProfile {
  package static let path = "BENCH_PROFILE"
  package static let subject = "BENCH_PROFILE_SUBJECT"
  package static let bytes = "BENCH_PROFILE_BYTES"
  package static let frequency = "BENCH_PROFILE_FREQUENCY"
  package static let unwinding = "BENCH_PROFILE_UNWINDING"
  package static let paused = "BENCH_PROFILE_PAUSED"

  private struct Running {
    let profiler: Profiler
    /// `nil` where the program ends in its own way.
    let interruption: Interruption?
  }

  private static let running = Mutex<Running?>(nil)

  /// Starts a profiler if the environment asks for one. What is wrong with the wish is said on
  /// standard error; the program runs on in any case.
  static func start() {
    guard let pattern = getenv(path).map({ String(cString: $0) }), !pattern.isEmpty else { return }
    do throws(ProfilerError) {
      let options = try options { getenv($0).map { String(cString: $0) } }
      let target = pattern.replacing("%p", with: "\(getpid())")
      let profiler = try Profiler.start(writingTo: target, options)
      running.withLock { $0 = Running(profiler: profiler, interruption: interruption()) }
      atexit { LaunchProfile.finish() }
    } catch {
      say("Not profiled: \(error)")
    }
    for name in [path, subject, bytes, frequency, unwinding, paused] { unsetenv(name) }
  }

  /// - Parameter value: Of a variable, `nil` where it is not set.
  package static func options(
    _ value: (String) -> String?
  ) throws(ProfilerError) -> Profiler.Options {
    var options = Profiler.Options()
    switch value(subject) {
    case nil, "cpu": break
    case "blocked": options.subject = .blockedTime
    case "memory":
      options.subject = .memory(
        everyBytes: try number(value, bytes) ?? Profiler.Subject.usualBytes)
    case let other?:
      throw .misuse("\(subject) is 'cpu', 'blocked' or 'memory', got '\(other)'.")
    }
    options.frequency = try number(value, frequency) ?? options.frequency
    if let text = value(unwinding) {
      guard let known = Profiler.Unwinding(rawValue: text) else {
        throw .misuse("\(unwinding) is 'tables' or 'frame-pointers', got '\(text)'.")
      }
      options.unwinding = known
    }
    options.startsPaused = value(paused) != nil
    return options
  }

  private static func number(
    _ value: (String) -> String?, _ name: String
  ) throws(ProfilerError) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text) else {
      throw .misuse("\(name) is a whole number, got '\(text)'.")
    }
    return number
  }

  /// The variables that ask for such a profile.
  package static func environment(
    writingTo target: String, _ wish: Profiler.Options
  ) -> [String: String] {
    var variables = [
      path: target, frequency: "\(wish.frequency)", unwinding: wish.unwinding.rawValue,
    ]
    switch wish.subject {
    case .processorTime: variables[subject] = "cpu"
    case .blockedTime: variables[subject] = "blocked"
    case .memory(let everyBytes):
      variables[subject] = "memory"
      variables[bytes] = "\(everyBytes)"
    }
    if wish.startsPaused { variables[paused] = "yes" }
    return variables
  }

  private static func finish() {
    guard let profiler = running.withLock({ $0.take() })?.profiler else { return }
    do throws(ProfilerError) {
      let summary = try profiler.stop()
      say("\(summary)")
    } catch {
      say("The profile was not kept: \(error)")
    }
  }

  /// Ends the program as the signal would have, once the recording is whole.
  private static func interruption() -> Interruption? {
    guard isUnhandled(SIGINT), isUnhandled(SIGTERM) else { return nil }
    return try? Interruption { number in
      finish()
      signal(number, SIG_DFL)
      kill(getpid(), number)
    }
  }

  /// Whether the program has no handler of its own: the signal ends it or is ignored.
  private static func isUnhandled(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler, to: Int.self) <= 1
  }

  private static func say(_ words: String) {
    var line = "bench: \(words)\n"
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

@_cdecl("profiling_launched")
public func profilingLaunched() { LaunchProfile.start() }
