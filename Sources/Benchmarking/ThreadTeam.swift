import Glibc

/// Threads that wait at a barrier, work, and wait again, for as many rounds as are asked.
///
/// One thread, the one that made it, asks for rounds. The barrier orders what that thread
/// writes before a round against what the team reads in it, and back.
@usableFromInline
final class ThreadTeam<Answer: Sendable>: @unchecked Sendable {
  private let count: Int
  private let work: @Sendable (_ thread: Int, _ iterations: Int) throws -> Answer
  private let gate: UnsafeMutablePointer<pthread_barrier_t>
  private var threads: [pthread_t] = []
  private var order = Order.work(iterations: 0)
  private let slots: UnsafeMutableBufferPointer<Result<Answer, any Error>?>

  private enum Order {
    /// No iterations: only pass the barriers.
    case work(iterations: Int)
    case end
  }

  @usableFromInline
  init(
    count: Int, work: @escaping @Sendable (_ thread: Int, _ iterations: Int) throws -> Answer
  ) {
    guard count > 0 else { fatalError("a team has at least one thread, got \(count)") }
    self.count = count
    self.work = work
    gate = .allocate(capacity: 1)
    pthread_barrier_init(gate, nil, UInt32(count + 1))
    slots = .allocate(capacity: count)
    slots.initialize(repeating: nil)
    for index in 0..<count {
      var thread = pthread_t()
      let seat = Unmanaged.passRetained(Seat { [unowned self] in live(as: index) })
      let failure = pthread_create(
        &thread, nil,
        { seat in
          Unmanaged<Seat>.fromOpaque(seat!).takeRetainedValue().live()
          return nil
        }, seat.toOpaque())
      guard failure == 0 else { fatalError("the system gave no thread: error \(failure)") }
      threads.append(thread)
    }
  }

  deinit {
    pthread_barrier_destroy(gate)
    gate.deallocate()
    slots.deinitialize()
    slots.deallocate()
  }

  /// Lets all threads work, and waits until each is done.
  @usableFromInline
  func run(iterations: Int) {
    order = .work(iterations: iterations)
    pthread_barrier_wait(gate)
    pthread_barrier_wait(gate)
  }

  /// What the last round gave, one answer for each thread.
  @usableFromInline
  var answers: [Result<Answer, any Error>] { slots.map { $0! } }

  /// A round without work: what the barriers alone cost.
  @usableFromInline
  func passBarriers() {
    run(iterations: 0)
  }

  /// Ends the threads. The team cannot be used after it.
  @usableFromInline
  func dismiss() {
    order = .end
    pthread_barrier_wait(gate)
    for thread in threads { pthread_join(thread, nil) }
  }

  private func live(as index: Int) {
    while true {
      pthread_barrier_wait(gate)
      guard case .work(let iterations) = order else { return }
      if iterations > 0 { slots[index] = Result { try work(index, iterations) } }
      pthread_barrier_wait(gate)
    }
  }
}

/// What a new thread is handed: a class, since C passes one pointer.
private final class Seat: Sendable {
  let live: @Sendable () -> Void

  init(live: @escaping @Sendable () -> Void) {
    self.live = live
  }
}
