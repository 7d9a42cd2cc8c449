import BenchModel

/// Takes the records of one recording in order of time, and grows the tree of their stacks.
///
/// Most of the work is done once: an identical chain in an identical state of its process leads to
/// the same node, a chain that begins like the last one is followed from where they part, and each
/// address of a file is resolved once.
struct StackCollector {
  /// Whose an address is.
  enum Owner: UInt8 {
    case kernel, user
    /// A suspended caller of the program's.
    case awaiting
    /// A hypervisor or a guest, of which nothing is known.
    case other
  }

  /// What decides, beside its steps, which node a chain leads to.
  private struct Meaning: Equatable {
    var root: StackTree.NodeID
    var generation: UInt32
    var kernelGeneration: UInt32
  }

  private struct Place {
    var node: StackTree.NodeID
    /// On the way there.
    var unknownFrames: UInt32
  }

  struct Step: Equatable {
    var address: UInt64
    var owner: Owner
  }

  let options: RecordingOptions
  let event: PerfEvent
  let unwinder: (any StackUnwinding)?
  var tree: StackTree
  var timeline: [StackProfile.Moment] = []
  var identities: [StackProfile.ThreadIdentity] = []
  var processes: ProcessModel
  var lookup: FrameLookup
  var tally = SampleTally()
  /// Whether samples begin waits that other records end.
  let pairsWaits: Bool
  var waits = WaitPairing()
  var starts = ThreadStarts()
  var chains: ChainTable
  /// The steps of the new chain at hand and of the one before, the outermost first.
  var steps: [Step] = []
  private var lastSteps: [Step] = []
  /// Where each of `lastSteps` leads.
  private var nodes: [Place] = []
  private var lastIsCut = false
  private var lastMeaning = Meaning(root: StackTree.root, generation: 0, kernelGeneration: 0)
  /// A chain as the kernel would have written it, for samples that are unwound here.
  var unwound: [UInt64] = []
  var fallback: [UInt64] = []
  var mapping = AddressSpace.Mapping(start: 0, end: 0, fileOffset: 0, file: 0)
  var mappingGeneration: UInt32 = 0

  init(
    event: PerfEvent, resolver: any AddressResolving, unwinder: (any StackUnwinding)?,
    options: RecordingOptions, buildIDs: [PerfFeatures.BuildID] = [], samples: Int = 0
  ) {
    self.event = event
    self.options = options
    self.unwinder = unwinder
    processes = ProcessModel(buildIDs: buildIDs)
    lookup = FrameLookup(
      resolver: resolver, showsUnknownAddresses: options.showsUnknownAddresses)
    pairsWaits = options.weight == .blockedTime && event.attribute.countsContextSwitches
    let unit: StackUnit =
      switch options.weight {
      case .samples: .samples
      case .blockedTime where pairsWaits: .nanoseconds
      case .period, .blockedTime: event.unit
      }
    tree = StackTree(unit: unit)
    chains = ChainTable(room: samples)
    // Room costs nothing until it is used; growing would copy all nodes several times.
    tree.reserve(nodes: min(4 * samples, 1 << 22))
  }

  mutating func take(_ sample: PerfSample) {
    let thread = processes.thread(pid: sample.pid, tid: sample.tid)
    if processes.threads[thread].root == StackTree.root { makeRoot(thread) }
    let entry = chain(of: sample, thread: thread)
    tally.count(sample, entry, after: processes.threads[thread].sampled)
    processes.threads[thread].sampled = sample.time
    if pairsWaits {
      waits.leave(thread, from: entry.node, at: sample.time)
      return
    }
    let weight = options.weight == .samples ? 1 : Double(sample.period)
    tree.add(weight, at: entry.node)
    guard options.keepsTimeline else { return }
    timeline.append(
      StackProfile.Moment(
        nanoseconds: sample.time, node: entry.node, thread: UInt32(identity(of: thread)),
        weight: weight))
  }

  @inline(__always) private mutating func chain(
    of sample: PerfSample, thread: Int
  ) -> ChainTable.Entry {
    if !sample.raw.isEmpty, !options.matchesPerfScript, let inside = InsideStack(sample.raw) {
      let end = compose(sample.callchain, inside)
      let chain = unwound
      return chain.withUnsafeBytes {
        entry(of: $0, mode: sample.mode | Self.insideMode, thread: thread, end: end)
      }
    }
    if unwinder != nil, sample.userRegisterMask != 0 {
      let end = unwind(sample, space: processes.threads[thread].space)
      let chain = unwound
      return chain.withUnsafeBytes {
        entry(of: $0, mode: sample.mode, thread: thread, end: end)
      }
    }
    if sample.callchain.isEmpty {
      var ip = sample.ip
      return withUnsafeBytes(of: &ip) { entry(of: $0, mode: sample.mode, thread: thread, end: nil) }
    }
    return entry(of: sample.callchain, mode: sample.mode, thread: thread, end: nil)
  }

  @inline(__always) private mutating func entry(
    of chain: UnsafeRawBufferPointer, mode: UInt16, thread: Int, end: StackEnd?
  ) -> ChainTable.Entry {
    let root = processes.threads[thread].root
    let generation = processes.spaces[processes.threads[thread].space].generation
    let hash = ChainTable.hash(
      chain, UInt64(root) << 32 | UInt64(generation),
      UInt64(processes.kernel.generation) << 8 | UInt64(mode))
    if let known = chains.find(hash) { return known }
    return add(chain, hash: hash, mode: mode, thread: thread, end: end)
  }

  // MARK: Chains not seen before

  @inline(never) private mutating func add(
    _ chain: UnsafeRawBufferPointer, hash: UInt64, mode: UInt16, thread: Int, end: StackEnd?
  ) -> ChainTable.Entry {
    swap(&steps, &lastSteps)
    expand(chain, mode: mode)
    let space = processes.threads[thread].space
    dropStrayAddresses(space: space)
    let same = sameSteps(thread: thread)
    nodes.removeSubrange(same...)
    var here = nodes.last ?? Place(node: processes.threads[thread].root, unknownFrames: 0)
    for index in same..<steps.count {
      let frames = frames(of: steps[index], space: space)
      if lookup.isNameless(frames) { here.unknownFrames += 1 }
      lookup.forEachOutermostFirst(frames) { here.node = tree.child(of: here.node, frame: $0) }
      nodes.append(here)
    }
    // It is told by the two outermost steps.
    if same < 2 { lastIsCut = isCut(space: space) }
    let isTruncated = end != .root && lastIsCut
    return chains.insert(
      hash, node: here.node, isTruncated: isTruncated, unknownFrames: here.unknownFrames)
  }

  /// How many steps, from the outermost on, are those of the last new chain, with the same meaning.
  private mutating func sameSteps(thread: Int) -> Int {
    let meaning = Meaning(
      root: processes.threads[thread].root,
      generation: processes.spaces[processes.threads[thread].space].generation,
      kernelGeneration: processes.kernel.generation)
    guard meaning == lastMeaning else {
      lastMeaning = meaning
      return 0
    }
    return steps.withUnsafeBufferPointer { steps in
      lastSteps.withUnsafeBufferPointer { lastSteps in
        let shorter = min(steps.count, lastSteps.count)
        var same = 0
        while same < shorter, steps[same] == lastSteps[same] { same += 1 }
        return same
      }
    }
  }
}
