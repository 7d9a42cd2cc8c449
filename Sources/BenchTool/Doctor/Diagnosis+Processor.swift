import BenchModel
import Reports

/// How fast the processor is, and whether it stays so.
extension Diagnosis {
  var governor: Finding {
    judge(
      .governor, facts.governors, wanted: "performance",
      because: "Other governors change the frequency while a benchmark runs."
    ) { governors in
      let found = governors.joined(separator: ", ")
      // With userspace somebody has fixed the frequency.
      if governors.allSatisfy({ ["performance", "userspace"].contains($0) }) { return .ok(found) }
      return .warning(
        found,
        writeHardware(
          "performance", to: "/sys/devices/system/cpu/cpu*/cpufreq/scaling_governor"))
    }
  }

  var boost: Finding {
    judge(
      .boost, facts.boost, wanted: "off",
      because: "How far a core is boosted depends on heat and on its neighbours."
    ) { boost in
      boost.isOn ? .notice("on", writeHardware(boost.off, to: boost.path)) : .ok("off")
    }
  }

  var hyperthreads: Finding {
    judge(
      .hyperthreads, facts.hasHyperthreads, wanted: "off",
      because: "Two hyperthreads share a core: what one does slows the other."
    ) { active in
      active
        ? .notice("on", writeHardware("off", to: "/sys/devices/system/cpu/smt/control"))
        : .ok(isVirtual ? "none that this virtual machine is shown" : "off")
    }
  }

  var cores: Finding {
    judge(
      .cores, facts.allowedCores, wanted: "two or more, none or exactly one of them isolated",
      because: "Driver and worker need a core each, and nothing balances isolated cores."
    ) { allowed in
      let online = facts.onlineCores.value ?? allowed
      let isolated = facts.isolatedCores.value ?? []
      let found =
        "\(KernelText.list(of: allowed)) of \(KernelText.list(of: online)), isolated: "
        + (isolated.isEmpty ? "none" : KernelText.list(of: isolated))
      let isolatedHere = allowed.filter(isolated.contains)
      if isolatedHere.count > 1 {
        return .warning(found, pinned(to: isolatedHere[0]))
      }
      if let core = isolated.first, isolatedHere.isEmpty {
        return .notice(found, pinned(to: core))
      }
      if allowed.count > 1 || !isolatedHere.isEmpty { return .ok(found) }
      return .warning(
        found,
        online.count > 1
          ? .command("taskset -cp \(KernelText.list(of: online)) $$")
          : .advice("Take a machine with two cores or more."))
    }
  }

  private func pinned(to core: Int) -> Finding.Remedy {
    .command("taskset -c \(core) swift run bench")
  }

  var thermalThrottling: Finding {
    judge(
      .thermalThrottling, facts.thermalEvents, wanted: "never",
      because: "A hot processor slows down, most of all late in a long run."
    ) { events in
      let cool = Finding.Remedy.advice(
        "Cool the machine, switch the boost off, or cap the frequency with 'cpupower'.")
      if events.meanwhile > 0 {
        return .warning("\(events.meanwhile) times while the doctor computed", cool)
      }
      return events.before > 0
        ? .notice("\(events.before) times since boot", cool) : .ok("never since boot")
    }
  }

  /// Sources that a thread reads without entering the kernel.
  private static let quickClocks: Set = [
    "tsc", "arch_sys_counter", "kvm-clock", "hyperv_clocksource_tsc_page",
  ]

  var clockSource: Finding {
    judge(
      .clockSource, facts.clockSource, wanted: "tsc (x86) or arch_sys_counter (Arm)",
      because: "Reading any other clock enters the kernel, which costs many times as much."
    ) { source in
      if Self.quickClocks.contains(source.current) { return .ok(source.current) }
      guard let better = source.available.first(where: Self.quickClocks.contains) else {
        return .warning(
          source.current,
          .advice("Nothing can be done from here: the kernel found no better clock at boot."))
      }
      return .warning(
        source.current,
        write(
          better, to: "/sys/devices/system/clocksource/clocksource0/current_clocksource"))
    }
  }

  var power: Finding {
    judge(
      .power, facts.power, wanted: "mains",
      because: "On battery the firmware caps the frequency and changes its mind."
    ) { power in
      switch power {
      case .mains: .ok("mains")
      case .noBattery: .ok("mains, there is no battery")
      case .battery: .warning("battery", .advice("Plug the charger in."))
      }
    }
  }
}
