import BenchModel

/// The profiles of `go tool pprof` and of what understands them.
///
/// - Source: pprof's `profile.proto`, whose field numbers stand here as they do there.
package enum Pprof {
  /// Writes a gzip file with one location and one function for each frame.
  ///
  /// Values are whole numbers in this format. Where weights have decimals, each running sum is
  /// rounded instead of each weight, so the total is right to a half.
  package static func write(_ profile: StackProfile) -> [UInt8] {
    Gzip.compress(encode(profile))
  }

  static func encode(_ profile: StackProfile) -> [UInt8] {
    let tree = profile.tree
    var strings = PprofStrings()
    var output = ProtobufOutput()
    let types = valueTypes(of: tree.unit)
    for type in types { writeType(type, as: 1, to: &output, &strings) }
    writeSamples(of: tree, hasWeights: types.count > 1, to: &output)
    for module in tree.frames.modules.indices.dropFirst() {
      output.field(3) { mapping in
        mapping.field(1, UInt64(module))
        mapping.field(5, strings.number(tree.frames.modules[module]))
        mapping.field(7, 1)
      }
    }
    for index in 0..<tree.frames.count {
      let id = FrameTable.ID(index)
      output.field(4) { location in
        location.field(1, UInt64(index) + 1)
        location.field(2, UInt64(tree.frames.module(id)))
        location.field(4) { $0.field(1, UInt64(index) + 1) }
      }
      let name = tree.frames.withName(id) { CleanText.repaired($0) }
      output.field(5) { function in
        function.field(1, UInt64(index) + 1)
        function.field(2, strings.number(name))
        function.field(3, strings.number(tree.frames.kind(id).pprofPrefix + name))
      }
    }
    if let first = profile.timeline.first?.nanoseconds, let last = profile.timeline.last {
      output.field(10, last.nanoseconds > first ? last.nanoseconds - first : 0)
    }
    for note in comments(of: profile.provenance) { output.field(13, strings.number(note)) }
    if let type = types.last { output.field(14, strings.number(type.name)) }
    for string in strings.all { output.field(6, bytes: string) }
    return output.bytes
  }

  private struct ValueType {
    let name: String
    let unit: String
  }

  private static func valueTypes(of unit: StackUnit) -> [ValueType] {
    let samples = ValueType(name: "samples", unit: "count")
    switch unit {
    case .samples: return [samples]
    case .nanoseconds: return [samples, ValueType(name: "cpu", unit: "nanoseconds")]
    case .bytes: return [samples, ValueType(name: "space", unit: "bytes")]
    case .events(let name): return [samples, ValueType(name: name, unit: "count")]
    }
  }

  private static func writeType(
    _ type: ValueType, as field: UInt64, to output: inout ProtobufOutput,
    _ strings: inout PprofStrings
  ) {
    let name = strings.number(type.name)
    let unit = strings.number(type.unit)
    output.field(field) {
      $0.field(1, name)
      $0.field(2, unit)
    }
  }

  private static func writeSamples(
    of tree: StackTree, hasWeights: Bool, to output: inout ProtobufOutput
  ) {
    var sum = 0.0
    var written = 0.0
    for node in tree.leaves {
      let weight = tree.nodes[Int(node)].weight
      sum += weight
      let value = sum.rounded() - written
      written += value
      let whole = UInt64(exactly: value) ?? UInt64(Int64.max)
      let samples = UInt64(clamping: tree.nodes[Int(node)].samples)
      let stack = tree.stack(to: node).reversed().lazy.map { UInt64($0) + 1 }
      output.field(2) { sample in
        sample.field(1, packed: stack)
        sample.field(2, packed: hasWeights ? [samples, whole] : [whole])
      }
    }
  }

  private static func comments(of provenance: ProfileProvenance) -> [String] {
    var comments = provenance.notes
    if let event = provenance.event { comments.insert("event: \(event)", at: 0) }
    if let command = provenance.command { comments.insert("command: \(command)", at: 0) }
    return comments
  }
}

extension FrameKind {
  /// Stands before a function's system name, which pprof does not show: the format has no kinds.
  var pprofPrefix: [UInt8] { Array("\(self) ".utf8) }
}

/// The strings of a profile, each once; number 0 is the empty one.
private struct PprofStrings {
  private(set) var all: [[UInt8]] = [[]]
  private var numbers: [[UInt8]: UInt64] = [[]: 0]

  mutating func number(_ string: String) -> UInt64 { number(Array(string.utf8)) }

  mutating func number(_ string: [UInt8]) -> UInt64 {
    if let number = numbers[string] { return number }
    let number = UInt64(all.count)
    all.append(string)
    numbers[string] = number
    return number
  }
}
