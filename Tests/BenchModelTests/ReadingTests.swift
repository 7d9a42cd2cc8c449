import BenchModel
import Foundation
import Testing

@Suite struct ReadingTests {
  @Test func `a value that was read is itself in JSON`() throws {
    let json = try JSONEncoder().encode([Reading<Int>.value(7)])
    #expect(String(decoding: json, as: UTF8.self) == "[7]")
  }

  @Test func `a value that could not be read is its reason, never a zero`() throws {
    let reading = Reading<Int>.unavailable(reason: "no permission")
    let json = try JSONEncoder().encode([reading])
    #expect(String(decoding: json, as: UTF8.self) == #"[{"unavailable":"no permission"}]"#)
    #expect(try JSONDecoder().decode([Reading<Int>].self, from: json) == [reading])
    #expect(reading.value == nil)
    #expect(reading.description == "unavailable: no permission")
  }

  @Test func `a list, which is no keyed container, decodes as a value`() throws {
    let reading = try JSONDecoder().decode(Reading<[Int]>.self, from: Data("[1,2]".utf8))
    #expect(reading == .value([1, 2]))
    #expect(reading.map(\.count) == .value(2))
  }

  @Test func `neither a value nor a reason is an error`() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Reading<Int>.self, from: Data(#"{"other":1}"#.utf8))
    }
  }
}
