import BenchModel

extension Fingerprint {
  /// One fact that is not the same on both sides, in words.
  package struct Difference: Hashable, Sendable {
    /// Such as `CPU model`.
    package let fact: String
    package let recorded: String
    package let current: String
  }

  package struct Differences: Hashable, Sendable {
    /// Numbers do not compare while there is one of these.
    package let decisive: [Difference]
    /// What a reader should know: it may move numbers a little, or could not be told.
    package let minor: [Difference]
  }

  /// Lists what differs from a recorded fingerprint (this one) to the current one.
  ///
  /// A fact that either side does not know cannot decide: it becomes a minor difference. What
  /// neither side knows of the minor facts is left out, since it changes nothing.
  package func differences(to current: Fingerprint) -> Differences {
    var decisive: [Difference] = []
    var minor: [Difference] = []

    func compare<Value: Equatable>(
      _ fact: String, _ reading: KeyPath<Fingerprint, Reading<Value>>, decides: Bool,
      same: (Value, Value) -> Bool = { $0 == $1 }, text: (Value) -> String = { "\($0)" }
    ) {
      let ours = self[keyPath: reading]
      let theirs = current[keyPath: reading]
      let difference = Difference(
        fact: fact, recorded: ours.map(text).description, current: theirs.map(text).description)
      switch (ours, theirs) {
      case (.value(let mine), .value(let other)):
        if same(mine, other) { return }
        if decides { decisive.append(difference) } else { minor.append(difference) }
      case (.unavailable, .unavailable):
        if decides { minor.append(difference) }
      default:
        minor.append(difference)
      }
    }

    if architecture != current.architecture {
      decisive.append(
        Difference(
          fact: "architecture", recorded: architecture, current: current.architecture))
    }
    if hostName != current.hostName {
      decisive.append(
        Difference(
          fact: "host", recorded: hostName ?? "this machine",
          current: current.hostName ?? "this machine"))
    }
    compare("CPU model", \.cpuModel, decides: true)
    compare("logical cores", \.logicalCores, decides: true)
    compare("compiler", \.compiler, decides: true)
    compare("compiler flags", \.flags, decides: true)
    if configuration != current.configuration {
      decisive.append(
        Difference(
          fact: "build configuration", recorded: configuration, current: current.configuration))
    }
    compare("usable cores", \.usableCores, decides: false)
    compare("CPU quota", \.cgroupCPUQuota, decides: false, text: { "\($0) cores" })
    compare("memory", \.memoryBytes, decides: false, same: Self.isSameMemory, text: Self.gibibytes)
    compare("governor", \.governor, decides: false)
    compare("turbo", \.turbo, decides: false, text: { $0 ? "on" : "off" })
    compare("kernel", \.kernel, decides: false)
    compare("operating system", \.operatingSystem, decides: false)
    return Differences(decisive: decisive, minor: minor)
  }

  /// A kernel takes a little of the memory for itself, and each takes another share.
  private static func isSameMemory(_ left: Int, _ right: Int) -> Bool {
    abs(Double(left) - Double(right)) <= 0.05 * Double(max(left, right))
  }

  private static func gibibytes(_ bytes: Int) -> String {
    "\((Double(bytes) / 1_073_741_824 * 10).rounded() / 10) GiB"
  }
}

extension Fingerprint.Difference: CustomStringConvertible {
  package var description: String { "\(fact): recorded with '\(recorded)', now '\(current)'" }
}
