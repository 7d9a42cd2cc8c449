import BenchModel
import Foundation
import Reports
import Subprocess
import SystemPackage

/// Examines this machine.
package enum Doctor {
  /// - Parameters:
  ///   - seconds: How long to compute while watching; ticks of /proc/stat last 10 ms, so two
  ///     seconds show a stolen half percent.
  ///   - storePath: Where the store is, or will be.
  package static func findings(seconds: Double, storePath: String) async -> [Finding] {
    let probe = DoctorProbe(storePath: storePath)
    let perf = await perfTrial()
    let start = probe.counters()
    let spin = Spin.run(seconds: seconds)
    let facts = probe.facts(
      from: start, to: probe.counters(), spin: .value(spin), perf: perf)
    return Diagnosis(facts).findings
  }

  /// Lets perf count for a moment, which tells more than all files about it.
  private static func perfTrial() async -> Reading<PerfTrial?> {
    guard let path = pathOfPerf else { return .value(nil) }
    do {
      let result = try await Subprocess.run(
        .path(FilePath(path)), arguments: Arguments(PerfTrial.arguments),
        environment: .inherit.updating(["LC_ALL": "C"]), output: .discarded,
        error: .string(limit: 1 << 16))
      return .value(
        PerfTrial(
          path: path, succeeded: result.terminationStatus.isSuccess,
          errors: result.standardError))
    } catch {
      return .unavailable(reason: "\(path) cannot be run: \(error)")
    }
  }

  private static var pathOfPerf: String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
      .map { "\($0)/perf" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
