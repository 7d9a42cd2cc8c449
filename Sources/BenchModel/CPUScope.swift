/// Whose processor time counts as the benchmark's own.
public enum CPUScope: String, Codable, Sendable {
  /// The measuring thread: the default for a body that runs on one thread, blind to whatever
  /// else the machine does.
  case thread
  /// All threads of the worker process: the default for async and multi-threaded bodies.
  case process
}
