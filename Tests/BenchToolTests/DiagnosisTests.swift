import BenchModel
import BenchTool
import Reports
import Testing

/// Expected severities and commands were chosen by hand from the kernel's documentation of each
/// setting, before the rules were written down.
@Suite struct DiagnosisTests {
  private typealias Severity = Finding.Severity

  private func finding(
    _ check: DoctorCheck, _ change: (inout DoctorFacts) -> Void
  ) throws -> Finding {
    var facts = DoctorFacts()
    facts.onlineCores = .value([0, 1, 2, 3])
    facts.allowedCores = .value([0, 1, 2, 3])
    change(&facts)
    return try #require(Diagnosis(facts).findings.first { $0.check == check })
  }

  @Test func `a machine that tells nothing gets a notice with the reason for every check`() {
    let findings = Diagnosis(DoctorFacts()).findings
    #expect(findings.map(\.check) == DoctorCheck.allCases)
    for finding in findings {
      #expect(finding.severity == .notice, "\(finding.check)")
      #expect(finding.found == .unavailable(reason: "it was not asked for"))
      #expect(!finding.wanted.isEmpty && finding.reason.hasSuffix("."))
    }
  }

  /// On four cores.
  @Test(arguments: [(1.0, Severity.ok), (1.01, .notice), (2, .notice), (2.01, .warning)])
  func `load is weighed against the cores`(load: Double, severity: Finding.Severity) throws {
    let finding = try finding(.load) { $0.load = .value(load) }
    #expect(finding.severity == severity)
    #expect((finding.remedy == nil) == (severity == .ok))
  }

  @Test(arguments: [
    (0.0, 0.05, Severity.ok), (0.08, 0, .notice), (0, 0.1, .notice), (0.2, 0, .warning),
  ])
  func `pressure counts before and during the look`(
    recent: Double, meanwhile: Double, severity: Finding.Severity
  ) throws {
    let finding = try finding(.pressure) {
      $0.pressure = .value(
        DoctorFacts.Pressure(recentShare: recent, shareMeanwhile: meanwhile))
    }
    #expect(finding.severity == severity)
  }

  @Test func `the three busiest processes are named, and all are summed`() throws {
    let busy = try finding(.otherProcesses) {
      $0.otherProcesses = .value(
        [(7, "swiftc", 0.9), (8, "clang", 0.3), (9, "ld", 0.1), (10, "cron", 0.02)].map {
          BusyProcess(pid: $0.0, name: $0.1, cores: $0.2)
        })
    }
    #expect(busy.severity == .warning)
    #expect(
      busy.found == .value("swiftc 90 %, clang 30 %, ld 10 %; in all 132 % of a core"))
    #expect(busy.remedy == .command("ps -o pid,pcpu,args -p 7,8,9"))

