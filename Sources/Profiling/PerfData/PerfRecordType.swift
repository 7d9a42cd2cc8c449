/// What a record tells, by the numbers of `perf_event.h` and, from 64 on, of perf itself.
package struct PerfRecordType: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let map = Self(rawValue: 1)
  package static let lost = Self(rawValue: 2)
  package static let comm = Self(rawValue: 3)
  package static let exit = Self(rawValue: 4)
  package static let throttle = Self(rawValue: 5)
  package static let unthrottle = Self(rawValue: 6)
  package static let fork = Self(rawValue: 7)
  package static let read = Self(rawValue: 8)
  package static let sample = Self(rawValue: 9)
  package static let map2 = Self(rawValue: 10)
  package static let aux = Self(rawValue: 11)
  package static let itraceStart = Self(rawValue: 12)
  package static let lostSamples = Self(rawValue: 13)
  package static let contextSwitch = Self(rawValue: 14)
  package static let contextSwitchOfCPU = Self(rawValue: 15)
  package static let namespaces = Self(rawValue: 16)
  package static let kernelSymbol = Self(rawValue: 17)
  package static let bpfEvent = Self(rawValue: 18)
  package static let cgroup = Self(rawValue: 19)
  package static let textPoke = Self(rawValue: 20)
  package static let auxOutputID = Self(rawValue: 21)
  package static let deferredCallchain = Self(rawValue: 22)

  package static let headerAttribute = Self(rawValue: 64)
  package static let headerEventType = Self(rawValue: 65)
  package static let headerTracingData = Self(rawValue: 66)
  package static let headerBuildID = Self(rawValue: 67)
  package static let finishedRound = Self(rawValue: 68)
  package static let idIndex = Self(rawValue: 69)
  package static let auxTraceInfo = Self(rawValue: 70)
  package static let auxTrace = Self(rawValue: 71)
  package static let auxTraceError = Self(rawValue: 72)
  package static let threadMap = Self(rawValue: 73)
  package static let cpuMap = Self(rawValue: 74)
  package static let statConfig = Self(rawValue: 75)
  package static let stat = Self(rawValue: 76)
  package static let statRound = Self(rawValue: 77)
  package static let eventUpdate = Self(rawValue: 78)
  package static let timeConversion = Self(rawValue: 79)
  package static let headerFeature = Self(rawValue: 80)
  package static let compressed = Self(rawValue: 81)
  package static let finishedInit = Self(rawValue: 82)
  package static let compressed2 = Self(rawValue: 83)

  private static let names = [
    1: "MMAP", 2: "LOST", 3: "COMM", 4: "EXIT", 5: "THROTTLE", 6: "UNTHROTTLE", 7: "FORK",
    8: "READ", 9: "SAMPLE", 10: "MMAP2", 11: "AUX", 12: "ITRACE_START", 13: "LOST_SAMPLES",
    14: "SWITCH", 15: "SWITCH_CPU_WIDE", 16: "NAMESPACES", 17: "KSYMBOL", 18: "BPF_EVENT",
    19: "CGROUP", 20: "TEXT_POKE", 21: "AUX_OUTPUT_HW_ID", 22: "CALLCHAIN_DEFERRED", 64: "ATTR",
    65: "EVENT_TYPE", 66: "TRACING_DATA", 67: "BUILD_ID", 68: "FINISHED_ROUND", 69: "ID_INDEX",
    70: "AUXTRACE_INFO", 71: "AUXTRACE", 72: "AUXTRACE_ERROR", 73: "THREAD_MAP", 74: "CPU_MAP",
    75: "STAT_CONFIG", 76: "STAT", 77: "STAT_ROUND", 78: "EVENT_UPDATE", 79: "TIME_CONV",
    80: "FEATURE", 81: "COMPRESSED", 82: "FINISHED_INIT", 83: "COMPRESSED2",
  ]

  /// Whether perf wrote the record itself; only what the kernel wrote carries a time.
  var isOfPerfItself: Bool { rawValue >= 64 }

  var isKnown: Bool { Self.names[Int(rawValue)] != nil }
}

extension PerfRecordType: CustomStringConvertible {
  /// The name in `perf report -D`, without `PERF_RECORD_`.
  package var description: String { Self.names[Int(rawValue)] ?? "type \(rawValue)" }
}

/// The eight bytes before each record: type, flags, and the size of all of it.
struct PerfRecordHeader {
  static let size = 8

  let type: PerfRecordType
  let misc: UInt16
  let size: Int

  /// - Precondition: The bytes hold a header at the offset.
  @inline(__always) init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    type = PerfRecordType(
      rawValue: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    misc = bytes.loadUnaligned(fromByteOffset: offset &+ 4, as: UInt16.self)
    size = Int(bytes.loadUnaligned(fromByteOffset: offset &+ 6, as: UInt16.self))
  }

  /// The processor mode in the low bits of `misc`.
  enum Mode {
    static let mask: UInt16 = 7
    static let kernel: UInt16 = 1
    static let user: UInt16 = 2
    static let guestUser: UInt16 = 5
  }

  /// Bits of `misc` that mean one thing in one record and another in the next.
  enum Flag {
    /// Of MMAP and MMAP2: not code.
    static let mapOfData: UInt16 = 1 << 13
    /// Of COMM: the program was replaced.
    static let commOfExec: UInt16 = 1 << 13
    /// Of FORK: perf made it up for a thread that was there already, whose mappings follow.
    static let forkMadeUp: UInt16 = 1 << 13
    /// Of MMAP2: a build id takes the place of device and inode.
    static let mapHasBuildID: UInt16 = 1 << 14
    /// Of SWITCH: off a processor, and not on one.
    static let switchedOff: UInt16 = 1 << 13
    /// Of such a SWITCH: the thread could have gone on.
    static let switchedOffPreempted: UInt16 = 1 << 14
    /// Of a build id: byte 20 holds its length.
    static let buildIDHasLength: UInt16 = 1 << 15
  }
}
