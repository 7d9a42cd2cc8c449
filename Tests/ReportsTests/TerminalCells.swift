import Glibc

/// The cells of a text as the C library's `wcwidth` counts them: another opinion than ours.
enum TerminalCells {
  static func count(_ text: String) -> Int {
    withUnicodeLocale { text.unicodeScalars.reduce(0) { $0 + Int(width(wchar_t($1.value))) } }
  }

  /// `nil` for what the C library calls not printable.
  static func counts(_ scalars: [Unicode.Scalar]) -> [Int?] {
    withUnicodeLocale {
      scalars.map { scalar in
        let cells = width(wchar_t(scalar.value))
        return cells < 0 ? nil : Int(cells)
      }
    }
  }

  /// Looked up by name, since Swift's Glibc module hides what POSIX keeps for XSI.
  private static let width: @convention(c) (wchar_t) -> Int32 = {
    guard let symbol = dlsym(nil, "wcwidth") else {
      preconditionFailure("every glibc has wcwidth")
    }
    return unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> Int32).self)
  }()

  private static func withUnicodeLocale<Result>(_ body: () -> Result) -> Result {
    guard let unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) else {
      preconditionFailure("glibc always has the locale C.UTF-8")
    }
    let previous = uselocale(unicode)
    defer {
      uselocale(previous)
      freelocale(unicode)
    }
    return body()
  }
}
