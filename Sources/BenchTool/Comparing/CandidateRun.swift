import BenchModel

extension BenchmarkComparison {
  /// The candidate's side as an ordinary result: each process pair gave one process.
  var candidateResult: BenchmarkResult {
    let processes = units.filter { $0.arm == .comparison }.map { unit in
      ProcessRecord(
        cpuScope: unit.cpuScope, threads: 1,
        warmUp: ProcessRecord.WarmUp(reachedSteadyState: true, samples: 0, wallNanoseconds: 0),
        observations: unit.blocks.flatMap(\.candidate),
        allocations: unit.candidateAllocations.map { [$0] },
        peakResidentBytes: .unavailable(
          reason: "a process of a comparison serves all benchmarks in turn"))
    }
    return BenchmarkResult(benchmark: benchmark, processes: processes, failure: failure?.failure)
  }
}
