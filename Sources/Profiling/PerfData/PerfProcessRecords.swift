/// MMAP and MMAP2: a process, or the kernel, has mapped a file.
struct PerfMapRecord {
  /// −1 for the kernel.
  let pid: Int32
  let tid: Int32
  let start: UInt64
  let size: UInt64
  let fileOffset: UInt64
  let isCode: Bool
  /// The processor mode: kernel maps have their own.
  let mode: UInt16
  let buildID: UnsafeRawBufferPointer
  /// Without the NUL behind it.
  let path: UnsafeRawBufferPointer

  init?(_ record: UnsafeRawBufferPointer, layout: PerfSampleLayout) {
    let header = PerfRecordHeader(record, at: 0)
    guard var cursor = FieldCursor(bodyOf: record, layout: layout) else { return nil }
    pid = cursor.i32()
    tid = cursor.i32()
    start = cursor.u64()
    size = cursor.u64()
    fileOffset = cursor.u64()
    mode = header.misc & PerfRecordHeader.Mode.mask
    var isExecutable = header.misc & PerfRecordHeader.Flag.mapOfData == 0
    var id = UnsafeRawBufferPointer(start: nil, count: 0)
    if header.type == .map2 {
      let identity = cursor.slice(24)
      if header.misc & PerfRecordHeader.Flag.mapHasBuildID != 0, identity.count == 24 {
        let length = min(Int(identity[0]), 20)
        id = UnsafeRawBufferPointer(rebasing: identity[4..<(4 + length)])
      }
      let protection = cursor.u32()
      cursor.skip(4)
      isExecutable = isExecutable && protection & 4 != 0
    }
    isCode = isExecutable
    buildID = id
    path = cursor.rest().untilNUL
    guard !cursor.isPastEnd else { return nil }
  }
}

/// COMM: a thread has a new name.
struct PerfCommRecord {
  let pid: Int32
  let tid: Int32
  /// Whether the process runs a new program, so that nothing of the old one is mapped any more.
  let isExec: Bool
  let name: UnsafeRawBufferPointer

  init?(_ record: UnsafeRawBufferPointer, layout: PerfSampleLayout) {
    guard var cursor = FieldCursor(bodyOf: record, layout: layout) else { return nil }
    pid = cursor.i32()
    tid = cursor.i32()
    isExec =
      PerfRecordHeader(record, at: 0).misc & PerfRecordHeader.Flag.commOfExec != 0
    name = cursor.rest().untilNUL
    guard !cursor.isPastEnd else { return nil }
  }
}

/// FORK: a thread or process has begun; EXIT, with the same fields: it has ended.
struct PerfTaskRecord {
  let pid: Int32
  let parentPID: Int32
  let tid: Int32
  let parentTID: Int32
  let isMadeUp: Bool

  init?(_ record: UnsafeRawBufferPointer) {
    var cursor = FieldCursor(record, from: PerfRecordHeader.size)
    pid = cursor.i32()
    parentPID = cursor.i32()
    tid = cursor.i32()
    parentTID = cursor.i32()
    isMadeUp =
      PerfRecordHeader(record, at: 0).misc & PerfRecordHeader.Flag.forkMadeUp != 0
    guard !cursor.isPastEnd else { return nil }
  }
}

/// KSYMBOL: the kernel has made or dropped code of its own, such as a BPF program.
struct PerfKernelSymbolRecord {
  let start: UInt64
  let size: UInt64
  let isDropped: Bool
  let name: UnsafeRawBufferPointer

  init?(_ record: UnsafeRawBufferPointer, layout: PerfSampleLayout) {
    guard var cursor = FieldCursor(bodyOf: record, layout: layout) else { return nil }
    start = cursor.u64()
    size = UInt64(cursor.u32())
    cursor.skip(2)
    isDropped = cursor.u16() & 1 != 0
    name = cursor.rest().untilNUL
    guard !cursor.isPastEnd else { return nil }
  }
}

extension FieldCursor {
  /// The fields between a record's header and its trailer; `nil` where there is no room for both.
  fileprivate init?(bodyOf record: UnsafeRawBufferPointer, layout: PerfSampleLayout) {
    let end = record.count - layout.trailerSize
    guard end >= PerfRecordHeader.size else { return nil }
    self.init(UnsafeRawBufferPointer(rebasing: record[..<end]), from: PerfRecordHeader.size)
  }
}

extension UnsafeRawBufferPointer {
  fileprivate var untilNUL: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[..<(firstIndex(of: 0) ?? endIndex)])
  }
}
