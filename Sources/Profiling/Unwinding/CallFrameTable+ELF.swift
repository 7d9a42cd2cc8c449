extension CallFrameTable {
  private static let x86: UInt16 = 62
  /// The program header of `.eh_frame_hdr`.
  private static let searchTableSegment: UInt32 = 0x6474_e550
  /// Sections that are compressed, which only those of debuggers are.
  private static let compressedFlag: UInt64 = 0x800
  /// The largest programs have a tenth of it.
  private static let bytesLimit: UInt64 = 1 << 28

  /// Takes the tables for exceptions, or where there are none those for debuggers, which compilers
  /// that know no exceptions write.
  ///
  /// A file without tables, or for another processor, gives a table without rows. Compressed
  /// debuggers' tables count as none.
  package init(of file: ELFFile) {
    guard file.machine == Self.x86 else {
      self.init(bytes: [], at: 0)
      return
    }
    let header = Self.header(of: file)
    if let (bytes, address) = Self.exceptionTables(of: file, header: header) {
      self.init(bytes: bytes, at: address, header: header)
      if count > 0 { return }
    }
    guard let section = file.section(named: ".debug_frame"),
      section.flags & Self.compressedFlag == 0
    else {
      self.init(bytes: [], at: 0)
      return
    }
    self.init(
      bytes: Self.bytes(of: file, at: section.offset, count: section.size), at: section.address,
      flavor: .debugging)
  }

  private static func header(of file: ELFFile) -> (bytes: [UInt8], address: UInt64)? {
    guard let segment = file.segments.first(where: { $0.type == searchTableSegment }) else {
      return nil
    }
    return (bytes(of: file, at: segment.offset, count: segment.fileSize), segment.address)
  }

  private static func bytes(of file: ELFFile, at offset: UInt64, count: UInt64) -> [UInt8] {
    file.bytes(at: offset, count: min(count, bytesLimit))
  }

  private static func exceptionTables(
    of file: ELFFile, header: (bytes: [UInt8], address: UInt64)?
  ) -> (bytes: [UInt8], address: UInt64)? {
    if let section = file.section(named: ".eh_frame") {
      // Files of debug information have the section's header, but not its bytes.
      guard section.type != ELF.SectionType.noBits else { return nil }
      return (bytes(of: file, at: section.offset, count: section.size), section.address)
    }
    // Without section headers, all that is known is where the tables begin.
    guard let header,
      let address = header.bytes.withUnsafeBytes({
        CallFrameSearchHeader($0, at: header.address)?.sectionAddress
      }),
      let segment = file.segments.first(where: {
        $0.isLoaded && address >= $0.address && address - $0.address < $0.fileSize
      })
    else { return nil }
    let skipped = address - segment.address
    let (offset, overflow) = segment.offset.addingReportingOverflow(skipped)
    guard !overflow else { return nil }
    return (bytes(of: file, at: offset, count: segment.fileSize - skipped), address)
  }
}
