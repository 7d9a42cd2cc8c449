import CBench

/// An async program four functions deep, each of which has been suspended and woken since it was
/// called, so that its callers are on the heap.
enum Chain {
  @inline(never) static func alpha(_ turns: Int) async -> UInt64 {
    let value = await beta(turns)
    return value &+ 1
  }

  @inline(never) static func beta(_ turns: Int) async -> UInt64 {
    let value = await gamma(turns)
    return value &+ 2
  }

  @inline(never) static func gamma(_ turns: Int) async -> UInt64 {
    let value = await delta(turns)
    return value &+ 3
  }

  @inline(never) static func delta(_ turns: Int) async -> UInt64 {
    var sum: UInt64 = 0
    for _ in 0..<turns {
      await Task.yield()
      sum &+= leaf(400_000)
    }
    return sum
  }

  @inline(never) static func leaf(_ count: Int) -> UInt64 {
    var state: UInt64 = 9
    for _ in 0..<count {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
    }
    withUnsafePointer(to: state) { bench_escape($0) }
    return state
  }

  static func run(seconds: Double, tasks: Int) async {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<tasks {
        group.addTask { while clock.now < end { _ = await alpha(5) } }
      }
    }
  }
}
