import ActorRuntime
import Testing

/// Plays random conversations under random schedules and checks each step against a model: plain
/// arrays as mailboxes, written from the documentation and without knowledge of any scheduling.
@Suite struct ScheduleTests {
  private struct Conversation {
    let seed: UInt64
    let bounds: [Int?]
    let events: [Event]
    let counts: MessageCounts
  }

  /// Plays a conversation to its end, letting the seed choose who has the next turn.
  private func play(seed: UInt64) -> Conversation {
    var choices = SplitMix64(seed: seed)
    let bounds = (0..<5).map { _ in [nil, nil, nil, 1, 2, 4][choices.next(below: 6)] }
    let dispatcher = ManualDispatcher(budget: [1, 2, 3, 512][choices.next(below: 4)])
    let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
    let log = Log<Event>()
    let directory = Log<ActorRef<Note>>()
    for (index, bound) in bounds.enumerated() {
      directory.append(
        system.spawn("actor \(index)", mailbox: bound.map { .bounded($0) } ?? .unbounded) {
          Handling<Note> { note, _ in
            log.append(.handled(by: index, note))
            for action in note.actions(at: index, of: bounds.count) {
              switch action {
              case .send(let target, let next):
                log.append(.sent(directory.all[target].tell(next)))
              case .stop(let target):
                directory.all[target].stop()
              case .fail:
                throw Mishap(number: index)
              }
            }
          }
        })
    }
    for note in Note.openings(seed: seed) {
      log.append(.sent(directory.all[0].tell(note)))
    }
    while dispatcher.runTurn(choose: { choices.next(below: $0) }) {}
    return Conversation(seed: seed, bounds: bounds, events: log.all, counts: system.counts)
  }

  @Test func `a random schedule handles what a sequential model says`() {
    var seeds = SplitMix64(seed: printedSeed(for: "random schedules"))
    var handled = 0
    var (refused, discarded) = (0, 0)
    for _ in 0..<300 {
      let conversation = play(seed: seeds.next())
      var model = ConversationModel(bounds: conversation.bounds)
      let complaint = model.replay(conversation.events, seed: conversation.seed)
      #expect(complaint == nil, "seed \(conversation.seed)")
      #expect(model.counts == conversation.counts, "seed \(conversation.seed)")
      handled += conversation.counts.handled
      refused += conversation.counts.refusedFull
      discarded += conversation.counts.discarded
    }
    // The conversations are worth having only if all of this happens in them.
    #expect(handled > 3_000)
    #expect(refused > 100)
    #expect(discarded > 10)
  }

  @Test func `the same choices play the same schedule`() {
    let seed = printedSeed(for: "replayed schedule")
    let (first, second) = (play(seed: seed).events, play(seed: seed).events)
    let difference = zip(first, second).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(difference?.offset == nil, "\(String(describing: difference))")
    #expect(first.count == second.count)
  }

  @Test func `the caller chooses among the actors in the order they became due`() {
    let dispatcher = ManualDispatcher()
    let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
    let log = Log<String>()
    let refs = ["a", "b", "c"].map { name in
      system.spawn(name) { Handling<Int> { number, _ in log.append("\(name)\(number)") } }
    }
    for ref in refs { ref.tell(1) }
    #expect(dispatcher.runnableCount == 3)
    dispatcher.runTurn { count in count - 1 }
    dispatcher.runTurn { _ in 1 }
    dispatcher.runTurn()
    #expect(log.all == ["c1", "b1", "a1"])
    dispatcher.runUntilIdle()
    #expect(dispatcher.runnableCount == 0)
    #expect(!dispatcher.runTurn())
  }
}
