/// Why a report cannot be written in the format asked for.
package enum ReportError: Error, Equatable {
  /// JSON has no word for infinity or for what is not a number.
  case notFinite(field: String)
}

extension ReportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notFinite(let field):
      """
      The run holds a number in '\(field)' that JSON cannot write (infinite, or not a number). \
      Choose a finite setting, or write the report as CSV or Markdown.
      """
    }
  }
}
