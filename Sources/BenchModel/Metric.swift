/// A quantity that two builds can be compared by. Less is better for each of them.
package enum Metric: String, Hashable, Codable, CaseIterable, Sendable {
  /// Processor time of an iteration: decides for bodies that only compute.
  case cpuTime = "cpu_time"
  /// Wall clock of an iteration: decides for bodies that wait, or work on several threads.
  case wallTime = "wall_time"
  /// Allocations of an iteration: an exact count for most bodies.
  case allocations
}
