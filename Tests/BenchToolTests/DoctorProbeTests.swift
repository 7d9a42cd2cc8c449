import BenchModel
import BenchTool
import Reports
import Testing

/// Trees of files as such machines have them, cut to what the doctor reads.
@Suite struct DoctorProbeTests {
  private static let start = ContinuousClock.now
  private static let end = start.advanced(by: .seconds(2))

  private static let laptop = [
    "/proc/loadavg": "0.75 0.58 0.59 1/467 12345\n",
    "/proc/stat": "cpu  1000 0 500 90000 100 0 0 0 0 0\ncpu0 1 1 1 1 1 1 1 1\n",
    "/proc/pressure/cpu": "some avg10=2.00 avg60=0.00 avg300=0.00 total=1000\n",
    "/proc/vmstat": "nr_free_pages 9\npswpin 10\npswpout 20\n",
    "/proc/meminfo": "MemTotal: 8000000 kB\nSwapTotal:  2000 kB\nSwapFree:  1500 kB\n",
    "/proc/cpuinfo": "processor\t: 0\nflags\t\t: fpu vme de tsc\n",
    "/proc/self/status":
      "Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\nCpus_allowed_list:\t0-1\n",
    "/proc/self/personality": "00040000\n",
    "/proc/self/cgroup": "0::/user.slice\n",
    "/proc/self/mountinfo": "34 25 0:29 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
    "/proc/1/stat": "1 (init) S 0 1 1 0 -1 0 0 0 0 0 5 5 0 0 20 0 1 0 2 0\n",
    "/proc/7/stat": "7 (firefox) R 0 1 1 0 -1 0 0 0 0 0 100 50 0 0 20 0 1 0 9 0\n",
    "/proc/42/stat": "42 (bench) R 0 1 1 0 -1 0 0 0 0 0 500 50 0 0 20 0 1 0 9 0\n",
    "/proc/sys/kernel/osrelease": "6.8.0-31-generic\n",
    "/proc/sys/kernel/randomize_va_space": "2\n",
    "/proc/sys/kernel/perf_event_paranoid": "4\n",
    "/proc/sys/kernel/kptr_restrict": "1\n",
    "/proc/sys/kernel/perf_event_mlock_kb": "516\n",
    "/proc/sys/kernel/core_pattern": "|/usr/share/apport/apport -p%p\n",
    "/proc/sys/kernel/numa_balancing": "1\n",
    "/etc/os-release": "NAME=\"Ubuntu\"\nID=ubuntu\nVERSION_ID=\"24.04\"\n",
    "/sys/fs/cgroup/user.slice/cpu.max": "150000 100000\n",
    "/sys/fs/cgroup/user.slice/cpu.stat": "nr_throttled 4\nthrottled_usec 400\n",
    "/sys/devices/system/cpu/online": "0-3\n",
    "/sys/devices/system/cpu/isolated": "2-3\n",
    "/sys/devices/system/cpu/smt/active": "1\n",
    "/sys/devices/system/cpu/intel_pstate/no_turbo": "0\n",
    "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "powersave\n",
    "/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor": "performance\n",
    "/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count": "7\n",
    "/sys/devices/system/cpu/cpu1/thermal_throttle/package_throttle_count": "2\n",
    "/sys/devices/system/clocksource/clocksource0/current_clocksource": "hpet\n",
    "/sys/devices/system/clocksource/clocksource0/available_clocksource": "tsc hpet acpi_pm \n",
    "/sys/devices/system/node/online": "0\n",
    "/sys/kernel/mm/transparent_hugepage/enabled": "[always] madvise never\n",
    "/sys/class/power_supply/AC/type": "Mains\n",
    "/sys/class/power_supply/AC/online": "0\n",
    "/sys/class/power_supply/BAT0/type": "Battery\n",
    "/sys/class/power_supply/BAT0/status": "Discharging\n",
    "/sys/class/power_supply/mouse/type": "Battery\n",
    "/sys/class/power_supply/mouse/scope": "Device\n",
    "/sys/class/power_supply/mouse/status": "Charging\n",
  ]

  private static let firstNamespace = ["/proc/self/ns/pid": "pid:[4026531836]"]

  private func facts(
    _ texts: [String: String], links: [String: String] = firstNamespace,
    meanwhile: [String: String] = [:]
  ) throws -> DoctorFacts {
    let tree = try SystemTree(texts, links: links)
    let probe = DoctorProbe(files: tree.files, storePath: "/", ownPID: 42)
    let before = probe.counters(at: Self.start)
    for (path, text) in meanwhile { try tree.write(text, to: path) }
    return probe.facts(
      from: before, to: probe.counters(at: Self.end), spin: .unavailable(reason: "no spin"),
      perf: .value(nil))
  }

