/// A first-in, first-out queue in one circular buffer.
///
/// - Complexity: O(1) amortized at both ends. Memory follows the longest length reached.
@usableFromInline
struct RingQueue<Element> {
  private var slots: [Element?] = []
  private var head = 0
  private(set) var count = 0

  init(minimumCapacity: Int = 0) {
    if minimumCapacity > 0 { grow(to: minimumCapacity) }
  }

  var isEmpty: Bool { count == 0 }

  mutating func append(_ element: Element) {
    if count == slots.count { grow(to: max(8, count * 2)) }
    slots[position(count)] = element
    count += 1
  }

  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head].take()
    head = position(1)
    count -= 1
    return element
  }

  /// Removes the first element for which `predicate` holds; the others keep their order.
  ///
  /// - Complexity: O(*n*).
  mutating func removeFirst(where predicate: (Element) -> Bool) -> Element? {
    var removed: Element?
    for _ in 0..<count {
      guard let element = popFirst() else { break }
      if removed == nil && predicate(element) {
        removed = element
      } else {
        append(element)
      }
    }
    return removed
  }

  mutating func removeAll() -> [Element] {
    var all: [Element] = []
    all.reserveCapacity(count)
    while let element = popFirst() { all.append(element) }
    slots = []
    head = 0
    return all
  }

  private func position(_ offset: Int) -> Int {
    let index = head + offset
    return index < slots.count ? index : index - slots.count
  }

  private mutating func grow(to capacity: Int) {
    var larger: [Element?] = []
    larger.reserveCapacity(capacity)
    for offset in 0..<count { larger.append(slots[position(offset)]) }
    larger.append(contentsOf: repeatElement(nil, count: capacity - count))
    slots = larger
    head = 0
  }
}
