/// A format that stacks come in.
package enum StackFormat: String, Hashable, Sendable, CaseIterable {
  case perfData = "perf.data"
  case perfScript = "perf script text"
  case folded = "folded stacks"
  case speedscope = "speedscope JSON"
  case pprof = "pprof"
  case firefox = "Firefox Profiler JSON"
}

extension StackFormat: CustomStringConvertible {
  package var description: String { rawValue }
}
