/// What is to be recorded, and how.
package struct RecordingRequest: Equatable, Sendable {
  package enum Target: Equatable, Sendable {
    /// A process that runs, with all threads it has and will have.
    case process(Int32)
    /// A program to be started, from its first instruction on, with all that it starts. The first
    /// word is looked up in PATH.
    case command([String])
  }

  package var target: Target
  /// The path of the recording. It appears when it is whole, and never before.
  package var output: String
  /// Samples a second of processor time.
  package var frequency = 997
  package var callGraph = CallGraph.framePointers
  /// What drives the samples; `nil` for the best that the machine has.
  package var event: SampledEvent?
  /// Whether kernel code is sampled too, where the kernel permits it.
  package var includesKernel = true
  /// The recording stops by itself after this time; a command is then ended.
  package var duration: Duration?
  /// Whether no samples are taken before the first `enable()`.
  package var startsDisabled = false

  package init(_ target: Target, output: String) {
    self.target = target
    self.output = output
  }
}

extension RecordingRequest {
  /// The most samples a second that the tool asks for, whatever a kernel would grant.
  static let frequencyMax = 100_000

  /// Refuses what no recorder can do.
  func validate() throws(RecordingError) {
    switch target {
    case .process(let id) where id <= 0:
      throw .misuse("A process id is greater than 0, got \(id).")
    case .command(let words) where words.first?.isEmpty ?? true:
      throw .misuse("There is no command to record.")
    case .command(let words) where words.contains { $0.utf8.contains(0) }:
      throw .misuse("A word of the command holds a zero byte.")
    default: break
    }
    guard (1...Self.frequencyMax).contains(frequency) else {
      throw .misuse("A frequency is 1 to \(Self.frequencyMax) samples a second, got \(frequency).")
    }
    if case .copiedStack(let bytes) = callGraph, !CallGraph.stackBytes.contains(bytes) {
      let range = CallGraph.stackBytes
      throw .misuse(
        "A copied stack has \(range.lowerBound) to \(range.upperBound) bytes, got \(bytes).")
    }
    if let duration, duration <= .zero {
      throw .misuse("A duration is more than 0 seconds, got \(duration).")
    }
    guard !output.isEmpty, !output.utf8.contains(0) else {
      throw .misuse("The recording needs a path to be written to.")
    }
  }
}
