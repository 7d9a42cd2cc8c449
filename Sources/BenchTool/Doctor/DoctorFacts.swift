import BenchModel

/// What the doctor read of a machine, without any judgement.
///
/// Shares and growths are over the time during which it looked.
package struct DoctorFacts: Sendable {
  package struct ClockSource: Equatable, Sendable {
    package let current: String
    package let available: [String]

    package init(current: String, available: [String]) {
      self.current = current
      self.available = available
    }
  }

  package struct Throttled: Equatable, Sendable {
    /// Since boot, or since the control group was made.
    package let before: Int
    package let meanwhile: Int

    package init(before: Int, meanwhile: Int) {
      self.before = before
      self.meanwhile = meanwhile
    }
  }

  package struct Swap: Equatable, Sendable {
    package let usedBytes: Int
    package let pagesMoved: Int

    package init(usedBytes: Int, pagesMoved: Int) {
      self.usedBytes = usedBytes
      self.pagesMoved = pagesMoved
    }
  }

  package struct Pressure: Equatable, Sendable {
    /// Of the ten seconds before the doctor began.
    package let recentShare: Double
    package let shareMeanwhile: Double

    package init(recentShare: Double, shareMeanwhile: Double) {
      self.recentShare = recentShare
      self.shareMeanwhile = shareMeanwhile
    }
  }

  package struct AddressRandomization: Equatable, Sendable {
    package let setting: Int
    /// Whether this process was started without it, as debuggers and `setarch -R` do.
    package let isOffHere: Bool

    package init(setting: Int, isOffHere: Bool) {
      self.setting = setting
      self.isOffHere = isOffHere
    }
  }

  package enum Power: Equatable, Sendable {
    case mains, battery
    case noBattery
  }

  package enum Host: Equatable, Sendable {
    case machine
    /// With what it calls itself, where it does.
    case virtualMachine(String?)
    /// The Windows Subsystem for Linux of this version.
    case windows(Int)
  }

  package enum Confinement: Equatable, Sendable {
    case none
    /// With the name of the engine, where it shows.
    case container(String?)
  }

  package var load: Reading<Double> = unread()
  package var pressure: Reading<Pressure> = unread()
  /// The busiest first, without this process.
  package var otherProcesses: Reading<[BusyProcess]> = unread()
  /// Of the time that tasks wanted.
  package var stolenShare: Reading<Double> = unread()
  package var spin: Reading<Spin> = unread()

  /// The different ones.
  package var governors: Reading<[String]> = unread()
  package var boost: Reading<FrequencyBoost> = unread()
  package var hasHyperthreads: Reading<Bool> = unread()
  package var onlineCores: Reading<[Int]> = unread()
  package var allowedCores: Reading<[Int]> = unread()
  package var isolatedCores: Reading<[Int]> = unread()
  package var thermalEvents: Reading<Throttled> = unread()
  package var clockSource: Reading<ClockSource> = unread()
  package var power: Reading<Power> = unread()

  package var host: Reading<Host> = unread()
  package var confinement: Reading<Confinement> = unread()
  /// `nil` without one.
  package var quota: Reading<CPUCgroup.Quota?> = unread()
  /// `nil` where no control group can have a quota.
  package var throttledPeriods: Reading<Throttled?> = unread()

  package var addressRandomization: Reading<AddressRandomization> = unread()
  package var hugePages: Reading<String> = unread()
  package var swap: Reading<Swap> = unread()
  package var numaBalancing: Reading<Int> = unread()
  package var memoryNodes: Reading<[Int]> = unread()
  package var corePattern: Reading<String> = unread()

  /// `nil` where there is no such program.
  package var perf: Reading<PerfTrial?> = unread()
  package var perfEventParanoid: Reading<Int> = unread()
  package var kernelPointers: Reading<Int> = unread()
  package var perfEventMemoryKiB: Reading<Int> = unread()
  package var capabilities: Reading<Capabilities> = unread()
  /// The `ID` of /etc/os-release.
  package var distribution: Reading<String> = unread()

  package var freeBytes: Reading<Int> = unread()

  /// Knows nothing yet.
  package init() {}

  private static func unread<Value>() -> Reading<Value> {
    .unavailable(reason: "it was not asked for")
  }
}
