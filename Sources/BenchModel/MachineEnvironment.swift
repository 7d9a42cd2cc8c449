/// Where and how a run was made: the machine, its mood, the build and the source.
///
/// What the machine does not tell is `unavailable` with the reason, never left out.
package struct MachineEnvironment: Hashable, Codable, Sendable {
  package struct Machine: Hashable, Codable, Sendable {
    /// Of results that another harness measured on another machine, whose name alone may tell it from
    /// others; `nil` for this machine.
    package var hostName: String?
    package var cpuModel: Reading<String>
    package var logicalCores: Reading<Int>
    /// The cores that this process may run on.
    package var usableCores: Reading<Int>
    package var memoryBytes: Reading<Int>
    package var governor: Reading<String>
    package var turbo: Reading<Bool>
    package var clockSource: Reading<String>
    package var kernel: Reading<String>
    /// The distribution's own name for itself.
    package var operatingSystem: Reading<String>
    /// Cores' worth of processor time that the cgroup grants; unavailable without a quota.
    package var cgroupCPUQuota: Reading<Double>

    package init(
      hostName: String? = nil, cpuModel: Reading<String>, logicalCores: Reading<Int>,
      usableCores: Reading<Int>,
      memoryBytes: Reading<Int>, governor: Reading<String>, turbo: Reading<Bool>,
      clockSource: Reading<String>, kernel: Reading<String>, operatingSystem: Reading<String>,
      cgroupCPUQuota: Reading<Double>
    ) {
      self.hostName = hostName
      self.cpuModel = cpuModel
      self.logicalCores = logicalCores
      self.usableCores = usableCores
      self.memoryBytes = memoryBytes
      self.governor = governor
      self.turbo = turbo
      self.clockSource = clockSource
      self.kernel = kernel
      self.operatingSystem = operatingSystem
      self.cgroupCPUQuota = cgroupCPUQuota
    }
  }

  package struct Build: Hashable, Codable, Sendable {
    package var compiler: Reading<String>
    /// `release` or `debug`; of imported results, the harness that made them.
    package var configuration: String
    package var flags: Reading<String>

    package init(compiler: Reading<String>, configuration: String, flags: Reading<String>) {
      self.compiler = compiler
      self.configuration = configuration
      self.flags = flags
    }
  }

  package struct Source: Hashable, Codable, Sendable {
    package var commit: Reading<String>
    /// Whether files differ from the commit, or are unknown to it.
    package var isDirty: Reading<Bool>

    package init(commit: Reading<String>, isDirty: Reading<Bool>) {
      self.commit = commit
      self.isDirty = isDirty
    }
  }

  package var machine: Machine
  package var mood: Mood
  package var build: Build
  package var source: Source

  package init(machine: Machine, mood: Mood, build: Build, source: Source) {
    self.machine = machine
    self.mood = mood
    self.build = build
    self.source = source
  }
}
