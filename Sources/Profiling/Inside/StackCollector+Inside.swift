extension StackCollector {
  /// A bit of the mode that stands for a chain put together here, which may hold a marker that no
  /// recording has.
  static let insideMode: UInt16 = 1 << 7
  /// Suspended callers follow.
  static let awaitingMarker = CallchainMarker.least + 1

  /// Puts the running part of the chain, and then the suspended callers, into `unwound`.
  ///
  /// Frames that only carry a task on are left out where its callers are known: the same task is
  /// carried by one thread now and by another later.
  mutating func compose(
    _ chain: UnsafeRawBufferPointer, _ inside: InsideStack
  ) -> StackEnd {
    unwound.removeAll(keepingCapacity: true)
    let addresses = chain.count / 8
    // The first of the chain is a marker.
    let running = inside.callers.isEmpty ? addresses : min(addresses, 1 + inside.runningCount)
    for index in 0..<running {
      unwound.append(chain.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
    }
    if !inside.callers.isEmpty {
      unwound.append(Self.awaitingMarker)
      for index in 0..<(inside.callers.count / 8) {
        unwound.append(inside.callers.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
      }
      tally.withSuspendedCallers += 1
    }
    tally.fromInside += 1
    if inside.flags.contains(.usedTables) { tally.unwound += 1 }
    return inside.flags.contains(.isRooted) ? .root : .cut
  }
}
