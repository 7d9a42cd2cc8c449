import Synchronization

/// The handling side of one actor: its behavior and the batch of messages it is working on.
///
/// Only the turn in progress touches it. Turns follow each other through the lock of the mailbox
/// and that of a run queue, so each sees what the one before it did.
@usableFromInline
struct Consumer<Acting: Behavior> {
  @usableFromInline typealias Message = Acting.Message

  @usableFromInline var make: (@Sendable () throws -> Acting)?
  @usableFromInline var behavior: Acting?

  /// The segment being worked on, the next message to handle in it, and the end of its messages.
  @usableFromInline var segment: Segment<Message>?
  @usableFromInline var cursor: UnsafeMutablePointer<Message>?
  @usableFromInline var end: UnsafeMutablePointer<Message>?

  /// An empty segment for the mailbox to fill next, so that a steady flow allocates nothing.
  @usableFromInline var spare: Segment<Message>?

  @inlinable
  init(_ make: @escaping @Sendable () throws -> Acting) {
    self.make = make
  }

  @inlinable
  mutating func takeTurn(_ mailbox: Mailbox<Message>, _ budget: inout Int) -> TurnEnd {
    let context = ActorContext(ref: ActorRef(mailbox))
    if behavior == nil {
      do {
        try start(context)
      } catch {
        finish(mailbox, .failed(error), remains: mailbox.close(.failed(error)))
        return .terminated
      }
    }
    if budget == 0 { return .exhausted }
    if cursor == end && !moveToNextSegment(mailbox) {
      switch mailbox.state.withLock({ $0.takeBatch(leaving: &spare) }) {
      case .batch(let first):
        open(first)
      case .sendersWait:
        mailbox.admitWaitingSenders()
        return .batchDone
      case .idle:
        return .idle
      case .drained:
        finish(mailbox, .stopped, remains: mailbox.close(.stopped))
        return .terminated
      }
    }
    repeat {
      let count = min(budget, end.unsafelyUnwrapped - cursor.unsafelyUnwrapped)
      budget -= count
      if !handle(count, mailbox, context) { return .terminated }
    } while budget > 0 && moveToNextSegment(mailbox)
    return budget > 0 ? .batchDone : .exhausted
  }

  @inlinable
  mutating func start(_ context: ActorContext<Message>) throws {
    behavior = try make.unsafelyUnwrapped()
    try behavior?.started(in: context)
  }

  /// Handles the next `count` messages of the segment; false when one of them was the actor's last.
  @inlinable
  @inline(__always)
  mutating func handle(
    _ count: Int, _ mailbox: Mailbox<Message>, _ context: ActorContext<Message>
  ) -> Bool {
    let progress = mailbox.progress
    var taken = progress.pointee.taken.load(ordering: .relaxed)
    var next = cursor.unsafelyUnwrapped
    let last = next + count
    while next < last {
      var failure: (reason: Termination, remains: Segment<Message>?)?
      // The end of this scope ends the message, before anybody is told of the end of the actor.
      do {
        let message = next.move()
        next += 1
        taken &+= 1
        progress.pointee.taken.store(taken, ordering: .relaxed)
        do {
          try behavior!.receive(message, in: context)
        } catch {
          failure = (.failed(error), mailbox.close(.failed(error)))
        }
        // A question in the message must not die before the mailbox knows why the actor did.
        withExtendedLifetime(message) {}
      }
      if let failure {
        cursor = next
        finish(mailbox, failure.reason, remains: failure.remains)
        return false
      }
      if progress.pointee.hasWaitingSenders.load(ordering: .relaxed) {
        mailbox.admitWaitingSenders()
      }
    }
    cursor = next
    return true
  }

  // MARK: Segments

  @inlinable
  mutating func open(_ segment: Segment<Message>) {
    self.segment = segment
    cursor = segment.elements
    end = segment.elements + segment.count
  }

  /// Goes on to the next segment of the batch; false when the batch is handled.
  @inlinable
  mutating func moveToNextSegment(_ mailbox: Mailbox<Message>) -> Bool {
    guard let done = segment else { return false }
    guard cursor == end else { return true }
    let next = done.next
    recycle(done, mailbox)
    guard let next else {
      segment = nil
      cursor = nil
      end = nil
      return false
    }
    open(next)
    return true
  }

  /// Keeps the larger of the emptied segment and the spare one, but none that is very large.
  @inlinable
  mutating func recycle(_ emptied: Segment<Message>, _ mailbox: Mailbox<Message>) {
    guard emptied.capacity <= Segment<Message>.largestKept else {
      free(emptied, mailbox)
      return
    }
    guard let kept = spare else {
      spare = emptied
      return
    }
    let isLarger = emptied.capacity > kept.capacity
    spare = isLarger ? emptied : kept
    free(isLarger ? kept : emptied, mailbox)
  }

  @inlinable
  func free(_ segment: Segment<Message>, _ mailbox: Mailbox<Message>) {
    mailbox.ledger.subtract(Segment<Message>.byteCount(capacity: segment.capacity))
    segment.deallocate()
  }

  // MARK: The end

  /// Destroys everything the actor held, then tells the world. The mailbox is closed already.
  @inlinable
  @inline(never)
  mutating func finish(
    _ mailbox: Mailbox<Message>, _ reason: Termination, remains: Segment<Message>?
  ) {
    if let segment, let cursor, let end {
      cursor.deinitialize(count: end - cursor)
      let rest = segment.next
      free(segment, mailbox)
      destroy(rest, mailbox)
    }
    destroy(remains, mailbox)
    if let spare { free(spare, mailbox) }
    segment = nil
    cursor = nil
    end = nil
    spare = nil
    make = nil
    behavior?.stopped(reason)
    behavior = nil
    mailbox.announceTermination()
  }

  @inlinable
  func destroy(_ chain: Segment<Message>?, _ mailbox: Mailbox<Message>) {
    var rest = chain
    while let segment = rest {
      rest = segment.next
      segment.elements.deinitialize(count: segment.count)
      free(segment, mailbox)
    }
  }
}
