import Glibc
import Synchronization

/// Shares the turns among threads of its own.
///
/// Each worker has a run queue; what an actor schedules goes to the queue of the worker it runs on,
/// so that messages stay in the cache they were written in. What other threads schedule goes to
/// one shared queue, the injection. A worker without work takes from the injection and steals from
/// others, searches a little, and parks.
///
/// ## No wake-up is lost
///
/// Claim: while an actor is in a queue, some worker is awake that will look there.
///
/// *In the queue of a worker.* Only its own worker puts actors there (a thief puts what it stole in
/// its own queue too), and a worker parks only when its queue is empty. So that worker is awake.
///
/// *In the injection.* Submitting does (1) push, (2) read `searching`, (3) read `parked` and wake a
/// member. Parking does (a) join `parked`, (b) look at the injection. All of these are sequentially
/// consistent, so they have one total order. If (1) precedes (b), the worker sees the actor and
/// does not park. Otherwise (a), (b), (1), (3) is the order, so (3) finds the worker in `parked`
/// and wakes it or another. Submitting skips (3) when (2) finds a searcher. A searcher stops being
/// one *before* it does (a), hence (1), (2), (a), (b) and it sees the actor at (b); or it has found
/// other work, and then looks at the injection once more and wakes a member of `parked` if there
/// is something. If nobody is parked, all are awake, and a worker looks at the injection before it
/// parks.
///
/// A worker leaves `parked` by the one atomic operation that clears its bit. Whoever cleared it
/// owns the wake-up: the waker sends exactly one, the worker consumes exactly one. So wake-ups
/// neither get lost nor pile up.
///
/// ## No core idles for long
///
/// A single actor in the queue of a busy worker is left to that worker, which will come to it as
/// soon as its turn ends. That keeps two actors in conversation on one core, at some 100 ns a hop
/// instead of the microseconds of a wake-up. Should the turn be a long one, somebody must notice:
/// one parked worker is the watcher, wakes every millisecond while others work, and takes
/// the actor from under a worker whose turn has not ended in between. A worker that schedules an
/// actor while there is no watcher wakes one.
final class WorkerPool: Dispatcher, @unchecked Sendable {
  /// Messages handled before the next actor has its turn.
  let budget: Int
  let injection = RunQueue()
  private(set) var workers: [Worker] = []

  /// Whether a worker is looking for work. One at a time, so that searching takes one core at most.
  let searching = Atomic<Bool>(false)

  /// The workers that are parked, one bit each.
  let parked = Atomic<UInt64>(0)

  /// Whether a parked worker wakes by itself to look after the others.
  let watching = Atomic<Bool>(false)

  let isClosing = Atomic<Bool>(false)

  private let currentWorkerKey: pthread_key_t
  private var threads: [NativeThread] = []

  /// - Parameters:
  ///   - workers: Threads, `1...64`.
  ///   - budget: Messages an actor may handle before another has its turn.
  init(workers count: Int, budget: Int) {
    precondition((1...64).contains(count), "a pool has 1 to 64 workers, got \(count)")
    precondition(budget > 0, "a turn handles at least one message, got a budget of \(budget)")
    self.budget = budget
    var key = pthread_key_t()
    let status = pthread_key_create(&key, nil)
    precondition(status == 0, "pthread_key_create failed: \(String(cString: strerror(status)))")
    currentWorkerKey = key
    super.init()
    workers = (0..<count).map { Worker(index: $0, pool: self) }
    threads = workers.map { worker in
      NativeThread { [self] in
        pthread_setspecific(currentWorkerKey, Unmanaged.passUnretained(worker).toOpaque())
        worker.run()
      }
    }
  }

  deinit {
    pthread_key_delete(currentWorkerKey)
  }

  override func submit(_ cell: ActorCell) {
    let cell = Unmanaged.passUnretained(cell)
    if let current = pthread_getspecific(currentWorkerKey) {
      let worker = Unmanaged<Worker>.fromOpaque(current)._withUnsafeGuaranteedRef { $0 }
      submit(cell, from: worker)
    } else {
      injection.pushInTotalOrder(cell)
      if !searching.load(ordering: .sequentiallyConsistent) { wakeOne() }
    }
  }

  /// Puts the cell in the worker's own queue, and calls for help when there is enough for two.
  func submit(_ cell: Unmanaged<ActorCell>, from worker: Worker) {
    let length = worker.queue.push(cell)
    if parked.load(ordering: .relaxed) == 0 { return }
    let isWatched = length == 1 && watching.load(ordering: .sequentiallyConsistent)
    if !isWatched && !searching.load(ordering: .relaxed) { wakeOne() }
  }

  /// Wakes one parked worker, if there is one.
  func wakeOne() {
    var candidates = parked.load(ordering: .sequentiallyConsistent)
    while candidates != 0 {
      let bit = candidates & (~candidates + 1)
      let before = parked.bitwiseAnd(~bit, ordering: .sequentiallyConsistent).oldValue
      if before & bit != 0 {
        workers[bit.trailingZeroBitCount].parker.unpark()
        return
      }
      candidates = before & ~bit
    }
  }

  var everyoneParked: UInt64 {
    workers.count == 64 ? .max : (1 << UInt64(workers.count)) - 1
  }

  override func close() {
    isClosing.store(true, ordering: .sequentiallyConsistent)
    for worker in workers { worker.parker.unpark() }
    for thread in threads { thread.join() }
    threads = []
    // Workers and pool refer to each other for as long as there are threads.
    workers = []
  }
}
