import BenchModel

/// Whether cores may run faster than their rated frequency while heat and neighbours allow it.
package struct FrequencyBoost: Equatable, Sendable {
  package let isOn: Bool
  /// The file that switches it, and what must be written there to switch it off.
  package let path: String
  package let off: String

  package init(isOn: Bool, path: String, off: String) {
    self.isOn = isOn
    self.path = path
    self.off = off
  }

  static func current(_ files: SystemFiles) -> Reading<FrequencyBoost> {
    let intel = "/sys/devices/system/cpu/intel_pstate/no_turbo"
    if let disabled = files.number(in: intel).value {
      return .value(FrequencyBoost(isOn: disabled == 0, path: intel, off: "1"))
    }
    let common = "/sys/devices/system/cpu/cpufreq/boost"
    return files.number(in: common).map {
      FrequencyBoost(isOn: $0 != 0, path: common, off: "0")
    }
  }
}