  @Test func `a laptop's settings are read`() throws {
    let facts = try facts(Self.laptop)
    #expect(facts.load == .value(0.75))
    #expect(facts.governors == .value(["performance", "powersave"]))
    #expect(facts.boost.value?.isOn == true)
    #expect(facts.hasHyperthreads == .value(true))
    #expect(facts.onlineCores == .value([0, 1, 2, 3]))
    #expect(facts.allowedCores == .value([0, 1]))
    #expect(facts.isolatedCores == .value([2, 3]))
    #expect(facts.thermalEvents == .value(DoctorFacts.Throttled(before: 9, meanwhile: 0)))
    #expect(
      facts.clockSource
        == .value(
          DoctorFacts.ClockSource(current: "hpet", available: ["tsc", "hpet", "acpi_pm"])))
    #expect(facts.power == .value(.battery))
    #expect(facts.host == .value(.machine))
    #expect(facts.confinement == .value(DoctorFacts.Confinement.none))
    #expect(
      facts.quota
        == .value(
          CPUCgroup.Quota(
            cores: 1.5, path: "/sys/fs/cgroup/user.slice/cpu.max", off: "max")))
    #expect(
      facts.throttledPeriods == .value(DoctorFacts.Throttled(before: 4, meanwhile: 0)))
    #expect(
      facts.addressRandomization
        == .value(DoctorFacts.AddressRandomization(setting: 2, isOffHere: true)))
    #expect(facts.hugePages == .value("always"))
    #expect(facts.swap == .value(DoctorFacts.Swap(usedBytes: 512_000, pagesMoved: 0)))
    #expect(facts.memoryNodes == .value([0]))
    #expect(facts.numaBalancing == .value(1))
    #expect(facts.corePattern == .value("|/usr/share/apport/apport -p%p"))
    #expect(facts.perfEventParanoid == .value(4))
    #expect(facts.kernelPointers == .value(1))
    #expect(facts.perfEventMemoryKiB == .value(516))
    #expect(facts.capabilities == .value(Capabilities(isRoot: false, bits: 0)))
    #expect(facts.distribution == .value("ubuntu"))
    #expect((facts.freeBytes.value ?? 0) > 0)
  }

  /// In two seconds: firefox 100 ticks, which is half a core at 100 Hz; 0.4 s of waiting; 5 of 100
  /// wanted ticks stolen.
  @Test func `growths are over the time of the look, without the doctor itself`() throws {
    let facts = try facts(
      Self.laptop,
      meanwhile: [
        "/proc/stat": "cpu  1080 0 515 90300 100 0 0 5 0 0\n",
        "/proc/pressure/cpu": "some avg10=9.00 avg60=0.00 avg300=0.00 total=401000\n",
        "/proc/vmstat": "pswpin 13\npswpout 24\n",
        "/proc/7/stat": "7 (firefox) R 0 1 1 0 -1 0 0 0 0 0 180 70 0 0 20 0 1 0 9 0\n",
        "/proc/42/stat": "42 (bench) R 0 1 1 0 -1 0 0 0 0 0 700 50 0 0 20 0 1 0 9 0\n",
        "/sys/fs/cgroup/user.slice/cpu.stat": "nr_throttled 6\nthrottled_usec 900\n",
        "/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count": "8\n",
      ])
    #expect(
      facts.otherProcesses == .value([BusyProcess(pid: 7, name: "firefox", cores: 0.5)]))
    #expect(
      facts.pressure
        == .value(DoctorFacts.Pressure(recentShare: 0.02, shareMeanwhile: 0.2)))
    #expect(facts.stolenShare == .value(0.05))
    #expect(facts.swap.value?.pagesMoved == 7)
    #expect(facts.thermalEvents.value?.meanwhile == 1)
    #expect(facts.throttledPeriods.value??.meanwhile == 2)
  }

  @Test func `a machine without any of the files is all reasons`() throws {
    let facts = try facts([:], links: [:])
    let findings = Diagnosis(facts).findings
    #expect(findings.map(\.check) == DoctorCheck.allCases)
    // Without a power supply there is no battery; the disk is this machine's; perf was looked for.
    let known: Set<DoctorCheck> = [.power, .diskSpace, .perfProgram]
    for finding in findings {
      #expect((finding.found.value != nil) == known.contains(finding.check), "\(finding)")
    }
    #expect(
      facts.hugePages
        == .unavailable(
          reason: "/sys/kernel/mm/transparent_hugepage/enabled: No such file or directory"))
  }

  @Test func `files that hold nonsense are reasons too`() throws {
    let facts = try facts(Self.laptop.mapValues { _ in "nonsense\n" }, links: [:])
    #expect(facts.load == .unavailable(reason: "/proc/loadavg does not say"))
    #expect(
      facts.perfEventParanoid
        == .unavailable(reason: "/proc/sys/kernel/perf_event_paranoid does not say"))
    #expect(Diagnosis(facts).findings.count == DoctorCheck.allCases.count)
  }

  @Test func `AMD's boost has a switch of its own`() throws {
    let facts = try facts(["/sys/devices/system/cpu/cpufreq/boost": "1\n"])
    #expect(
      facts.boost
        == .value(
          FrequencyBoost(
            isOn: true, path: "/sys/devices/system/cpu/cpufreq/boost", off: "0")))
  }

  @Test(
    arguments: [
      ("flags\t\t: fpu hypervisor tsc\n", [:], DoctorFacts.Host.virtualMachine(nil)),
      (
        "flags\t\t: fpu hypervisor tsc\n",
        [
          "/sys/class/dmi/id/sys_vendor": "QEMU\n",
          "/sys/class/dmi/id/product_name": "Standard PC (Q35 + ICH9, 2009)\n",
        ], .virtualMachine("QEMU Standard PC (Q35 + ICH9, 2009)")
      ),
      ("flags\t\t: fpu tsc\n", ["/sys/class/dmi/id/sys_vendor": "QEMU\n"], .machine),
      // Arm: no flags, so the firmware's name decides.
      (
        "Features\t: fp asimd\n", ["/sys/class/dmi/id/product_name": "KVM Virtual Machine\n"],
        .virtualMachine("KVM Virtual Machine")
      ),
      (
        "Features\t: fp asimd\n", ["/sys/class/dmi/id/sys_vendor": "Amazon EC2\n"], .machine
      ),
      ("Features\t: fp asimd\n", [:], .machine),
      (
        "flags\t\t: fpu hypervisor\n",
        ["/proc/sys/kernel/osrelease": "5.15.153.1-microsoft-standard-WSL2\n"], .windows(2)
      ),
      (
        "flags\t\t: fpu\n", ["/proc/sys/kernel/osrelease": "4.4.0-19041-Microsoft\n"],
        .windows(1)
      ),
    ] as [(String, [String: String], DoctorFacts.Host)])
  func `the host is told by flag, firmware or kernel`(
    cpuInfo: String, files: [String: String], host: DoctorFacts.Host
  ) throws {
    let texts = files.merging(["/proc/cpuinfo": cpuInfo]) { given, _ in given }
    #expect(try facts(texts).host == .value(host))
  }

  /// A process namespace of its own makes a container; a file that an image left behind does not.
  @Test func `a container is told by its namespace, and named by its marker`() throws {
    let own = ["/proc/self/ns/pid": "pid:[4026532456]"]
    let marked = ["/.dockerenv": ""]
    #expect(try facts(marked).confinement == .value(DoctorFacts.Confinement.none))
    #expect(try facts(marked, links: own).confinement == .value(.container("Docker")))
    #expect(
      try facts(["/run/.containerenv": ""], links: own).confinement
        == .value(.container("Podman")))
    #expect(try facts([:], links: own).confinement == .value(.container(nil)))
  }

  @Test func `version 1 of control groups has its quota in two files`() throws {
    let facts = try facts([
      "/proc/self/cgroup": "4:cpu,cpuacct:/docker/8b5c\n",
      "/proc/self/mountinfo":
        "70 69 0:30 /docker/8b5c /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu,cpuacct\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    ])
    #expect(
      facts.quota
        == .value(
          CPUCgroup.Quota(
            cores: 0.5, path: "/sys/fs/cgroup/cpu/cpu.cfs_quota_us", off: "-1")))
  }

  @Test func `the tightest of the enclosing quotas holds`() throws {
    var texts = Self.laptop
    texts["/sys/fs/cgroup/cpu.max"] = "40000 100000\n"
    #expect(try facts(texts).quota.value??.cores == 0.4)
    texts["/sys/fs/cgroup/cpu.max"] = "max 100000\n"
    #expect(try facts(texts).quota.value??.cores == 1.5)
  }

  @Test func `a charger that is plugged in is mains, whatever the batteries do`() throws {
    var texts = Self.laptop
    texts["/sys/class/power_supply/AC/online"] = "1\n"
    #expect(try facts(texts).power == .value(.mains))
    texts["/sys/class/power_supply/AC/online"] = "0\n"
    texts["/sys/class/power_supply/BAT0/status"] = "Full\n"
    #expect(try facts(texts).power == .value(.mains))
  }

  @Test func `this machine can be examined`() async {
    let findings = await Doctor.findings(seconds: 0.2, storePath: "/no/such/folder")
    #expect(findings.map(\.check) == DoctorCheck.allCases)
    let byCheck = Dictionary(uniqueKeysWithValues: findings.map { ($0.check, $0) })
    #expect(byCheck[.attention]?.found.value != nil)
    #expect(byCheck[.load]?.found.value != nil)
    #expect(byCheck[.diskSpace]?.found.value != nil)
  }
}
