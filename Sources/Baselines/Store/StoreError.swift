/// Why the store could not do what was asked of it. Nothing was changed when one is thrown.
package enum StoreError: Error, Equatable {
  case missing(path: String)
  case isFolder(path: String)
  case folderNotMade(path: String, reason: String)
  case noPermission(path: String, reason: String)
  /// Garbage, or a database of another program.
  case notAStore(path: String, reason: String)
  /// A later version of the tool took this migration.
  case newerSchema(path: String, step: String)
  case damaged(path: String, findings: [String])
  case readOnly(path: String, reason: String)
  case diskFull(path: String)
  case locked(path: String, seconds: Double)
  case failed(path: String, reason: String)
  case noSuchRun(String, path: String)
  case ambiguousRun(String, matches: [RunIdentifier])
  case noSuchComparison(ComparisonIdentifier, path: String)
  case noSuchBaseline(
    BaselineName, on: MachineClass, others: [BaselineName], classes: [MachineClass], path: String)
  case baselineExists(BaselineName)
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing(let path):
      "There is no store at \(path). 'bench' makes one when it saves its first run."
    case .isFolder(let path):
      "\(path) is a folder; the store is a file. Name one, such as '--store \(path)/bench.sqlite'."
    case .folderNotMade(let path, let reason):
      """
      The folder \(path) for the store could not be made: \(reason). Place the store elsewhere \
      with '--store <file>'.
      """
    case .noPermission(let path, let reason):
      """
      The store \(path) could not be opened: \(reason). See 'ls -l \(path)', or use another with \
      '--store <file>'.
      """
    case .notAStore(let path, let reason):
      """
      \(path) is not a store of bench: \(reason). It was left as it is. Move it away, or use \
      another file with '--store <file>'.
      """
    case .newerSchema(let path, let step):
      """
      The store \(path) was written by a newer bench (its schema has the step '\(step)'). It was \
      left as it is. Update bench, or use another store with '--store <file>'.
      """
    case .damaged(let path, let findings):
      """
      The store \(path) is damaged: \(findings.joined(separator: "; ")). It was left as it is. \
      Save what can be read with 'sqlite3 \(path) .recover', or begin another with \
      '--store <file>'.
      """
    case .readOnly(let path, let reason):
      """
      The store \(path) can be read, but not written: \(reason). Place a store elsewhere with \
      '--store <file>'.
      """
    case .diskFull(let path):
      """
      No space is left for the store \(path). Nothing was saved, and nothing that was saved \
      before is lost. See 'df \(path)', and 'bench baselines prune --dry-run'.
      """
    case .locked(let path, let seconds):
      """
      The store \(path) was in use by another process for more than \(seconds) s. See who has it \
      open with 'fuser -v \(path)', and try again.
      """
    case .failed(let path, let reason):
      "The store \(path) failed: \(reason). Try again; check it with 'bench doctor'."
    case .noSuchRun(let text, let path):
      "No run '\(text)' in \(path). 'bench baselines list --runs' shows all."
    case .noSuchComparison(let id, let path):
      "No comparison '\(id)' in \(path)."
    case .ambiguousRun(let text, let matches):
      """
      '\(text)' is the beginning of \(matches.count) runs: \
      \(matches.prefix(4).map(\.text).joined(separator: ", ")). Type more of it.
      """
    case .noSuchBaseline(let name, let machine, let others, let classes, let path):
      [
        "No baseline '\(name)' for \(machine) in \(path).",
        classes.isEmpty
          ? nil
          : "It was recorded on \(Self.list(classes)), whose timings do not compare with these.",
        others.isEmpty ? nil : "This machine has \(Self.list(others)).",
        "Record it with 'bench --save-baseline \(name)'.",
      ].compactMap(\.self).joined(separator: " ")
    case .baselineExists(let name):
      """
      There is a baseline '\(name)' already. Remove it first with 'bench baselines delete \
      \(name)', or take another name.
      """
    }
  }

  private static func list(_ items: [some CustomStringConvertible]) -> String {
    items.map { "'\($0)'" }.joined(separator: ", ")
  }
}
