import ArgumentParser
import Baselines
import BenchModel
import Foundation

/// A run that was measured before, wherever it was kept.
struct StoredRun {
  /// Such as `baseline main`, `run 4f21ab09` or the name of a file.
  let label: String
  let run: Run
  let fingerprint: Fingerprint
}

/// Finds a stored run by what people call it.
struct StoredRunFinder {
  let storing: StoreOptions

  /// - Parameter name: A file when there is one of that name or it has a slash or a suffix, else a
  ///   baseline, else the beginning of a run's identifier.
  func run(named name: String) throws -> StoredRun {
    if name.contains("/") || name.hasSuffix(".json") || FileManager.default.fileExists(atPath: name)
    {
      let file = try RunFile.read(from: name)
      return StoredRun(
        label: name, run: file.run,
        fingerprint: Fingerprint(
          of: file.run.environment, architecture: file.architecture ?? Fingerprint.architecture))
    }
    let (label, id, store) = try identity(named: name)
    return StoredRun(
      label: label, run: try store.run(id), fingerprint: try store.fingerprint(of: id))
  }

  /// The run of the store that a name or the beginning of an identifier means.
  ///
  /// - Throws: `ExitStatus.noBaseline`, once its reason was said.
  func identity(named name: String) throws -> (label: String, id: RunIdentifier, store: Store) {
    let store = try storing.open(creating: false)
    do {
      let (label, id) = try identifier(of: name, in: store)
      return (label, id, store)
    } catch let error as StoreError {
      guard error.isAbsence else { throw error }
      StandardError.say(error.description)
      throw ExitStatus.noBaseline.code
    }
  }

  private func identifier(
    of name: String, in store: Store
  ) throws -> (label: String, id: RunIdentifier) {
    if let baselineName = try? BaselineName(parsing: name) {
      let all = try store.baselines().filter { $0.name == baselineName }
      // Where several machines have it, this one's.
      if all.count > 1 {
        let here = Fingerprint(of: EnvironmentProbe.environmentWithoutSource()).machineClass
        if let own = all.first(where: { $0.machineClass == here }) {
          return ("baseline \(name)", own.run)
        }
      }
      if let only = all.first { return ("baseline \(name)", only.run) }
    }
    let id = try store.identifier(beginning: name)
    return ("run \(id.short)", id)
  }
}

extension StoreError {
  /// Whether what was asked for is not there, as against a store that cannot be used.
  fileprivate var isAbsence: Bool {
    switch self {
    case .noSuchRun, .ambiguousRun, .noSuchBaseline: true
    default: false
    }
  }
}
