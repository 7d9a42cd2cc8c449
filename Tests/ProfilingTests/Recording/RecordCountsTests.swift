import Testing

@testable import Profiling

/// The numbers of records and the places in them are those of `perf_event_open(2)`.
@Suite struct RecordCountsTests {
  private func counts(_ records: [(type: UInt32, size: Int)], word: UInt64 = 0) -> RecordCounts {
    var counts = RecordCounts()
    for record in records { counts.add(type: record.type, size: record.size) { _ in word } }
    return counts
  }

  @Test func `samples and throttlings are counted`() {
    #expect(
      counts([(9, 48), (9, 56), (5, 32), (3, 40)])
        == RecordCounts(samples: 2, lost: 0, throttled: 1, bytes: 176))
  }

  /// LOST has the event's number and then how many; LOST_SAMPLES only how many.
  @Test func `a record of loss counts all it stands for`() {
    var places: [Int] = []
    var counts = RecordCounts()
    for (type, size) in [(UInt32(2), 48), (13, 40)] {
      counts.add(type: type, size: size) { offset in
        places.append(offset)
        return 100
      }
    }
    #expect(counts.lost == 200)
    #expect(places == [16, 8])
  }

  @Test func `a record too short for its number counts nothing`() {
    #expect(counts([(2, 16), (13, 8)], word: 5).lost == 0)
  }

  @Test func `no number overflows`() {
    #expect(counts([(2, 24)], word: .max).lost == .max)
    #expect(counts([(2, 24), (2, 24)], word: .max).lost == .max)
  }
}
