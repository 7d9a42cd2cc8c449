import Synchronization

/// A mailbox with the actor behind it, as far as the type of the messages determines it.
///
/// - Order: Messages are handled in the order in which they were accepted; those of one sender are
///   accepted in the order sent.
/// - Memory: What a sender wrote before it sent, the handler sees; both hold the lock in between.
@usableFromInline
final class Mailbox<Message: Sendable>: ActorCell, @unchecked Sendable {
  @usableFromInline let state: Guarded<MailboxState<Message>>
  @usableFromInline let progress: UnsafeMutablePointer<MailboxProgress>
  @usableFromInline let ledger: SegmentLedger
  let capacity: Int

  @usableFromInline
  init(name: String, system: ActorSystem, bound: MailboxBound, turn: @escaping Turn) {
    progress = UnsafeMutableRawPointer.allocate(
      byteCount: CacheLine.roundUp(MemoryLayout<MailboxProgress>.size), alignment: CacheLine.bytes
    ).bindMemory(to: MailboxProgress.self, capacity: 1)
    progress.initialize(to: MailboxProgress())
    ledger = system.ledger
    capacity = bound.capacity
    state = Guarded(
      MailboxState(capacity: bound.capacity, progress: progress, ledger: system.ledger))
    super.init(name: name, system: system, turn: turn)
  }

  deinit {
    progress.deinitialize(count: 1)
    UnsafeMutableRawPointer(progress).deallocate()
  }

  // MARK: The sending side

  @inlinable
  @inline(__always)
  func deliver(_ message: consuming Message) -> Delivery {
    let locked = state.lock()
    let offer = locked.pointee.offer(message)
    state.unlock()
    if offer == .enqueued { return .enqueued }
    return conclude(offer)
  }

  @usableFromInline
  @inline(never)
  func conclude(_ offer: MailboxState<Message>.Offer) -> Delivery {
    switch offer {
    case .enqueued:
      return .enqueued
    case .enqueuedIdle:
      schedule()
      return .enqueued
    case .full:
      state.withLock { $0.refusedFull += 1 }
      return .full
    case .stopped:
      system.countRefusal()
      return .stopped
    }
  }

  /// Suspends until the message is accepted.
  func deliverWhenRoom(_ message: Message) async throws {
    let sender = WaitingSender(message)
    try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        let outcome = state.withLock { $0.offer(from: sender, resuming: continuation) }
        switch outcome {
        case .waiting:
          return
        case .cancelled:
          continuation.resume(throwing: CancellationError())
        case .decided(.enqueuedIdle):
          schedule()
          continuation.resume()
        case .decided(.enqueued):
          continuation.resume()
        case .decided(.full), .decided(.stopped):
          system.countRefusal()
          continuation.resume(throwing: refusal)
        }
      }
    } onCancel: {
      state.withLock { $0.cancel(sender) }?.resume(throwing: CancellationError())
    }
  }

  // MARK: The handling side

  @usableFromInline
  @inline(never)
  func admitWaitingSenders() {
    for admitted in state.withLock({ $0.admitWaitingSenders() }) { admitted.resume() }
  }

  // MARK: The end

  override func closeUnborn() {
    state.withLock { state in
      _ = state.refuseFurther(.closed)
      state.termination = .stopped
      state.isTerminationAnnounced = true
    }
  }

  override func requestStop() {
    let (refused, mustSchedule): ([UnsafeContinuation<Void, any Error>], Bool) = state.withLock {
      state in
      guard state.phase == .open else { return ([], false) }
      let refused = state.refuseFurther(.stopping)
      defer { state.isScheduled = true }
      return (refused, !state.isScheduled)
    }
    if mustSchedule { schedule() }
    refuse(refused, .stopped(actor: name))
  }

  /// Closes the mailbox for good and returns what waited in it, for the caller to destroy.
  @usableFromInline
  func close(_ reason: Termination) -> Segment<Message>? {
    let (refused, remains) = state.withLock { state in
      let refused = state.refuseFurther(.closed)
      state.termination = reason
      state.discarded = state.accepted - progress.pointee.taken.load(ordering: .relaxed)
      return (refused, state.takeRemains())
    }
    refuse(refused, refusal)
    return remains
  }

  private func refuse(_ senders: [UnsafeContinuation<Void, any Error>], _ reason: ActorError) {
    for sender in senders {
      system.countRefusal()
      sender.resume(throwing: reason)
    }
  }

  /// Leaves the system and tells whoever waits for the end. The last act of the last turn.
  @usableFromInline
  func announceTermination() {
    system.retire(self)
    let waiters = state.withLock { state in
      state.isTerminationAnnounced = true
      defer { state.terminationWaiters = [] }
      return state.terminationWaiters
    }
    guard let termination else { preconditionFailure("'\(name)' ends without a reason") }
    for waiter in waiters { waiter.resume(returning: termination) }
  }

  func awaitTermination() async -> Termination {
    await withUnsafeContinuation { continuation in
      let announced = state.withLock { state -> Termination? in
        if state.isTerminationAnnounced { return state.termination }
        state.terminationWaiters.append(continuation)
        return nil
      }
      if let announced { continuation.resume(returning: announced) }
    }
  }

  override var termination: Termination? { state.withLock { $0.termination } }

  var waitingSenderCount: Int { state.withLock { $0.waitingSenders.count } }

  override var counts: MessageCounts {
    state.withLock { state in
      state.checkInvariants()
      var counts = MessageCounts()
      counts.enqueued = state.accepted
      counts.handled = progress.pointee.taken.load(ordering: .relaxed)
      counts.discarded = state.discarded
      counts.refusedFull = state.refusedFull
      return counts
    }
  }
}
