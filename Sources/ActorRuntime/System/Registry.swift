/// Which actors a system has, and how far it has come in shutting down. Decides; wakes nobody.
struct Registry {
  enum Phase {
    case open
    case closing
    case closed
  }

  private var slots: [ActorCell?] = []
  private var freeSlots: [Int] = []
  private(set) var phase = Phase.open

  /// The counts of actors that are no more.
  private(set) var retired = MessageCounts()

  private var emptinessWaiter: UnsafeContinuation<Void, Never>?
  private var closureWaiters: [UnsafeContinuation<Void, Never>] = []

  var liveCount: Int { slots.count - freeSlots.count }

  /// Takes note of a new actor; false when the system takes no more.
  mutating func add(_ cell: ActorCell) -> Bool {
    guard phase == .open else { return false }
    if let slot = freeSlots.popLast() {
      slots[slot] = cell
      cell.registrySlot = slot
    } else {
      cell.registrySlot = slots.count
      slots.append(cell)
    }
    return true
  }

  /// Forgets an actor and keeps its counts; returns who waited for the last one to go.
  mutating func remove(
    _ cell: ActorCell, counting counts: MessageCounts
  ) -> UnsafeContinuation<Void, Never>? {
    precondition(
      slots.indices.contains(cell.registrySlot) && slots[cell.registrySlot] === cell,
      "'\(cell.name)' is not where the registry put it")
    slots[cell.registrySlot] = nil
    freeSlots.append(cell.registrySlot)
    retired = retired + counts
    return liveCount == 0 ? emptinessWaiter.take() : nil
  }

  var cells: [ActorCell?] { slots }

  // MARK: Shutting down

  /// Refuses new actors from here on; true for the first who asks, whose job the rest is.
  mutating func beginClosing() -> Bool {
    guard phase == .open else { return false }
    phase = .closing
    return true
  }

  /// False when there is nothing to wait for.
  mutating func waitUntilEmpty(_ waiter: UnsafeContinuation<Void, Never>) -> Bool {
    guard liveCount > 0 else { return false }
    emptinessWaiter = waiter
    return true
  }

  /// False when there is nothing to wait for.
  mutating func waitUntilClosed(_ waiter: UnsafeContinuation<Void, Never>) -> Bool {
    guard phase != .closed else { return false }
    closureWaiters.append(waiter)
    return true
  }

  mutating func finishClosing() -> [UnsafeContinuation<Void, Never>] {
    phase = .closed
    defer { closureWaiters = [] }
    return closureWaiters
  }
}
