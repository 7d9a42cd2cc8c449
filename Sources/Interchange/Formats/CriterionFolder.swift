import Foundation

/// Finds what Criterion.rs wrote below a folder.
///
/// A benchmark is a folder with `benchmark.json` and the like that is called `new`, or as the baseline
/// is: the rule of Criterion's own, since folders are named after identifiers in a way that loses letters.
enum CriterionFolder {
  private static let mostFiles = 1_000_000
  private static let fileNames = ["benchmark.json", "sample.json", "estimates.json"]

  static func results(
    in folder: String, baseline: String
  ) throws(ForeignFileError) -> ForeignResults {
    let places = try benchmarkFolders(in: folder, baseline: baseline)
    var measured: [CriterionMeasurement] = []
    var placeOfTitle: [String: String] = [:]
    for place in places {
      let samples = "\(place)/sample.json"
      let benchmark = try CriterionBenchmark.benchmark(
        description: node(at: "\(place)/benchmark.json"), samples: node(at: samples),
        estimates: node(at: "\(place)/estimates.json"))
      if let other = placeOfTitle.updateValue(place, forKey: benchmark.title) {
        throw ForeignFileError(
          file: folder,
          """
          it holds '\(benchmark.title)' twice, in '\(other)' and '\(place)'. Name the folder of each \
          run of Criterion.rs by itself.
          """)
      }
      measured.append(
        CriterionMeasurement(benchmark: benchmark, written: try modificationDate(of: samples)))
    }
    let sessions = CriterionMeasurement.lastSession(of: measured)
    var results = ForeignResults(
      harness: .criterion,
      benchmarks: sessions.last.map(\.benchmark).sorted { $0.title < $1.title })
    results.fileDate = sessions.last.map(\.written).max().map(ForeignDate.utc)
    if !sessions.earlier.isEmpty {
      results.remarks = [CriterionMeasurement.remark(about: sessions.earlier, in: folder)]
    }
    return results
  }

  private static func benchmarkFolders(
    in folder: String, baseline: String
  ) throws(ForeignFileError) -> [String] {
    var unreadable: (path: String, reason: String)?
    guard
      let files = FileManager.default.enumerator(
        // A link is no folder to the enumerator.
        at: URL(fileURLWithPath: folder, isDirectory: true).resolvingSymlinksInPath(),
        includingPropertiesForKeys: nil,
        errorHandler: { url, error in
          unreadable = unreadable ?? (url.path, error.localizedDescription)
          return false
        })
    else {
      throw ForeignFileError(file: folder, "the folder cannot be read. See: ls -ld '\(folder)'")
    }
    var places: Set<String> = []
    var others: Set<String> = []
    var seen = 0
    for case let file as URL in files {
      seen += 1
      guard seen <= mostFiles else {
        throw ForeignFileError(
          file: folder, "it holds more than \(mostFiles) files. Name its target/criterion itself.")
      }
      // Any of them makes a benchmark, so that one which lacks another is not passed over.
      guard fileNames.contains(file.lastPathComponent) else { continue }
      let parent = file.deletingLastPathComponent()
      if parent.lastPathComponent == baseline {
        places.insert(parent.path)
      } else if file.lastPathComponent == fileNames[0] {
        others.insert(parent.lastPathComponent)
      }
    }
    if let unreadable {
      throw ForeignFileError(
        file: unreadable.path,
        "the folder cannot be read: \(unreadable.reason) See: ls -ld '\(unreadable.path)'")
    }
    guard !places.isEmpty else {
      let known =
        others.isEmpty
        ? "Run 'cargo bench' first, and name its target/criterion."
        : "There is \(others.sorted().map { "'\($0)'" }.joined(separator: ", ")): "
          + "name one with '--criterion-baseline'."
      throw ForeignFileError(
        file: folder,
        "no folder '\(baseline)' in it holds a benchmark.json of Criterion.rs. \(known)")
    }
    return places.sorted()
  }

  private static func node(at path: String) throws(ForeignFileError) -> ForeignNode {
    try ForeignNode(parsing: ForeignFile.content(of: path), file: path)
  }

  private static func modificationDate(of path: String) throws(ForeignFileError) -> Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let date = attributes?[.modificationDate] as? Date else {
      throw ForeignFileError(file: path, "its date cannot be read. See: ls -l '\(path)'")
    }
    return date
  }
}
