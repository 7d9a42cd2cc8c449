/// The start of a recording: where its parts are, or, from a pipe, only that it is one.
struct PerfFileHeader {
  struct Section: Hashable {
    var offset: UInt64 = 0
    var size: UInt64 = 0
  }

  /// From a pipe, everything follows as records.
  let isPipe: Bool
  let headerSize: Int
  private(set) var attributeSize: UInt64 = 0
  private(set) var attributes = Section()
  private(set) var data = Section()
  /// The numbers of the features whose sections follow the data, ascending.
  private(set) var features: [Int] = []

  private static let magic = UInt64(littleEndian: 0x3245_4C49_4652_4550)  // PERFILE2
  private static let firstMagic = UInt64(littleEndian: 0x454C_4946_4652_4550)  // PERFFILE
  static let pipeSize = 16
  static let fileSize = 104

  init(_ bytes: UnsafeRawBufferPointer, source: String) throws(PerfDataError) {
    guard bytes.count > 0 else { throw .empty(source: source) }
    guard bytes.count >= Self.pipeSize else {
      var magic = Self.magic
      let isCut = withUnsafeBytes(of: &magic) { magic in
        zip(bytes, magic).allSatisfy { $0 == $1 }
      }
      throw isCut
        ? .headerCut(source: source, bytes: bytes.count) : .notPerfData(source: source)
    }
    var cursor = FieldCursor(bytes)
    switch cursor.u64() {
    case Self.magic: break
    case Self.magic.byteSwapped: throw .bigEndian(source: source)
    case Self.firstMagic, Self.firstMagic.byteSwapped: throw .firstVersion(source: source)
    default: throw .notPerfData(source: source)
    }
    let size = cursor.u64()
    isPipe = size == UInt64(Self.pipeSize)
    headerSize = isPipe ? Self.pipeSize : Self.fileSize
    if isPipe { return }
    attributeSize = cursor.u64()
    attributes = Section(offset: cursor.u64(), size: cursor.u64())
    data = Section(offset: cursor.u64(), size: cursor.u64())
    cursor.skip(16)
    for word in 0..<4 {
      var bits = cursor.u64()
      while bits != 0 {
        features.append(64 * word + bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
    }
    guard !cursor.isPastEnd else { throw .headerCut(source: source, bytes: bytes.count) }
  }
}

extension PerfFileHeader.Section {
  /// What there is of the section in the bytes.
  func range(in bytes: UnsafeRawBufferPointer) -> Range<Int> {
    let start = Int(min(offset, UInt64(bytes.count)))
    let (end, overflow) = offset.addingReportingOverflow(size)
    return start..<max(start, overflow ? bytes.count : Int(min(end, UInt64(bytes.count))))
  }

  func slice(of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[range(in: bytes)])
  }

  func isWhole(in bytes: UnsafeRawBufferPointer) -> Bool {
    UInt64(range(in: bytes).count) == size
  }
}
