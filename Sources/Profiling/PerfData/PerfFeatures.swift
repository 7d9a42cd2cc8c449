/// What perf noted about the machine and itself while it recorded.
package struct PerfFeatures: Sendable {
  package struct BuildID: Hashable, Sendable {
    package var process: Int32
    package var path: String
    package var bytes: [UInt8]
  }

  package var hostName: String?
  package var kernelRelease: String?
  package var perfVersion: String?
  package var architecture: String?
  package var processorDescription: String?
  package var processorsAvailable: Int?
  package var processorsOnline: Int?
  package var memoryKiB: Int?
  package var commandLine: [String] = []
  /// On the recording's clock, in nanoseconds.
  package var firstSampleTime: UInt64?
  package var lastSampleTime: UInt64?
  package var buildIDs: [BuildID] = []
  package var compressionLevel: Int?
  /// The events with their names, as far as they are described here.
  var events: [PerfEvent] = []

  package init() {}

  enum Number {
    static let buildID = 2
    static let hostName = 3
    static let kernelRelease = 4
    static let perfVersion = 5
    static let architecture = 6
    static let processorCount = 7
    static let processorDescription = 8
    static let memory = 10
    static let commandLine = 11
    static let eventDescription = 12
    static let sampleTime = 21
    static let folderFormat = 24
    static let compressed = 27
  }
}

extension PerfFeatures {
  /// Takes what one section says; sections of no use here are left alone.
  ///
  /// - Returns: Whether the section could be read to its end.
  mutating func take(_ number: Int, from section: UnsafeRawBufferPointer) -> Bool {
    var cursor = FieldCursor(section)
    switch number {
    case Number.buildID: return takeBuildIDs(from: section)
    case Number.hostName: hostName = cursor.lengthAndString()
    case Number.kernelRelease: kernelRelease = cursor.lengthAndString()
    case Number.perfVersion: perfVersion = cursor.lengthAndString()
    case Number.architecture: architecture = cursor.lengthAndString()
    case Number.processorCount:
      processorsAvailable = Int(cursor.u32())
      processorsOnline = Int(cursor.u32())
    case Number.processorDescription: processorDescription = cursor.lengthAndString()
    case Number.memory: memoryKiB = Int(clamping: cursor.u64())
    case Number.commandLine:
      var words: [String] = []
      let count = cursor.u32()
      while words.count < Int(count), !cursor.isPastEnd { words.append(cursor.lengthAndString()) }
      if cursor.isPastEnd { _ = words.popLast() }
      commandLine = words
    case Number.eventDescription: takeEvents(from: &cursor)
    case Number.sampleTime:
      let first = cursor.u64()
      let last = cursor.u64()
      if !cursor.isPastEnd { (firstSampleTime, lastSampleTime) = (first, last) }
    case Number.compressed:
      cursor.skip(8)
      compressionLevel = Int(cursor.u32())
    default: break
    }
    return !cursor.isPastEnd
  }

  private mutating func takeEvents(from cursor: inout FieldCursor) {
    let count = cursor.u32()
    let attributeSize = Int(cursor.u32())
    while events.count < Int(count), !cursor.isPastEnd {
      let attribute = PerfEventAttribute(cursor.slice(attributeSize))
      let idCount = cursor.u32()
      let name = cursor.lengthAndString()
      let ids = cursor.slice(count: UInt64(idCount), stride: 8)
      guard let attribute, !cursor.isPastEnd else { return }
      events.append(PerfEvent(attribute: attribute, name: name, ids: ids.words()))
    }
  }

  private mutating func takeBuildIDs(from section: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + PerfRecordHeader.size <= section.count {
      let header = PerfRecordHeader(section, at: offset)
      guard header.size >= PerfRecordHeader.size, header.size <= section.count - offset else {
        return false
      }
      takeBuildID(UnsafeRawBufferPointer(rebasing: section[offset..<(offset + header.size)]))
      offset += header.size
    }
    return offset == section.count
  }

  /// Takes one build id, with the header that it has in a section as well as in a pipe.
  ///
  /// - Returns: Whether it was whole.
  @discardableResult
  mutating func takeBuildID(_ record: UnsafeRawBufferPointer) -> Bool {
    let header = PerfRecordHeader(record, at: 0)
    var cursor = FieldCursor(record, from: PerfRecordHeader.size)
    let process = cursor.i32()
    let field = cursor.slice(24)
    let path = String(untilNUL: cursor.rest())
    guard !cursor.isPastEnd, field.count == 24 else { return false }
    var length = 20
    if header.misc & PerfRecordHeader.Flag.buildIDHasLength != 0 {
      length = min(Int(field[20]), 20)
    } else {
      // Before lengths were written, shorter ids were padded by whole words of zeros.
      while length > 0, field[(length - 4)..<length].allSatisfy({ $0 == 0 }) { length -= 4 }
    }
    buildIDs.append(BuildID(process: process, path: path, bytes: Array(field[..<length])))
    return true
  }
}

extension UnsafeRawBufferPointer {
  /// The whole words of eight bytes that there are.
  func words() -> [UInt64] {
    (0..<(count / 8)).map { loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self) }
  }
}
