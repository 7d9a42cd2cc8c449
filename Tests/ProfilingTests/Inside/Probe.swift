import BenchModel
import Foundation
import Testing

@testable import Profiling

/// The program that profiles itself, run to its end, and what came of it.
struct Probe {
  /// Of its recording, by the names of events.
  let recording: String
  let output: String
  let errors: String
  let status: Int32

  /// Beside the tests, where SwiftPM puts it.
  static let path: String = {
    let bundle = Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") }
    let folder =
      bundle.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    return "\(folder)/inside-probe"
  }()

  /// - Parameters:
  ///   - wrapper: What the program is a command of.
  ///   - variables: Of its environment, without what asks for a profile.
  static func run(
    _ work: [String], in folder: String, options: Profiler.Options? = Profiler.Options(),
    wrapper: [String] = [], variables: [String: String] = [:]
  ) throws -> Probe {
    let recording = "\(folder)/\(UUID().uuidString).data"
    let wish = options.map { LaunchProfile.environment(writingTo: recording, $0) } ?? [:]
    let words = wish.merging(variables) { $1 }.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value)" }
    let run = try Tool.run("env", words + wrapper + [path] + work)
    return Probe(
      recording: recording, output: run.output, errors: run.errors, status: run.status)
  }

  func profile(event: String? = nil) throws -> StackProfile {
    let symbolizer = Symbolizer(Symbolizer.Options())
    var options = RecordingOptions()
    options.event = event
    return try RecordingReader(
      resolver: symbolizer, unwinder: StackUnwinder(open: symbolizer.program(of:)),
      options: options
    ).read(path: recording)
  }
}

extension StackProfile {
  /// Weight and samples of all stacks that have a frame whose name contains each of these, in this
  /// order from the outermost on.
  func sum(through names: String...) -> (weight: Double, samples: Int) {
    var sum = (weight: 0.0, samples: 0)
    for (index, node) in tree.nodes.enumerated() where node.samples > 0 {
      var left = names[...]
      var path: [String] = []
      var here = StackTree.NodeID(index)
      while here != StackTree.root {
        path.append(tree.frames.name(tree.nodes[Int(here)].frame))
        here = tree.nodes[Int(here)].parent
      }
      for frame in path.reversed() {
        if let next = left.first, frame.contains(next) { left.removeFirst() }
      }
      if left.isEmpty {
        sum.weight += node.weight
        sum.samples += node.samples
      }
    }
    return sum
  }
}
