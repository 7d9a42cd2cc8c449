import Synchronization

/// Everything about a mailbox that its lock guards. Decides; wakes nobody and runs nothing.
///
/// Messages are numbered from 0 in the order in which they were accepted. `accepted` is the number
/// of the next one, `taken` of the next to be handled; so `accepted - taken` wait, and a bound is a
/// *ceiling* that `accepted` must stay under. The ceiling is only raised when somebody meets it,
/// which leaves one comparison for the common case; an actor that takes no more messages has a
/// ceiling below every number and needs no comparison of its own.
@usableFromInline
struct MailboxState<Message: Sendable> {
  @usableFromInline
  enum Phase {
    case open
    case stopping
    case closed
  }

  @usableFromInline
  enum Offer {
    /// Accepted, and a turn is due already.
    case enqueued
    /// Accepted by an idle actor: whoever offered must schedule it.
    case enqueuedIdle
    case full
    case stopped
  }

  @usableFromInline
  enum Next {
    case batch(Segment<Message>)
    /// Senders wait for room, and there is some: admit them and come again.
    case sendersWait
    /// Nothing waits; the actor was marked idle.
    case idle
    /// Nothing waits and nothing will come; the actor is to be closed.
    case drained
  }

  @usableFromInline var writeCursor: UnsafeMutablePointer<Message>?
  @usableFromInline var writeEnd: UnsafeMutablePointer<Message>?
  @usableFromInline var accepted = 0
  @usableFromInline var ceiling: Int

  /// Whether the actor is in a run queue or in a turn. Exactly one party may turn it on, and that
  /// party puts the actor in a run queue: so an actor is in at most one queue or turn at a time.
  @usableFromInline var isScheduled = true

  @usableFromInline var phase = Phase.open
  @usableFromInline var first: Segment<Message>?
  @usableFromInline var last: Segment<Message>?
  @usableFromInline let capacity: Int
  @usableFromInline let progress: UnsafeMutablePointer<MailboxProgress>
  @usableFromInline let ledger: SegmentLedger
  @usableFromInline var refusedFull = 0
  @usableFromInline var discarded = 0

  var waitingSenders = RingQueue<WaitingSender<Message>>()
  var termination: Termination?
  var isTerminationAnnounced = false
  var terminationWaiters: [UnsafeContinuation<Termination, Never>] = []

  init(
    capacity: Int, progress: UnsafeMutablePointer<MailboxProgress>, ledger: SegmentLedger
  ) {
    self.capacity = capacity
    self.progress = progress
    self.ledger = ledger
    ceiling = capacity
  }

  // MARK: The sending side

  /// Accepts the message if there is room, and says whether a turn must be scheduled for it.
  ///
  /// - Complexity: O(1); allocates when a segment is full.
  @inlinable
  @inline(__always)
  mutating func offer(_ message: consuming Message) -> Offer {
    guard accepted < ceiling, writeCursor != writeEnd else { return offerSlowly(message) }
    return append(message)
  }

  @inlinable
  @inline(never)
  mutating func offerSlowly(_ message: consuming Message) -> Offer {
    guard phase == .open else { return .stopped }
    if accepted >= ceiling {
      raiseCeiling()
      guard accepted < ceiling else { return .full }
    }
    if writeCursor == writeEnd { addSegment() }
    return append(message)
  }

  @inlinable
  @inline(__always)
  mutating func append(_ message: consuming Message) -> Offer {
    writeCursor.unsafelyUnwrapped.initialize(to: message)
    writeCursor = writeCursor.unsafelyUnwrapped + 1
    accepted &+= 1
    if isScheduled { return .enqueued }
    isScheduled = true
    return .enqueuedIdle
  }

  /// Accounts for what has been taken since the ceiling was last met.
  ///
  /// Suspended senders were first, so while there are any the room is theirs.
  @inlinable
  mutating func raiseCeiling() {
    guard !progress.pointee.hasWaitingSenders.load(ordering: .relaxed) else { return }
    let (raised, overflow) = progress.pointee.taken.load(ordering: .relaxed)
      .addingReportingOverflow(capacity)
    ceiling = overflow ? .max : raised
  }

  @inlinable
  mutating func addSegment() {
    let capacity = min(last.map { $0.capacity * 2 } ?? 0, Segment<Message>.largest)
    let segment = Segment<Message>.allocate(capacity: max(capacity, Segment<Message>.smallest))
    ledger.add(Segment<Message>.byteCount(capacity: segment.capacity))
    if let last {
      last.count = last.capacity
      last.next = segment
    }
    link(segment)
  }

