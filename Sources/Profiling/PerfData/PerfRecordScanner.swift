/// Goes once through all records: remembers where those are that matter, and takes what the others
/// say about the recording.
struct PerfRecordScanner {
  let bytes: RecordingBytes
  let header: PerfFileHeader
  let inflater: ZstdInflater
  var table = PerfEventTable()
  var features = PerfFeatures()
  var counts = PerfRecordCounts()
  var records: [PerfData.Reference] = []
  var notes: [String] = []
  var isSorted = true
  var latestTime: UInt64 = 0
  var inflatedScanned = 0
  var lostRecords: UInt64 = 0
  var lostSamples: UInt64 = 0
  var early = 0
  var unpackedBytesMax: Int

  init(_ bytes: RecordingBytes, header: PerfFileHeader, unpackedBytesMax: Int) {
    self.bytes = bytes
    self.header = header
    self.unpackedBytesMax = unpackedBytesMax
    inflater = ZstdInflater(limitBytes: unpackedBytesMax)
  }

  /// The kernel counts what it drops twice: in LOST records as it goes on, and in LOST_SAMPLES at
  /// the end, so the larger of the two is nearest.
  var lost: Int { Int(clamping: max(lostRecords, lostSamples)) }

  mutating func scan() {
    let all = bytes.bytes
    var range = header.headerSize..<all.count
    if !header.isPipe {
      readAttributes()
      range = header.data.range(in: all)
      if header.data.size == 0 {
        range = range.lowerBound..<all.count
        notes.append(
          """
          perf did not get to finish the recording, so what it notes at the end is missing: \
          names of events, build ids, its own command.
          """)
      } else {
        if !header.data.isWhole(in: all) {
          let missing = header.data.size - UInt64(range.count)
          notes.append("The file is cut: \(missing) bytes of its records are missing.")
        }
        readFeatures()
        nameEvents()
      }
    }
    // More than there are, mostly; room costs nothing until it is used.
    records.reserveCapacity(min(range.count / 64, 1 << 22))
    scan(all, in: range, isUnpacked: false)
    noteWhatWasFound()
  }

  /// Stable, so that records without a time of their own keep their place.
  mutating func sort() {
    if !isSorted { records.sort { $0.time < $1.time } }
  }

  func takeUnpacked() -> RecordingBytes? {
    inflater.output.count > 0 ? inflater.takeOutput() : nil
  }

  /// - Returns: Where the first record begins that is not whole.
  @discardableResult
  private mutating func scan(
    _ bytes: UnsafeRawBufferPointer, in range: Range<Int>, isUnpacked: Bool
  ) -> Int {
    var offset = range.lowerBound
    let end = range.upperBound
    while end - offset >= PerfRecordHeader.size {
      let record = PerfRecordHeader(bytes, at: offset)
      guard record.size >= PerfRecordHeader.size else {
        notes.append(
          """
          A record claims a size of \(record.size) bytes at offset \(offset): \
          the \(end - offset) bytes from there on cannot be read.
          """)
        return end
      }
      guard record.size <= end - offset else { break }
      counts.count(record.type)
      let whole = UnsafeRawBufferPointer(
        start: bytes.baseAddress! + offset, count: record.size)
      let next = offset + record.size
      if record.type == .sample {
        addSample(whole, at: offset, isUnpacked: isUnpacked)
        offset = next
      } else if !record.type.isOfPerfItself {
        addOther(whole, record.type, at: offset, isUnpacked: isUnpacked)
        offset = next
      } else {
        let outside = take(whole, record.type, isUnpacked: isUnpacked)
        offset = next + Int(min(outside, UInt64(end - next)))
      }
    }
    if !isUnpacked, offset < end {
      notes.append("The last record is cut: \(end - offset) bytes of it are left over.")
    }
    return offset
  }

  // MARK: What the kernel wrote

