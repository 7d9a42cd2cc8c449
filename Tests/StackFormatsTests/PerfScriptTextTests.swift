import BenchModel
import StackFormats
import Testing

@Suite struct PerfScriptTextTests {
  private let text = """
    # ========
    # captured on    : Wed Nov 25 22:50:25 2026
    # ========
    #
    a 1/1 1.000001: 5 cycles:
    \t 10 f+0x1 (/a)
    \t 30 main+0x1 (/a)

    a 1/1 1.000002: 6 cycles:
    \t 11 f+0x2 (/a)
    \t 30 main+0x1 (/a)

    b 2/2 1.000003: 7 cycles:
    \t 20 g+0x1 (/a)
    \t 30 main+0x1 (/a)

    a 1/1 1.000004: 8 cycles:
    \t 20 g+0x1 (/a)
    \t 30 main+0x1 (/a)


    """
  private let expected = "a;main;f 11\na;main;g 8\nb;main;g 7\n"

  @Test func `comments and empty lines are no samples`() throws {
    #expect(try collapse(text) == expected)
    #expect(try collapse("\n\n" + text + "\n\n") == expected)
    #expect(try read(text).provenance.notes == [])
    #expect(try read(text).provenance.samples == 4)
  }

  @Test func `lines may end as on Windows`() throws {
    let windows = text.replacing("\n", with: "\r\n")
    #expect(try collapse(windows) == expected)
    #expect(try read(windows).provenance.notes == [])
  }

  @Test func `frames may be indented with blanks`() throws {
    #expect(try collapse(text.replacing("\t", with: "        ")) == expected)
  }

  @Test func `samples need no empty line between them`() throws {
    let dense = text.replacing("\n\n", with: "\n")
    #expect(try collapse(dense) == expected)
    #expect(try read(dense).provenance.samples == 4)
  }

  @Test func `pieces may end anywhere`() throws {
    let bytes = Array(text.utf8)
    for size in 1..<bytes.count {
      var reader = PerfScriptReader()
      var position = 0
      while position < bytes.count {
        let piece = Array(bytes[position..<min(bytes.count, position + size)])
        piece.withUnsafeBytes { reader.feed($0) }
        position += size
      }
      let profile = try reader.finish()
      #expect(folded(profile.tree) == expected, "in pieces of \(size)")
      #expect(profile.provenance.notes == [], "in pieces of \(size)")
    }
  }

  @Test func `a header at the end of a piece waits for what follows it`() throws {
    let header = "x 1/1 1.000001: 1 sched:y: 401136 f (/a)\n"
    for rest in ["\t 10 g (/a)\n\n", ""] {
      var reader = PerfScriptReader()
      Array(header.utf8).withUnsafeBytes { reader.feed($0) }
      Array(rest.utf8).withUnsafeBytes { reader.feed($0) }
      #expect(folded(try reader.finish().tree) == (rest.isEmpty ? "x;f 1\n" : "x;g 1\n"))
    }
  }

  /// Cut at each byte, the text gives the samples before the cut, and says so where one was lost.
  @Test func `a cut text gives its whole samples and says what is missing`() throws {
    let bytes = Array(text.utf8)
    let ends = text.ranges(of: "\n\n").map {
      text.utf8.distance(from: text.startIndex, to: $0.upperBound)
    }
    for count in (ends[0] + 1)..<bytes.count {
      var reader = PerfScriptReader()
      Array(bytes[..<count]).withUnsafeBytes { reader.feed($0) }
      let profile = try reader.finish()
      let whole = ends.filter { $0 <= count }.count
      let samples = profile.provenance.samples ?? 0
      #expect(whole...(whole + 1) ~= samples, "cut at \(count)")
      if samples > whole || !ends.contains(count) && !ends.contains(count + 1) {
        #expect(
          profile.provenance.notes.count == 1 || text.utf8.count - count <= 2, "cut at \(count)")
      }
    }
    let cut = try read(String(text.prefix(text.count - 10)))
    #expect(
      cut.provenance.notes == ["The text ends in the middle of a sample, which was left out."])
    #expect(cut.provenance.samples == 3)
  }

  @Test func `lines that are no text of perf's are counted, with the first one's number`() throws {
    let profile = try read("Warning: something\n" + text + "what is this\n")
    #expect(folded(profile.tree) == expected)
    #expect(
      profile.provenance.notes == [
        "2 lines are no 'perf script' text and were left out, the first of them line 1."
      ])
    let inside = try read(text.replacing("\t 20 g+0x1", with: "\t??? g+0x1"))
    #expect(inside.provenance.notes.count == 1)
    #expect(inside.provenance.notes[0].contains("the first of them line 14."))
    #expect(inside.provenance.samples == 4)
  }

  @Test func `text without samples is an error that shows what one looks like`() {
    let error = #expect(throws: StackFormatError.self) { try read("hello\nworld\n") }
    #expect(error?.description.contains("none of its 2 lines starts a sample") == true)
    #expect(throws: StackFormatError.self) { try read("") }
    #expect(throws: StackFormatError.self) { try read("a 1/1 1.000001: 5 cycles:\n\t 10 f+0") }
  }

  @Test func `a line of gigantic length is left out`() throws {
    let long = String(repeating: "x", count: 3 << 20)
    var reader = PerfScriptReader()
    for piece in ["a 1/1 1.000001: 5 cycles:\n\t 10 f (/a)\n\n", long, long, "\n", text] {
      Array(piece.utf8).withUnsafeBytes { reader.feed($0) }
    }
    let profile = try reader.finish()
    #expect(profile.provenance.samples == 5)
    #expect(profile.provenance.notes.count == 1)
  }

  /// Names are kept as they are and repaired where they are written.
  @Test func `names need not be valid text`() throws {
    var reader = PerfScriptReader()
    let bytes =
      Array("a 1/1 1.000001: 5 cycles:\n\t 10 f".utf8) + [0xFF, 0x01] + Array(" (/a)\n\n".utf8)
    bytes.withUnsafeBytes { reader.feed($0) }
    #expect(folded(try reader.finish().tree) == "a;f\u{FFFD}\u{FFFD} 5\n")
  }

  /// Many stacks, seen again and again in any order, against a count made by a dictionary.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `repeated stacks are added to the right nodes`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    var text = ""
    var expected: [String: Int] = [:]
    for index in 0..<3000 {
      let command = "t\(Int.random(in: 0..<3, using: &random))"
      let depth = Int.random(in: 1..<6, using: &random)
      let stack = (0..<depth).map { _ in "f\(Int.random(in: 0..<4, using: &random))" }
      text += "\(command) 1/1 \(index).000001: \(index + 1) cycles:\n"
      for name in stack.reversed() {
        text += "\t \(Int.random(in: 16..<99, using: &random)) \(name)+0x1 (/a)\n"
      }
      text += "\n"
      expected[([command] + stack).joined(separator: ";"), default: 0] += index + 1
    }
    var found: [String: Int] = [:]
    for line in try collapse(text).split(separator: "\n") {
      let parts = line.split(separator: " ")
      found[String(parts[0])] = Int(parts[1])
    }
    #expect(found == expected, "seed \(seed)")
  }
}
