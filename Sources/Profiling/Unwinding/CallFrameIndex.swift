/// Where the descriptions of a section are, sorted by the code they speak of.
struct CallFrameIndex: Sendable {
  /// The lowest address that a description speaks of.
  let base: UInt64
  /// The first address of each description, in bytes after the base; sorted.
  let starts: [UInt32]
  /// Where in the section each description is.
  let places: [UInt32]

  static let empty = CallFrameIndex(base: 0, starts: [], places: [])

  private init(base: UInt64, starts: [UInt32], places: [UInt32]) {
    self.base = base
    self.starts = starts
    self.places = places
  }

  /// Descriptions 4 GiB or more after the first are left out: no row could say where they are.
  private init(_ found: [(start: UInt64, place: UInt32)]) {
    guard let base = found.first?.start else {
      self = .empty
      return
    }
    let near = found.prefix { $0.start - base <= UInt64(UInt32.max) }
    self.init(
      base: base, starts: near.map { UInt32($0.start - base) }, places: near.map(\.place))
  }

  /// The last description that begins at or before an address.
  ///
  /// - Complexity: O(log *n*) for *n* descriptions.
  func position(of address: UInt64) -> Int? {
    guard address >= base, let target = UInt32(exactly: address - base) else { return nil }
    let after = starts.withUnsafeBufferPointer { starts in
      var low = 0
      var high = starts.count
      while low < high {
        let middle = (low &+ high) >> 1
        if starts[middle] <= target { low = middle &+ 1 } else { high = middle }
      }
      return low
    }
    return after > 0 ? after - 1 : nil
  }
}

extension CallFrameIndex {
  /// Linkers merge common information, so a file has few; only damaged ones have many.
  private static let commonsLimit = 4096

  /// Looks at every entry of a section, up to the first that is damaged.
  init(scanning section: CallFrameSection) {
    var commons: [Int: CallFrameCommon?] = [:]
    var found: [(start: UInt64, place: UInt32)] = []
    var offset = 0
    while let entry = section.entry(at: offset), let place = UInt32(exactly: offset) {
      if case .description(let common) = entry.kind {
        let known = commons[common] ?? section.common(at: common)
        if commons.count >= Self.commonsLimit { commons.removeAll() }
        commons[common] = .some(known)
        if let known, let description = section.description(of: entry, common: known) {
          found.append((description.start, place))
        }
      }
      offset = entry.end
    }
    found.sort { ($0.start, $0.place) < ($1.start, $1.place) }
    self.init(found)
  }

  /// Takes over the search table that a linker made, which spares looking at the section.
  ///
  /// - Parameters:
  ///   - header: The bytes of `.eh_frame_hdr`, which lie at `address`.
  /// - Returns: `nil` when the table is missing, of another shape, unsorted, or not of this
  ///   section.
  /// - Source: *Linux Standard Base Core 5.0*, section 10.6.2.
  init?(
    searchTable header: UnsafeRawBufferPointer, at address: UInt64, of section: CallFrameSection
  ) {
    guard var cursor = CallFrameSearchHeader(header, at: address)?.table else { return nil }
    let count = (cursor.end - cursor.position) / 8
    var found: [(start: UInt64, place: UInt32)] = []
    found.reserveCapacity(count)
    for _ in 0..<count {
      let start = address &+ UInt64(bitPattern: Int64(cursor.integer(Int32.self)))
      let entry = address &+ UInt64(bitPattern: Int64(cursor.integer(Int32.self)))
      guard let place = UInt32(exactly: entry &- section.address), place < section.bytes.count,
        start >= found.last?.start ?? 0
      else { return nil }
      found.append((start, place))
    }
    // A table that some tool left behind is found out by any entry.
    for entry in [found.first, found.isEmpty ? nil : found[found.count / 2], found.last] {
      guard let entry, let description = section.description(at: Int(entry.place)),
        description.start == entry.start
      else { return nil }
    }
    self.init(found)
  }
}
