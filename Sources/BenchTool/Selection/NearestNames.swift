/// Finds what somebody who mistyped a name may have meant.
enum NearestNames {
  /// The names, at most three, whose own text or one of whose components is within a third of
  /// the length of `text` in edits, the nearest first.
  ///
  /// - Complexity: O(*n* · *m*²) for *n* names of length *m*.
  static func nearest(to text: String, among names: [String]) -> [String] {
    let wanted = text.lowercased().split(separator: "/").joined(separator: "/")
    let allowance = max(2, wanted.count / 3)
    return
      names
      .map { name in (name: name, distance: distance(from: wanted, toAnyPartOf: name.lowercased()))
      }
      .filter { $0.distance <= allowance }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .prefix(3)
      .map(\.name)
  }

  private static func distance(from text: String, toAnyPartOf name: String) -> Int {
    let components = name.split(separator: "/").map(String.init)
    let prefixes = components.indices.map { components[...$0].joined(separator: "/") }
    return (components + prefixes).map { editDistance(text, $0) }.min() ?? .max
  }

  /// Levenshtein's distance: insertions, deletions and replacements of one character each.
  static func editDistance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in right.indices {
        let replaced = diagonal + (character == right[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[right.count]
  }
}
