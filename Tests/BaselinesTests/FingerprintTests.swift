import Baselines
import BaselinesTestSupport
import BenchModel
import Testing

@Suite struct FingerprintTests {
  /// Names as /proc/cpuinfo of such machines gives them; the classes were written by hand.
  @Test(
    arguments: [
      ("AMD EPYC 7B13", 2, "x86_64-amd-epyc-7b13-2c"),
      ("AMD EPYC 7763 64-Core Processor", 4, "x86_64-amd-epyc-7763-4c"),
      ("Intel(R) Xeon(R) CPU @ 2.20GHz", 4, "x86_64-intel-xeon-2.20ghz-4c"),
      (
        "11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz", 8,
        "x86_64-11th-gen-intel-core-i7-1165g7-2.80ghz-8c"
      ),
      ("AMD Ryzen 7 5800U with Radeon Graphics", 16, "x86_64-amd-ryzen-7-5800u-16c"),
      ("../../etc/passwd\n", 1, "x86_64-etc-passwd-1c"),
      ("漢字", 1, "x86_64-unknown-cpu-1c"),
    ])
  func `a class is the processor and its cores`(model: String, cores: Int, expected: String) {
    let found = MachineClass(
      architecture: "x86_64", cpuModel: .value(model), logicalCores: .value(cores))
    #expect(MachineClass(parsing: found.text) == found)
    #expect(found.text == expected)
  }

  @Test func `machines that tell their names alone are two`() {
    func machine(_ host: String?) -> Fingerprint {
      var environment = RandomRun.environment(cores: 4)
      environment.machine.hostName = host
      return Fingerprint(of: environment)
    }
    let (here, first, second) = (machine(nil), machine("Runner 1"), machine("runner-2"))
    #expect(first.machineClass.text == here.machineClass.text + "-runner-1")
    #expect(machine("漢字").machineClass.text == here.machineClass.text + "-unknown-host")
    #expect(
      first.differences(to: second).decisive.map(\.description)
        == ["host: recorded with 'Runner 1', now 'runner-2'"])
    #expect(
      first.differences(to: here).decisive.map(\.description)
        == ["host: recorded with 'Runner 1', now 'this machine'"])
    #expect(first.differences(to: first).decisive.isEmpty)
    #expect(Set([here, first, second].map(\.hash)).count == 3)
  }

  @Test func `a machine that tells nothing of itself has a class too`() {
    let found = MachineClass(
      architecture: "aarch64", cpuModel: .unavailable(reason: "a"),
      logicalCores: .unavailable(reason: "b"))
    #expect(found.description == "aarch64-unknown-cpu-unknown-cores")
  }

  @Test(arguments: ["", "a/b", "-a", ".a", "A", "a b", "a\n", String(repeating: "a", count: 201)])
  func `a text that is no safe file name is no class`(text: String) {
    #expect(MachineClass(parsing: text) == nil)
  }

  @Test func `the same machine and build do not differ`() {
    let fingerprint = Fingerprint(of: RandomRun.environment())
    let differences = fingerprint.differences(to: Fingerprint(of: RandomRun.environment()))
    #expect(differences.decisive.isEmpty)
    #expect(differences.minor.isEmpty)
    #expect(fingerprint.hash.count == 16)
  }

  @Test func `what decides is told from what does not`() {
    let recorded = Fingerprint(of: RandomRun.environment(), architecture: "x86_64")
    var environment = RandomRun.environment(cpuModel: .value("Neoverse-N1"), cores: 4)
    environment.build = MachineEnvironment.Build(
      compiler: .value("Swift 6.4"), configuration: "debug", flags: .value("-Onone"))
    environment.machine.kernel = .value("6.12")
    environment.machine.memoryBytes = .value(4_294_967_296)
    environment.machine.governor = .value("powersave")
    environment.machine.turbo = .value(false)
    environment.machine.cgroupCPUQuota = .value(1.5)
    environment.machine.operatingSystem = .value("Debian GNU/Linux 13")
    let current = Fingerprint(of: environment, architecture: "aarch64")
    let differences = recorded.differences(to: current)
    #expect(
      differences.decisive.map(\.description) == [
        "architecture: recorded with 'x86_64', now 'aarch64'",
        "CPU model: recorded with 'AMD EPYC 7B13', now 'Neoverse-N1'",
        "logical cores: recorded with '2', now '4'",
        "compiler: recorded with 'Swift 6.3', now 'Swift 6.4'",
        "compiler flags: recorded with '-O', now '-Onone'",
        "build configuration: recorded with 'release', now 'debug'",
      ])
    #expect(
      differences.minor.map(\.description) == [
        "usable cores: recorded with '2', now '4'",
        "CPU quota: recorded with 'unavailable: no quota is set', now '1.5 cores'",
        "memory: recorded with '8.0 GiB', now '4.0 GiB'",
        "governor: recorded with 'unavailable: no cpufreq in /sys', now 'powersave'",
        "turbo: recorded with 'on', now 'off'",
        "kernel: recorded with '6.1.0-18-amd64', now '6.12'",
        "operating system: recorded with 'Debian GNU/Linux 12', now 'Debian GNU/Linux 13'",
      ])
    #expect(recorded.hash != current.hash)
  }

  @Test func `what one side does not know cannot decide`() {
    var environment = RandomRun.environment()
    environment.build.flags = .unavailable(reason: "no manifest")
    let known = Fingerprint(of: RandomRun.environment())
    let unknown = Fingerprint(of: environment)
    #expect(known.differences(to: unknown).decisive.isEmpty)
    #expect(known.differences(to: unknown).minor.map(\.fact) == ["compiler flags"])
    #expect(unknown.differences(to: unknown).minor.map(\.fact) == ["compiler flags"])
  }

  /// Python's `platform.machine()` is empty where it does not know.
  @Test func `a class of what is not known can be read again`() {
    let unknown = Reading<Int>.unavailable(reason: "")
    for architecture in ["", " ", "()", "число"] {
      let found = MachineClass(
        architecture: architecture, cpuModel: .value("®"), logicalCores: unknown)
      #expect(found.text == "unknown-unknown-cpu-unknown-cores")
      #expect(MachineClass(parsing: found.text) == found)
    }
  }

  @Test func `a kernel's own share of the memory is no difference`() {
    var environment = RandomRun.environment()
    environment.machine.memoryBytes = .value(8_489_934_592)
    let differences = Fingerprint(of: RandomRun.environment())
      .differences(to: Fingerprint(of: environment))
    #expect(differences.minor.isEmpty)
  }

  @Test func `the hash follows what decides, and nothing else`() {
    var mood = RandomRun.environment()
    mood.mood.loadAtStart = .value(9)
    mood.machine.kernel = .value("7")
    mood.source.commit = .value("other")
    let fingerprint = Fingerprint(of: RandomRun.environment())
    #expect(Fingerprint(of: mood).hash == fingerprint.hash)
    var flags = RandomRun.environment()
    flags.build.flags = .value("-O -g")
    #expect(Fingerprint(of: flags).hash != fingerprint.hash)
    #expect(Fingerprint(of: flags).machineClass == fingerprint.machineClass)
  }
}
