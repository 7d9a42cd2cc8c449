import BenchModel
import Foundation

/// Finds stacks by what people call them: a file, or a stored run that was profiled.
struct StackSource {
  let file: StackFile
  let storing: StoreOptions
  /// The benchmark of a stored run; `nil` for the only one.
  let benchmark: String?

  /// The one profile that the name means.
  func profile(named name: String) throws -> StackProfile {
    let profiles = try profiles(named: name)
    guard profiles.count == 1 else {
      throw StackSourceError.whichBenchmark(
        name, asked: benchmark, profiled: profiles.map(\.name))
    }
    return profiles[0].profile
  }

  /// All profiles that the name means: one of a file, one for each benchmark of a stored run.
  func profiles(named name: String) throws -> [(name: String, profile: StackProfile)] {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: name, isDirectory: &isFolder)
    if name == "-" || name.contains("/") || exists && !isFolder.boolValue {
      return [(name, try file.read(name))]
    }
    let stored = try StoredRunFinder(storing: storing).identity(named: name)
    let kept = try stored.store.profiles(of: stored.id)
    guard !kept.isEmpty else { throw StackSourceError.notProfiled(name) }
    let chosen = kept.filter { benchmark == nil || $0.benchmark.description == benchmark }
    guard !chosen.isEmpty else {
      throw StackSourceError.whichBenchmark(
        name, asked: benchmark, profiled: kept.map(\.benchmark.description))
    }
    return try chosen.map { kept in
      var profile = try StoredStacks.decode(kept.content)
      profile.provenance.subject = "\(kept.benchmark), \(stored.label)"
      return ("\(kept.benchmark)", profile)
    }
  }
}

enum StackSourceError: Error, Equatable {
  case notProfiled(String)
  case whichBenchmark(String, asked: String?, profiled: [String])
}

extension StackSourceError: CustomStringConvertible {
  var description: String {
    switch self {
    case .notProfiled(let name):
      "'\(name)' was not profiled. 'bench --profile' keeps stacks with a run."
    case .whichBenchmark(let name, nil, let profiled):
      """
      '\(name)' has stacks of \(profiled.count) benchmarks. Choose one with '--benchmark': \
      \(profiled.joined(separator: ", ")).
      """
    case .whichBenchmark(let name, let asked?, let profiled):
      """
      '\(name)' has no stacks of '\(asked)'. It has those of \
      \(profiled.joined(separator: ", ")).
      """
    }
  }
}
