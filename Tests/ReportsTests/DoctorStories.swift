import BenchModel
import Reports
import Statistics

/// Machines that the doctor has been to.
enum DoctorStories {
  /// A quiet machine on which the noise was probed too.
  static let ready = DoctorReport(
    findings: [
      fine(.load, "0.05 on 16 cores", wanted: "at most 4"),
      fine(.governor, "performance", wanted: "performance"),
      fine(.clockSource, "tsc", wanted: "tsc (x86) or arch_sys_counter (Arm)"),
      fine(.diskSpace, "812 GiB free", wanted: "at least 1.00 GiB"),
    ],
    noise: noise(shift: 0))

  /// Findings in the order of the checks, which is not that of their weight.
  static let laptop = DoctorReport(
    findings: [
      Finding(
        check: .load, severity: .notice, found: .value("1.5 on 4 cores"),
        wanted: "at most 1", reason: "Other work takes turns with the benchmarks.",
        remedy: .command("ps -eo pcpu,pid,comm --sort=-pcpu | head")),
      Finding(
        check: .governor, severity: .warning, found: .value("powersave, schedutil"),
        wanted: "performance",
        reason: "Other governors change the frequency while a benchmark runs.",
        remedy: .command(
          "echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor")),
      Finding(
        check: .thermalThrottling, severity: .notice,
        found: .unavailable(
          reason: "no core has thermal_throttle: the host or the firmware hides it"),
        wanted: "never", reason: "A hot processor slows down.", remedy: nil),
      Finding(
        check: .pressure, severity: .notice,
        found: .unavailable(reason: "/proc/pressure/cpu: No such file or directory"),
        wanted: "at most 5 %", reason: "It is the share of time in which some task waited.",
        remedy: .advice("Boot Linux with psi=1.")),
      Finding(
        check: .power, severity: .warning, found: .value("battery"), wanted: "mains",
        reason: "On battery the firmware caps the frequency and changes its mind.",
        remedy: .advice("Plug the charger in.")),
      fine(.addressRandomization, "2", wanted: "2"),
      Finding(
        check: .diskSpace, severity: .blocking, found: .value("12.0 MiB free"),
        wanted: "at least 1.00 GiB",
        reason: "The store keeps every sample, and the executables of baselines.",
        remedy: .advice("Free some, or place the store elsewhere with --store.")),
    ],
    noise: .unavailable(reason: "the probe's worker crashed"))

  /// A process may have any name, and the comparison with itself went wrong.
  static let hostile = DoctorReport(
    findings: [
      Finding(
        check: .otherProcesses, severity: .warning,
        found: .value("\u{1B}]0;x\u{7}evil\nname\u{202E} 98 %; in all 140 % of a core"),
        wanted: "together at most 5 % of a core",
        reason: "A busy process takes the core from the benchmarks.",
        remedy: .command("ps -o pid,pcpu,args -p 7"))
    ],
    noise: noise(shift: 0.05))

  private static func fine(_ check: DoctorCheck, _ found: String, wanted: String) -> Finding {
    Finding(
      check: check, severity: .ok, found: .value(found), wanted: wanted,
      reason: "It is as it should be.", remedy: nil)
  }

  private static func noise(shift: Double) -> Reading<RunnableNoise> {
    let ratios = [0.011, -0.007, 0.004, -0.012, 0.009, -0.003, 0.006, -0.008, 0.002, -0.001]
    let units = ratios.map { RunnableNoise.Unit(logRatio: $0 + shift, seconds: 0.25) }
    return RunnableNoise(units: units, margin: 0.01).map { .value($0) }
      ?? .unavailable(reason: "ten units are enough")
  }
}
