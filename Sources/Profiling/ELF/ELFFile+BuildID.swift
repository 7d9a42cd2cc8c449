extension ELFFile {
  private static let noteSegment: UInt32 = 4
  private static let buildIDNote: UInt32 = 3
  /// Linkers write 8, 16 or 20 bytes; more is taken to be damage.
  private static let lengthLimit: UInt64 = 64

  static func buildID(
    _ content: ELFContent, sections: [Section], segments: [Segment]
  ) -> [UInt8]? {
    for section in sections where section.type == ELF.SectionType.notes {
      let found = content.withBytes(at: section.offset, count: min(section.size, 1 << 20)) {
        buildID(inNotes: LittleEndianBytes($0), alignment: section.alignment)
      }
      if let found { return found }
    }
    // Without section headers, as in a vdso or after `sstrip`, the loader's view still has them.
    for segment in segments where segment.type == noteSegment {
      let found = content.withBytes(at: segment.offset, count: min(segment.fileSize, 1 << 20)) {
        buildID(inNotes: LittleEndianBytes($0), alignment: segment.alignment)
      }
      if let found { return found }
    }
    return nil
  }

  static func buildID(inNotes notes: LittleEndianBytes, alignment: UInt64) -> [UInt8]? {
    let mask: UInt64 = alignment == 8 ? 7 : 3
    var base: UInt64 = 0
    while let nameSize: UInt32 = notes.integer(at: base),
      let contentSize: UInt32 = notes.integer(at: base + 4),
      let type: UInt32 = notes.integer(at: base + 8)
    {
      let name = base + 12
      let start = (name + UInt64(nameSize) + mask) & ~mask
      if type == buildIDNote, nameSize == 4,
        let owner = notes.slice(at: name, count: 4), owner.buffer.elementsEqual([71, 78, 85, 0]),
        (1...lengthLimit).contains(UInt64(contentSize)),
        let found = notes.slice(at: start, count: UInt64(contentSize))
      {
        return Array(found.buffer)
      }
      base = (start + UInt64(contentSize) + mask) & ~mask
    }
    return nil
  }
}
