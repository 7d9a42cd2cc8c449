import BenchModel

/// One benchmark of another harness.
package struct ForeignBenchmark: Hashable, Sendable {
  package struct Parameter: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// As its harness shows it.
  package let title: String
  /// The parts of its name, outermost first, in the letters of its harness.
  package let components: [String]
  /// By name. Those that the harness puts into the name are not repeated here.
  package var parameters: [Parameter] = []
  package var throughput: Throughput?
  package var threads = 1
  package var cpuScope = CPUScope.thread
  /// Whether the processor time of a sample is not what its work costs, as its harness says.
  package var isWallClockOnly = false
  /// The samples of each process that measured it, in the order in which they were taken.
  package var processes: [[Observation]]
  /// Why there is no sample.
  package var failure: BenchmarkFailure?

  /// What a harness tells benchmarks apart by.
  struct Identity: Hashable {
    let title: String
    let parameters: [Parameter]
  }

  var identity: Identity { Identity(title: title, parameters: parameters) }

  package init(title: String, components: [String], processes: [[Observation]]) {
    self.title = title
    self.components = components
    self.processes = processes
  }
}