  @inline(__always) private mutating func addSample(
    _ record: UnsafeRawBufferPointer, at offset: Int, isUnpacked: Bool
  ) {
    guard !table.layouts.isEmpty else {
      early += 1
      return
    }
    let event = table.event(ofSample: record)
    table.countSample(of: event)
    var time = latestTime
    if let place = table.layouts[Int(event)].sampleTimeOffset, place + 8 <= record.count {
      time = record.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
    add(time: time, offset: offset, isUnpacked: isUnpacked, event: event)
  }

  private mutating func addOther(
    _ record: UnsafeRawBufferPointer, _ type: PerfRecordType, at offset: Int, isUnpacked: Bool
  ) {
    switch type {
    case .lost: lostRecords &+= Self.word(record, at: 16)
    case .lostSamples: lostSamples &+= Self.word(record, at: 8)
    case .map, .map2, .comm, .fork, .exit, .kernelSymbol, .contextSwitch, .contextSwitchOfCPU:
      guard !table.layouts.isEmpty else {
        early += 1
        return
      }
      let event = table.event(ofOther: record)
      let layout = table.layouts[Int(event)]
      var time = latestTime
      if let back = layout.trailerTimeOffset, PerfRecordHeader.size + back <= record.count {
        time = record.loadUnaligned(fromByteOffset: record.count - back, as: UInt64.self)
        // What perf makes up about threads that were there before bears no time.
        if time == .max { time = 0 }
      }
      add(time: time, offset: offset, isUnpacked: isUnpacked, event: event)
    default: break
    }
  }

  @inline(__always) private mutating func add(
    time: UInt64, offset: Int, isUnpacked: Bool, event: UInt16
  ) {
    if time < latestTime { isSorted = false } else { latestTime = time }
    records.append(
      PerfData.Reference(time: time, offset: offset, isUnpacked: isUnpacked, event: event))
  }

  private static func word(_ record: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    var cursor = FieldCursor(record, from: offset)
    return cursor.u64()
  }

  // MARK: What perf wrote

  /// - Returns: How many bytes follow the record that do not count in its size.
  private mutating func take(
    _ record: UnsafeRawBufferPointer, _ type: PerfRecordType, isUnpacked: Bool
  ) -> UInt64 {
    var cursor = FieldCursor(record, from: PerfRecordHeader.size)
    switch type {
    case .headerAttribute: takeAttribute(cursor.rest())
    case .headerFeature:
      let number = Int(clamping: cursor.u64())
      if !features.take(number, from: cursor.rest()) { noteDamagedFeature(number) }
    case .headerBuildID: features.takeBuildID(record)
    case .eventUpdate:
      let isName = cursor.u64() == 2
      let id = cursor.u64()
      if isName { table.rename(id, to: String(untilNUL: cursor.rest())) }
    case .headerTracingData: return (UInt64(cursor.u32()) + 7) & ~7
    case .auxTrace: return cursor.u64()
    case .compressed where !isUnpacked: unpack(cursor.rest())
    case .compressed2 where !isUnpacked:
      let size = cursor.u64()
      unpack(cursor.slice(count: size, stride: 1))
    default: break
    }
    return 0
  }

  private mutating func unpack(_ piece: UnsafeRawBufferPointer) {
    inflater.append(piece)
    let output = inflater.output.bytes
    inflatedScanned = scan(output, in: inflatedScanned..<output.count, isUnpacked: true)
  }

  /// The attributes of a pipe: the structure, as long as it says itself, and then ids.
  private mutating func takeAttribute(_ body: UnsafeRawBufferPointer) {
    guard let size = PerfEventAttribute.statedSize(body), size <= body.count,
      let attribute = PerfEventAttribute(UnsafeRawBufferPointer(rebasing: body[..<size]))
    else {
      notes.append("An event's description is damaged; samples may be taken for another's.")
      return
    }
    let ids = UnsafeRawBufferPointer(rebasing: body[size...]).words()
    table.append(PerfEvent(attribute: attribute, ids: ids))
  }
}
