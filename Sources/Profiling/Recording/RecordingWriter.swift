import CProfiling
import Glibc

/// Writes a recording in the format of the perf program.
///
/// The header says where things are and is filled in last, so that a recording that was cut short
/// shows as one.
final class RecordingWriter {
  typealias Event = RecordingFeatures.Event

  /// One of the places that a header names.
  private struct Section {
    var offset = 0
    var size = 0
  }

  private let file: PendingFile
  private let descriptor: Descriptor
  private let events: [Event]
  private var attributes = Section()
  private var records = Section()
  private(set) var position = 0

  private static let attributeBytes = MemoryLayout<perf_event_attr>.size

  /// Begins the file; records may be appended after this.
  init(_ file: PendingFile, events: [Event]) throws(RecordingError) {
    self.file = file
    self.events = events
    descriptor = try file.create()
    try begin()
  }

  /// For a test that wants to see a disk fill up.
  init(_ file: PendingFile, descriptor: Descriptor, events: [Event]) throws(RecordingError) {
    self.file = file
    self.events = events
    self.descriptor = descriptor
    try begin()
  }

  private func begin() throws(RecordingError) {
    var start = RecordBytes()
    start.append(repeatElement(0, count: RecordingHeader.bytes))
    var numbers: [Section] = []
    for event in events {
      numbers.append(
        Section(offset: start.bytes.count, size: event.numbers.count * 8))
      for number in event.numbers { start.append(number) }
    }
    attributes.offset = start.bytes.count
    for (event, numbers) in zip(events, numbers) {
      start.append(event.attributes)
      start.append(UInt64(numbers.offset))
      start.append(UInt64(numbers.size))
    }
    attributes.size = start.bytes.count - attributes.offset
    records.offset = start.bytes.count
    try append(start.bytes)
  }

  func append(_ bytes: [UInt8]) throws(RecordingError) {
    let failure = bytes.withUnsafeBytes { write($0) }
    if let failure { throw failure }
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws(RecordingError) {
    if let failure = write(bytes) { throw failure }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> RecordingError? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(descriptor.number, part.baseAddress, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return file.failure(count < 0 ? errno : ENOSPC) }
      rest = rest.dropFirst(count)
      position += count
    }
    return nil
  }

  /// Appends the features and fills in the header; the file has yet to be given its name.
  func finish(_ features: RecordingFeatures) throws(RecordingError) {
    records.size = position - records.offset
    var end = RecordBytes()
    var offset = position + features.sections.count * 16
    for section in features.sections {
      end.append(UInt64(offset))
      end.append(UInt64(section.bytes.count))
      offset += section.bytes.count
    }
    for section in features.sections { end.append(section.bytes) }
    try append(end.bytes)
    try fillIn(header(features))
  }

  func discard() { file.discard() }

  private func header(_ features: RecordingFeatures) -> [UInt8] {
    var header = RecordBytes()
    header.append(RecordingHeader.magic)
    header.append(UInt64(RecordingHeader.bytes))
    header.append(UInt64(Self.attributeBytes + 16))
    for section in [attributes, records, Section()] {
      header.append(UInt64(section.offset))
      header.append(UInt64(section.size))
    }
    var bits: [UInt64] = [0, 0, 0, 0]
    for section in features.sections {
      bits[section.bit.rawValue / 64] |= 1 << UInt64(section.bit.rawValue % 64)
    }
    for word in bits { header.append(word) }
    return header.bytes
  }

  private func fillIn(_ header: [UInt8]) throws(RecordingError) {
    precondition(header.count == RecordingHeader.bytes, "the header has \(header.count) bytes")
    guard pwrite(descriptor.number, header, header.count, 0) == header.count else {
      throw file.failure(errno)
    }
  }
}
