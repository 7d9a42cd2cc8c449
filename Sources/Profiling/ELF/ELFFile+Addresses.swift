/// The two ways to name a place: where it lies in the file, and where the linker put it.
///
/// Recordings know offsets in files. Symbols, call-frame tables and DWARF know addresses.
extension ELFFile {
  /// The address at which the byte at `offset` is loaded, before the loader slides the whole.
  ///
  /// The kernel maps whole pages, so an offset just outside of a segment is taken to be of the
  /// executable segment on whose page it lies.
  package func address(ofFileOffset offset: UInt64) -> UInt64? {
    for segment in segments where segment.isLoaded {
      if offset >= segment.offset, offset - segment.offset < segment.fileSize {
        return (offset - segment.offset).added(to: segment.address)
      }
    }
    for segment in segments where segment.isLoaded && segment.isExecutable {
      let first = segment.offset & ~0xfff
      let (end, overflow) = segment.offset.addingReportingOverflow(segment.fileSize)
      guard !overflow, end <= .max - 0xfff else { continue }
      guard offset >= first, offset < (end + 0xfff) & ~0xfff else { continue }
      return segment.address &+ (offset &- segment.offset)
    }
    return nil
  }

  /// Where in the file the byte is that is loaded at `address`.
  package func fileOffset(ofAddress address: UInt64) -> UInt64? {
    for segment in segments where segment.isLoaded {
      if address >= segment.address, address - segment.address < segment.fileSize {
        return (address - segment.address).added(to: segment.offset)
      }
    }
    return nil
  }
}

extension UInt64 {
  fileprivate func added(to base: UInt64) -> UInt64? {
    let (sum, overflow) = base.addingReportingOverflow(self)
    return overflow ? nil : sum
  }
}
