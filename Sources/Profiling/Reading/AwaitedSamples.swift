/// Samples whose slots in the table of chains are on their way from memory, the oldest first.
///
/// Where chains differ, each look into that table goes to memory, and waiting for it would take as
/// long as all the rest that is done with a chain.
struct AwaitedSamples {
  struct Entry {
    let sample: PerfSample
    let thread: Int
    let hash: UInt64
  }

  /// About what a processor can fetch at a time.
  private static let room = 8
  /// A ring of `room` entries, once all of it was used.
  private var entries: [Entry] = []
  private var oldest = 0
  private var count = 0

  init() { entries.reserveCapacity(Self.room) }

  /// - Returns: The oldest, when it had to give up its room.
  @inline(__always) mutating func add(_ entry: Entry) -> Entry? {
    let gone = count == Self.room ? popFirst() : nil
    let place = (oldest &+ count) % Self.room
    if place == entries.count { entries.append(entry) } else { entries[place] = entry }
    count &+= 1
    return gone
  }

  @inline(__always) mutating func popFirst() -> Entry? {
    guard count > 0 else { return nil }
    let first = entries[oldest]
    oldest = (oldest &+ 1) % Self.room
    count &-= 1
    return first
  }
}
