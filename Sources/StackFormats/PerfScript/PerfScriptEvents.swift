/// Which event's samples are kept, and how many of others were not.
struct PerfScriptEvents: Sendable {
  private struct Event {
    var name: [UInt8]
    var isKept: Bool
    var samples = 0
  }

  private let wanted: [UInt8]?
  private var events: [Event] = []
  private var last = 0
  /// The event whose samples are kept, without modifiers.
  private(set) var kept: [UInt8]?
  /// Events beyond the first ones, which only hostile text has.
  private var unlistedSamples = 0
  private static let listed = 256

  init(wanted: String?) {
    self.wanted = wanted.map { Array($0.utf8) }
  }

  /// Counts a sample of an event, and tells whether it is to be kept.
  @inline(__always) mutating func count(_ name: UnsafeRawBufferPointer) -> Bool {
    if last < events.count, events[last].name.withUnsafeBytes({ $0.isSame(as: name) }) {
      events[last].samples += 1
      return events[last].isKept
    }
    return countOther(name)
  }

  private mutating func countOther(_ name: UnsafeRawBufferPointer) -> Bool {
    if let index = events.firstIndex(where: { $0.name.withUnsafeBytes { $0.isSame(as: name) } }) {
      last = index
      events[index].samples += 1
      return events[index].isKept
    }
    guard events.count < Self.listed else {
      unlistedSamples += 1
      return false
    }
    let plain = Self.withoutModifiers(name)
    let isKept: Bool
    if let wanted {
      isKept = wanted.withUnsafeBytes { $0.isSame(as: name) || $0.isSame(as: plain) }
    } else {
      isKept = kept == nil
    }
    if isKept { kept = Array(plain) }
    last = events.count
    events.append(Event(name: Array(name), isKept: isKept, samples: 1))
    return isKept
  }

  /// Samples left out, by event.
  var leftOut: [String: Int] {
    var counts: [String: Int] = [:]
    for event in events where !event.isKept {
      counts[String(decoding: event.name, as: UTF8.self), default: 0] += event.samples
    }
    if unlistedSamples > 0 { counts["(all others)", default: 0] += unlistedSamples }
    return counts
  }

  /// `cycles` of `cycles:uppp`, `cpu/cycles/` of `cpu/cycles/u`; a tracepoint's name stays whole.
  static func withoutModifiers(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = name.count
    while start > 0, isModifier(name[start - 1]) { start -= 1 }
    guard start > 0, start < name.count else { return name }
    if name[start - 1] == .colon, start > 1 { return name.part(0, start - 1) }
    if name[start - 1] == UInt8(ascii: "/") { return name.part(0, start) }
    return name
  }

  private static func isModifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "u"), UInt8(ascii: "k"), UInt8(ascii: "h"), UInt8(ascii: "I"),
      UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "p"), UInt8(ascii: "P"),
      UInt8(ascii: "S"), UInt8(ascii: "D"), UInt8(ascii: "W"), UInt8(ascii: "e"),
      UInt8(ascii: "b"):
      true
    default: false
    }
  }
}
