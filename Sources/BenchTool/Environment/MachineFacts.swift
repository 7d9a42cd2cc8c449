/// Finds facts in the texts of /proc and /sys. Pure, so that the texts of other machines can be
/// tested on this one.
package enum MachineFacts {
  /// - Parameter text: /proc/cpuinfo.
  package static func cpuModel(inCPUInfo text: String) -> String? {
    // x86 says "model name", some arm64 kernels say "Model".
    value(of: "model name", in: text) ?? value(of: "Model", in: text)
  }

  /// - Parameter text: /proc/meminfo, whose kB are 1024 bytes.
  package static func memoryBytes(inMemInfo text: String) -> Int? {
    value(of: "MemTotal", in: text)
      .flatMap { $0.split(separator: " ").first }
      .flatMap { Int($0) }
      .map { $0 * 1024 }
  }

  /// - Parameter text: /proc/loadavg.
  package static func oneMinuteLoad(inLoadAverage text: String) -> Double? {
    text.split(separator: " ").first.flatMap { Double($0) }
  }

  /// - Parameter text: cpu.max of cgroup v2: a quota and a period in microseconds.
  /// - Returns: Cores' worth of time, or `nil` when there is no quota.
  package static func quotaCores(inCPUMax text: String) -> Double? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let quota = Double(words[0]), let period = Double(words[1]), period > 0
    else { return nil }
    return quota / period
  }

  /// - Parameter text: /etc/os-release.
  package static func distribution(inOSRelease text: String) -> String? {
    text.split(separator: "\n")
      .first { $0.hasPrefix("PRETTY_NAME=") }
      .map { $0.dropFirst("PRETTY_NAME=".count).trimming { $0 == "\"" } }
  }

  /// Ticks of processor time since boot, over all cores.
  package struct CPUTicks: Equatable, Sendable {
    package let total: Int
    /// In which no task wanted to run, or all waited for a disk.
    package let idle: Int
    package let stolen: Int

    /// - Parameter text: /proc/stat.
    package init?(inStat text: String) {
      guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("cpu ") }) else {
        return nil
      }
      let ticks = line.split(separator: " ").dropFirst().compactMap { Int($0) }
      // user nice system idle iowait irq softirq steal; guest time is already within user.
      guard ticks.count >= 8 else { return nil }
      total = ticks[..<8].reduce(0, +)
      idle = ticks[3] + ticks[4]
      stolen = ticks[7]
    }
  }

  /// - Returns: The part of all processor time between the two readings that the hypervisor
  ///   gave to others.
  package static func stolenShare(from start: CPUTicks, to end: CPUTicks) -> Double? {
    guard end.total > start.total else { return nil }
    return Double(end.stolen - start.stolen) / Double(end.total - start.total)
  }

  /// - Returns: The part of the processor time that tasks wanted between the two readings which the
  ///   hypervisor gave to others. On many cores that idle, the share of all time would hide it.
  package static func stolenShareOfDemand(from start: CPUTicks, to end: CPUTicks) -> Double? {
    let demand = end.total - start.total - (end.idle - start.idle)
    guard demand > 0 else { return nil }
    return Double(end.stolen - start.stolen) / Double(demand)
  }

  private static func value(of key: String, in text: String) -> String? {
    for line in text.split(separator: "\n") {
      let halves = line.split(separator: ":", maxSplits: 1)
      if halves.count == 2, halves[0].trimming(\.isWhitespace) == key {
        return halves[1].trimming(\.isWhitespace)
      }
    }
    return nil
  }
}

extension StringProtocol {
  fileprivate func trimming(_ isUnwanted: (Character) -> Bool) -> String {
    let start = drop(while: isUnwanted)
    return String(start.reversed().drop(while: isUnwanted).reversed())
  }
}
