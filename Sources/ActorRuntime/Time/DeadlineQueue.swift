/// Decides which alarms are due. A binary heap of deadlines, beside a table of what they ring.
///
/// Most alarms are cancelled long before they are due. Cancelling takes the alarm out of the table,
/// which frees what it holds at once, and leaves a stale entry in the heap; when stale entries
/// outnumber the others the heap is made anew. So *n* alarms need O(*n*) memory, and each
/// operation takes O(log *n*) amortized.
///
/// - Invariant: A parent in the heap is due no later than its children. Alarms due at the same
///   instant ring in the order set.
struct DeadlineQueue<Payload> {
  private struct Entry {
    let deadline: Duration
    let id: UInt64

    func isBefore(_ other: Entry) -> Bool {
      (deadline, id) < (other.deadline, other.id)
    }
  }

  private var heap: [Entry] = []
  private var payloads: [UInt64: Payload] = [:]
  private var lastID: UInt64 = 0

  var count: Int { payloads.count }

  mutating func insert(_ payload: Payload, at deadline: Duration) -> AlarmID {
    lastID += 1
    payloads[lastID] = payload
    heap.append(Entry(deadline: deadline, id: lastID))
    siftUp(heap.count - 1)
    return AlarmID(number: lastID)
  }

  @discardableResult
  mutating func remove(_ id: AlarmID) -> Payload? {
    guard let payload = payloads.removeValue(forKey: id.number) else { return nil }
    if heap.count > 2 * payloads.count + 32 {
      let live = heap.filter { payloads[$0.id] != nil }
      heap = live.sorted { $0.isBefore($1) }
    }
    return payload
  }

  /// When the next alarm is due, if any is set.
  mutating func earliest() -> Duration? {
    dropStale()
    return heap.first?.deadline
  }

  /// Takes out one alarm due at `now` or before, the earliest first.
  mutating func popDue(at now: Duration) -> Payload? {
    dropStale()
    guard let first = heap.first, first.deadline <= now else { return nil }
    removeTop()
    return payloads.removeValue(forKey: first.id)
  }

  private mutating func dropStale() {
    while let first = heap.first, payloads[first.id] == nil { removeTop() }
  }

  private mutating func removeTop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    siftDown(0)
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].isBefore(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var parent = start
    while true {
      let left = 2 * parent + 1
      guard left < heap.count else { return }
      let right = left + 1
      let child = right < heap.count && heap[right].isBefore(heap[left]) ? right : left
      guard heap[child].isBefore(heap[parent]) else { return }
      heap.swapAt(parent, child)
      parent = child
    }
  }
}
