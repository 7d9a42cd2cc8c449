import Synchronization

/// A list that handlers on any thread append to and a test reads afterwards.
final class Log<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])

  func append(_ element: Element) {
    elements.withLock { $0.append(element) }
  }

  var all: [Element] { elements.withLock { $0 } }

  var count: Int { elements.withLock { $0.count } }
}
