import Glibc

/// What the kernel's settings permit to record; `nil` where a setting cannot be read.
package struct KernelLimits: Equatable, Sendable {
  /// `kernel.perf_event_paranoid`: who may see what.
  package var paranoid: Int?
  /// `kernel.kptr_restrict`: whether kernel code can be named.
  package var kernelPointerRestriction: Int?
  /// `kernel.perf_event_max_sample_rate`, in samples a second; the kernel lowers it by itself when
  /// sampling takes it too long.
  package var sampleRateMax: Int?
  /// `kernel.perf_event_mlock_kb`: memory for samples, for each processor.
  package var lockedKiB: Int?
  /// `kernel.perf_event_max_stack`, in frames.
  package var stackDepthMax: Int?

  package init(
    paranoid: Int? = nil, kernelPointerRestriction: Int? = nil, sampleRateMax: Int? = nil,
    lockedKiB: Int? = nil, stackDepthMax: Int? = nil
  ) {
    self.paranoid = paranoid
    self.kernelPointerRestriction = kernelPointerRestriction
    self.sampleRateMax = sampleRateMax
    self.lockedKiB = lockedKiB
    self.stackDepthMax = stackDepthMax
  }

  package static func read() -> KernelLimits {
    KernelLimits(
      paranoid: setting("perf_event_paranoid"), kernelPointerRestriction: setting("kptr_restrict"),
      sampleRateMax: setting("perf_event_max_sample_rate"),
      lockedKiB: setting("perf_event_mlock_kb"), stackDepthMax: setting("perf_event_max_stack"))
  }

  private static func setting(_ name: String) -> Int? {
    guard let bytes = KernelFile.bytes("/proc/sys/kernel/\(name)") else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return Int(text.split(whereSeparator: \.isWhitespace).first ?? "")
  }
}
