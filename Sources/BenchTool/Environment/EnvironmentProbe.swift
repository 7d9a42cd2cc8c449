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

  private static var machine: MachineEnvironment.Machine {
    let files = SystemFiles.live
    let cores = "/sys/devices/system/cpu"
    let clockSource = "/sys/devices/system/clocksource/clocksource0/current_clocksource"
    return MachineEnvironment.Machine(
      cpuModel: files.fact(in: "/proc/cpuinfo", MachineFacts.cpuModel(inCPUInfo:)),
      logicalCores: .value(ProcessInfo.processInfo.processorCount),
      usableCores: .value(ProcessInfo.processInfo.activeProcessorCount),
      memoryBytes: files.fact(in: "/proc/meminfo", MachineFacts.memoryBytes(inMemInfo:)),
      governor: files.word(in: "\(cores)/cpu0/cpufreq/scaling_governor"),
      turbo: FrequencyBoost.current(files).map(\.isOn),
      clockSource: files.word(in: clockSource),
      kernel: files.word(in: "/proc/sys/kernel/osrelease"),
      operatingSystem: files.fact(in: "/etc/os-release", MachineFacts.distribution(inOSRelease:)),
      cgroupCPUQuota: CPUCgroup.current(files).flatMap { cgroup in
        cgroup.quota(files).map { .value($0.cores) } ?? .unavailable(reason: "no quota is set")
      })
  }

  private static var build: MachineEnvironment.Build {
    MachineEnvironment.Build(
      compiler: .value(
        "\(BuildConfiguration.swiftVersion), \(String(cString: bench_c_compiler()))"),
      configuration: BuildConfiguration.isDebug ? "debug" : "release",
      flags: BuildManifest.flags(ofExecutable: ProcFile.executablePath()))
  }
}
