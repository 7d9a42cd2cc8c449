import BenchModel

/// What must match for two runs' numbers to compare, and what should.
///
/// The first group decides: another processor or another compiler makes other numbers. The
/// second group makes them a little different, sometimes, and is only warned of.
package struct Fingerprint: Hashable, Codable, Sendable {
  package let architecture: String
  /// `nil` but for imported results of another machine.
  package let hostName: String?
  package let cpuModel: Reading<String>
  package let logicalCores: Reading<Int>
  package let compiler: Reading<String>
  package let flags: Reading<String>
  /// `release` or `debug`.
  package let configuration: String

  package let usableCores: Reading<Int>
  package let cgroupCPUQuota: Reading<Double>
  package let memoryBytes: Reading<Int>
  package let governor: Reading<String>
  package let turbo: Reading<Bool>
  package let kernel: Reading<String>
  package let operatingSystem: Reading<String>

  /// - Parameter architecture: That of the machine the run was made on, which a run does not say.
  package init(
    of environment: MachineEnvironment, architecture: String = Fingerprint.architecture
  ) {
    self.architecture = architecture
    hostName = environment.machine.hostName
    cpuModel = environment.machine.cpuModel
    logicalCores = environment.machine.logicalCores
    compiler = environment.build.compiler
    flags = environment.build.flags
    configuration = environment.build.configuration
    usableCores = environment.machine.usableCores
    cgroupCPUQuota = environment.machine.cgroupCPUQuota
    memoryBytes = environment.machine.memoryBytes
    governor = environment.machine.governor
    turbo = environment.machine.turbo
    kernel = environment.machine.kernel
    operatingSystem = environment.machine.operatingSystem
  }

  /// What this code was compiled for, as `uname -m` says it.
  package static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "aarch64"
    #else
      "unknown"
    #endif
  }

  /// The machine alone: a new compiler does not make another class, so that a committed baseline
  /// keeps its file.
  package var machineClass: MachineClass {
    MachineClass(
      architecture: architecture, cpuModel: cpuModel, logicalCores: logicalCores,
      hostName: hostName)
  }

  /// Sixteen digits over everything that must match; equal hashes need no further look.
  package var hash: String {
    var digest = ContentDigest(kind: "fingerprint 1")
    digest.add(architecture)
    digest.add(cpuModel.value)
    digest.add(logicalCores.value.map(String.init))
    digest.add(compiler.value)
    digest.add(flags.value)
    digest.add(configuration)
    // Left out where there is none, so that hashes stay what they were.
    if let hostName { digest.add(hostName) }
    return String(digest.hexadecimal.prefix(16))
  }
}
