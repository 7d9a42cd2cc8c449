/// SWITCH: a thread was taken off its processor, or put on one.
struct PerfSwitchRecord {
  enum Kind: Equatable {
    case on
    case off
    /// Off while it could have gone on, since another thread had its turn.
    case preempted
  }

  let kind: Kind
  let pid: Int32
  let tid: Int32
  let time: UInt64

  /// - Returns: `nil` where records do not end with whom and when they are about.
  init?(_ record: UnsafeRawBufferPointer, layout: PerfSampleLayout) {
    guard layout.sampleType & PerfSampleLayout.Field.tid != 0,
      let timeOffset = layout.trailerTimeOffset,
      PerfRecordHeader.size + layout.trailerSize <= record.count
    else { return nil }
    let misc = PerfRecordHeader(record, at: 0).misc
    if misc & PerfRecordHeader.Flag.switchedOff == 0 {
      kind = .on
    } else {
      kind = misc & PerfRecordHeader.Flag.switchedOffPreempted != 0 ? .preempted : .off
    }
    var cursor = FieldCursor(record, from: record.count - layout.trailerSize)
    pid = cursor.i32()
    tid = cursor.i32()
    time = record.loadUnaligned(fromByteOffset: record.count - timeOffset, as: UInt64.self)
  }
}
