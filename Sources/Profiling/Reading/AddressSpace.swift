/// What one process has mapped at a moment, sorted by address.
package struct AddressSpace: Sendable {
  package struct Mapping: Hashable, Sendable {
    package var start: UInt64
    /// One past the last byte.
    package var end: UInt64
    /// Where in the file the first byte is.
    package var fileOffset: UInt64
    /// An index into the files of the recording.
    package var file: UInt32

    package init(start: UInt64, end: UInt64, fileOffset: UInt64, file: UInt32) {
      self.start = start
      self.end = end
      self.fileOffset = fileOffset
      self.file = file
    }

    @inline(__always) package func contains(_ address: UInt64) -> Bool {
      start <= address && address < end
    }

    /// The place in the file of an address that the mapping contains.
    @inline(__always) package func offset(of address: UInt64) -> UInt64 {
      address &- start &+ fileOffset
    }
  }

  /// Sorted, and without overlap.
  package private(set) var mappings: [Mapping] = []

  package init() {}

  /// The index of the mapping that contains an address.
  ///
  /// - Complexity: O(log *n*) for *n* mappings.
  package func index(containing address: UInt64) -> Int? {
    let index = firstIndex(endingAfter: address)
    guard index < mappings.count, mappings[index].start <= address else { return nil }
    return index
  }

  package func mapping(containing address: UInt64) -> Mapping? {
    index(containing: address).map { mappings[$0] }
  }

  /// Puts a mapping in place; what it covers of earlier ones is gone.
  ///
  /// - Complexity: O(*n*) for *n* mappings.
  package mutating func map(_ new: Mapping) {
    guard new.start < new.end else { return }
    let first = firstIndex(endingAfter: new.start)
    var last = first
    var before: Mapping?
    var after: Mapping?
    while last < mappings.count, mappings[last].start < new.end {
      let old = mappings[last]
      if old.start < new.start {
        before = old
        before?.end = new.start
      }
      if old.end > new.end {
        after = old
        after?.start = new.end
        after?.fileOffset = old.offset(of: new.end)
      }
      last += 1
    }
    switch (before, after) {
    case (nil, nil): mappings.replaceSubrange(first..<last, with: CollectionOfOne(new))
    case (let before?, nil): mappings.replaceSubrange(first..<last, with: [before, new])
    case (nil, let after?): mappings.replaceSubrange(first..<last, with: [new, after])
    case (let before?, let after?):
      mappings.replaceSubrange(first..<last, with: [before, new, after])
    }
  }

  package mutating func removeAll() { mappings.removeAll() }

  private func firstIndex(endingAfter address: UInt64) -> Int {
    var low = 0
    var high = mappings.count
    mappings.withUnsafeBufferPointer { mappings in
      while low < high {
        let middle = (low &+ high) >> 1
        if mappings[middle].end <= address { low = middle &+ 1 } else { high = middle }
      }
    }
    return low
  }

  /// Mappings are sorted, not empty, and do not overlap.
  package func checkInvariants() {
    for (index, mapping) in mappings.enumerated() {
      precondition(mapping.start < mapping.end, "mapping \(index) is empty")
      if index > 0 {
        precondition(mappings[index - 1].end <= mapping.start, "mapping \(index) overlaps the last")
      }
    }
  }
}
