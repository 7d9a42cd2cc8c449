package enum SelectionError: Error, Equatable {
  case unknown(filter: String, nearest: [String])
  case unknownTag(String, known: [String])
  case nothingLeft
}

extension SelectionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let filter, let nearest) where nearest.isEmpty:
      "No benchmark matches '\(filter)'. 'bench list' prints all names."
    case .unknown(let filter, let nearest):
      """
      No benchmark matches '\(filter)'. Did you mean one of these?
      \(nearest.map { "  \($0)" }.joined(separator: "\n"))
      'bench list' prints all names.
      """
    case .unknownTag(let tag, let known) where known.isEmpty:
      "No benchmark has the tag '\(tag)'; none has any."
    case .unknownTag(let tag, let known):
      "No benchmark has the tag '\(tag)'. The tags are: \(known.joined(separator: ", "))."
    case .nothingLeft:
      "No benchmark has both one of these names and one of these tags."
    }
  }
}
