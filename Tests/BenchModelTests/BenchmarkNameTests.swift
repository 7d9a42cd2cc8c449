import BenchModel
import Foundation
import Testing

@Suite struct BenchmarkNameTests {
  @Test func `a name splits into a path and its parameters, in order`() throws {
    let name = try BenchmarkName(parsing: "actors/counting/producers=8/messages=1000")
    #expect(name.path == "actors/counting")
    #expect(name.parameters.map(\.name) == ["producers", "messages"])
    #expect(name.parameters.map(\.value) == ["8", "1000"])
    #expect(name.description == "actors/counting/producers=8/messages=1000")
  }

  @Test(
    arguments: [
      ("", .empty),
      ("a//b", .badComponent("", name: "a//b")),
      ("/a", .badComponent("", name: "/a")),
      ("a b", .badComponent("a b", name: "a b")),
      ("a/n=", .badComponent("n=", name: "a/n=")),
      ("a/n=1=2", .badComponent("n=1=2", name: "a/n=1=2")),
      ("größe", .badComponent("größe", name: "größe")),
      ("a|b", .badComponent("a|b", name: "a|b")),
      ("a/n=1/n=2", .repeatedParameter("n", name: "a/n=1/n=2")),
      ("a/n=1/b", .plainAfterParameter("b", name: "a/n=1/b")),
      ("n=1", .onlyParameters(name: "n=1")),
    ] as [(String, BenchmarkNameError)])
  func `refuses what would break a file name, a shell or a table`(
    text: String, error: BenchmarkNameError
  ) {
    #expect(throws: error) { try BenchmarkName(parsing: text) }
    #expect(!error.description.isEmpty)
  }

  @Test func `a name is a plain string in JSON, and a bad one is an error`() throws {
    let name = try BenchmarkName(parsing: "a/n=1")
    let json = try JSONEncoder().encode([name])
    #expect(String(decoding: json, as: UTF8.self) == #"["a\/n=1"]"#)
    #expect(try JSONDecoder().decode([BenchmarkName].self, from: json) == [name])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([BenchmarkName].self, from: Data(#"["a b"]"#.utf8))
    }
  }

  @Test func `names sort as their text does`() throws {
    let names = try ["b", "a/n=2", "a"].map { try BenchmarkName(parsing: $0) }
    #expect(names.sorted().map(\.description) == ["a", "a/n=2", "b"])
  }
}
