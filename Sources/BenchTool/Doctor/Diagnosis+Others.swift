import BenchModel
import Reports

/// Who else is computing.
extension Diagnosis {
  var load: Finding {
    let cores = Double(usableCores)
    return judge(
      .load, facts.load, wanted: "at most \((cores / 4).inHundredths)",
      because: "Other work takes turns with the benchmarks, and shares their caches."
    ) { load in
      let found = "\(load.inHundredths) on \(usableCores) core\(usableCores == 1 ? "" : "s")"
      if load <= cores / 4 { return .ok(found) }
      let who = Finding.Remedy.command("ps -eo pcpu,pid,comm --sort=-pcpu | head")
      return load <= cores * EnvironmentWarnings.loadPerCoreMax
        ? .notice(found, who) : .warning(found, who)
    }
  }

  var pressure: Finding {
    judge(
      .pressure, facts.pressure, wanted: "at most 5 %",
      because: "It is the share of time in which some task waited for a processor.",
      ifUnread: .advice("Linux tells when it is built with CONFIG_PSI and booted with psi=1.")
    ) { pressure in
      let found =
        "\(Self.format.percent(pressure.recentShare)) of the 10 s before, "
        + "\(Self.format.percent(pressure.shareMeanwhile)) while the doctor computed"
      let share = max(pressure.recentShare, pressure.shareMeanwhile)
      if share <= 0.05 { return .ok(found) }
      let wait = Finding.Remedy.advice("Wait until the other work has ended, or stop it.")
      return share <= EnvironmentWarnings.pressureMax
        ? .notice(found, wait) : .warning(found, wait)
    }
  }

  var otherProcesses: Finding {
    judge(
      .otherProcesses, facts.otherProcesses, wanted: "together at most 5 % of a core",
      because: "A busy process takes the core, the caches and the memory from the benchmarks."
    ) { processes in
      let total = processes.reduce(0) { $0 + $1.cores }
      let busiest = processes.prefix(3).filter { $0.cores >= 0.01 }
      guard !busiest.isEmpty else { return .ok("none") }
      let names = busiest.map { "\($0.name) \(Self.format.percent($0.cores))" }
      let found =
        names.joined(separator: ", ") + "; in all \(Self.format.percent(total)) of a core"
      if total <= 0.05 { return .ok(found) }
      let pids = busiest.map { "\($0.pid)" }.joined(separator: ",")
      let who = Finding.Remedy.command("ps -o pid,pcpu,args -p \(pids)")
      return total <= 0.25 ? .notice(found, who) : .warning(found, who)
    }
  }

  var stolenTime: Finding {
    judge(
      .stolenTime, facts.stolenShare, wanted: "at most 0.5 % of what was asked for",
      because: "While the hypervisor runs another guest, wall clock goes on and the work does not."
    ) { share in
      let found = Self.format.percent(share)
      if share <= EnvironmentWarnings.stolenMax { return .ok(found) }
      let remedy = Finding.Remedy.advice(
        "Nothing can be done from here: take a machine with dedicated cores, or another hour.")
      if share <= 0.02 { return .notice(found, remedy) }
      return share <= 0.2 ? .warning(found, remedy) : .blocking(found, remedy)
    }
  }

  var attention: Finding {
    judge(
      .attention, facts.spin, wanted: "at least 98 %",
      because: "A thread that only computes shows what is left after all disturbances."
    ) { spin in
      let share = spin.cpuSeconds / spin.wallSeconds
      let found =
        "\(Self.format.percent(share)) of \(Self.format.time(spin.wallSeconds)), "
        + "longest pause \(Self.format.time(spin.longestGapSeconds))"
      if share >= 0.98 { return .ok(found) }
      let remedy = Finding.Remedy.advice(
        "See load, other processes, stolen time and quota: one of them takes the rest.")
      return share >= 0.9 ? .notice(found, remedy) : .warning(found, remedy)
    }
  }
}
