import BenchModel

extension CPUCgroup {
  /// How much processor time a group may use.
  package struct Quota: Equatable, Sendable {
    /// Cores' worth of time.
    package let cores: Double
    /// The file that sets it, and what must be written there to lift it.
    package let path: String
    package let off: String

    package init(cores: Double, path: String, off: String) {
      self.cores = cores
      self.path = path
      self.off = off
    }
  }

  /// How often and how long a quota stopped a group since the group was made.
  package struct Throttling: Equatable, Sendable {
    package let periods: Int
    /// Summed over cores.
    package let microseconds: Int

    package init(periods: Int, microseconds: Int) {
      self.periods = periods
      self.microseconds = microseconds
    }

    /// - Parameter text: cpu.stat of either version.
    /// - Returns: `nil` for a group that cannot have a quota, such as the root.
    package init?(inStat text: String) {
      guard let periods = KernelText.value(of: "nr_throttled", in: text) else { return nil }
      if let microseconds = KernelText.value(of: "throttled_usec", in: text) {
        self.init(periods: periods, microseconds: microseconds)
      } else if let nanoseconds = KernelText.value(of: "throttled_time", in: text) {
        self.init(periods: periods, microseconds: nanoseconds / 1000)
      } else {
        return nil
      }
    }
  }

  static func current(_ files: SystemFiles) -> Reading<CPUCgroup> {
    files.fact(in: "/proc/self/cgroup") { $0 }
      .paired(with: files.fact(in: "/proc/self/mountinfo") { $0 }) { cgroup, mounts in
        CPUCgroup(inCgroup: cgroup, mountInfo: mounts).map { .value($0) }
          ?? .unavailable(reason: "no control group of this process is mounted")
      }
  }

  /// The tightest of all enclosing groups; `nil` when none of them has one.
  func quota(_ files: SystemFiles) -> Quota? {
    folders.compactMap { quota(of: $0, files) }.min { $0.cores < $1.cores }
  }

  /// One entry for each group that can be throttled, innermost first.
  func throttling(_ files: SystemFiles) -> Reading<[Throttling]> {
    let entries = folders.compactMap { folder in
      files.fact(in: "\(folder)/cpu.stat", Throttling.init(inStat:)).value
    }
    return entries.isEmpty
      ? .unavailable(reason: "no control group of this process can have a CPU quota")
      : .value(entries)
  }

  private func quota(of folder: String, _ files: SystemFiles) -> Quota? {
    switch version {
    case .two:
      let path = "\(folder)/cpu.max"
      return files.fact(in: path, MachineFacts.quotaCores(inCPUMax:)).value
        .map { Quota(cores: $0, path: path, off: "max") }
    case .one:
      let path = "\(folder)/cpu.cfs_quota_us"
      // -1 is no quota.
      guard let quota = files.number(in: path).value, quota > 0,
        let period = files.number(in: "\(folder)/cpu.cfs_period_us").value, period > 0
      else { return nil }
      return Quota(cores: Double(quota) / Double(period), path: path, off: "-1")
    }
  }
}
