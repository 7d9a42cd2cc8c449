import Foundation

/// Everywhere that one report goes, each place with its format.
struct ReportDestinations {
  private let targets:
    [(format: ReportingOptions.Format, path: String?, destination: ReportDestination)]

  /// - Throws: `ReportDestinationError` when one of them cannot be written.
  init(
    _ targets: [(format: ReportingOptions.Format, path: String?)]
  ) throws(ReportDestinationError) {
    var checked: [(ReportingOptions.Format, String?, ReportDestination)] = []
    for target in targets {
      checked.append((target.format, target.path, try ReportDestination(path: target.path)))
    }
    self.targets = checked
  }

  /// - Parameter render: Makes the text for a format and a file's path, which is `nil` for standard
  ///   output.
  func write(_ render: (ReportingOptions.Format, String?) throws -> String) throws {
    for target in targets {
      try target.destination.write(render(target.format, target.path))
    }
  }
}
