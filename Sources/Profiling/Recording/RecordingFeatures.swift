import CProfiling
import Glibc

/// What a recording's header tells of the machine and the command.
struct RecordingFeatures {
  /// The bits of the header by which perf names them.
  enum Bit: Int {
    case hostName = 3
    case release = 4
    case architecture = 6
    case processorCount = 7
    case commandLine = 11
    case events = 12
  }

  struct Event {
    let attributes: perf_event_attr
    let name: String
    let numbers: [UInt64]
  }

  /// By rising bit.
  private(set) var sections: [(bit: Bit, bytes: [UInt8])] = []

  init(commandLine: [String], events: [Event]) {
    var system = utsname()
    uname(&system)
    add(.hostName) { $0.append(featureString: Self.text(system.nodename)) }
    add(.release) { $0.append(featureString: Self.text(system.release)) }
    add(.architecture) { $0.append(featureString: Self.text(system.machine)) }
    add(.processorCount) { bytes in
      bytes.append(UInt32(clamping: sysconf(Int32(_SC_NPROCESSORS_CONF))))
      bytes.append(UInt32(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
    add(.commandLine) { bytes in
      bytes.append(UInt32(clamping: commandLine.count))
      for word in commandLine { bytes.append(featureString: Array(word.utf8)) }
    }
    add(.events) { bytes in
      bytes.append(UInt32(clamping: events.count))
      bytes.append(UInt32(MemoryLayout<perf_event_attr>.size))
      for event in events {
        bytes.append(event.attributes)
        bytes.append(UInt32(clamping: event.numbers.count))
        bytes.append(featureString: Array(event.name.utf8))
        for number in event.numbers { bytes.append(number) }
      }
    }
  }

  private mutating func add(_ bit: Bit, _ write: (inout RecordBytes) -> Void) {
    var bytes = RecordBytes()
    write(&bytes)
    sections.append((bit, bytes.bytes))
  }

  private static func text<Characters>(_ characters: Characters) -> [UInt8] {
    withUnsafeBytes(of: characters) { Array($0.prefix { $0 != 0 }) }
  }
}
