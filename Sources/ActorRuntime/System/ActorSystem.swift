import Glibc
import Synchronization

/// A place where actors live, with the threads they run on and the clock they ask by.
///
///     let system = ActorSystem()
///     let counter = system.spawn("counter") { Counter() }
///     counter.tell(.increment)
///     let total = try await counter.ask { .total($0) }
///     await system.shutdown()
///
/// Actors live until they are stopped or fail, whether or not anyone has a reference to them. A
/// system, its actors and its threads live until `shutdown`, which nothing calls on its own.
@usableFromInline
package final class ActorSystem: Sendable {
  /// Messages an actor handles before another has its turn, unless told otherwise.
  package static let defaultBudget = 512

  package let clock: any AlarmClock
  let dispatcher: Dispatcher
  let ledger = SegmentLedger()
  private let registry = Guarded(Registry())
  private let refusals = Atomic<Int>(0)

  /// - Parameters:
  ///   - workers: Threads to run actors on, at most 64.
  ///   - budget: Messages an actor may handle before another has its turn. More messages a turn
  ///     cost less each, fewer let the others wait less.
  ///   - clock: What `ask` measures its timeout by. The system closes it at `shutdown`.
  package convenience init(
    workers: Int = ActorSystem.processorCount,
    budget: Int = ActorSystem.defaultBudget,
    clock: any AlarmClock = SystemAlarmClock()
  ) {
    self.init(dispatcher: WorkerPool(workers: workers, budget: budget), clock: clock)
  }

  /// A system whose turns run as `dispatcher` says, for playing one schedule again and again.
  package init(dispatcher: Dispatcher, clock: any AlarmClock) {
    self.dispatcher = dispatcher
    self.clock = clock
  }

  /// The processors that are online, at most 64.
  package static var processorCount: Int {
    min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 64)
  }

  /// Makes a new actor. It has started before its first message, on one of the system's threads.
  ///
  /// In a system that is shutting down the actor has stopped before it started: what is sent to it
  /// is refused.
  ///
  /// - Parameters:
  ///   - name: For people; it appears in errors and need not be unique.
  ///   - make: Makes the behavior, on the thread that runs the actor's first turn. If it throws, the
  ///     actor has failed.
  @inlinable
  @discardableResult
  package func spawn<Acting: Behavior>(
    _ name: String,
    mailbox bound: MailboxBound = .unbounded,
    _ make: @escaping @Sendable () throws -> Acting
  ) -> ActorRef<Acting.Message> {
    let mailbox = Mailbox<Acting.Message>(
      name: name, system: self, bound: bound, turn: ConsumerBox(make).turn)
    start(mailbox)
    return ActorRef(mailbox)
  }

  @usableFromInline
  func start(_ cell: ActorCell) {
    if registry.withLock({ $0.add(cell) }) {
      cell.schedule()
    } else {
      cell.closeUnborn()
    }
  }

  // MARK: Accounts

  /// The actors that have been spawned and have not ended.
  package var liveActorCount: Int { registry.withLock { $0.liveCount } }

  /// The fate of all messages sent in this system so far, those of ended actors included.
  ///
  /// Each mailbox is read at one instant, but not all at the same one.
  ///
  /// - Complexity: O(*n*) for *n* actors.
  package var counts: MessageCounts {
    var (sum, cells) = registry.withLock { ($0.retired, $0.cells) }
    for case let cell? in cells { sum = sum + cell.counts }
    sum.refusedStopped += refusals.load(ordering: .relaxed)
    return sum
  }

  /// The memory that the mailboxes hold for messages, full or spare.
  ///
  /// - Units: bytes, without what the messages themselves refer to.
  package var queueBytes: Int { ledger.bytes }

  func countRefusal() {
    refusals.add(1, ordering: .relaxed)
  }

  func retire(_ cell: ActorCell) {
    let counts = cell.counts
    registry.withLock { $0.remove(cell, counting: counts) }?.resume()
  }

  // MARK: The end

  /// Stops all actors, waits until each has handled what it was sent, and ends the threads.
  ///
  /// No order is kept among the actors: what one sends to another that is stopping is refused. Safe
  /// to call more than once; each call returns when the system is down.
  package func shutdown() async {
    guard registry.withLock({ $0.beginClosing() }) else {
      await withUnsafeContinuation { waiter in
        if !registry.withLock({ $0.waitUntilClosed(waiter) }) { waiter.resume() }
      }
      return
    }
    for case let cell? in registry.withLock({ $0.cells }) { cell.requestStop() }
    dispatcher.finishTurns()
    await withUnsafeContinuation { waiter in
      if !registry.withLock({ $0.waitUntilEmpty(waiter) }) { waiter.resume() }
    }
    dispatcher.close()
    clock.close()
    for waiter in registry.withLock({ $0.finishClosing() }) { waiter.resume() }
  }
}
