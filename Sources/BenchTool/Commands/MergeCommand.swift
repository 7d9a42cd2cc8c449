import ArgumentParser
import Baselines

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Take over what other stores hold, such as those of several runners.",
    discussion: """
      Runs, profiles, comparisons, baselines and former names come over; what is here already stays \
      as it is, so merging again changes nothing. Runs are told apart by their content. The other \
      stores are only read; executables stay beside them.

        bench merge runner-1/bench.sqlite runner-2/bench.sqlite
      """)

  @Argument(help: ArgumentHelp("The other stores' files.", valueName: "file"))
  var others: [String]

  @OptionGroup(title: "Where it is kept") var storing: StoreOptions

  func run() async throws {
    // All are opened before anything is taken.
    let sources = try others.map {
      try Store(path: $0, creating: false, readingOnly: true)
    }
    let store = try storing.open()
    if let same = sources.first(where: store.isSameFile) {
      throw ValidationError("'\(same.path)' is the store itself. Name another one.")
    }
    for source in sources {
      let outcome = try store.merge(from: source)
      StandardError.say(Self.words(for: outcome, from: source.path))
    }
  }

  private static func words(for outcome: MergeOutcome, from path: String) -> String {
    func count(_ number: Int, _ noun: String) -> String {
      "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    var parts = ["\(count(outcome.runs, "new run")) (\(outcome.knownRuns) known)"]
    if !outcome.otherwiseKnownRuns.isEmpty {
      let runs = outcome.otherwiseKnownRuns.map(\.short).joined(separator: ", ")
      parts.append("left \(runs), whose samples are here in another run")
    }
    if outcome.profiles > 0 { parts.append("\(count(outcome.profiles, "new profile")) of those") }
    if outcome.comparisons + outcome.knownComparisons > 0 {
      parts.append(
        "\(count(outcome.comparisons, "new comparison")) (\(outcome.knownComparisons) known)")
    }
    if outcome.aliases > 0 { parts.append(count(outcome.aliases, "former name")) }
    if !outcome.baselines.isEmpty {
      parts.append("baselines " + outcome.baselines.map { "'\($0.name)'" }.joined(separator: ", "))
    }
    let taken = outcome.takenBaselines.map { "'\($0.name)' (run \($0.run.short) there)" }
    var sentences = ["\(path): \(parts.joined(separator: ", "))."]
    if !taken.isEmpty {
      sentences.append(
        "Names that stand for another run here, or for one that was left, were left: "
          + "\(taken.joined(separator: ", ")).")
    }
    if !outcome.leftAliases.isEmpty {
      let names = outcome.leftAliases.map { "'\($0)'" }.joined(separator: ", ")
      sentences.append("Former names that go on as another one here were left: \(names).")
    }
    return sentences.joined(separator: " ")
  }
}
