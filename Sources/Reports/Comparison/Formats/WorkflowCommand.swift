/// A line on standard output that GitHub Actions turns into an annotation.
///
/// - Source: *Workflow commands for GitHub Actions*, and `escapeData` and `escapeProperty` in
///   `packages/core/src/command.ts` of github.com/actions/toolkit.
package struct WorkflowCommand: Hashable, Sendable {
  package enum Level: String, CaseIterable, Sendable {
    case error, warning, notice
  }

  package let level: Level
  package let title: String
  package let message: String

  package init(_ level: Level, title: String, message: String) {
    self.level = level
    self.title = title
    self.message = message
  }

  /// Without the line break at its end; there is none inside, so nothing can start a command of
  /// its own.
  package var text: String {
    "::\(level.rawValue) title=\(Self.escapedProperty(title))::\(Self.escapedData(message))"
  }

  private static func escapedData(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }

  private static func escapedProperty(_ text: String) -> String {
    escapedData(text).unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case ":": escaped += "%3A"
      case ",": escaped += "%2C"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
