/// Why there is no recording.
package enum RecordingError: Error, Equatable {
  /// `kernel.perf_event_paranoid` forbids what was asked for.
  case paranoid(found: Int, needed: Int)
  /// The kernel refuses although its settings permit: a container's filter.
  case blocked(paranoid: Int?)
  /// There is no such system call.
  case unsupported
  /// The limit of open files of a process.
  case openFiles(found: Int, needed: Int)
  /// The limit of open files of the whole system.
  case openFilesOfSystem
  /// `kernel.perf_event_max_sample_rate` is below what was asked for.
  case frequency(asked: Int, found: Int)
  /// `kernel.perf_event_mlock_kb` and the limit of locked memory leave no room for buffers.
  case lockedMemory(foundKiB: Int?, neededKiB: Int)
  /// Another user's process, or one that has gained rights.
  case foreignProcess(Int32)
  case noSuchProcess(Int32)
  /// Something else holds the processor's counters.
  case countersBusy
  /// An answer of the kernel with no better explanation.
  case kernel(call: String, reason: String)

  case noPerfProgram(reason: String)
  /// The perf program ended early or without success; its last words are kept.
  case perfFailed(ending: ProcessEnding, words: String)
  /// The perf program did not answer within the time.
  case perfSilent(question: String, seconds: Int)
  /// The perf program did not end when told to, and was killed.
  case perfStuck(seconds: Int)

  case commandNotStarted(command: String, reason: String)
  /// A program that was to sample itself left no recording.
  case notFromInside(command: String, ending: ProcessEnding)
  case notWritten(path: String, reason: String)
  /// A wish that no recorder can fulfil, as a sentence.
  case misuse(String)
}
