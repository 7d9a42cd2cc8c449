/// What a reader of a picture must know of names that are missing, a sentence each.
struct SymbolNotes {
  private(set) var sentences: [String] = []
  private var seen: Set<String> = []
  private var leftOut = 0

  /// Recordings of a whole machine may have hundreds of files that nobody has any more.
  private static let limit = 12

  mutating func add(_ sentence: String) {
    guard seen.insert(sentence).inserted else { return }
    if sentences.count < Self.limit { sentences.append(sentence) } else { leftOut += 1 }
  }

  var all: [String] {
    leftOut == 0 ? sentences : sentences + ["Names are missing of \(leftOut) more files."]
  }
}
