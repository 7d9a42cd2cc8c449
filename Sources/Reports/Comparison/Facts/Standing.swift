import Verdicts

/// Where a benchmark stands in the report; in the order in which a reader should see them.
enum Standing: String, CaseIterable, Comparable {
  case regressed
  /// In the baseline, and gave no number.
  case missing
  case invalid
  case inconclusive
  /// Regressed, and let pass by name until a day.
  case waived
  case improved
  case equivalent

  init(_ verdict: MetricVerdict) {
    self =
      switch verdict.verdict {
      case .regressed: verdict.waiver == nil ? .regressed : .waived
      case .improved: .improved
      case .equivalent: .equivalent
      case .inconclusive: .inconclusive
      case .invalid: .invalid
      }
  }

  static func < (left: Standing, right: Standing) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

  var word: String {
    switch self {
    case .regressed: "regressed"
    case .missing: "no number"
    case .invalid: "invalid"
    case .inconclusive: "inconclusive"
    case .waived: "waived"
    case .improved: "improved"
    case .equivalent: "equivalent"
    }
  }

  /// Stands before the word, so that a column can be scanned without color.
  func sign(_ charset: Charset) -> String {
    switch self {
    case .regressed, .missing: charset.cross
    case .invalid: "!"
    case .inconclusive: "?"
    case .waived: "~"
    case .improved: charset.check
    case .equivalent: "="
    }
  }

  var style: StyledLine.Style {
    switch self {
    case .regressed, .missing, .invalid: .red
    case .inconclusive, .waived: .yellow
    case .improved: .plain
    case .equivalent: .dim
    }
  }
}

extension Charset {
  var check: String { self == .unicode ? "✓" : "+" }
}
