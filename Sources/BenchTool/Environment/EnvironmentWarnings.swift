import BenchModel
import Reports

/// What a reader should know of a run's circumstances before trusting its numbers.
///
/// The bounds are those from which the effect on unpaired wall clock comes near one percent. A
/// lockstep comparison stays right beyond them and only becomes wider.
package enum EnvironmentWarnings {
  /// The load before measuring, as a part of the usable cores.
  static let loadPerCoreMax = 0.5
  static let pressureMax = 0.1
  static let stolenMax = 0.005

  private static let format = UnitFormatter()

  /// One sentence for each circumstance that casts doubt; none for what could not be read.
  package static func of(_ environment: MachineEnvironment) -> [String] {
    let mood = environment.mood
    return [
      load(mood, cores: environment.machine.usableCores.value ?? 1),
      pressure(mood),
      stolen(mood),
      throttling(mood, quota: environment.machine.cgroupCPUQuota.value),
      governor(mood),
    ].compactMap { $0 }
  }

  private static func load(_ mood: MachineEnvironment.Mood, cores: Int) -> String? {
    guard let load = mood.loadAtStart.value, load > loadPerCoreMax * Double(cores) else {
      return nil
    }
    return """
      The load was \(load.inHundredths) on \(cores) core\(cores == 1 ? "" : "s") before \
      measuring began: other work was running, or had just ended.
      """
  }

  private static func pressure(_ mood: MachineEnvironment.Mood) -> String? {
    guard let pressure = mood.pressure.value, pressure > pressureMax else { return nil }
    return """
      For \(format.percent(pressure)) of the run some task waited for a processor. Benchmarks \
      with more threads than cores cause this themselves; otherwise other work took turns with \
      this run.
      """
  }

  private static func stolen(_ mood: MachineEnvironment.Mood) -> String? {
    guard let stolen = mood.stolenShare.value, stolen > stolenMax else { return nil }
    return """
      The hypervisor gave \(format.percent(stolen)) of this machine's processor time to others \
      during the run.
      """
  }

  private static func throttling(_ mood: MachineEnvironment.Mood, quota: Double?) -> String? {
    guard let seconds = mood.throttledSeconds.value, seconds > 0 else { return nil }
    let of = quota.map { " of \($0.inHundredths) cores" } ?? ""
    return """
      The cgroup's CPU quota\(of) stopped this run for \(format.time(seconds)), summed over \
      cores: wall clock contains these pauses.
      """
  }

  private static func governor(_ mood: MachineEnvironment.Mood) -> String? {
    guard mood.governorChanged.value == true else { return nil }
    return """
      The frequency governor was changed during the run: its first and last samples were taken at \
      different speeds.
      """
  }
}
