/// What was asked of the kernel for one event: `struct perf_event_attr`, as far as it is recorded.
///
/// Older perfs write less of it and newer ones more; what is missing is 0, as the kernel has it.
package struct PerfEventAttribute: Hashable, Sendable {
  package var type: UInt32 = 0
  package var config: UInt64 = 0
  /// A frequency in Hz or a period in events, as `isFrequency` says.
  package var periodOrFrequency: UInt64 = 0
  package var sampleType: UInt64 = 0
  package var readFormat: UInt64 = 0
  package var flags: UInt64 = 0
  package var branchSampleType: UInt64 = 0
  package var userRegisters: UInt64 = 0
  package var userStackBytes: UInt32 = 0
  package var interruptRegisters: UInt64 = 0

  package init() {}

  package var isFrequency: Bool { flags >> 10 & 1 != 0 }
  package var excludesKernel: Bool { flags >> 5 & 1 != 0 }
  package var marksAllRecords: Bool { flags >> 18 & 1 != 0 }

  /// The first published size of the structure; nothing is shorter.
  static let sizeMin = 64
}

extension PerfEventAttribute {
  /// - Returns: `nil` when there is less than the oldest perf would have written.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.sizeMin else { return nil }
    func u64(_ offset: Int) -> UInt64 {
      guard offset + 8 <= bytes.count else { return 0 }
      return bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    type = UInt32(truncatingIfNeeded: u64(0))
    config = u64(8)
    periodOrFrequency = u64(16)
    sampleType = u64(24)
    readFormat = u64(32)
    flags = u64(40)
    branchSampleType = u64(72)
    userRegisters = u64(80)
    userStackBytes = UInt32(truncatingIfNeeded: u64(88))
    interruptRegisters = u64(96)
  }

  /// The size that the structure itself states, 0 standing for the first published one.
  static func statedSize(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count >= 8 else { return nil }
    let size = bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
    return size == 0 ? sizeMin : Int(size)
  }
}

extension PerfEventAttribute {
  /// What perf calls such an event when the recording keeps no name of it.
  package var defaultName: String {
    switch type {
    case 0 where config < UInt64(Self.hardwareNames.count): Self.hardwareNames[Int(config)]
    case 1 where config < UInt64(Self.softwareNames.count): Self.softwareNames[Int(config)]
    case 2: "tracepoint \(config)"
    case 4: "r" + String(config, radix: 16)
    case 5: "breakpoint"
    default: "event type \(type) config 0x\(String(config, radix: 16))"
    }
  }

  private static let hardwareNames = [
    "cycles", "instructions", "cache-references", "cache-misses", "branches", "branch-misses",
    "bus-cycles", "stalled-cycles-frontend", "stalled-cycles-backend", "ref-cycles",
  ]
  private static let softwareNames = [
    "cpu-clock", "task-clock", "page-faults", "context-switches", "cpu-migrations", "minor-faults",
    "major-faults", "alignment-faults", "emulation-faults", "dummy", "bpf-output",
    "cgroup-switches",
  ]

  /// Whether it counts nanoseconds of a processor.
  package var isClock: Bool { type == 1 && config <= 1 }

  /// Whether it counts how often threads leave their processors.
  package var countsContextSwitches: Bool { type == 1 && config == 3 }

  /// Whether it counts nothing and is there only for the records beside the samples.
  package var isDummy: Bool { type == 1 && config == 9 }
}
