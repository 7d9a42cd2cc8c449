import ArgumentParser
import Baselines
import BenchModel
import Foundation
import Interchange

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a run with every sample, for other programs or for another store.",
    discussion: """
      json and csv hold all of the run: 'bench import' makes the same run of either. criterion is the \
      folder that Criterion.rs writes, and jmh the file that JMH writes. These two hold wall clock alone, \
      since their formats have no place for the rest: all of the run is in bench.json in the folder, and \
      beside the file in one that ends in .bench.json. 'bench import' reads those too.

        bench export main --format csv --output main.csv
        bench export main --format criterion --output target/criterion
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case json, csv, criterion, jmh
  }

  @Argument(help: "A baseline's name, the beginning of a run's identifier, or a file.")
  var name: String

  @Option(help: "Write in this format.")
  var format = Format.json

  @Option(
    help: ArgumentHelp(
      "Write to this file in place of standard output; the folder, of criterion.",
      valueName: "path"))
  var output: String?

  @Option(help: ArgumentHelp("Criterion's own name for the results.", valueName: "name"))
  var criterionBaseline = "base"

  @OptionGroup(title: "Where it is kept") var storing: StoreOptions

  func validate() throws {
    if format == .criterion && output == nil {
      throw ValidationError("'--format criterion' writes a folder: name it with '--output'.")
    }
    guard (try? BaselineName(parsing: criterionBaseline)) != nil else {
      throw ValidationError("'--criterion-baseline \(criterionBaseline)' cannot name a folder.")
    }
  }

  func run() async throws {
    // Found out first, in the words that every file gets.
    let destination = try format == .criterion ? nil : ReportDestination(path: output)
    let stored = try StoredRunFinder(storing: storing).run(named: name)
    let file = RunFile(run: stored.run, architecture: stored.fingerprint.architecture)
    let path = output ?? "standard output"
    switch format {
    case .json: try destination?.write(file.content(for: path))
    case .csv: try destination?.write(SampleTable.content(of: file, for: path))
    case .jmh:
      try destination?.write(Array(JMHExport.text(of: stored.run)) + [UInt8(ascii: "\n")])
      if let output { try Self.write(file.content(for: path), to: "\(output).bench.json") }
    case .criterion:
      let files = CriterionExport(of: stored.run, baseline: criterionBaseline).files
      for exported in files {
        try Self.write(Array(exported.content), to: "\(path)/\(exported.path)")
      }
      try Self.write(file.content(for: path), to: "\(path)/bench.json")
    }
    if output != nil { StandardError.say("Wrote \(stored.label) to \(path).") }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw ReportDestinationError.failed(folder, error.localizedDescription)
    }
    try ReportDestination(path: path).write(bytes)
  }
}