  @inlinable
  mutating func link(_ segment: Segment<Message>) {
    if first == nil { first = segment }
    last = segment
    writeCursor = segment.elements
    writeEnd = segment.elements + segment.capacity
  }

  // MARK: The handling side

  /// Hands over all that waits, and leaves the empty `spare` in its place if there is one.
  ///
  /// An actor never goes idle while senders wait. They wait because, when the lock was theirs,
  /// `capacity` messages had not been taken, so a turn was due; and a turn ends here.
  @inlinable
  mutating func takeBatch(leaving spare: inout Segment<Message>?) -> Next {
    if let first, let last, writeCursor != first.elements {
      last.count = writeCursor.unsafelyUnwrapped - last.elements
      self.first = nil
      self.last = nil
      writeCursor = nil
      writeEnd = nil
      placeSpare(&spare)
      return .batch(first)
    }
    if progress.pointee.hasWaitingSenders.load(ordering: .relaxed) { return .sendersWait }
    if phase != .open { return .drained }
    if first == nil { placeSpare(&spare) }
    isScheduled = false
    return .idle
  }

  @inlinable
  mutating func placeSpare(_ spare: inout Segment<Message>?) {
    guard let segment = spare.take() else { return }
    segment.count = 0
    segment.next = nil
    link(segment)
  }
}

// MARK: - Waiting for room, and the end

extension MailboxState {
  enum Wait {
    case decided(Offer)
    case waiting
    case cancelled
  }

  /// Accepts the sender's message, or keeps the sender until there is room.
  mutating func offer(
    from sender: WaitingSender<Message>, resuming continuation: UnsafeContinuation<Void, any Error>
  ) -> Wait {
    if sender.isCancelled { return .cancelled }
    let offer = offer(sender.message)
    guard offer == .full else { return .decided(offer) }
    sender.continuation = continuation
    waitingSenders.append(sender)
    progress.pointee.hasWaitingSenders.store(true, ordering: .relaxed)
    return .waiting
  }

  /// Gives up waiting; returns what to resume, or nil when it waits no more or not yet.
  mutating func cancel(
    _ sender: WaitingSender<Message>
  ) -> UnsafeContinuation<Void, any Error>? {
    sender.isCancelled = true
    guard sender.continuation != nil else { return nil }
    _ = waitingSenders.removeFirst { $0 === sender }
    progress.pointee.hasWaitingSenders.store(!waitingSenders.isEmpty, ordering: .relaxed)
    return sender.continuation.take()
  }

  /// Moves suspended senders into the room there is, oldest first, and returns them to be resumed.
  mutating func admitWaitingSenders() -> [UnsafeContinuation<Void, any Error>] {
    var admitted: [UnsafeContinuation<Void, any Error>] = []
    progress.pointee.hasWaitingSenders.store(false, ordering: .relaxed)
    while !waitingSenders.isEmpty {
      raiseCeiling()
      guard phase == .open, accepted < ceiling, let sender = waitingSenders.popFirst() else {
        progress.pointee.hasWaitingSenders.store(true, ordering: .relaxed)
        break
      }
      if writeCursor == writeEnd { addSegment() }
      let offer = append(sender.message)
      assert(offer == .enqueued, "senders are admitted by a turn, so one is scheduled")
      if let continuation = sender.continuation.take() { admitted.append(continuation) }
    }
    return admitted
  }

  /// Accepts nothing from here on; returns the senders that had been hoping for room.
  mutating func refuseFurther(_ phase: Phase) -> [UnsafeContinuation<Void, any Error>] {
    self.phase = phase
    ceiling = .min
    progress.pointee.hasWaitingSenders.store(false, ordering: .relaxed)
    return waitingSenders.removeAll().compactMap { $0.continuation.take() }
  }

  /// Lets go of the chain, so that the closed mailbox holds no memory for messages.
  mutating func takeRemains() -> Segment<Message>? {
    defer {
      first = nil
      last = nil
      writeCursor = nil
      writeEnd = nil
    }
    if let last, let writeCursor { last.count = writeCursor - last.elements }
    return first
  }

  func checkInvariants() {
    let waiting = accepted - progress.pointee.taken.load(ordering: .relaxed) - discarded
    precondition(waiting >= 0, "more messages were taken than accepted: \(waiting)")
    precondition(waiting <= capacity, "\(waiting) messages wait in a mailbox for \(capacity)")
    precondition((first == nil) == (last == nil), "a chain has both ends or none")
    precondition(
      phase == .open || waitingSenders.isEmpty, "senders wait for room that will never come")
    precondition(
      isScheduled || waitingSenders.isEmpty, "senders wait for an actor that has no turn coming")
  }
}
