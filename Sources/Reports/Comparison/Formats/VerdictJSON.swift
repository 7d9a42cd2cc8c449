/// A comparison for other programs: `docs/verdict-json.md` describes it, and
/// `docs/verdict-schema.json` states it as JSON Schema.
///
/// Every key is always there, sorted, with `null` where there is no value. As in the report of a
/// run, each field has a line, and so has each verdict, so that two files can be compared.
package enum VerdictJSON {
  /// - Throws: `ReportError` when the duration or a number of the environment is infinite or
  ///   not a number. Those of a verdict are written as `null`.
  package static func render(_ report: ComparisonReport) throws(ReportError) -> String {
    try JSONText.render(VerdictRecord(report))
  }
}
