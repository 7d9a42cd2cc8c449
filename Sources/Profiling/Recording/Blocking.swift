import Foundation

/// Runs what waits in the kernel where it holds up no task.
enum Blocking {
  static func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws(RecordingError) -> Value
  ) async throws(RecordingError) -> Value {
    try await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(returning: Result(catching: body))
      }
    }.get()
  }
}
