import BenchModel
import Foundation
import Glibc

/// Reads the facts of a machine from the files below a root.
package struct DoctorProbe: Sendable {
  /// The counters from which growths and shares are made, at one instant.
  package struct Counters: Sendable {
    let mood: MoodReading
    let processes: [ProcessTicks]
    let thermalEvents: Reading<Int>
    let swappedPages: Reading<Int>
  }

  let files: SystemFiles
  /// Where the store is, or will be.
  let storePath: String
  /// Left out of the busy processes.
  let ownPID: Int

  package init(
    files: SystemFiles = .live, storePath: String, ownPID: Int = Int(getpid())
  ) {
    self.files = files
    self.storePath = storePath
    self.ownPID = ownPID
  }

  package func counters(at instant: ContinuousClock.Instant = .now) -> Counters {
    Counters(
      mood: .now(files, at: instant), processes: processes, thermalEvents: thermalEvents,
      swappedPages: files.fact(in: "/proc/vmstat") { text in
        KernelText.value(of: "pswpin", in: text).flatMap { moved in
          KernelText.value(of: "pswpout", in: text).map { moved + $0 }
        }
      })
  }

  package func facts(
    from start: Counters, to end: Counters, spin: Reading<Spin>, perf: Reading<PerfTrial?>
  ) -> DoctorFacts {
    var facts = DoctorFacts()
    addOthers(to: &facts, from: start, to: end)
    addProcessor(to: &facts, from: start, to: end)
    addSurroundings(to: &facts, from: start, to: end)
    addKernel(to: &facts, from: start, to: end)
    facts.spin = spin
    facts.perf = perf
    return facts
  }

  private func addOthers(to facts: inout DoctorFacts, from start: Counters, to end: Counters) {
    facts.load = start.mood.load
    facts.pressure = start.mood.pressure.paired(
      with: MoodReading.pressureShare(from: start.mood, to: end.mood)
    ) { before, share in
      .value(DoctorFacts.Pressure(recentShare: before.recentShare, shareMeanwhile: share))
    }
    let seconds = start.mood.instant.duration(to: end.mood.instant) / .seconds(1)
    facts.otherProcesses =
      start.processes.isEmpty || end.processes.isEmpty || seconds <= 0
      ? .unavailable(reason: "/proc shows no processes")
      : .value(
        BusyProcess.list(
          from: start.processes, to: end.processes, seconds: seconds,
          ticksPerSecond: Double(sysconf(Int32(_SC_CLK_TCK)))))
    facts.stolenShare = start.mood.ticks.paired(with: end.mood.ticks) { first, last in
      MachineFacts.stolenShareOfDemand(from: first, to: last).map { .value($0) }
        ?? .unavailable(reason: "no tick of /proc/stat passed")
    }
  }

  private func addProcessor(to facts: inout DoctorFacts, from start: Counters, to end: Counters) {
    let cpu = "/sys/devices/system/cpu"
    facts.governors = start.mood.governors.map { Set($0).sorted() }
    facts.boost = FrequencyBoost.current(files)
    facts.hasHyperthreads = files.number(in: "\(cpu)/smt/active").map { $0 != 0 }
    facts.onlineCores = files.fact(in: "\(cpu)/online", KernelText.cores)
    facts.isolatedCores = files.fact(in: "\(cpu)/isolated", KernelText.cores)
    facts.allowedCores = files.fact(in: "/proc/self/status") { text in
      KernelText.field("Cpus_allowed_list", in: text)?.first
        .flatMap { KernelText.cores(in: String($0)) }
    }
    facts.thermalEvents = start.thermalEvents.paired(with: end.thermalEvents) { first, last in
      .value(DoctorFacts.Throttled(before: first, meanwhile: last - first))
    }
    let clocks = "/sys/devices/system/clocksource/clocksource0"
    facts.clockSource = files.word(in: "\(clocks)/current_clocksource").map { current in
      let available = files.word(in: "\(clocks)/available_clocksource").value ?? ""
      return DoctorFacts.ClockSource(
        current: current, available: available.split(separator: " ").map(String.init))
    }
    facts.power = power
  }

  private func addSurroundings(
    to facts: inout DoctorFacts, from start: Counters, to end: Counters
  ) {
    facts.host = host
    facts.confinement = confinement
    facts.quota = CPUCgroup.current(files).map { $0.quota(files) }
    facts.throttledPeriods = CPUCgroup.current(files).flatMap { _ in
      guard case .value(let before) = start.mood.throttling else { return .value(nil) }
      return MoodReading.throttling(from: start.mood, to: end.mood).map { growth in
        DoctorFacts.Throttled(
          before: before.map(\.periods).max() ?? 0, meanwhile: growth.periods)
      }
    }
    facts.freeBytes = DiskSpace.free(at: storePath)
  }

  private func addKernel(to facts: inout DoctorFacts, from start: Counters, to end: Counters) {
    let kernel = "/proc/sys/kernel"
    facts.addressRandomization = files.number(in: "\(kernel)/randomize_va_space").map { setting in
      // ADDR_NO_RANDOMIZE of personality(2).
      let personality = files.word(in: "/proc/self/personality").value
        .flatMap { Int($0, radix: 16) }
      return DoctorFacts.AddressRandomization(
        setting: setting, isOffHere: (personality ?? 0) & 0x40000 != 0)
    }
    facts.hugePages = files.fact(
      in: "/sys/kernel/mm/transparent_hugepage/enabled", KernelText.choice)
    facts.swap = files.fact(in: "/proc/meminfo") { text -> Int? in
      guard let total = KernelText.field("SwapTotal", in: text)?.first.flatMap({ Int($0) }),
        let free = KernelText.field("SwapFree", in: text)?.first.flatMap({ Int($0) })
      else { return nil }
      return (total - free) * 1024
    }.map { used in
      let moved = start.swappedPages.paired(with: end.swappedPages) { .value($1 - $0) }
      return DoctorFacts.Swap(usedBytes: used, pagesMoved: moved.value ?? 0)
    }
    facts.numaBalancing = files.number(in: "\(kernel)/numa_balancing")
    facts.memoryNodes = files.fact(in: "/sys/devices/system/node/online", KernelText.cores)
    facts.corePattern = files.fact(in: "\(kernel)/core_pattern") {
      $0.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    facts.perfEventParanoid = files.number(in: "\(kernel)/perf_event_paranoid")
    facts.kernelPointers = files.number(in: "\(kernel)/kptr_restrict")
    facts.perfEventMemoryKiB = files.number(in: "\(kernel)/perf_event_mlock_kb")
    facts.capabilities = files.fact(in: "/proc/self/status", Capabilities.init(inStatus:))
    facts.distribution = files.fact(in: "/etc/os-release") { text in
      text.split(separator: "\n").first { $0.hasPrefix("ID=") }
        .map { $0.dropFirst(3).filter { $0 != "\"" && $0 != "'" } }
    }
  }
}
