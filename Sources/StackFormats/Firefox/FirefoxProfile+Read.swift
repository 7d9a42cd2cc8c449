import BenchModel

extension FirefoxProfile {
  /// Adds up the samples of all threads whose weights are of the first one's kind.
  ///
  /// Versions with tables for each thread are read, and later ones that share them, as long as
  /// stacks name their callers in a column `prefix`.
  package static func read(
    _ bytes: UnsafeRawBufferPointer
  ) throws(StackFormatError) -> StackProfile {
    guard Gzip.isGzip(bytes) else { return try readText(bytes) }
    let text = try Gzip.decompress(bytes, format: .firefox)
    return try text.withUnsafeBytes { text in
      Result { () throws(StackFormatError) in try readText(text) }
    }.get()
  }

  private static func readText(
    _ bytes: UnsafeRawBufferPointer
  ) throws(StackFormatError) -> StackProfile {
    let file = try JSONInput.decode(FirefoxFile.self, from: bytes, format: .firefox)
    guard let first = file.threads.first else {
      throw .noStacks(.firefox, problem: "its 'threads' are empty.")
    }
    let unit = unit(first.samples.weightType)
    var tree = StackTree(unit: unit)
    var leftOut = 0
    for (index, thread) in file.threads.enumerated() {
      guard self.unit(thread.samples.weightType) == unit else {
        leftOut += 1
        continue
      }
      var stacks = try FirefoxStacks(file, thread: index)
      try stacks.add(thread.samples, to: &tree)
    }
    var provenance = ProfileProvenance()
    provenance.subject = file.meta.product
    if unit == .samples { provenance.samples = tree.totalSamples }
    if leftOut > 0 {
      provenance.notes.append(
        "\(leftOut) threads whose weights are not in \(unit) were left out.")
    }
    return StackProfile(tree: tree, provenance: provenance)
  }

  private static func unit(_ weightType: String?) -> StackUnit {
    switch weightType {
    case "tracing-ms": .nanoseconds
    case "bytes": .bytes
    default: .samples
    }
  }
}

/// One thread's rows as nodes of a tree.
private struct FirefoxStacks {
  private let file: FirefoxFile
  private let thread: Int
  private let stacks: FirefoxFile.Stacks
  private let frames: FirefoxFile.Frames
  private let functions: FirefoxFile.Functions
  private let resources: FirefoxFile.Resources?
  private let strings: [String]
  private var nodes: [StackTree.NodeID?]
  private var framesOfRows: [FrameTable.ID?]

  init(_ file: FirefoxFile, thread index: Int) throws(StackFormatError) {
    let thread = file.threads[index]
    guard let stacks = thread.stackTable ?? file.shared?.stackTable,
      let frames = thread.frameTable ?? file.shared?.frameTable,
      let functions = thread.funcTable ?? file.shared?.funcTable,
      let strings = thread.stringArray ?? file.shared?.stringArray
    else {
      throw .damaged(
        .firefox,
        problem: """
          'threads[\(index)]' has no tables that can be read. It is of version \
          \(file.meta.preprocessedProfileVersion); version \(FirefoxProfile.version) is known best.
          """)
    }
    guard stacks.frame.count == stacks.prefix.count else {
      throw .damaged(
        .firefox, problem: "'threads[\(index)].stackTable' has columns of different lengths.")
    }
    self.file = file
    self.thread = index
    self.stacks = stacks
    self.frames = frames
    self.functions = functions
    self.strings = strings
    resources = thread.resourceTable ?? file.shared?.resourceTable
    nodes = Array(repeating: nil, count: stacks.frame.count)
    framesOfRows = Array(repeating: nil, count: frames.function.count)
  }

