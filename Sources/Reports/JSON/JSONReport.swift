import BenchModel
import Foundation

/// The whole run with every raw sample, and what was made of it.
///
/// The outermost object is the `Run` itself, so that it decodes as one, with `summaries` beside
/// its own fields: one entry for each benchmark that was measured. Keys are sorted. Each field
/// of the run has a line, and each benchmark has one in `results` and one in `summaries`: a
/// difference between two reports is then read benchmark by benchmark, while a hundred thousand
/// samples do not take a line each.
package enum JSONReport {
  /// - Throws: `ReportError` when a number of the run is infinite or not a number. Those of a
  ///   summary are written as `{"unavailable": reason}` instead.
  /// - Complexity: O(*n*) in the number of samples.
  package static func render(_ report: Report) throws(ReportError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let document = Document(run: report.run, summaries: report.summaries.map(SummaryRecord.init))
      let text = try JSONLines.broken(encoder.encode(document))
      return Self.escapingInvisible(String(decoding: text, as: UTF8.self))
    } catch EncodingError.invalidValue(_, let context) {
      throw .notFinite(field: context.codingPath.map(\.stringValue).joined(separator: "."))
    } catch {
      preconditionFailure("a run is made of plain values, which always encode, got \(error)")
    }
  }

  /// Spells out what could command a terminal or reverse the reading order, and loses nothing.
  ///
  /// The encoder does so for the controls of ASCII only. Beyond ASCII is only inside strings.
  private static func escapingInvisible(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: isInvisible) else { return json }
    var text = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      guard isInvisible(scalar) else {
        text.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.count)
        text.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
      }
    }
    return String(text)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x7F else { return false }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private struct Document: Encodable {
    let run: Run
    let summaries: [SummaryRecord]

    private enum CodingKeys: CodingKey {
      case summaries
    }

    func encode(to encoder: any Encoder) throws {
      try run.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(summaries, forKey: .summaries)
    }
  }
}
