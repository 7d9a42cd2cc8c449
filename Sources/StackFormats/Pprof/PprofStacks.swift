import BenchModel

/// The samples of a profile as a tree.
struct PprofStacks {
  private let tables: PprofTables
  private var tree: StackTree
  private let scale: Double
  /// Which of a sample's values is its weight, and which is a number of samples.
  private let weightIndex: Int
  private let countIndex: Int?
  private var frames: [UInt64: [FrameTable.ID]] = [:]
  private var negativeSamples = 0
  /// A few bytes can name locations of thousands of inlined functions thousands of times. Real
  /// profiles have less than a frame for each byte.
  private let frameLimit: Int
  private var framesLeft: Int

  init(_ tables: PprofTables, messageBytes: Int) throws(StackFormatError) {
    self.tables = tables
    frameLimit = 16 * messageBytes + (1 << 16)
    framesLeft = frameLimit
    guard let last = tables.types.indices.last else {
      throw .damaged(.pprof, problem: "it does not say what its samples count.")
    }
    let types = tables.types
    weightIndex =
      tables.defaultType == 0
      ? last : types.firstIndex { $0.name == tables.defaultType } ?? last
    let name = try tables.string(types[weightIndex].name).text
    let unit = try tables.string(types[weightIndex].unit).text
    var counts: Int?
    for index in types.indices where try tables.string(types[index].name).isSame(as: "samples") {
      counts = index
      break
    }
    countIndex = counts
    switch (name, unit) {
    case (_, "nanoseconds"): (tree, scale) = (StackTree(unit: .nanoseconds), 1)
    case (_, "microseconds"): (tree, scale) = (StackTree(unit: .nanoseconds), 1e3)
    case (_, "milliseconds"): (tree, scale) = (StackTree(unit: .nanoseconds), 1e6)
    case (_, "seconds"): (tree, scale) = (StackTree(unit: .nanoseconds), 1e9)
    case (_, "bytes"): (tree, scale) = (StackTree(unit: .bytes), 1)
    case ("samples", _): (tree, scale) = (StackTree(unit: .samples), 1)
    default: (tree, scale) = (StackTree(unit: .events(name)), 1)
    }
  }

  mutating func add(_ sample: UnsafeRawBufferPointer) throws(StackFormatError) {
    var locations: [UInt64] = []
    var values: [Int64] = []
    var fields = ProtobufInput(sample)
    while let (number, value) = try fields.next() {
      if number == 1 {
        try ProtobufInput.forEachNumber(in: value) { locations.append($0) }
      } else if number == 2 {
        try ProtobufInput.forEachNumber(in: value) { values.append(Int64(bitPattern: $0)) }
      }
    }
    guard values.count == tables.types.count else {
      throw .damaged(
        .pprof,
        problem: "a sample has \(values.count) values where there are \(tables.types.count) types.")
    }
    let weight = values[weightIndex]
    guard weight >= 0 else {
      negativeSamples += 1
      return
    }
    var node = StackTree.root
    for location in locations.reversed() {
      let frames = try frames(of: location)
      framesLeft -= frames.count
      guard framesLeft >= 0 else {
        throw .tooLarge(.pprof, what: "frames in its samples", limit: frameLimit)
      }
      for frame in frames { node = tree.child(of: node, frame: frame) }
    }
    let samples = countIndex.map { max(0, Int(values[$0])) } ?? 1
    let scaled = Double(weight) * scale
    guard scaled < 0x1p63 else {
      throw .damaged(.pprof, problem: "a sample has the value \(weight), which is too large.")
    }
    tree.add(scaled, samples: samples, at: node)
  }

  /// The frames of a location, the outermost first.
  private mutating func frames(of id: UInt64) throws(StackFormatError) -> [FrameTable.ID] {
    if let known = frames[id] { return known }
    guard let location = tables.locations[id] else {
      throw .damaged(.pprof, problem: "a sample names the location \(id), which is not there.")
    }
    var module = FrameTable.noModule
    var path = UnsafeRawBufferPointer(start: nil, count: 0)
    if let file = tables.mappings[location.mapping] {
      path = try tables.string(file)
      if !path.isEmpty { module = tree.frames.internModule(path.text) }
    }
    var found: [FrameTable.ID] = []
    for (index, function) in location.functions.enumerated().reversed() {
      let (nameIndex, systemNameIndex) = tables.functions[function] ?? (0, 0)
      let name = try tables.string(nameIndex)
      guard !name.isEmpty else { continue }
      let isInlined = index < location.functions.count - 1
      let kind =
        try isInlined
        ? .inlined
        : kind(ofSystemName: tables.string(systemNameIndex), name: name)
          ?? .guess(name: name, module: path)
      found.append(tree.frames.intern(name, kind: kind, module: module))
    }
    if found.isEmpty {
      let name = path.isEmpty ? "unknown" : ModuleName.fileName(path).text
      found.append(tree.frames.intern("[\(name)]", kind: .unknown, module: module))
    }
    frames[id] = found
    return found
  }

  /// The kind that our own exports keep there.
  private func kind(
    ofSystemName systemName: UnsafeRawBufferPointer, name: UnsafeRawBufferPointer
  ) -> FrameKind? {
    FrameKind.allCases.first { kind in
      let prefix = kind.pprofPrefix
      return systemName.count == prefix.count + name.count
        && systemName.part(0, prefix.count).elementsEqual(prefix)
        && systemName.part(prefix.count, systemName.count).isSame(as: name)
    }
  }

  mutating func finish() throws(StackFormatError) -> StackProfile {
    var provenance = ProfileProvenance()
    if countIndex != nil { provenance.samples = tree.totalSamples }
    for comment in tables.comments { provenance.notes.append(try tables.string(comment).text) }
    if negativeSamples > 0 {
      provenance.notes.append(
        "\(negativeSamples) samples with a value below 0, as differences have them, were left out.")
    }
    return StackProfile(tree: tree, provenance: provenance)
  }
}
