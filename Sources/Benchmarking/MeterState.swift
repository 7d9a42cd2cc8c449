import BenchModel
import CBench

/// The part of a meter that need not be inlined: the conversation, the clocks and the counts.
///
/// One task or thread at a time uses it: the one that runs `measure`.
@usableFromInline
final class MeterState: @unchecked Sendable {
  private let conductor: any SampleConductor
  private var stopwatch = Stopwatch(scope: .thread)
  private var scope = CPUScope.thread
  private var request: SampleRequest?
  private var counted: bench_allocations?
  private(set) var isOpen = false

  init(conductor: any SampleConductor) {
    self.conductor = conductor
  }

  /// - Parameter emptySample: What a sample does beside the body; its cost counts as that of the
  ///   sample's edges.
  @usableFromInline
  func open(
    cpu: CPUScope, threads: Int, isAsync: Bool = false, emptySample: () -> Void = {}
  ) throws {
    guard !isOpen else {
      throw BenchmarkFailure(
        .misdeclared, "The benchmark calls 'measure' twice; it can ask one question only.")
    }
    isOpen = true
    scope = cpu
    conductor.opened(
      MeterPlan(
        cpuScope: cpu, threads: threads, isAsync: isAsync,
        edgeCostNanoseconds: Stopwatch.edgeCostNanoseconds(scope: cpu, around: emptySample)))
  }

  /// The iterations of the next sample, or `nil` when measuring is over.
  @usableFromInline
  func nextSample() -> Int? {
    request = conductor.nextRequest()
    stopwatch = Stopwatch(scope: scope)
    counted = nil
    return request?.iterations
  }

  @usableFromInline
  func start() {
    switch request!.purpose {
    case .timing:
      if request!.isProfiled == true { bench_sampler_resume() }
      stopwatch.start()
    case .countingAllocations: bench_allocations_start()
    }
  }

  @usableFromInline
  func stop() {
    switch request!.purpose {
    case .timing:
      stopwatch.stop()
      if request!.isProfiled == true { bench_sampler_pause() }
    case .countingAllocations:
      let stretch = bench_allocations_stop()
      counted = bench_allocations(
        count: (counted?.count ?? 0) + stretch.count, bytes: (counted?.bytes ?? 0) + stretch.bytes)
    }
  }

  /// Hands over what was read, once the answer was found right.
  @usableFromInline
  func report() {
    let request = request!
    switch request.purpose {
    case .timing:
      conductor.report(.timed(stopwatch.observation(iterations: request.iterations)))
    case .countingAllocations:
      conductor.report(.counted(count(iterations: request.iterations)))
    }
  }

  private func count(iterations: Int) -> Reading<AllocationCount> {
    guard bench_allocations_supported() else {
      return .unavailable(reason: "this build does not count: a sanitizer, or no glibc")
    }
    return .value(
      AllocationCount(
        iterations: iterations, allocations: Int(counted?.count ?? 0),
        bytes: Int(counted?.bytes ?? 0)))
  }

  /// What the allocator hands out, to any thread, while `work` runs.
  static func allocations(during work: () throws -> Void) rethrows -> bench_allocations {
    bench_allocations_start()
    defer { _ = bench_allocations_stop() }
    try work()
    return bench_allocations_stop()
  }

  @usableFromInline
  static func require<Answer: Equatable>(_ answer: Answer, equals expected: Answer) throws {
    guard answer == expected else {
      throw BenchmarkFailure(.wrongAnswer, "The answer should be \(expected), got \(answer).")
    }
  }
}
