import Foundation
import Synchronization

/// The perf program at work, and our talk with it about when it samples.
final class PerfConversation: Sendable {
  /// The descriptor on which perf hears and answers.
  static let controlDescriptor: Int32 = 3

  let process: SpawnedProcess
  private let socket: Descriptor
  private let output: MemoryFile
  private let isAsking = Mutex(())

  /// Starts it; its output is kept for the case that it fails.
  init(_ command: [String]) throws(RecordingError) {
    let (ours, theirs) = try Descriptor.connectedPair()
    socket = ours
    output = try MemoryFile()
    process = try SpawnedProcess(
      command,
      descriptors: [try Descriptor.null(), output.descriptor, output.descriptor, theirs],
      isGated: false)
  }

  /// The last of what perf said on its standard output and error, without its reports of what it
  /// was told.
  var words: String {
    output.tail().split(separator: "\n")
      .filter { $0 != "Events enabled" && $0 != "Events disabled" }.joined(separator: "\n")
  }

  /// Waits until perf has attached to its target.
  func launch(patience: Duration) async throws(RecordingError) {
    try await process.launch()
    try await ask("ping", within: patience)
  }

  /// Says `command` and waits until perf has done it.
  ///
  /// - Parameter patience: perf answers within milliseconds, if the machine lets it run.
  func ask(
    _ command: String, within patience: Duration = .seconds(10)
  ) async throws(RecordingError) {
    switch try await Blocking.run({ [self] in answer(to: command, within: patience) }) {
    case .done: return
    case .silence:
      throw .perfSilent(question: command, seconds: Int(patience.components.seconds))
    case .ended: throw .perfFailed(ending: await process.waitForEnd(), words: words)
    }
  }

  private enum Answer {
    case done
    case ended
    case silence
  }

  private func answer(to command: String, within patience: Duration) -> Answer {
    isAsking.withLock { _ in
      guard socket.send(Array("\(command)\n".utf8)) else { return .ended }
      let deadline = ContinuousClock.now + patience
      // perf ends its answer with a zero byte, which may come with it or before the next one.
      var heard: [UInt8] = []
      while true {
        let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
        guard left > 0 else { return .silence }
        guard let bytes = socket.receive(atMost: 64, within: Int32(min(left.rounded(.up), 1e9)))
        else { continue }
        guard !bytes.isEmpty else { return .ended }
        heard += bytes.filter { $0 != 0 }
        if heard.elementsEqual("ack\n".utf8) { return .done }
      }
    }
  }
}
