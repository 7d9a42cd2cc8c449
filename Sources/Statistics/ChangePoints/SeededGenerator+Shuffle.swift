extension SeededGenerator {
  /// Puts the elements into an order of which each is equally likely.
  ///
  /// The rule of Fisher and Yates; the indices are drawn as those of `drawIndices` are, two from
  /// every word.
  ///
  /// - Complexity: O(*n*), some two nanoseconds an element.
  @inline(__always)
  package mutating func shuffle<Element>(_ elements: UnsafeMutableBufferPointer<Element>) {
    precondition(elements.count <= Int(UInt32.max), "half a word cannot index \(elements.count)")
    var end = elements.count
    while end > 2 {
      let word = next()
      elements.swapAt(end - 1, fairIndex(word & 0xFFFF_FFFF, below: end))
      elements.swapAt(end - 2, fairIndex(word >> 32, below: end - 1))
      end -= 2
    }
    if end == 2 { elements.swapAt(1, fairIndex(next() & 0xFFFF_FFFF, below: 2)) }
  }

  /// A rejected half is replaced by the lower half of a new word.
  @inline(__always)
  private mutating func fairIndex(_ half: UInt64, below bound: Int) -> Int {
    let range = UInt64(bound)
    var product = half &* range
    if product & 0xFFFF_FFFF < range {
      let surplus = (UInt64(1) << 32) % range
      while product & 0xFFFF_FFFF < surplus { product = (next() & 0xFFFF_FFFF) &* range }
    }
    return Int(truncatingIfNeeded: product >> 32)
  }
}
