import ArgumentParser
import Baselines
import Foundation

struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Keep runs, baselines and their executables in this SQLite file and beside it. (default: \
      .bench/bench.sqlite in the package's folder)
      """, valueName: "file"))
  var store: String?

  /// The folder that `baselines/` is in, and by default the store's.
  static var packageFolder: String {
    BuildLayout(of: ProcFile.executablePath())?.packagePath
      ?? FileManager.default.currentDirectoryPath
  }

  var path: String { store ?? "\(Self.packageFolder)/.bench/bench.sqlite" }

  /// - Throws: `StoreError`.
  func open(creating: Bool = true) throws -> Store {
    try Store(path: path, creating: creating)
  }
}
