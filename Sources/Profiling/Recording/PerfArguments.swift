/// The words with which the perf program is started.
struct PerfArguments: Equatable {
  let event: SampledEvent
  let includesKernel: Bool
  let frequency: Int
  let callGraph: CallGraph
  let process: Int32
  let output: String
  /// The memory for samples of each processor; a power of two of pages.
  let ringBytes: Int
  /// The descriptor of perf's on which it is told when to sample, and answers.
  let controlDescriptor: Int32

  /// Sampling always starts disabled, and perf says when it is ready.
  ///
  /// A command is attached to like any other process: run by perf, its exit status would come mixed
  /// with perf's own. `--buildid-all` saves perf from reading all samples again at the end, and
  /// `--no-buildid-cache` from copying programs to the home folder.
  var words: [String] {
    var words = [
      "record", "-o", output, "-p", "\(process)",
      "-e", event.name(includesKernel: includesKernel),
    ]
    words += event.samplesEach ? ["-c", "1"] : ["-F", "\(frequency)"]
    if event == .contextSwitches { words.append("--switch-events") }
    switch callGraph {
    case .none: break
    case .framePointers: words += ["--call-graph", "fp"]
    case .copiedStack(let bytes):
      words += ["--call-graph", "dwarf,\(CallGraph.wholeWords(bytes))"]
    }
    words += [
      "-k", "CLOCK_MONOTONIC", "-m", "\(ringBytes / 1024)K",
      "-D", "-1", "--control", "fd:\(controlDescriptor),\(controlDescriptor)",
      "--buildid-all", "--no-buildid-cache",
    ]
    return words
  }
}
