import ArgumentParser
import Baselines
import BenchModel

struct AliasCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alias",
    abstract: "Let the history of a benchmark go on under its new name.",
    discussion: """
      Stored runs stay as they are; 'bench history' shows what was measured under the former name \
      with the new one. Without names, lists the former names.

        bench alias sync/validate sync/validation
      """)

  @Argument(help: "The name it had.")
  var formerName: String?

  @Argument(help: "The name it has now. Its former name itself takes the alias back.")
  var newName: String?

  @OptionGroup var storing: StoreOptions

  func validate() throws {
    guard (formerName == nil) == (newName == nil) else {
      throw ValidationError("'alias' takes two names, the former and the new one, or none.")
    }
  }

  func run() async throws {
    let store = try storing.open(creating: false)
    guard let formerName, let newName else {
      let lines = try store.renames().map { "\($0.old)  is now  \($0.new)\n" }
      let none = "No benchmark has a former name. Tell one with: bench alias <former> <new>\n"
      try ReportDestination(path: nil).write(lines.isEmpty ? none : lines.joined())
      return
    }
    let (old, new) = (
      try BenchmarkName(parsing: formerName), try BenchmarkName(parsing: newName)
    )
    if old != new, try !isKnown(old, in: store) {
      StandardError.say(
        "No stored run measured '\(old)'. See the names with: bench history")
      throw ExitStatus.noBaseline.code
    }
    if old != new, let run = try store.runMeasuringBoth(old, new) {
      throw ValidationError(
        "Run \(run.short) measured both '\(old)' and '\(new)', so neither is the other's former name."
      )
    }
    try store.recordRename(of: old, to: new)
    StandardError.say(
      old == new
        ? "'\(new)' has a history of its own again."
        : "The history of '\(old)' goes on as '\(new)'.")
  }

  private func isKnown(_ name: BenchmarkName, in store: Store) throws -> Bool {
    if try !store.runs(measuring: name, limit: 1).isEmpty { return true }
    return try store.renames().contains { $0.old == name || $0.new == name }
  }
}
