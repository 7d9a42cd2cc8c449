import BenchModel

/// What takes a line of the table: the path that a family shares, or a benchmark.
///
/// Benchmarks that differ by their parameters only stand together under their path, which ends
/// in `/` so that path and parameters can be pasted one after the other.
enum TableEntry {
  enum Content {
    case numbers(RowCells)
    /// What kind of failure stands in place of the numbers.
    case failure(String)
  }

  case family(path: String)
  case benchmark(name: String, indent: Int, Content)

  private static let memberIndent = 2

  /// Families stand where their first member stood; their members keep their order.
  static func entries(of report: Report, charset: Charset) -> [TableEntry] {
    var membersByPath: [String: [ReportRow]] = [:]
    for row in report.rows where !row.name.parameters.isEmpty {
      membersByPath[row.name.path, default: []].append(row)
    }
    var shown: Set<String> = []
    return report.rows.flatMap { row -> [TableEntry] in
      let path = row.name.path
      guard !row.name.parameters.isEmpty, let members = membersByPath[path], members.count > 1
      else {
        return [entry(row, name: row.name.description, indent: 0, charset: charset)]
      }
      guard shown.insert(path).inserted else { return [] }
      return [.family(path: path + "/")]
        + members.map { member in
          let name = member.name.description.dropFirst(path.count + 1)
          return entry(member, name: String(name), indent: memberIndent, charset: charset)
        }
    }
  }

  private static func entry(
    _ row: ReportRow, name: String, indent: Int, charset: Charset
  ) -> TableEntry {
    let content: Content =
      switch row {
      case .measured(let summary): .numbers(RowCells(summary, charset: charset))
      case .failed(_, let failure): .failure(FailureFacts.word(for: failure.kind))
      }
    return .benchmark(name: name, indent: indent, content)
  }
}
