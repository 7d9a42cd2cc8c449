/// One sample, as slices of its record: nothing is copied.
package struct PerfSample {
  package private(set) var ip: UInt64 = 0
  package private(set) var pid: Int32 = -1
  package private(set) var tid: Int32 = -1
  package private(set) var time: UInt64 = 0
  package private(set) var cpu: UInt32 = 0
  package private(set) var period: UInt64 = 1
  /// The bits of the mode the processor was in, as `misc` of the record has them.
  package private(set) var mode: UInt16 = 0
  /// Addresses and context markers of 8 bytes each, innermost first.
  package private(set) var callchain = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Which registers `userRegisterWords` holds; 0 when the thread had none to show.
  package private(set) var userRegisterMask: UInt64 = 0
  package private(set) var userRegisterWords = UnsafeRawBufferPointer(start: nil, count: 0)
  /// The part of the copied stack that was filled.
  package private(set) var userStack = UnsafeRawBufferPointer(start: nil, count: 0)
  package private(set) var hasBranchStack = false
  /// What the event's source added, whose meaning only that knows.
  package private(set) var raw = UnsafeRawBufferPointer(start: nil, count: 0)
}

extension PerfSample {
  /// Reads a whole record, header included.
  ///
  /// - Returns: `nil` when the fields do not fit into the record.
  @inline(__always) init?(_ record: UnsafeRawBufferPointer, layout: PerfSampleLayout) {
    typealias Field = PerfSampleLayout.Field
    let type = layout.sampleType
    guard record.count >= PerfRecordHeader.size else { return nil }
    mode = record.loadUnaligned(fromByteOffset: 4, as: UInt16.self) & PerfRecordHeader.Mode.mask
    var cursor = FieldCursor(record, from: PerfRecordHeader.size)

    if type & Field.identifier != 0 { cursor.skip(8) }
    if type & Field.ip != 0 { ip = cursor.u64() }
    if type & Field.tid != 0 {
      pid = cursor.i32()
      tid = cursor.i32()
    }
    if type & Field.time != 0 { time = cursor.u64() }
    if type & Field.address != 0 { cursor.skip(8) }
    if type & Field.id != 0 { cursor.skip(8) }
    if type & Field.streamID != 0 { cursor.skip(8) }
    if type & Field.cpu != 0 {
      cpu = cursor.u32()
      cursor.skip(4)
    }
    period = type & Field.period != 0 ? cursor.u64() : layout.fixedPeriod
    if type & Field.read != 0 { Self.skipRead(&cursor, format: layout.readFormat) }
    if type & Field.callchain != 0 {
      let count = cursor.u64()
      callchain = cursor.slice(count: count, stride: 8)
    }
    if type >> 10 != 0 { readRare(&cursor, layout: layout) }
    if cursor.isPastEnd { return nil }
  }

  /// The fields from RAW on. What follows the stack is of no use here, so it is not walked over.
  @inline(never) private mutating func readRare(
    _ cursor: inout FieldCursor, layout: PerfSampleLayout
  ) {
    typealias Field = PerfSampleLayout.Field
    let type = layout.sampleType
    if type & Field.raw != 0 {
      let size = cursor.u32()
      raw = cursor.slice(count: UInt64(size), stride: 1)
    }
    if type & Field.branchStack != 0 {
      let count = cursor.u64()
      if layout.branchType & PerfSampleLayout.BranchType.hardwareIndex != 0 { cursor.skip(8) }
      cursor.skip(count: count, stride: 24)
      if layout.branchType & PerfSampleLayout.BranchType.counters != 0 {
        cursor.skip(count: count, stride: 8)
      }
      hasBranchStack = count > 0
    }
    if type & Field.userRegisters != 0, cursor.u64() != 0 {
      userRegisterMask = layout.userRegisters
      userRegisterWords = cursor.slice(8 * layout.userRegisters.nonzeroBitCount)
    }
    if type & Field.userStack != 0 {
      let size = cursor.u64()
      if size != 0 {
        let copied = cursor.slice(count: size, stride: 1)
        let filled = Int(clamping: cursor.u64())
        userStack = UnsafeRawBufferPointer(rebasing: copied.prefix(filled))
      }
    }
  }

  private static func skipRead(_ cursor: inout FieldCursor, format: UInt64) {
    typealias Format = PerfSampleLayout.ReadFormat
    let times = (format & (Format.timeEnabled | Format.timeRunning)).nonzeroBitCount
    let extras = (format & (Format.id | Format.lost)).nonzeroBitCount
    if format & Format.group != 0 {
      let count = cursor.u64()
      cursor.skip(8 * times)
      cursor.skip(count: count, stride: 8 * (1 + extras))
    } else {
      cursor.skip(8 * (1 + times + extras))
    }
  }
}

/// What stands between the addresses of a callchain: whose addresses follow.
package enum CallchainMarker {
  /// Everything from here on is a marker, not an address.
  package static let least = UInt64(bitPattern: -4095)
  package static let hypervisor = UInt64(bitPattern: -32)
  package static let kernel = UInt64(bitPattern: -128)
  package static let user = UInt64(bitPattern: -512)
  /// A number follows by which a later record gives the user part.
  package static let userDeferred = UInt64(bitPattern: -640)
  package static let guest = UInt64(bitPattern: -2048)
  package static let guestKernel = UInt64(bitPattern: -2176)
  package static let guestUser = UInt64(bitPattern: -2560)
}
