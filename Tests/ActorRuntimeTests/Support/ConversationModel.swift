import ActorRuntime

/// What a conversation shows to the outside, in the order in which it happened.
enum Event: Equatable {
  case handled(by: Int, Note)
  case sent(Delivery)
}

/// A message whose number alone determines what its receiver does.
struct Note: Equatable, Sendable {
  enum Action {
    case send(to: Int, Note)
    case stop(Int)
    case fail
  }

  let number: UInt64
  let depth: Int

  static func openings(seed: UInt64) -> [Note] {
    var numbers = SplitMix64(seed: ~seed)
    return (0..<4).map { _ in Note(number: numbers.next(), depth: 0) }
  }

  /// Sends up to three notes, and seldom stops an actor or fails; ends for want of depth.
  func actions(at actor: Int, of actorCount: Int) -> [Action] {
    var choices = SplitMix64(seed: number &+ UInt64(actor))
    guard depth < 6 else { return [] }
    return (0..<1 + choices.next(below: 3)).map { _ in
      let target = choices.next(below: actorCount)
      switch choices.next(below: 100) {
      case 0: return .stop(target)
      case 1: return .fail
      default: return .send(to: target, Note(number: choices.next(), depth: depth + 1))
      }
    }
  }
}

/// The documented behavior of actors, with an array for a mailbox and nothing at once.
struct ConversationModel {
  private struct Box {
    let bound: Int?
    var notes: [Note] = []
    var isOpen = true
  }

  private var boxes: [Box]
  private(set) var counts = MessageCounts()

  init(bounds: [Int?]) {
    boxes = bounds.map { Box(bound: $0) }
  }

  /// Follows the events, doing what each asks for; returns the first thing that is not as it should.
  mutating func replay(_ events: [Event], seed: UInt64) -> String? {
    var rest = events[...]
    for note in Note.openings(seed: seed) {
      let expected = Event.sent(deliver(note, to: 0))
      guard rest.popFirst() == expected else { return "an opening was not \(expected)" }
    }
    while let event = rest.popFirst() {
      guard case .handled(let actor, let note) = event else { return "nobody sent: \(event)" }
      guard boxes[actor].notes.first == note else { return "not next at actor \(actor): \(note)" }
      boxes[actor].notes.removeFirst()
      counts.handled += 1
      acting: for action in note.actions(at: actor, of: boxes.count) {
        switch action {
        case .send(let target, let next):
          let expected = Event.sent(deliver(next, to: target))
          let actual = rest.popFirst()
          guard actual == expected else {
            return "\(expected) expected for \(next), got \(String(describing: actual))"
          }
        case .stop(let target):
          boxes[target].isOpen = false
        case .fail:
          boxes[actor].isOpen = false
          counts.discarded += boxes[actor].notes.count
          boxes[actor].notes = []
          break acting
        }
      }
    }
    return boxes.allSatisfy(\.notes.isEmpty) ? nil : "messages were never handled: \(boxes)"
  }

  private mutating func deliver(_ note: Note, to actor: Int) -> Delivery {
    guard boxes[actor].isOpen else {
      counts.refusedStopped += 1
      return .stopped
    }
    if let bound = boxes[actor].bound, boxes[actor].notes.count >= bound {
      counts.refusedFull += 1
      return .full
    }
    counts.enqueued += 1
    boxes[actor].notes.append(note)
    return .enqueued
  }
}
