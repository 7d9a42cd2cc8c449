extension RecordingError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .paranoid, .blocked, .unsupported, .foreignProcess, .noSuchProcess: permission
    case .openFiles, .openFilesOfSystem, .frequency, .lockedMemory, .countersBusy, .kernel: limit
    case .noPerfProgram, .perfFailed, .perfSilent, .perfStuck: perf
    case .commandNotStarted(let command, let reason):
      "The command '\(command)' did not start: \(reason). Check its path."
    case .notFromInside(let command, let ending):
      """
      '\(command)' ended with \(ending) and left no recording of itself. Only a program that links \
      the library Profiling can, and one that was killed does not. '--sampler perf' needs neither.
      """
    case .notWritten(let path, let reason):
      "The recording \(path) cannot be written: \(reason). Choose another place with '--output'."
    case .misuse(let sentence): sentence
    }
  }

  private var permission: String {
    switch self {
    case .paranoid(let found, let needed):
      """
      The kernel refuses to record\(needed < 2 ? " kernel code" : ""): \
      kernel.perf_event_paranoid is \(found), needed is \(needed) or less. Set it with 'sudo sysctl kernel.perf_event_paranoid=\(needed)', or run as root.
      """
    case .blocked(let paranoid):
      """
      The kernel refuses to record, though kernel.perf_event_paranoid\
      \(paranoid.map { " is \($0) and" } ?? "") does not forbid it: a container's filter does. \
      Start the container with '--cap-add PERFMON --security-opt seccomp=unconfined'.
      """
    case .unsupported:
      """
      This kernel has no perf_event_open, or a container's filter hides it. \
      Start a container with '--security-opt seccomp=unconfined'.
      """
    case .foreignProcess(let id):
      """
      Process \(id) belongs to another user or has other rights. \
      Run as its user or with sudo.
      """
    case .noSuchProcess(let id):
      "There is no process \(id). See which there are with 'ps -e'."
    default: ""
    }
  }

  private var limit: String {
    switch self {
    case .openFiles(let found, let needed):
      """
      A recording of this needs \(needed) open files, the limit is \(found). \
      Raise it with 'ulimit -n \(needed)'.
      """
    case .openFilesOfSystem:
      "The system has no more open files to give. Raise fs.file-max with 'sudo sysctl'."
    case .frequency(let asked, let found):
      """
      \(asked) samples a second were asked for, kernel.perf_event_max_sample_rate is \(found). \
      Ask for \(found) or less, or set \
      'sudo sysctl kernel.perf_event_max_sample_rate=\(asked)'.
      """
    case .lockedMemory(let found, let needed):
      """
      The kernel gives no memory for samples: kernel.perf_event_mlock_kb is \
      \(found.map(String.init) ?? "not known"), of which other recordings hold a part; needed is \
      \(needed). Set it with 'sudo sysctl kernel.perf_event_mlock_kb=\(needed)'.
      """
    case .countersBusy:
      "Another program holds the processor's counters. Stop it, or record with the cpu-clock event."
    case .kernel(let call, let reason):
      "The kernel refuses \(call): \(reason). 'bench doctor' shows the settings that matter."
    default: ""
    }
  }

  private var perf: String {
    switch self {
    case .noPerfProgram(let reason):
      """
      The perf program cannot be used: \(reason). Install it ('apt-get install linux-perf' on \
      Debian, 'apt-get install linux-tools-$(uname -r)' on Ubuntu, 'dnf install perf' on Fedora).
      """
    case .perfFailed(let ending, let words):
      """
      perf record ended with \(ending). '--sampler own' records without it. It said:
      \(words.isEmpty ? "(nothing)" : words)
      """
    case .perfSilent(let question, let seconds):
      """
      perf record did not answer '\(question)' within \(seconds) s. It has to be of version 5.12 or \
      later; see 'perf --version'.
      """
    case .perfStuck(let seconds):
      "perf record did not end within \(seconds) s and was killed; the recording is lost."
    default: ""
    }
  }
}
