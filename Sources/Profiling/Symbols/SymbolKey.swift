/// A function's first address, with where the rest of what is known of it stands.
///
/// A binary of 300,000 functions is sorted for the sake of a few hundred that were sampled, so what
/// is sorted is small and has no name.
struct SymbolKey: Equatable {
  var address: UInt64
  var number: UInt32
}

extension [SymbolKey] {
  /// Sorts by address; equals stay in their order.
  ///
  /// Counts digits of 11 bits from the lowest on, and only those in which the addresses differ: two
  /// or three passes for a binary, against eighteen rounds of comparing.
  ///
  /// - Complexity: O(*n*) for *n* symbols, and room for *n* more.
  mutating func sortByAddress() {
    guard count > 1, !isSortedByAddress else { return }
    let common = self[0].address
    let differing = reduce(UInt64(0)) { $0 | ($1.address ^ common) }
    var spare: Self = []
    var shift: UInt64 = 0
    while shift < 64, differing >> shift != 0 {
      if (differing >> shift) & 0x7ff != 0 {
        if spare.isEmpty {
          spare = Self(unsafeUninitializedCapacity: count) { sorted, filled in
            HugePages.ask(for: UnsafeRawBufferPointer(sorted))
            distribute(into: sorted, shift: shift)
            filled = count
          }
        } else {
          spare.withUnsafeMutableBufferPointer { distribute(into: $0, shift: shift) }
        }
        swap(&self, &spare)
      }
      shift += 11
    }
  }

  private var isSortedByAddress: Bool {
    withUnsafeBufferPointer { keys in
      for index in 1..<keys.count where keys[index - 1].address > keys[index].address {
        return false
      }
      return true
    }
  }

  /// Gives each element of `sorted` one key.
  private func distribute(into sorted: UnsafeMutableBufferPointer<SymbolKey>, shift: UInt64) {
    withUnsafeBufferPointer { keys in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 2048) { next in
        next.initialize(repeating: 0)
        for key in keys { next[Int((key.address >> shift) & 0x7ff)] &+= 1 }
        var start = 0
        for digit in 0..<2048 {
          let here = next[digit]
          next[digit] = start
          start &+= here
        }
        for key in keys {
          let digit = Int((key.address >> shift) & 0x7ff)
          sorted.initializeElement(at: next[digit], to: key)
          next[digit] &+= 1
        }
      }
    }
  }

  /// How many keys have an address of at most `address`.
  ///
  /// - Complexity: O(log *n*) for *n* sorted keys.
  func count(upTo address: UInt64) -> Int {
    withUnsafeBufferPointer { keys in
      var low = 0
      var high = keys.count
      while low < high {
        let middle = (low &+ high) >> 1
        if keys[middle].address <= address { low = middle &+ 1 } else { high = middle }
      }
      return low
    }
  }

  /// The indices of all keys that share the address of the one at `index`, cut at 1024 of them.
  func group(at index: Int) -> Range<Int> {
    let address = self[index].address
    let first = index - prefix(index).suffix(1024).reversed().prefix { $0.address == address }.count
    var end = index + 1
    while end < count, end - first < 1024, self[end].address == address { end += 1 }
    return first..<end
  }
}
