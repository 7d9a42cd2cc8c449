import BenchModel
import Reports

/// What confines this process.
extension Diagnosis {
  var virtualMachine: Finding {
    judge(
      .virtualMachine, facts.host, wanted: "none",
      because: "A hypervisor stops and moves virtual processors unseen, and hides the frequency."
    ) { host in
      let elsewhere = Finding.Remedy.advice(
        "Nothing can be done from here: a machine of its own, or dedicated cores, are calmer.")
      return switch host {
      case .machine: .ok("none")
      case .virtualMachine(let name): .notice(name ?? "yes, of a kind it does not say", elsewhere)
      case .windows(1):
        .blocking(
          "Windows Subsystem for Linux 1",
          .advice("It imitates Linux and lacks what the tool needs: wsl --set-version <name> 2"))
      case .windows(let version):
        .warning("Windows Subsystem for Linux \(version)", elsewhere)
      }
    }
  }

  var container: Finding {
    judge(
      .container, facts.confinement, wanted: "none, or one that may use perf",
      because: "A container has its host's kernel settings, and is mostly kept from perf."
    ) { confinement in
      switch confinement {
      case .none: .ok("none")
      case .container(let name):
        .notice(
          name ?? "yes, of a kind it does not say",
          .advice("Start it with --cap-add PERFMON --cap-add SYSLOG (docker, podman)."))
      }
    }
  }

  var cpuQuota: Finding {
    judge(
      .cpuQuota, facts.quota, wanted: "none, or at least \(usableCores) cores",
      because: "A group that has used up its quota stops as a whole until the next period."
    ) { quota in
      guard let quota else { return .ok("none") }
      let found = "\(quota.cores.inHundredths) cores"
      if quota.cores >= Double(usableCores) { return .ok(found) }
      let remedy: Finding.Remedy =
        isInContainer
        ? .advice("Start the container with --cpuset-cpus in place of --cpus.")
        : write(quota.off, to: Self.quoted(quota.path))
      return quota.cores < 1 ? .blocking(found, remedy) : .warning(found, remedy)
    }
  }

  var quotaThrottling: Finding {
    judge(
      .quotaThrottling, facts.throttledPeriods, wanted: "never",
      because: "Each time, all threads stood still for up to a period, mostly a tenth of a second."
    ) { throttled in
      guard let throttled else { return .ok("no quota can apply") }
      let remedy = Finding.Remedy.advice("Raise or lift the CPU quota; see there.")
      if throttled.meanwhile > 0 {
        return .warning("\(throttled.meanwhile) times while the doctor computed", remedy)
      }
      return throttled.before > 0
        ? .notice("\(throttled.before) times before", remedy) : .ok("never")
    }
  }

  /// Less would end a run; less than the second is soon used up by kept executables.
  private static let leastFreeBytes = 64 << 20
  private static let wantedFreeBytes = 1 << 30

  var diskSpace: Finding {
    judge(
      .diskSpace, facts.freeBytes,
      wanted: "at least \(Self.format.bytes(Double(Self.wantedFreeBytes)))",
      because: "The store keeps every sample, and the executables of baselines."
    ) { bytes in
      let found = "\(Self.format.bytes(Double(bytes))) free"
      if bytes >= Self.wantedFreeBytes { return .ok(found) }
      let remedy = Finding.Remedy.advice("Free some, or place the store elsewhere with --store.")
      return bytes < Self.leastFreeBytes
        ? .blocking(found, remedy) : .warning(found, remedy)
    }
  }
}
