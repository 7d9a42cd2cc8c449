import BenchModel
import Reports
import Statistics
import Testing

@Suite struct CSVReportTests {
  /// Reads as RFC 4180 defines: an automaton of its own, which traps on what the RFC forbids.
  private func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var cell = ""
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"":
        precondition(cell.isEmpty, "a quote in the middle of a cell")
        while let inner = scalars.popFirst() {
          guard inner == "\"" else {
            cell.unicodeScalars.append(inner)
            continue
          }
          guard scalars.first == "\"" else { break }
          cell.unicodeScalars.append(scalars.removeFirst())
        }
        precondition(scalars.first == "," || scalars.first == "\r", "text after a quoted cell")
      case ",":
        rows[rows.count - 1].append(cell)
        cell = ""
      case "\r":
        precondition(scalars.popFirst() == "\n", "a carriage return alone")
        rows[rows.count - 1].append(cell)
        cell = ""
        rows.append([])
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return rows.dropLast()
  }

  private func records(_ report: Report) -> [[String: String]] {
    let rows = parse(CSVReport.render(report))
    return rows.dropFirst().map { row in
      Dictionary(uniqueKeysWithValues: zip(rows[0], row))
    }
  }

  @Test func `every row has the cells of the header`() throws {
    for report in [try Stories.twoSuites(), try Stories.hostileOutput(), Stories.nothing()] {
      let rows = parse(CSVReport.render(report))
      #expect(rows.count == report.rows.count + 1)
      #expect(rows.allSatisfy { $0.count == rows[0].count })
      #expect(Set(rows[0]).count == rows[0].count)
    }
  }

  /// Swift's parser of numbers is the oracle.
  @Test func `numbers read back to the last bit`() throws {
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = TestRandom(seed: seed)
    for _ in 0..<200 {
      let point = Double.random(in: 1e-9...1, using: &random) * 1e-3
      let row = ReportRow.measured(
        try Stories.summary("a", wall: (point, point / 3, point * 3), allocations: .value(1 / 3)))
      let record = records(Stories.report([row]))[0]
      #expect(Double(record["wall_seconds"] ?? "") == point)
      #expect(Double(record["wall_seconds_low"] ?? "") == point / 3)
      #expect(Double(record["allocations"] ?? "") == 1.0 / 3)
    }
  }

  @Test func `what is unavailable is an empty cell and a reason`() throws {
    let row = ReportRow.measured(
      try Stories.summary(
        "a", wall: (1, 1, 1), allocations: .unavailable(reason: "static, \"so\" to say")))
    let record = records(Stories.report([row]))[0]
    #expect(record["allocations"] == "")
    #expect(record["allocations_unavailable"] == "static, \"so\" to say")
    #expect(record["peak_resident_bytes"] == "12582912")
    #expect(record["peak_resident_bytes_unavailable"] == "")
    #expect(record["throughput_per_second"] == "")
    #expect(record["status"] == "ok")
  }

  @Test func `a failure has its kind for a status and no numbers`() throws {
    let row = ReportRow.failed(
      try Stories.description("a"), BenchmarkFailure(.wrongAnswer, "4, not 5"))
    let record = records(Stories.report([row]))[0]
    #expect(record["status"] == "wrongAnswer")
    #expect(record["message"] == "4, not 5")
    #expect(record.filter { !$0.value.isEmpty }.keys.sorted() == ["message", "name", "status"])
  }

  /// The characters are OWASP's list, *CSV Injection*; tab and line breaks are never first.
  @Test(
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
      ("\t=1", "'    =1"), ("\r\n@x", "' @x"), ("＝1", "'＝1"), ("1=1", "1=1"), ("", ""),
      ("\u{1B}[31m=cmd", "'=cmd"),
    ])
  func `no text is run as a formula`(message: String, cell: String) throws {
    let row = ReportRow.failed(try Stories.description("+a"), BenchmarkFailure(.threw, message))
    let record = records(Stories.report([row]))[0]
    #expect(record["message"] == cell)
    #expect(record["name"] == "'+a")
  }

  @Test func `infinity is a word that data frames read`() throws {
    let row = ReportRow.measured(
      try Stories.summary(
        "a", wall: (0, 0, 1), throughput: (.elements(1, "n"), .infinity, 1, .infinity)))
    #expect(records(Stories.report([row]))[0]["throughput_per_second"] == "inf")
  }
}
