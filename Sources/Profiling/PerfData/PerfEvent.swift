import BenchModel

/// One event that was recorded, with the numbers that its records carry.
package struct PerfEvent: Hashable, Sendable {
  package var attribute: PerfEventAttribute
  /// As perf names it, modifiers included: `cycles:u`.
  package var name: String
  /// One for each processor or thread that it was counted on.
  package var ids: [UInt64]

  package init(attribute: PerfEventAttribute, name: String? = nil, ids: [UInt64] = []) {
    self.attribute = attribute
    self.name = name ?? attribute.defaultName
    self.ids = ids
  }

  /// What its counts are.
  package var unit: StackUnit {
    if attribute.isClock { return .nanoseconds }
    return InsideEvent.countsBytes(name) ? .bytes : .events(name)
  }

  /// Whether a user who says `asked` means this event: modifiers and terms may be left out, as of
  /// `cycles:u` and `cpu-clock/freq=99/`.
  package func isNamed(_ asked: String) -> Bool {
    if name == asked { return true }
    if let slash = name.firstIndex(of: "/") { return name[..<slash] == asked }
    guard let colon = name.lastIndex(of: ":"), name[..<colon] == asked else { return false }
    // The last part of a tracepoint, as in 'sched:sched_switch', is no modifier.
    return name[name.index(after: colon)...].allSatisfy("ukhGHpPISDWeb".contains)
  }
}
