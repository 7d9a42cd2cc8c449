import BenchModel
import CBench
import Foundation

/// Asks the machine, the build and git what a run was made with.
enum EnvironmentProbe {
  static func environment(
    from start: MoodReading, to end: MoodReading
  ) async -> MachineEnvironment {
    MachineEnvironment(
      machine: machine, mood: MoodReading.mood(from: start, to: end), build: build,
      source: await GitProbe.source())
  }

  /// The machine and the build, where git need not be asked.
  static func environmentWithoutSource() -> MachineEnvironment {
    let reason = "git was not asked"
    let now = MoodReading.now()
    return MachineEnvironment(
      machine: machine, mood: MoodReading.mood(from: now, to: now), build: build,
      source: MachineEnvironment.Source(
        commit: .unavailable(reason: reason), isDirty: .unavailable(reason: reason)))
  }

  /// A fact that `find` sees in a file, or why there is none.
  static func fact<Value>(
    in path: String, _ find: (String) -> Value?
  ) -> Reading<Value> {
    switch ProcFile.text(path) {
    case .success(let text):
      find(text).map { .value($0) } ?? .unavailable(reason: "\(path) does not say")
    case .failure(let error):
      .unavailable(reason: error.description)
    }
  }

  private static var machine: MachineEnvironment.Machine {
    MachineEnvironment.Machine(
      cpuModel: fact(in: "/proc/cpuinfo", MachineFacts.cpuModel(inCPUInfo:)),
      logicalCores: .value(ProcessInfo.processInfo.processorCount),
      usableCores: .value(ProcessInfo.processInfo.activeProcessorCount),
      memoryBytes: fact(in: "/proc/meminfo", MachineFacts.memoryBytes(inMemInfo:)),
      governor: fact(in: "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", word),
      turbo: turbo,
      clockSource: fact(
        in: "/sys/devices/system/clocksource/clocksource0/current_clocksource", word),
      kernel: fact(in: "/proc/sys/kernel/osrelease", word),
      operatingSystem: fact(in: "/etc/os-release", MachineFacts.distribution(inOSRelease:)),
      cgroupCPUQuota: fact(in: "/sys/fs/cgroup/cpu.max", MachineFacts.quotaCores(inCPUMax:)))
  }

  private static var turbo: Reading<Bool> {
    let intel = fact(in: "/sys/devices/system/cpu/intel_pstate/no_turbo") { word($0) == "0" }
    if case .value = intel { return intel }
    return fact(in: "/sys/devices/system/cpu/cpufreq/boost") { word($0) == "1" }
  }

  private static var build: MachineEnvironment.Build {
    MachineEnvironment.Build(
      compiler: .value(
        "\(BuildConfiguration.swiftVersion), \(String(cString: bench_c_compiler()))"),
      configuration: BuildConfiguration.isDebug ? "debug" : "release",
      flags: BuildManifest.flags(ofExecutable: ProcFile.executablePath()))
  }

  private static func word(_ text: String) -> String? {
    let word = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return word.isEmpty ? nil : word
  }
}
