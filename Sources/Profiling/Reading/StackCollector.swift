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
  private var awaited = AwaitedSamples()
  /// Whether samples begin waits that other records end.
  let pairsWaits: Bool
  var waits = WaitPairing()
  var starts = ThreadStarts()
  var chains: ChainTable
  /// The bytes of the chain that was new last, and what it means.
  private var lastChain: [UInt8] = []
  private var lastMeaning = Meaning(root: StackTree.root, generation: 0, kernelGeneration: 0)
  /// Its steps, the outermost first, and how many stray ones there were before these.
  var steps: [Step] = []
  private var strayCount = 0
  /// The frames of those that are not the last chain's.
  private var found: [FrameLookup.Frames] = []
  /// Where each of `steps` leads.
  private var nodes: [Place] = []
  private var lastIsCut = false
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
    tree = StackTree(unit: unit) { HugePages.ask(for: $0) }
    chains = ChainTable(room: samples)
    // Room costs nothing until it is used; growing would copy all nodes several times.
    tree.reserve(nodes: min(4 * samples, 1 << 22))
  }

  mutating func take(_ sample: PerfSample) {
    let thread = thread(of: sample)
    guard isTakenAsRecorded(sample) else {
      settle()
      return finish(sample, chain(of: sample, thread: thread), thread: thread)
    }
    let hash = hash(of: sample.callchain, mode: sample.mode, thread: thread)
    chains.fetch(hash)
    let entry = AwaitedSamples.Entry(sample: sample, thread: thread, hash: hash)
    if let next = awaited.add(entry) { finish(next) }
  }

  /// Finishes the samples that were taken, before anything else may happen.
  mutating func settle() {
    while let next = awaited.popFirst() { finish(next) }
  }

  @inline(__always) private mutating func finish(_ awaited: AwaitedSamples.Entry) {
    let entry = entry(
      of: awaited.sample.callchain, hash: awaited.hash, mode: awaited.sample.mode,
      thread: awaited.thread, end: nil)
    finish(awaited.sample, entry, thread: awaited.thread)
  }

  private mutating func finish(_ sample: PerfSample, _ entry: ChainTable.Entry, thread: Int) {
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

  @inline(__always) private mutating func thread(of sample: PerfSample) -> Int {
    let thread: Int
    if let known = processes.known(pid: sample.pid, tid: sample.tid) {
      thread = known
    } else {
      // A number may have become another process's.
      settle()
      thread = processes.thread(pid: sample.pid, tid: sample.tid)
    }
    if processes.threads[thread].root == StackTree.root { makeRoot(thread) }
    return thread
  }

  /// Whether a sample's stack is the chain that the kernel found.
  @inline(__always) private func isTakenAsRecorded(_ sample: PerfSample) -> Bool {
    sample.raw.isEmpty && (unwinder == nil || sample.userRegisterMask == 0)
      && !sample.callchain.isEmpty
  }

  /// The stack of a sample of any kind.
  private mutating func chain(of sample: PerfSample, thread: Int) -> ChainTable.Entry {
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

  private mutating func entry(
    of chain: UnsafeRawBufferPointer, mode: UInt16, thread: Int, end: StackEnd?
  ) -> ChainTable.Entry {
    entry(
      of: chain, hash: hash(of: chain, mode: mode, thread: thread), mode: mode, thread: thread,
      end: end)
  }

  @inline(__always) private mutating func entry(
    of chain: UnsafeRawBufferPointer, hash: UInt64, mode: UInt16, thread: Int, end: StackEnd?
  ) -> ChainTable.Entry {
    if let known = chains.find(hash) { return known }
    return add(chain, hash: hash, mode: mode, thread: thread, end: end)
  }

  @inline(__always) private func hash(
    of chain: UnsafeRawBufferPointer, mode: UInt16, thread: Int
  ) -> UInt64 {
    let root = processes.threads[thread].root
    let generation = processes.spaces[processes.threads[thread].space].generation
    return ChainTable.hash(
      chain, UInt64(root) << 32 | UInt64(generation),
      UInt64(processes.kernel.generation) << 8 | UInt64(mode))
  }

  // MARK: Chains not seen before

  @inline(never) private mutating func add(
    _ chain: UnsafeRawBufferPointer, hash: UInt64, mode: UInt16, thread: Int, end: StackEnd?
  ) -> ChainTable.Entry {
    let space = processes.threads[thread].space
    let same = takeSteps(of: chain, mode: mode, thread: thread)
    // All before the first step down the tree: these looks into memory need not wait for each other.
    found.removeAll(keepingCapacity: true)
    for index in same..<steps.count { found.append(frames(of: steps[index], space: space)) }
    nodes.removeLast(nodes.count - same)
    var here = nodes.last ?? Place(node: processes.threads[thread].root, unknownFrames: 0)
    for frames in found {
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

  /// Makes `steps` those of a new chain.
  ///
  /// - Returns: How many of them, from the outermost on, are the last chain's, with the same meaning.
  private mutating func takeSteps(
    of chain: UnsafeRawBufferPointer, mode: UInt16, thread: Int
  ) -> Int {
    let meaning = Meaning(
      root: processes.threads[thread].root,
      generation: processes.spaces[processes.threads[thread].space].generation,
      kernelGeneration: processes.kernel.generation)
    let shared = meaning == lastMeaning ? sharedWords(chain) : 0
    lastMeaning = meaning
    lastChain.removeAll(keepingCapacity: true)
    lastChain.append(contentsOf: chain)
    let numbers = tally.deferred
    // The innermost shared word is expanded anew: when it gives the same step, so do those behind it.
    let kept = shared - strayCount - 1
    if kept > 0, kept < steps.count {
      let next = steps[kept]
      if expand(chain, words: chain.count / 8 - shared + 1, mode: mode, after: kept),
        steps[kept] == next
      {
        return kept + 1
      }
    }
    tally.deferred = numbers
    expand(chain, words: chain.count / 8, mode: mode, after: 0)
    strayCount = dropStrayAddresses(space: processes.threads[thread].space)
    // A number gives no step, though it may look like an address.
    if tally.deferred > numbers { lastChain.removeAll(keepingCapacity: true) }
    return 0
  }

  /// How many words at the end of a chain end the last one, too, and are addresses.
  private func sharedWords(_ chain: UnsafeRawBufferPointer) -> Int {
    lastChain.withUnsafeBytes { last in
      let shorter = min(chain.count, last.count)
      var shared = 0
      while shared < shorter {
        let offset = shared &+ 8
        let word = chain.loadUnaligned(
          fromByteOffset: chain.count &- offset, as: UInt64.self)
        if word >= CallchainMarker.least
          || word
            != last.loadUnaligned(
              fromByteOffset: last.count &- offset, as: UInt64.self)
        {
          break
        }
        shared = offset
      }
      return shared / 8
    }
  }
}
