import BenchModel
import Reports

/// What `bench profile` can see.
extension Diagnosis {
  var perfProgram: Finding {
    judge(
      .perfProgram, facts.perf, wanted: "one that fits the kernel",
      because: "bench profile records with it; without it the own recorder takes its place."
    ) { perf in
      guard let perf else { return .notice("not in PATH", perfInstallation) }
      if case .failed(let words) = perf.outcome {
        return .notice("\(perf.path) fails: \(words)", perfInstallation)
      }
      return .ok(perf.path)
    }
  }

  private var perfInstallation: Finding.Remedy {
    let sudo = facts.capabilities.value?.isRoot == true ? "" : "sudo "
    return switch facts.distribution.value {
    case "debian": .command("\(sudo)apt-get install linux-perf")
    case "ubuntu": .command("\(sudo)apt-get install linux-tools-$(uname -r)")
    case "fedora", "rhel", "centos", "rocky", "almalinux", "amzn":
      .command("\(sudo)dnf install perf")
    case "arch": .command("\(sudo)pacman -S perf")
    case "alpine": .command("\(sudo)apk add perf")
    case "opensuse-leap", "opensuse-tumbleweed", "sles": .command("\(sudo)zypper install perf")
    default: .advice("Install the distribution's package with the perf program of this kernel.")
    }
  }

  var hardwareCounters: Finding {
    let counting = facts.perf.flatMap { perf -> Reading<Bool> in
      guard let perf else { return .unavailable(reason: "it takes the perf program to tell") }
      return switch perf.outcome {
      case .counts: .value(true)
      case .notSupported: .value(false)
      case .failed(let words): .unavailable(reason: "perf cannot count: \(words)")
      }
    }
    return judge(
      .hardwareCounters, counting, wanted: "available",
      because: "Instructions and cache misses repeat better than times, and explain them."
    ) { counts in
      if counts { return .ok("available") }
      return .notice(
        "none",
        .advice(
          isVirtual
            ? "Nothing can be done from here: the host does not pass its counters on."
            : "The processor has none that this kernel knows, or its firmware hides them."))
    }
  }

  var perfEventParanoid: Finding {
    judge(
      .perfEventParanoid, facts.perfEventParanoid, wanted: "1 or less",
      because: "At 2 a profile has no kernel frames; above that distributions forbid perf at all."
    ) { level in
      if level <= 1 { return .ok("\(level)") }
      if facts.capabilities.value?.isPerfUnbound == true {
        return .ok("\(level), which does not bind this process")
      }
      let remedy = sysctl("kernel.perf_event_paranoid=1")
      return level == 2 ? .notice("\(level)", remedy) : .warning("\(level)", remedy)
    }
  }

  var kernelPointers: Finding {
    judge(
      .kernelPointers, facts.kernelPointers, wanted: "0",
      because: "Without addresses, the kernel's frames in a profile have no names."
    ) { level in
      if level == 0 { return .ok("0") }
      if level == 1, facts.capabilities.value?.seesKernelPointers == true {
        return .ok("1, which does not bind this process")
      }
      return .notice("\(level)", sysctl("kernel.kptr_restrict=0"))
    }
  }

  /// What perf asks for by default: 512 KiB and a page for each core.
  private static let perfMemoryKiB = 516

  var perfEventMemory: Finding {
    judge(
      .perfEventMemory, facts.perfEventMemoryKiB, wanted: "at least \(Self.perfMemoryKiB)",
      because: "With smaller buffers perf loses samples, or cannot record at all."
    ) { kibibytes in
      if kibibytes >= Self.perfMemoryKiB { return .ok("\(kibibytes)") }
      if facts.capabilities.value?.locksFreely == true {
        return .ok("\(kibibytes), which does not bind this process")
      }
      return .notice("\(kibibytes)", sysctl("kernel.perf_event_mlock_kb=\(Self.perfMemoryKiB)"))
    }
  }
}