  mutating func add(
    _ samples: FirefoxFile.Samples, to tree: inout StackTree
  ) throws(StackFormatError) {
    if let weights = samples.weight, weights.count != samples.stack.count {
      throw .damaged(
        .firefox,
        problem: "'threads[\(thread)].samples' has \(samples.stack.count) stacks but "
          + "\(weights.count) weights.")
    }
    for (index, stack) in samples.stack.enumerated() {
      var weight = samples.weight.map { $0[index] ?? 0 } ?? 1
      if tree.unit == .nanoseconds { weight = Self.nanoseconds(milliseconds: weight) }
      guard weight >= 0, weight < 0x1p63 else {
        throw .damaged(
          .firefox,
          problem: "'threads[\(thread)].samples.weight[\(index)]' is below 0 or too large.")
      }
      var node = StackTree.root
      if let stack { node = try self.node(stack, in: &tree) }
      tree.add(weight, samples: tree.unit == .samples ? Int(weight.rounded()) : 1, at: node)
    }
  }

  /// Whole again where it was whole before it became milliseconds.
  private static func nanoseconds(milliseconds: Double) -> Double {
    let value = milliseconds * 1e6
    return abs(value - value.rounded()) < 1e-3 ? value.rounded() : value
  }

  private mutating func node(
    _ row: Int, in tree: inout StackTree
  ) throws(StackFormatError) -> StackTree.NodeID {
    var missing: [Int] = []
    var node = StackTree.root
    var next: Int? = row
    while let row = next {
      guard nodes.indices.contains(row) else { throw missingRow("stackTable", row) }
      if let known = nodes[row] {
        node = known
        break
      }
      missing.append(row)
      // Callers come first, so a row cannot be its own caller.
      if let prefix = stacks.prefix[row], prefix >= row {
        throw .damaged(
          .firefox,
          problem: "'threads[\(thread)].stackTable.prefix[\(row)]' is \(prefix), not a row before.")
      }
      next = stacks.prefix[row]
    }
    for row in missing.reversed() {
      node = tree.child(of: node, frame: try frame(stacks.frame[row], in: &tree.frames))
      nodes[row] = node
    }
    return node
  }

  private mutating func frame(
    _ row: Int, in table: inout FrameTable
  ) throws(StackFormatError) -> FrameTable.ID {
    guard framesOfRows.indices.contains(row) else { throw missingRow("frameTable", row) }
    if let known = framesOfRows[row] { return known }
    let function = frames.function[row]
    guard functions.name.indices.contains(function) else { throw missingRow("funcTable", function) }
    let string = functions.name[function]
    guard strings.indices.contains(string) else { throw missingRow("stringArray", string) }
    let path = library(ofFunction: function)
    let module = path.map { table.internModule($0) } ?? FrameTable.noModule
    let kind = kind(ofFrame: row, name: strings[string], module: path ?? "")
    let frame = table.intern(strings[string], kind: kind, module: module)
    framesOfRows[row] = frame
    return frame
  }

  private func library(ofFunction function: Int) -> String? {
    guard let resource = functions.resource, resource.indices.contains(function),
      let libraries = resources?.lib, libraries.indices.contains(resource[function]),
      let index = libraries[resource[function]], let libs = file.libs, libs.indices.contains(index)
    else { return nil }
    return libs[index].path ?? libs[index].name
  }

  private func kind(ofFrame row: Int, name: String, module: String) -> FrameKind {
    if let column = frames.category, column.indices.contains(row), let category = column[row],
      let categories = file.meta.categories, categories.indices.contains(category),
      let kind = FrameKind.allCases.first(where: {
        $0.firefoxCategory.name == categories[category].name && $0 != .unknown
      })
    {
      return kind
    }
    var name = name
    var module = module
    return name.withUTF8 { name in
      module.withUTF8 { module in
        .guess(name: UnsafeRawBufferPointer(name), module: UnsafeRawBufferPointer(module))
      }
    }
  }

  private func missingRow(_ table: String, _ row: Int) -> StackFormatError {
    .damaged(.firefox, problem: "'threads[\(thread)].\(table)' has no row \(row), which is named.")
  }
}
