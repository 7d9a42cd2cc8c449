import BenchModel

/// Where and how the run was made, as words.
struct EnvironmentFacts {
  let charset: Charset
  let environment: MachineEnvironment

  init(_ environment: MachineEnvironment, charset: Charset) {
    self.environment = environment
    self.charset = charset
  }

  /// `nil` but for a debug build.
  var buildWarning: String? {
    guard environment.build.configuration == "debug" else { return nil }
    return """
      This is a \(charset.line(environment.build.configuration)) build: it says nothing of how \
      fast the code is when it is optimized.
      """
  }

  /// The machine in one sentence; what it does not tell is `n/a`.
  var machineSentence: String {
    let machine = environment.machine
    let quota = machine.cgroupCPUQuota.value.map { "quota of \(decimal($0)) cores" }
    let parts = [
      machine.hostName.map { "host \(charset.line($0))" }, short(machine.cpuModel, "CPU"), cores,
      quota, "load \(load)",
      environment.mood.stolenShare.value.map { "\(percent($0)) stolen" },
      short(machine.kernel, "kernel"), short(machine.operatingSystem, "operating system"),
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// Compiler, configuration and source in one sentence.
  var buildSentence: String {
    let source = environment.source
    let commit =
      switch source.commit {
      case .value(let commit): "commit \(charset.line(commit).prefix(12))"
      case .unavailable(let reason): "commit n/a (\(charset.line(reason)))"
      }
    let dirty = source.isDirty.value == true ? " with uncommitted changes" : ""
    return """
      \(short(environment.build.compiler, "compiler")), \
      \(charset.line(environment.build.configuration)), \(commit)\(dirty)
      """
  }

  /// Every field with a label; what is unavailable says why.
  var facts: [(label: String, text: String)] {
    let machine = environment.machine
    let mood = environment.mood
    let build = environment.build
    let source = environment.source
    let format = UnitFormatter(charset: charset)
    let host = machine.hostName.map { [("Host", charset.line($0))] } ?? []
    return host + [
      ("CPU", long(machine.cpuModel)),
      ("Logical cores", long(machine.logicalCores.map(String.init))),
      ("Usable cores", long(machine.usableCores.map(String.init))),
      ("CPU quota of the cgroup", long(machine.cgroupCPUQuota.map { "\(decimal($0)) cores" })),
      ("Memory", long(machine.memoryBytes.map { format.bytes(Double($0)) })),
      ("Frequency governor", long(machine.governor)),
      ("Turbo", long(machine.turbo.map { $0 ? "on" : "off" })),
      ("Clock source", long(machine.clockSource)),
      ("Kernel", long(machine.kernel)),
      ("Operating system", long(machine.operatingSystem)),
      ("Load at the start", long(mood.loadAtStart.map(decimal))),
      ("Load at the end", long(mood.loadAtEnd.map(decimal))),
      ("Time stolen by the hypervisor", long(mood.stolenShare.map(percent))),
      ("Time in which a task waited for a CPU", long(mood.pressure.map(percent))),
      ("Time stopped by the CPU quota", long(mood.throttledSeconds.map(format.time))),
      ("Governor changed", long(mood.governorChanged.map { $0 ? "yes" : "no" })),
      ("Compiler", long(build.compiler)),
      ("Configuration", charset.line(build.configuration)),
      ("Flags", long(build.flags)),
      ("Commit", long(source.commit)),
      ("Uncommitted changes", long(source.isDirty.map { $0 ? "yes" : "no" })),
    ]
  }

  private var cores: String {
    switch (environment.machine.usableCores.value, environment.machine.logicalCores.value) {
    case (let usable?, let logical?) where usable != logical: "\(usable) of \(logical) cores"
    case (let cores?, _), (nil, let cores?): cores == 1 ? "1 core" : "\(cores) cores"
    case (nil, nil): "cores n/a"
    }
  }

  private var load: String {
    let mood = environment.mood
    let start = mood.loadAtStart.value.map(decimal) ?? "n/a"
    let end = mood.loadAtEnd.value.map(decimal) ?? "n/a"
    return start == end ? start : "\(start) \(charset.arrow) \(end)"
  }

  private func short(_ reading: Reading<String>, _ noun: String) -> String {
    reading.value.map(charset.line) ?? "\(noun) n/a"
  }

  private func long(_ reading: Reading<String>) -> String {
    switch reading {
    case .value(let text): charset.line(text)
    case .unavailable(let reason): "n/a: \(charset.line(reason))"
    }
  }

  private func decimal(_ value: Double) -> String { Decimals.text(value, places: 2) }
  private func percent(_ share: Double) -> String {
    UnitFormatter(charset: charset).percent(share)
  }
}
