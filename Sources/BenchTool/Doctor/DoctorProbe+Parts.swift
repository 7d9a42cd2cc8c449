import BenchModel

/// Facts that take more than one file.
extension DoctorProbe {
  var processes: [ProcessTicks] {
    files.names(in: "/proc").compactMap { name in
      guard let pid = Int(name), pid != ownPID else { return nil }
      return files.fact(in: "/proc/\(pid)/stat", ProcessTicks.init(inStat:)).value
    }
  }

  /// How often heat slowed any core, or its package, since boot.
  var thermalEvents: Reading<Int> {
    let counts = files.coreFolders().flatMap { core in
      ["core_throttle_count", "package_throttle_count"].compactMap {
        files.number(in: "\(core)/thermal_throttle/\($0)").value
      }
    }
    guard counts.isEmpty else { return .value(counts.reduce(0, +)) }
    return .unavailable(reason: "no core has thermal_throttle: the host or the firmware hides it")
  }

  /// Batteries of mice and headsets are not meant.
  var power: Reading<DoctorFacts.Power> {
    let folder = "/sys/class/power_supply"
    var hasBattery = false
    var isDischarging = false
    for supply in files.names(in: folder).map({ "\(folder)/\($0)" }) {
      guard files.word(in: "\(supply)/scope").value != "Device" else { continue }
      if files.word(in: "\(supply)/type").value == "Battery" {
        hasBattery = true
        isDischarging = isDischarging || files.word(in: "\(supply)/status").value == "Discharging"
      } else if files.number(in: "\(supply)/online").value == 1 {
        return .value(.mains)
      }
    }
    if isDischarging { return .value(.battery) }
    return .value(hasBattery ? .mains : .noBattery)
  }

  var host: Reading<DoctorFacts.Host> {
    files.fact(in: "/proc/cpuinfo") { $0 }.map { cpuInfo in
      let kernel = files.word(in: "/proc/sys/kernel/osrelease").value?.lowercased() ?? ""
      // The first version names itself "…-Microsoft", the second "…-microsoft-standard-WSL2".
      if kernel.contains("microsoft") { return .windows(kernel.contains("wsl2") ? 2 : 1) }
      let name = productName
      let hasFlag = cpuInfo.split(separator: "\n")
        .first { $0.hasPrefix("flags") }?
        .split(separator: " ").contains("hypervisor")
      // Arm has no such flag; there the firmware's name has to tell.
      let isKnown = name.map { name in Self.virtualProducts.contains { name.contains($0) } }
      return hasFlag ?? isKnown ?? false ? .virtualMachine(name) : .machine
    }
  }

  private static let virtualProducts = [
    "QEMU", "KVM", "VMware", "VirtualBox", "Virtual Machine", "Google Compute Engine",
    "Parallels", "Apple Virtualization", "OpenStack", "HVM domU", "Firecracker",
  ]

  /// Such as `QEMU Standard PC`, from the firmware.
  private var productName: String? {
    let words = ["sys_vendor", "product_name"].compactMap {
      files.word(in: "/sys/class/dmi/id/\($0)").value
    }
    if !words.isEmpty { return words.joined(separator: " ") }
    return files.word(in: "/sys/hypervisor/type").value
  }

  /// The number of the first process namespace, from the kernel's own list of fixed numbers
  /// (PROC_PID_INIT_INO in include/linux/proc_ns.h).
  private static let firstNamespace = "pid:[4026531836]"

  /// Marker files only name the engine: they remain where an image runs as a whole machine.
  var confinement: Reading<DoctorFacts.Confinement> {
    files.target(ofLink: "/proc/self/ns/pid").map { namespace in
      guard namespace != Self.firstNamespace else { return .none }
      let engines = [
        ("/run/secrets/kubernetes.io", "Kubernetes"), ("/run/.containerenv", "Podman"),
        ("/.dockerenv", "Docker"),
      ]
      return .container(engines.first { files.exists($0.0) }?.1)
    }
  }
}
