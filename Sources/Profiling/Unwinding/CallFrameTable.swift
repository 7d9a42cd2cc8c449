/// The call-frame tables of one object file: for each of its addresses, how to find the caller.
///
/// Only where descriptions are is kept ready. A description is carried out when an address of it is
/// looked up, up to that address: recordings have a few thousand addresses, libraries a few hundred
/// thousand rows. `compiled()` makes all rows at once, for whoever has to find callers where no
/// work may be done, such as in a signal handler.
///
/// Addresses are those of the linker, as `ELFFile.address(ofFileOffset:)` gives them.
package struct CallFrameTable: Sendable {
  private let bytes: [UInt8]
  private let address: UInt64
  private let flavor: CallFrameFlavor
  private let index: CallFrameIndex

  /// - Parameters:
  ///   - bytes: Of the section, which lies at `address`.
  ///   - header: The bytes of the search table and where they lie, if there is one.
  package init(
    bytes: [UInt8], at address: UInt64, flavor: CallFrameFlavor = .exceptionHandling,
    header: (bytes: [UInt8], address: UInt64)? = nil
  ) {
    self.bytes = bytes
    self.address = address
    self.flavor = flavor
    index = bytes.withUnsafeBytes { buffer in
      let section = CallFrameSection(bytes: buffer, address: address, flavor: flavor)
      let sorted = header.flatMap { header in
        header.bytes.withUnsafeBytes {
          CallFrameIndex(searchTable: $0, at: header.address, of: section)
        }
      }
      return sorted ?? CallFrameIndex(scanning: section)
    }
  }

  /// How many descriptions of functions there are.
  package var count: Int { index.starts.count }

  /// What the table occupies.
  package var memoryBytes: Int { bytes.count + count * 8 }

  /// What rows' starts are relative to.
  package var base: UInt64 { index.base }

  func withSection<Result>(_ body: (CallFrameSection) -> Result) -> Result {
    bytes.withUnsafeBytes {
      body(CallFrameSection(bytes: $0, address: address, flavor: flavor))
    }
  }
}

extension CallFrameTable {
  /// Linkers leave a few descriptions of no code behind, which share their address with others.
  private static let emptyDescriptionsLimit = 8

  /// The row that holds at an address; its rule is `absent` where no description speaks of it.
  ///
  /// - Complexity: O(log *n*) for *n* descriptions, and the instructions of one.
  package func row(at address: UInt64) -> CallFrameRow {
    guard let last = index.position(of: address) else {
      return CallFrameRow(start: 0, rule: .absent)
    }
    return withSection { section in
      var position = last
      while position >= 0, last - position < Self.emptyDescriptionsLimit {
        if let description = section.description(at: Int(index.places[position])) {
          guard description.start <= address, address < description.end else { break }
          return row(at: address, of: description, in: section)
        }
        position -= 1
      }
      return CallFrameRow(start: 0, rule: .absent)
    }
  }

  private func row(
    at address: UInt64, of description: CallFrameDescription, in section: CallFrameSection
  ) -> CallFrameRow {
    for stretch in CallFrameRows(description, in: section) where address < stretch.end {
      return CallFrameRow(
        stretch.state, start: UInt32(truncatingIfNeeded: stretch.start &- base),
        isSignalFrame: description.common.isSignalFrame)
    }
    return CallFrameRow(start: 0, rule: .unexpressible)
  }

  /// All rows, sorted, each ending where the next begins; the last has the rule `absent`.
  ///
  /// - Complexity: O(bytes of the section), also when entries overlap: what goes beyond is left
  ///   out, and `isComplete` says so.
  package func compiled() -> CompiledCallFrames {
    withSection { section in
      var compilation = CallFrameCompilation(base: base, workLimit: bytes.count)
      var last: CallFrameDescription?
      for place in index.places {
        guard let description = section.description(at: Int(place)) else { continue }
        if let last, !compilation.add(last, in: section, upTo: description.start) { break }
        last = description
      }
      if let last { _ = compilation.add(last, in: section, upTo: .max) }
      return compilation.finish()
    }
  }
}
