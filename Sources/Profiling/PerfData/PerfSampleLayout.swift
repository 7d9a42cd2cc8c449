/// Where the fields are in the records of one event.
///
/// - Source: `perf_event.h`, the comment on `PERF_RECORD_SAMPLE`, and `perf_output_sample` of the
///   kernel, which has AUX last.
struct PerfSampleLayout: Hashable, Sendable {
  /// What a sample has, as bits of `sample_type`.
  enum Field {
    static let ip: UInt64 = 1 << 0
    static let tid: UInt64 = 1 << 1
    static let time: UInt64 = 1 << 2
    static let address: UInt64 = 1 << 3
    static let read: UInt64 = 1 << 4
    static let callchain: UInt64 = 1 << 5
    static let id: UInt64 = 1 << 6
    static let cpu: UInt64 = 1 << 7
    static let period: UInt64 = 1 << 8
    static let streamID: UInt64 = 1 << 9
    static let raw: UInt64 = 1 << 10
    static let branchStack: UInt64 = 1 << 11
    static let userRegisters: UInt64 = 1 << 12
    static let userStack: UInt64 = 1 << 13
    static let weight: UInt64 = 1 << 14
    static let dataSource: UInt64 = 1 << 15
    static let identifier: UInt64 = 1 << 16
    static let transaction: UInt64 = 1 << 17
    static let interruptRegisters: UInt64 = 1 << 18
    static let physicalAddress: UInt64 = 1 << 19
    static let aux: UInt64 = 1 << 20
    static let cgroup: UInt64 = 1 << 21
    static let dataPageSize: UInt64 = 1 << 22
    static let codePageSize: UInt64 = 1 << 23
    static let weightStruct: UInt64 = 1 << 24
  }

  enum ReadFormat {
    static let timeEnabled: UInt64 = 1 << 0
    static let timeRunning: UInt64 = 1 << 1
    static let id: UInt64 = 1 << 2
    static let group: UInt64 = 1 << 3
    static let lost: UInt64 = 1 << 4
  }

  enum BranchType {
    static let hardwareIndex: UInt64 = 1 << 17
    static let counters: UInt64 = 1 << 19
  }

  let sampleType: UInt64
  let readFormat: UInt64
  let branchType: UInt64
  let userRegisters: UInt64
  let interruptRegisters: UInt64
  let marksAllRecords: Bool
  /// Taken for the period where samples have none.
  let fixedPeriod: UInt64

  /// From the start of a sample, or `nil` where it has none.
  let sampleTimeOffset: Int?
  let sampleIDOffset: Int?
  /// Of the trailer of all other records; 0 when they have none.
  let trailerSize: Int
  /// Back from the end of such a record.
  let trailerTimeOffset: Int?
  let trailerIDOffset: Int?

  init(_ attribute: PerfEventAttribute) {
    let type = attribute.sampleType
    sampleType = type
    readFormat = attribute.readFormat
    branchType = attribute.branchSampleType
    userRegisters = attribute.userRegisters
    interruptRegisters = attribute.interruptRegisters
    marksAllRecords = attribute.marksAllRecords
    fixedPeriod = attribute.isFrequency ? 1 : attribute.periodOrFrequency

    func bytes(_ fields: UInt64) -> Int { 8 * (type & fields).nonzeroBitCount }
    let start = PerfRecordHeader.size
    sampleTimeOffset =
      type & Field.time == 0
      ? nil : start + bytes(Field.identifier | Field.ip | Field.tid)
    if type & Field.identifier != 0 {
      sampleIDOffset = start
    } else if type & Field.id != 0 {
      sampleIDOffset = start + bytes(Field.ip | Field.tid | Field.time | Field.address)
    } else {
      sampleIDOffset = nil
    }

    let trailer =
      Field.tid | Field.time | Field.id | Field.streamID | Field.cpu | Field.identifier
    trailerSize = attribute.marksAllRecords ? bytes(trailer) : 0
    guard attribute.marksAllRecords else {
      trailerTimeOffset = nil
      trailerIDOffset = nil
      return
    }
    trailerTimeOffset =
      type & Field.time == 0 ? nil : trailerSize - bytes(Field.tid)
    if type & Field.identifier != 0 {
      trailerIDOffset = 8
    } else if type & Field.id != 0 {
      trailerIDOffset = trailerSize - bytes(Field.tid | Field.time)
    } else {
      trailerIDOffset = nil
    }
  }
}
