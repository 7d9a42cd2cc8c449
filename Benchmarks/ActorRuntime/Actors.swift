import Benchmarking

extension Suites {
  /// The actor runtime, with Swift's own ways to pass messages as yardsticks.
  static let actors = Counting.all + PingPong.all
}
