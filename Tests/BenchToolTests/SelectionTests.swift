import BenchModel
import BenchTool
import Testing

@Suite struct SelectionTests {
  private let all = [
    ("actors/counting/messages=1000", ["actors"]),
    ("actors/ping-pong", ["actors", "latency"]),
    ("sync/validate/signatures=10", ["sync"]),
  ].map { name, tags in
    BenchmarkDescription(
      name: try! BenchmarkName(parsing: name), question: "?", throughput: nil, tags: tags)
  }

  private func names(_ selection: Selection) throws -> [String] {
    try selection.applied(to: all).map(\.name.description)
  }

  @Test func `no filter takes everything, in order`() throws {
    #expect(try names(Selection()).count == 3)
  }

  @Test func `a folder, a part of a name and a pattern select`() throws {
    #expect(try names(Selection(filters: ["actors/"])).count == 2)
    #expect(try names(Selection(filters: ["ping"])) == ["actors/ping-pong"])
    #expect(try names(Selection(filters: ["sync"])) == ["sync/validate/signatures=10"])
    #expect(throws: SelectionError.self) { try names(Selection(filters: ["ong"])) }
    #expect(try names(Selection(filters: ["*signatures=1?"])) == ["sync/validate/signatures=10"])
    #expect(try names(Selection(filters: ["ping", "valid"])).count == 2)
  }

  @Test func `exact takes whole names only`() throws {
    #expect(
      try names(Selection(filters: ["actors/ping-pong"], exact: true)) == ["actors/ping-pong"])
    #expect(throws: SelectionError.self) {
      try names(Selection(filters: ["actors/"], exact: true))
    }
  }

  @Test func `tags narrow what filters selected`() throws {
    #expect(try names(Selection(tags: ["latency"])) == ["actors/ping-pong"])
    #expect(
      throws: SelectionError.nothingLeft,
      performing: { try names(Selection(filters: ["sync"], tags: ["actors"])) })
    #expect(throws: SelectionError.unknownTag("slow", known: ["actors", "latency", "sync"])) {
      try names(Selection(tags: ["slow"]))
    }
  }

  @Test(arguments: [
    ("actors/pingpong", "actors/ping-pong"), ("conting", "actors/counting/messages=1000"),
    ("snyc/", "sync/validate/signatures=10"),
  ])
  func `a name mistyped is answered with the nearest`(typed: String, meant: String) throws {
    do {
      _ = try names(Selection(filters: [typed]))
      Issue.record("'\(typed)' selects something")
    } catch SelectionError.unknown(_, let nearest) {
      #expect(nearest.first == meant)
    }
  }

  @Test func `one filter without a match is an error even beside one that matches`() {
    #expect(throws: SelectionError.unknown(filter: "zzzzzzzzz", nearest: [])) {
      try names(Selection(filters: ["ping", "zzzzzzzzz"]))
    }
  }
}