    let calm = try finding(.otherProcesses) {
      $0.otherProcesses = .value([BusyProcess(pid: 7, name: "cron", cores: 0.04)])
    }
    #expect(calm.severity == .ok)
    let idle = try finding(.otherProcesses) { $0.otherProcesses = .value([]) }
    #expect(idle.found == .value("none"))
    let some = try finding(.otherProcesses) {
      $0.otherProcesses = .value([BusyProcess(pid: 7, name: "cron", cores: 0.25)])
    }
    #expect(some.severity == .notice)
  }

  @Test(arguments: [
    (0.005, Severity.ok), (0.02, .notice), (0.2, .warning), (0.21, .blocking),
  ])
  func `stolen time weighs early`(share: Double, severity: Finding.Severity) throws {
    #expect(try finding(.stolenTime) { $0.stolenShare = .value(share) }.severity == severity)
  }

  @Test(arguments: [(1.97, Severity.ok), (1.85, .notice), (1.7, .warning)])
  func `a computing thread should have its core`(
    cpuSeconds: Double, severity: Finding.Severity
  ) throws {
    let finding = try finding(.attention) {
      $0.spin = .value(
        Spin(wallSeconds: 2, cpuSeconds: cpuSeconds, longestGapSeconds: 0.0083))
    }
    #expect(finding.severity == severity)
    #expect(finding.found.value?.hasSuffix("of 2.00 s, longest pause 8.30 ms") == true)
  }

  @Test func `a governor that follows the load is to be replaced`() throws {
    let finding = try finding(.governor) { $0.governors = .value(["performance", "powersave"]) }
    #expect(finding.severity == .warning)
    #expect(
      finding.remedy
        == .command(
          "echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor"))
    for good in [["performance"], ["userspace"]] {
      #expect(try self.finding(.governor) { $0.governors = .value(good) }.severity == .ok)
    }
  }

  @Test func `boost is switched off where the processor's driver has its switch`() throws {
    let boost = FrequencyBoost(
      isOn: true, path: "/sys/devices/system/cpu/intel_pstate/no_turbo", off: "1")
    let here = try finding(.boost) { $0.boost = .value(boost) }
    #expect(here.severity == .notice)
    #expect(
      here.remedy
        == .command("echo 1 | sudo tee /sys/devices/system/cpu/intel_pstate/no_turbo"))
    let guest = try finding(.boost) {
      $0.boost = .value(boost)
      $0.host = .value(.virtualMachine("QEMU"))
    }
    #expect(
      guest.remedy
        == .advice("Nothing can be done from inside a virtual machine: its host decides."))
    let off = try finding(.boost) {
      $0.boost = .value(FrequencyBoost(isOn: false, path: "/x", off: "0"))
    }
    #expect(off.severity == .ok)
  }

  @Test func `root needs no sudo, and a container points to its host`() throws {
    let root = try finding(.hugePages) {
      $0.hugePages = .value("always")
      $0.capabilities = .value(Capabilities(isRoot: true, bits: 0))
    }
    #expect(
      root.remedy
        == .command("echo madvise | tee /sys/kernel/mm/transparent_hugepage/enabled"))
    let container = try finding(.coreDumps) {
      $0.corePattern = .value("|/usr/share/apport/apport -p%p")
      $0.confinement = .value(.container("Docker"))
      $0.capabilities = .value(Capabilities(isRoot: true, bits: 0))
    }
    #expect(
      container.remedy
        == .advice(
          "Not from inside a container; on its host: sudo sysctl kernel.core_pattern=core"))
  }

  @Test func `hyperthreads are a notice`() throws {
    let on = try finding(.hyperthreads) { $0.hasHyperthreads = .value(true) }
    #expect(on.remedy == .command("echo off | sudo tee /sys/devices/system/cpu/smt/control"))
    #expect(try finding(.hyperthreads) { $0.hasHyperthreads = .value(false) }.severity == .ok)
  }

  @Test(
    arguments: [
      // One core of four.
      (allowed: [2], isolated: [], Severity.warning, "taskset -cp 0-3 $$"),
      // Isolated cores that are left unused.
      ([0, 1], [2, 3], .notice, "taskset -c 2 swift run bench"),
      // Two isolated ones, between which nothing moves a thread.
      ([2, 3], [2, 3], .warning, "taskset -c 2 swift run bench"),
      ([2], [2, 3], .ok, nil),
      ([0, 1], [], .ok, nil),
    ] as [(allowed: [Int], isolated: [Int], Severity, String?)])
  func `cores are weighed with isolation`(
    allowed: [Int], isolated: [Int], severity: Finding.Severity, command: String?
  ) throws {
    let finding = try finding(.cores) {
      $0.allowedCores = .value(allowed)
      $0.isolatedCores = .value(isolated)
    }
    #expect(finding.severity == severity)
    #expect(finding.remedy == command.map { .command($0) })
  }

  @Test func `a machine of one core cannot be helped by a command`() throws {
    let finding = try finding(.cores) {
      $0.onlineCores = .value([0])
      $0.allowedCores = .value([0])
    }
    #expect(finding.severity == .warning)
    #expect(finding.remedy == .advice("Take a machine with two cores or more."))
  }

  @Test(arguments: [(0, 0, Severity.ok), (3, 0, .notice), (3, 1, .warning)])
  func `heat now is worse than heat before`(
    before: Int, meanwhile: Int, severity: Finding.Severity
  ) throws {
    let finding = try finding(.thermalThrottling) {
      $0.thermalEvents = .value(DoctorFacts.Throttled(before: before, meanwhile: meanwhile))
    }
    #expect(finding.severity == severity)
  }

  @Test func `a slow clock is replaced by one that the kernel offers`() throws {
    func clock(_ current: String, _ available: [String]) throws -> Finding {
      try finding(.clockSource) {
        $0.clockSource = .value(
          DoctorFacts.ClockSource(current: current, available: available))
      }
    }
    for good in ["tsc", "arch_sys_counter", "kvm-clock", "hyperv_clocksource_tsc_page"] {
      #expect(try clock(good, [good]).severity == .ok)
    }
    #expect(
      try clock("hpet", ["hpet", "tsc", "acpi_pm"]).remedy
        == .command(
          "echo tsc | sudo tee "
            + "/sys/devices/system/clocksource/clocksource0/current_clocksource"))
    let stuck = try clock("hpet", ["hpet", "acpi_pm"])
    #expect(stuck.severity == .warning)
    #expect(
      stuck.remedy
        == .advice("Nothing can be done from here: the kernel found no better clock at boot."))
  }

  @Test func `only a battery that is in use is a warning`() throws {
    #expect(try finding(.power) { $0.power = .value(.battery) }.severity == .warning)
    #expect(try finding(.power) { $0.power = .value(.mains) }.severity == .ok)
    #expect(try finding(.power) { $0.power = .value(.noBattery) }.severity == .ok)
  }

  @Test func `Windows' first Linux blocks, its second warns, a virtual machine is a notice`()
    throws
  {
    func host(_ host: DoctorFacts.Host) throws -> Severity {
      try finding(.virtualMachine) { $0.host = .value(host) }.severity
    }
    #expect(try host(.machine) == .ok)
    #expect(try host(.virtualMachine(nil)) == .notice)
    #expect(try host(.windows(2)) == .warning)
    #expect(try host(.windows(1)) == .blocking)
  }

  @Test func `a container is a notice`() throws {
    let finding = try finding(.container) { $0.confinement = .value(.container("Podman")) }
    #expect(finding.severity == .notice)
    #expect(finding.found == .value("Podman"))
    #expect(try self.finding(.container) { $0.confinement = .value(.none) }.severity == .ok)
  }

  @Test func `a quota is weighed against the cores, and lifted where it is set`() throws {
    func quota(_ cores: Double, container: Bool = false) throws -> Finding {
      try finding(.cpuQuota) {
        $0.quota = .value(
          CPUCgroup.Quota(cores: cores, path: "/sys/fs/cgroup/a/cpu.max", off: "max"))
        if container { $0.confinement = .value(.container(nil)) }
      }
    }
    #expect(try quota(4).severity == .ok)
    #expect(try quota(1.5).severity == .warning)
    #expect(try quota(0.5).severity == .blocking)
    #expect(try quota(1.5).remedy == .command("echo max | sudo tee /sys/fs/cgroup/a/cpu.max"))
    #expect(
      try quota(1.5, container: true).remedy
        == .advice("Start the container with --cpuset-cpus in place of --cpus."))
    #expect(try finding(.cpuQuota) { $0.quota = .value(nil) }.severity == .ok)
  }

  /// systemd escapes dashes in the names of applications with backslashes.
  @Test func `the path of a control group is quoted for the shell`() throws {
    let finding = try finding(.cpuQuota) {
      $0.quota = .value(
        CPUCgroup.Quota(
          cores: 1.5, path: #"/sys/fs/cgroup/app-a\x2db's.scope/cpu.max"#, off: "max"))
    }
    #expect(
      finding.remedy
        == .command(
          #"echo max | sudo tee '/sys/fs/cgroup/app-a\x2db'\''s.scope/cpu.max'"#))
  }

  @Test(arguments: [(0, 0, Severity.ok), (3, 0, .notice), (0, 1, .warning)])
  func `throttling now is worse than before`(
    before: Int, meanwhile: Int, severity: Finding.Severity
  ) throws {
    let finding = try finding(.quotaThrottling) {
      $0.throttledPeriods = .value(
        DoctorFacts.Throttled(before: before, meanwhile: meanwhile))
    }
    #expect(finding.severity == severity)
    #expect(
      try self.finding(.quotaThrottling) { $0.throttledPeriods = .value(nil) }.severity == .ok)
  }

  @Test(arguments: [
    (2, false, Severity.ok, nil), (1, false, .warning, "sudo sysctl kernel.randomize_va_space=2"),
    (0, true, .warning, "sudo sysctl kernel.randomize_va_space=2"),
  ])
  func `layouts are to be random`(
    setting: Int, isOffHere: Bool, severity: Finding.Severity, command: String?
  ) throws {
    let finding = try finding(.addressRandomization) {
      $0.addressRandomization = .value(
        DoctorFacts.AddressRandomization(setting: setting, isOffHere: isOffHere))
    }
    #expect(finding.severity == severity)
    #expect(finding.remedy == command.map { .command($0) })
  }

  @Test func `a process that was started without random layouts is told how that came`() throws {
    let finding = try finding(.addressRandomization) {
      $0.addressRandomization = .value(
        DoctorFacts.AddressRandomization(setting: 2, isOffHere: true))
    }
    #expect(finding.severity == .warning)
    #expect(finding.found == .value("2, but off for this process"))
  }

  @Test(arguments: [(0, 0, Severity.ok), (4096, 0, .notice), (4096, 2, .warning)])
  func `swap that moves is worse than swap in use`(
    used: Int, moved: Int, severity: Finding.Severity
  ) throws {
    let finding = try finding(.swap) {
      $0.swap = .value(DoctorFacts.Swap(usedBytes: used, pagesMoved: moved))
    }
    #expect(finding.severity == severity)
    #expect(finding.remedy == (severity == .ok ? nil : .command("sudo swapoff -a")))
  }

  @Test func `NUMA balancing matters with two nodes`() throws {
    func numa(nodes: [Int], _ setting: Reading<Int>) throws -> Severity {
      try finding(.numaBalancing) {
        $0.memoryNodes = .value(nodes)
        $0.numaBalancing = setting
      }.severity
    }
    #expect(try numa(nodes: [0], .value(1)) == .ok)
    #expect(try numa(nodes: [0, 1], .value(0)) == .ok)
    #expect(try numa(nodes: [0, 1], .value(1)) == .notice)
    #expect(try numa(nodes: [0, 1], .unavailable(reason: "not built in")) == .ok)
  }

  @Test func `huge pages on request, and core dumps into files, are fine`() throws {
    #expect(try finding(.hugePages) { $0.hugePages = .value("madvise") }.severity == .ok)
    #expect(try finding(.coreDumps) { $0.corePattern = .value("core") }.severity == .ok)
    #expect(try finding(.coreDumps) { $0.corePattern = .value("") }.found == .value("nothing"))
  }

  @Test(arguments: [
    ("debian", "sudo apt-get install linux-perf"),
    ("ubuntu", "sudo apt-get install linux-tools-$(uname -r)"),
    ("fedora", "sudo dnf install perf"),
    ("arch", "sudo pacman -S perf"),
    ("alpine", "sudo apk add perf"),
    ("sles", "sudo zypper install perf"),
  ])
  func `a missing perf is installed as the distribution does`(id: String, command: String) throws {
    let finding = try finding(.perfProgram) {
      $0.perf = .value(nil)
      $0.distribution = .value(id)
    }
    #expect(finding.severity == .notice)
    #expect(finding.remedy == .command(command))
  }

  @Test func `what perf can do decides about counters too`() throws {
    func facts(_ outcome: PerfTrial.Outcome) throws -> (program: Finding, counters: Finding) {
      let errors =
        switch outcome {
        case .counts: "9,,cycles:u,1,100.00,,"
        case .notSupported: "<not supported>,,cycles:u,0,100.00,,"
        case .failed(let words): words
        }
      let failed = if case .failed = outcome { true } else { false }
      let trial = PerfTrial(path: "/usr/bin/perf", succeeded: !failed, errors: errors)
      #expect(trial.outcome == outcome)
      func change(_ facts: inout DoctorFacts) { facts.perf = .value(trial) }
      return (
        try finding(.perfProgram, change), try finding(.hardwareCounters, change)
      )
    }
    let counts = try facts(.counts)
    #expect(counts.program.severity == .ok && counts.counters.severity == .ok)
    let none = try facts(.notSupported)
    #expect(none.program.severity == .ok && none.counters.severity == .notice)
    let failed = try facts(.failed("no permission"))
    #expect(failed.program.found == .value("/usr/bin/perf fails: no permission"))
    #expect(failed.counters.found == .unavailable(reason: "perf cannot count: no permission"))
    let missing = try finding(.hardwareCounters) { $0.perf = .value(nil) }
    #expect(missing.found == .unavailable(reason: "it takes the perf program to tell"))
  }

  /// Documentation/admin-guide/perf-security.rst; 3 and 4 are Debian's and Ubuntu's own.
  @Test(arguments: [
    (-1, Severity.ok), (1, .ok), (2, .notice), (3, .warning), (4, .warning),
  ])
  func `perf_event_paranoid binds ordinary users`(
    level: Int, severity: Finding.Severity
  ) throws {
    let bound = try finding(.perfEventParanoid) { $0.perfEventParanoid = .value(level) }
    #expect(bound.severity == severity)
    let free = try finding(.perfEventParanoid) {
      $0.perfEventParanoid = .value(level)
      $0.capabilities = .value(Capabilities(isRoot: false, bits: 1 << 38))
    }
    #expect(free.severity == .ok)
  }

  @Test func `kernel addresses and perf's memory are free for some`() throws {
    let privileged = Reading.value(Capabilities(isRoot: true, bits: .max))
    #expect(try finding(.kernelPointers) { $0.kernelPointers = .value(0) }.severity == .ok)
    #expect(try finding(.kernelPointers) { $0.kernelPointers = .value(1) }.severity == .notice)
    let one = try finding(.kernelPointers) {
      $0.kernelPointers = .value(1)
      $0.capabilities = privileged
    }
    #expect(one.severity == .ok)
    let two = try finding(.kernelPointers) {
      $0.kernelPointers = .value(2)
      $0.capabilities = privileged
    }
    #expect(two.severity == .notice)
    #expect(try finding(.perfEventMemory) { $0.perfEventMemoryKiB = .value(516) }.severity == .ok)
    let little = try finding(.perfEventMemory) { $0.perfEventMemoryKiB = .value(64) }
    #expect(little.remedy == .command("sudo sysctl kernel.perf_event_mlock_kb=516"))
    let free = try finding(.perfEventMemory) {
      $0.perfEventMemoryKiB = .value(64)
      $0.capabilities = privileged
    }
    #expect(free.severity == .ok)
  }

  @Test(arguments: [(1 << 30, Severity.ok), (1 << 29, .warning), (1 << 25, .blocking)])
  func `a full disk blocks`(bytes: Int, severity: Finding.Severity) throws {
    #expect(try finding(.diskSpace) { $0.freeBytes = .value(bytes) }.severity == severity)
  }
}
