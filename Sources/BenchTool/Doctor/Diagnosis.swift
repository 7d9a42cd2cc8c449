import BenchModel
import Foundation
import Reports

/// Judges the facts of a machine. Reads nothing itself.
package struct Diagnosis {
  let facts: DoctorFacts

  package init(_ facts: DoctorFacts) {
    self.facts = facts
  }

  /// One for each check, in the order of the checks.
  package var findings: [Finding] { DoctorCheck.allCases.map(finding) }

  private func finding(for check: DoctorCheck) -> Finding {
    switch check {
    case .load: load
    case .pressure: pressure
    case .otherProcesses: otherProcesses
    case .stolenTime: stolenTime
    case .attention: attention
    case .governor: governor
    case .boost: boost
    case .hyperthreads: hyperthreads
    case .cores: cores
    case .thermalThrottling: thermalThrottling
    case .clockSource: clockSource
    case .power: power
    case .virtualMachine: virtualMachine
    case .container: container
    case .cpuQuota: cpuQuota
    case .quotaThrottling: quotaThrottling
    case .addressRandomization: addressRandomization
    case .hugePages: hugePages
    case .swap: swap
    case .numaBalancing: numaBalancing
    case .coreDumps: coreDumps
    case .perfProgram: perfProgram
    case .hardwareCounters: hardwareCounters
    case .perfEventParanoid: perfEventParanoid
    case .kernelPointers: kernelPointers
    case .perfEventMemory: perfEventMemory
    case .diskSpace: diskSpace
    }
  }
}

extension Diagnosis {
  /// What a rule makes of a value.
  struct Judgement {
    let severity: Finding.Severity
    let found: String
    let remedy: Finding.Remedy?

    static func ok(_ found: String) -> Judgement {
      Judgement(severity: .ok, found: found, remedy: nil)
    }

    static func notice(_ found: String, _ remedy: Finding.Remedy) -> Judgement {
      Judgement(severity: .notice, found: found, remedy: remedy)
    }

    static func warning(_ found: String, _ remedy: Finding.Remedy) -> Judgement {
      Judgement(severity: .warning, found: found, remedy: remedy)
    }

    static func blocking(_ found: String, _ remedy: Finding.Remedy) -> Judgement {
      Judgement(severity: .blocking, found: found, remedy: remedy)
    }
  }

  static var format: UnitFormatter { UnitFormatter() }

  /// Applies a rule; what could not be read is a notice with the reason in place of a value.
  func judge<Value>(
    _ check: DoctorCheck, _ reading: Reading<Value>, wanted: String, because reason: String,
    ifUnread remedy: Finding.Remedy? = nil, _ rule: (Value) -> Judgement
  ) -> Finding {
    switch reading {
    case .value(let value):
      let judgement = rule(value)
      return Finding(
        check: check, severity: judgement.severity, found: .value(judgement.found),
        wanted: wanted, reason: reason, remedy: judgement.remedy)
    case .unavailable(let why):
      return Finding(
        check: check, severity: .notice, found: .unavailable(reason: why), wanted: wanted,
        reason: reason, remedy: remedy)
    }
  }

  /// The cores that this process may use; 1 when nothing says.
  var usableCores: Int {
    max(1, facts.allowedCores.value?.count ?? facts.onlineCores.value?.count ?? 1)
  }

  var isInContainer: Bool {
    guard case .container = facts.confinement.value else { return false }
    return true
  }

  var isVirtual: Bool {
    switch facts.host.value {
    case .machine, nil: false
    case .virtualMachine, .windows: true
    }
  }

  /// A setting of the kernel, which a container shares with its host and cannot change.
  func sysctl(_ assignment: String) -> Finding.Remedy {
    settable("sysctl \(assignment)")
  }

  /// - Parameter path: May hold a wildcard; to be `quoted` where it comes from the machine.
  func write(_ value: String, to path: String) -> Finding.Remedy {
    let command = "echo \(value) | \(sudo)tee \(path)"
    return isInContainer ? onHost(command) : .command(command)
  }

  /// A path as a shell reads it back. The names of control groups hold backslashes and may hold
  /// anything else.
  static func quoted(_ path: String) -> String {
    let isPlain = path.allSatisfy { character in
      character.isASCII
        && (character.isLetter || character.isNumber || "/._-@:+,".contains(character))
    }
    return isPlain ? path : "'\(path.replacingOccurrences(of: "'", with: #"'\''"#))'"
  }

  /// As `write`, for what belongs to the hardware: a virtual machine has no say in it.
  func writeHardware(_ value: String, to path: String) -> Finding.Remedy {
    isVirtual
      ? .advice("Nothing can be done from inside a virtual machine: its host decides.")
      : write(value, to: path)
  }

  func settable(_ command: String) -> Finding.Remedy {
    isInContainer ? onHost(sudo + command) : .command(sudo + command)
  }

  /// Nothing for root. What is to be typed on a container's host keeps it.
  private var sudo: String {
    facts.capabilities.value?.isRoot == true && !isInContainer ? "" : "sudo "
  }

  private func onHost(_ command: String) -> Finding.Remedy {
    .advice("Not from inside a container; on its host: \(command)")
  }
}
