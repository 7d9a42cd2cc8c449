import BenchModel

/// The JSON of profiler.firefox.com, as it stood in version 48 of its processed format.
///
/// The application brings old versions up to date when it loads them, and this is the last one that
/// its changelog describes with tables for each thread; the newest changes several times a year.
///
/// - Source: `docs-developer/CHANGELOG-formats.md` and `src/types/profile.js` of the profiler.
package enum FirefoxProfile {
  static let version = 48

  /// Writes a thread for each thread of the timeline, or one with each stack once.
  package static func write(_ profile: StackProfile) -> [UInt8] {
    var output = JSONOutput()
    let frames = profile.tree.frames
    let timed = profile.momentsByThread
    output.raw("{\"meta\":")
    writeMeta(profile, to: &output)
    output.raw(",\"libs\":")
    output.array(frames.modules.dropFirst()) { writeLibrary($1, to: &$0) }
    output.raw(",\"counters\":[],\"threads\":[")
    if let timed {
      let start = profile.timeline.reduce(UInt64.max) { min($0, $1.nanoseconds) }
      for (index, (thread, moments)) in timed.enumerated() {
        if index > 0 { output.raw(",") }
        var table = FirefoxThread(profile.tree, identity: thread)
        for moment in moments {
          let milliseconds = Double(moment.nanoseconds - start) / 1e6
          table.add(moment.node, weight: moment.weight, milliseconds: milliseconds)
        }
        table.write(to: &output)
      }
    } else {
      let name = profile.provenance.subject ?? "all threads"
      let everything = StackProfile.ThreadIdentity(process: 0, thread: 0, name: name)
      var table = FirefoxThread(profile.tree, identity: everything)
      for (index, node) in profile.tree.leaves.enumerated() {
        let weight = profile.tree.nodes[Int(node)].weight
        table.add(node, weight: weight, milliseconds: Double(index))
      }
      table.write(to: &output)
    }
    output.raw("]}\n")
    return output.bytes
  }

  private static func writeMeta(_ profile: StackProfile, to output: inout JSONOutput) {
    let interval = profile.provenance.frequencyAsked.map { 1000 / $0 } ?? 1
    output.raw("{\"version\":24,\"preprocessedProfileVersion\":")
    output.number(version)
    output.raw(",\"interval\":")
    output.number(interval)
    output.raw(",\"startTime\":0,\"processType\":0,\"stackwalk\":1,\"debug\":false,\"product\":")
    output.string(profile.provenance.subject ?? "bench")
    output.raw(",\"importedFrom\":\"bench\"")
    if let command = profile.provenance.command {
      output.raw(",\"arguments\":")
      output.string(command)
    }
    output.raw(",\"categories\":")
    output.array(FrameKind.allCases) { output, kind in
      output.raw("{\"name\":")
      output.string(kind.firefoxCategory.name)
      output.raw(",\"color\":")
      output.string(kind.firefoxCategory.color)
      output.raw(",\"subcategories\":[\"Other\"]}")
    }
    output.raw(
      """
      ,"markerSchema":[],"symbolicated":true,"symbolicationNotSupported":true,\
      "usesOnlyOneStackType":true,"doesNotUseFrameImplementation":true,\
      "sourceCodeIsNotOnSearchfox":true}
      """)
  }

  private static func writeLibrary(_ path: String, to output: inout JSONOutput) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    output.raw("{\"arch\":\"\",\"name\":")
    output.string(name)
    output.raw(",\"path\":")
    output.string(path)
    output.raw(",\"debugName\":")
    output.string(name)
    output.raw(",\"debugPath\":")
    output.string(path)
    output.raw(",\"breakpadId\":\"\",\"codeId\":null}")
  }
}

extension FrameKind {
  /// The profiler colors frames by category; the gray one is its default.
  var firefoxCategory: (name: String, color: String) {
    switch self {
    case .native: ("Native", "blue")
    case .swift: ("Swift", "orange")
    case .runtime: ("Swift runtime", "yellow")
    case .systemLibrary: ("System library", "lightblue")
    case .kernel: ("Kernel", "red")
    case .inlined: ("Inlined", "green")
    case .justInTime: ("Just in time", "magenta")
    case .awaiting: ("Awaiting", "purple")
    case .thread: ("Thread", "darkgrey")
    case .unknown: ("Other", "grey")
    case .delimiter: ("Delimiter", "brown")
    }
  }
}
