import Foundation

/// A folder of a test's own, gone when the test is.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("baselines-tests-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Where a test puts its store.
  var store: String { "\(path)/bench.sqlite" }

  func write(_ content: Data, to name: String) throws -> String {
    let place = "\(path)/\(name)"
    try content.write(to: URL(fileURLWithPath: place))
    return place
  }
}

func content(of path: String) throws -> Data {
  try Data(contentsOf: URL(fileURLWithPath: path))
}
