import BenchModel
import Statistics

/// Measures one benchmark on two builds, process pair after process pair.
struct SingleLockstep {
  private let base: LayoutPool
  private let candidate: LayoutPool
  private let settings: LockstepSettings
  private let measurement: LockstepMeasurement
  private var sizing: LockstepMeasurement.Sizing?
  private var generator: SeededGenerator
  private var pairs = 0

  init(
    _ benchmark: BenchmarkName, base: LayoutPool, candidate: LayoutPool, settings: LockstepSettings
  ) {
    self.base = base
    self.candidate = candidate
    self.settings = settings
    measurement = LockstepMeasurement(
      benchmark: benchmark, settings: settings, cpus: UsableCPUs.numbers)
    generator = SeededGenerator(seed: settings.seed)
  }

  /// - Throws: `BenchmarkComparison.Failure` when the benchmark fails on a side, `LinkKitError`.
  mutating func next() async throws -> LockstepUnit {
    let placement = Placement(using: &generator)
    let programs = try await LayoutPool.pair(base: base, candidate: candidate, at: placement)
    let pair = LockstepMeasurement.Pair(
      number: pairs, arm: .comparison, stage: .first, base: programs.base,
      candidate: programs.candidate, timeout: .seconds(settings.timeoutSeconds),
      using: &generator)
    pairs += 1
    do throws(BenchmarkComparison.Failure) {
      let (unit, sizing) = try await measurement.run(
        on: pair, sizing: sizing, generator: &generator)
      self.sizing = sizing
      await release(pair, programs)
      return unit
    } catch {
      await release(pair, programs)
      throw error
    }
  }

  private func release(
    _ pair: LockstepMeasurement.Pair, _ programs: (base: WorkerProgram, candidate: WorkerProgram)
  ) async {
    await pair.dismiss()
    base.discard(programs.base)
    candidate.discard(programs.candidate)
  }
}
