/// How much one iteration of a benchmark gets through, with the noun for it.
public struct Throughput: Hashable, Codable, Sendable {
  package enum Kind: String, Codable, Sendable {
    case elements
    case bytes
  }

  package let kind: Kind
  package let amount: Int
  package let noun: String

  private init(kind: Kind, amount: Int, noun: String) {
    // A release build drops the words of a failed precondition, and this is an author's to get wrong.
    guard amount > 0 else {
      fatalError("an iteration gets through at least one of \(noun), got \(amount)")
    }
    self.kind = kind
    self.amount = amount
    self.noun = noun
  }

  /// Counted things: `.elements(1_000_000, "messages")` is shown in messages per second.
  public static func elements(_ amount: Int, _ noun: String) -> Throughput {
    Throughput(kind: .elements, amount: amount, noun: noun)
  }

  /// Bytes, shown with binary prefixes per second.
  public static func bytes(_ amount: Int) -> Throughput {
    Throughput(kind: .bytes, amount: amount, noun: "B")
  }
}
