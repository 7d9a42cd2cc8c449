import BenchModel
import Statistics

/// What the doctor found, for its renderers.
package struct DoctorReport: Hashable, Sendable {
  /// How long a benchmark is measured in the answers about noise.
  static let noiseSeconds: [Double] = [1, 3, 10]

  package let findings: [Finding]
  /// Unavailable where it was not probed, or the probe failed.
  package let noise: Reading<RunnableNoise>

  package init(findings: [Finding], noise: Reading<RunnableNoise>) {
    self.findings = findings
    self.noise = noise
  }

  /// `.ok` without findings. A build that differs from itself is a warning too.
  package var worst: Finding.Severity {
    let found = findings.map(\.severity).max() ?? .ok
    return noise.value?.isShifted == true ? max(found, .warning) : found
  }
}
