import BenchTool
import Testing

@Suite struct SteadyStateTests {
  private func samplesNeeded(_ times: some Sequence<Double>) -> Int? {
    var steady = SteadyState()
    for (index, time) in times.enumerated() {
      steady.observe(time)
      if steady.isReached { return index + 1 }
    }
    return nil
  }

  @Test func `a constant is steady after three windows`() {
    #expect(samplesNeeded(repeatElement(1.0, count: 100)) == 15)
  }

  @Test func `a body that becomes faster is steady only when that has ended`() throws {
    // Each window of five is 5 % faster than the one before, for ten windows.
    let falling = (0..<10).flatMap { window in
      repeatElement(1 - 0.05 * Double(window), count: 5)
    }
    #expect(samplesNeeded(falling) == nil)
    let needed = try #require(samplesNeeded(falling + repeatElement(0.5, count: 100)))
    #expect((60...65).contains(needed))
  }

  @Test func `scatter without drift is steady, however large`() throws {
    // The same five times, ±30 %, again and again: the medians are equal.
    let times = (0..<20).flatMap { _ in [0.7, 1.3, 1.0, 0.8, 1.2] }
    #expect(samplesNeeded(times) == 15)
  }

  @Test func `fewer than three windows say nothing`() {
    #expect(samplesNeeded(repeatElement(1.0, count: 14)) == nil)
  }
}
