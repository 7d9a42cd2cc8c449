import Foundation
import Subprocess
import Synchronization

/// A second process that takes one processor for half of the time, as a neighbor on a shared
/// machine does.
final class Burner: Sendable {
  private let task: Task<Void, Never>

  init(executable: String) {
    task = Task {
      _ = try? await Subprocess.run(
        .path(.init(executable)), arguments: ["burn"], output: .discarded, error: .discarded)
    }
  }

  func stop() async {
    task.cancel()
    await task.value
  }
}
