import BenchModel
import Reports

/// What the kernel does behind a benchmark's back.
extension Diagnosis {
  var addressRandomization: Finding {
    judge(
      .addressRandomization, facts.addressRandomization, wanted: "2",
      because:
        "One fixed layout is lucky or unlucky in every process alike; chance averages it out."
    ) { randomization in
      let found = "\(randomization.setting)"
      guard randomization.setting == 2 else {
        return .warning(found, sysctl("kernel.randomize_va_space=2"))
      }
      return randomization.isOffHere
        ? .warning(
          "\(found), but off for this process",
          .advice("Start bench without 'setarch -R' and outside of a debugger."))
        : .ok(found)
    }
  }

  var hugePages: Finding {
    judge(
      .hugePages, facts.hugePages, wanted: "madvise or never",
      because: "With 'always' the kernel merges pages in the background, at a moment of its own."
    ) { choice in
      choice == "always"
        ? .notice(choice, write("madvise", to: "/sys/kernel/mm/transparent_hugepage/enabled"))
        : .ok(choice)
    }
  }

  var swap: Finding {
    judge(
      .swap, facts.swap, wanted: "nothing in it",
      because: "Memory that comes back from a disk takes a thousand times as long."
    ) { swap in
      let off = settable("swapoff -a")
      if swap.pagesMoved > 0 {
        return .warning("\(swap.pagesMoved) pages moved while the doctor computed", off)
      }
      return swap.usedBytes > 0
        ? .notice("\(Self.format.bytes(Double(swap.usedBytes))) in use", off)
        : .ok("nothing in it")
    }
  }

  var numaBalancing: Finding {
    judge(
      .numaBalancing, facts.memoryNodes, wanted: "off, or one memory node",
      because: "It takes pages away to see who uses them, which costs page faults."
    ) { nodes in
      if nodes.count < 2 { return .ok("one memory node") }
      let found = "\(nodes.count) memory nodes, balancing "
      guard let setting = facts.numaBalancing.value, setting != 0 else {
        return .ok(found + "off")
      }
      return .notice(found + "on", sysctl("kernel.numa_balancing=0"))
    }
  }

  var coreDumps: Finding {
    judge(
      .coreDumps, facts.corePattern, wanted: "a file, or nothing",
      because: "A benchmark that crashed is seen only after a handler has read all its memory."
    ) { pattern in
      guard pattern.hasPrefix("|") else { return .ok(pattern.isEmpty ? "nothing" : pattern) }
      return .notice(pattern, sysctl("kernel.core_pattern=core"))
    }
  }
}
