import BenchModel

extension Speedscope {
  /// Adds up the profiles of a file that have the unit of its active one.
  ///
  /// - Throws: `StackFormatError` where the file breaks the format, naming the place.
  package static func read(
    _ bytes: UnsafeRawBufferPointer
  ) throws(StackFormatError) -> StackProfile {
    let file = try JSONInput.decode(SpeedscopeFile.self, from: bytes, format: .speedscope)
    guard !file.profiles.isEmpty else {
      throw .noStacks(.speedscope, problem: "its 'profiles' are empty.")
    }
    let active = file.activeProfileIndex ?? 0
    let main = file.profiles.indices.contains(active) ? active : 0
    guard let unit = SpeedscopeUnit(file.profiles[main].unit) else {
      throw .damaged(.speedscope, problem: "'\(file.profiles[main].unit)' is no known unit.")
    }
    var tree = StackTree(unit: unit.unit)
    let frames = file.shared.frames.map { frame in
      let module = frame.file.map { tree.frames.internModule($0) } ?? FrameTable.noModule
      return tree.frames.intern(frame.name, kind: frame.kind, module: module)
    }
    var provenance = ProfileProvenance()
    var leftOut = 0
    var notes: [String] = []
    for (index, profile) in file.profiles.enumerated() {
      guard let other = SpeedscopeUnit(profile.unit), other.unit == unit.unit else {
        leftOut += 1
        continue
      }
      var adding = SpeedscopeStacks(tree: tree, frames: frames, profile: index, scale: other.scale)
      tree = StackTree(unit: unit.unit)
      try adding.add(profile)
      tree = adding.tree
      notes += adding.notes
    }
    provenance.subject = file.name
    if leftOut > 0 {
      provenance.notes.append(
        "\(leftOut) profiles with another unit than '\(unit.unit)' were left out.")
    }
    if tree.unit == .samples { provenance.samples = tree.totalSamples }
    provenance.notes += notes
    return StackProfile(tree: tree, provenance: provenance)
  }
}

/// The stacks of one profile in a file.
private struct SpeedscopeStacks {
  var tree: StackTree
  let frames: [FrameTable.ID]
  let profile: Int
  let scale: Double
  var notes: [String] = []

  mutating func add(_ profile: SpeedscopeFile.Profile) throws(StackFormatError) {
    switch profile.type {
    case "sampled": try addSamples(profile)
    case "evented": try addEvents(profile)
    default:
      throw .damaged(
        .speedscope,
        problem: "'profiles[\(self.profile)].type' is '\(profile.type)', "
          + "not 'sampled' or 'evented'.")
    }
  }

  private func frame(_ index: Int) throws(StackFormatError) -> FrameTable.ID {
    guard frames.indices.contains(index) else {
      throw .damaged(
        .speedscope,
        problem: "'profiles[\(profile)]' names the frame \(index) of \(frames.count).")
    }
    return frames[index]
  }

  private mutating func add(_ value: Double, at node: StackTree.NodeID) throws(StackFormatError) {
    let weight = value * scale
    guard weight >= 0, weight < 0x1p63 else {
      throw .damaged(
        .speedscope,
        problem: "'profiles[\(profile)]' has the weight \(value), below 0 or too large.")
    }
    tree.add(weight, samples: tree.unit == .samples ? Int(weight.rounded()) : 1, at: node)
  }

  private mutating func addSamples(
    _ profile: SpeedscopeFile.Profile
  ) throws(StackFormatError) {
    let samples = profile.samples ?? []
    let weights = profile.weights ?? []
    guard weights.isEmpty || weights.count == samples.count else {
      throw .damaged(
        .speedscope,
        problem: "'profiles[\(self.profile)]' has \(samples.count) samples but \(weights.count) "
          + "weights.")
    }
    for (index, sample) in samples.enumerated() {
      var node = StackTree.root
      for number in sample { node = tree.child(of: node, frame: try frame(number)) }
      try add(weights.isEmpty ? 1 : weights[index], at: node)
    }
  }

  /// Each stretch of time between two events goes to the frame that is open innermost.
  private mutating func addEvents(
    _ profile: SpeedscopeFile.Profile
  ) throws(StackFormatError) {
    var path: [StackTree.NodeID] = []
    var last: Double?
    for event in profile.events ?? [] {
      let frame = try frame(event.frame)
      if let last, let node = path.last {
        guard event.at >= last else {
          throw .damaged(
            .speedscope,
            problem: "'profiles[\(self.profile)]' goes back in time from \(last) to \(event.at).")
        }
        if event.at > last { try add(event.at - last, at: node) }
      }
      last = event.at
      if event.type == "O" {
        path.append(tree.child(of: path.last ?? StackTree.root, frame: frame))
      } else if let node = path.last, tree.nodes[Int(node)].frame == frame {
        path.removeLast()
      } else {
        throw .damaged(
          .speedscope,
          problem: "'profiles[\(self.profile)]' closes the frame \(event.frame), "
            + "which is not the innermost open one.")
      }
    }
    if !path.isEmpty {
      notes.append("Profile \(self.profile) ends while \(path.count) of its frames are open.")
    }
  }
}

/// The parts of the format that are read.
private struct SpeedscopeFile: Decodable {
  struct Shared: Decodable {
    var frames: [Frame]
  }

  struct Frame: Decodable {
    var name: String
    var file: String?

    var kind: FrameKind {
      var name = name
      var file = file ?? ""
      return name.withUTF8 { name in
        file.withUTF8 { file in
          .guess(name: UnsafeRawBufferPointer(name), module: UnsafeRawBufferPointer(file))
        }
      }
    }
  }

  struct Event: Decodable {
    var type: String
    var at: Double
    var frame: Int
  }

  struct Profile: Decodable {
    var type: String
    var unit: String
    var samples: [[Int]]?
    var weights: [Double]?
    var events: [Event]?
  }

  var shared: Shared
  var profiles: [Profile]
  var name: String?
  var activeProfileIndex: Int?
}

/// speedscope's units, as ours and a factor.
private struct SpeedscopeUnit {
  let unit: StackUnit
  var scale = 1.0

  init?(_ name: String) {
    switch name {
    case "none": unit = .samples
    case "bytes": unit = .bytes
    case "nanoseconds": unit = .nanoseconds
    case "microseconds": (unit, scale) = (.nanoseconds, 1e3)
    case "milliseconds": (unit, scale) = (.nanoseconds, 1e6)
    case "seconds": (unit, scale) = (.nanoseconds, 1e9)
    default: return nil
    }
  }
}
