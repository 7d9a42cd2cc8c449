import BenchModel
import Testing

@Suite struct SampleTests {
  @Test func `values come out in ascending order`() throws {
    #expect(try Sample([3, 1, 2], in: .seconds).values == [1, 2, 3])
  }

  @Test func `refuses what has no median`() {
    #expect(throws: SampleError.empty) { try Sample([], in: .count) }
    #expect(throws: SampleError.notFinite(.infinity)) { try Sample([1, .infinity], in: .count) }
    #expect(throws: SampleError.self) { try Sample([.nan], in: .count) }
    #expect(SampleError.empty.description.contains("at least one"))
    #expect(SampleError.notFinite(.infinity).description.contains("inf"))
  }
}
