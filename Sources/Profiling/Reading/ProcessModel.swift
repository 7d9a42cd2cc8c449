import BenchModel

/// Which processes and threads there are, what they are called and what they have mapped, as of
/// the record that was taken last.
struct ProcessModel {
  struct Thread {
    var pid: Int32
    var tid: Int32
    /// An index into `spaces`.
    var space: Int
    /// The bytes of its name are in `names`.
    var name: FrameTable.ID
    /// The tree's node for the thread, and its place in a list of threads: kept here because they
    /// are good exactly as long as the name is.
    var root = StackTree.root
    var identity = -1
    /// When it was sampled last, or 0.
    var sampled: UInt64 = 0
  }

  struct Space {
    var map = AddressSpace()
    /// No two states of any space share one, except a fork and what it was copied from.
    var generation: UInt32 = 0
    /// Whether a fork holds the same mappings, which a change would copy.
    var isShared = false
  }

  private(set) var spaces: [Space] = []
  private(set) var kernel = Space()
  var threads: [Thread] = []
  private(set) var names = FrameTable()
  private(set) var files: RecordedFiles
  /// Mappings that were left out because there were too many of them.
  private(set) var mappingsLeftOut = 0
  private var generations: UInt32 = 0
  private var spaceOfProcess: [Int32: Int] = [:]
  private var threadOfID: [Int32: Int] = [:]
  /// The thread that was asked for last: samples come in runs of one.
  private var recent = 0
  /// In memory: those that processes share count once.
  private var mappingCount = 0

  /// Of code alone, so more than any process has; each new one moves those behind it.
  private static let mappingsOfProcessMax = 1 << 14
  /// 32 bytes each.
  private static let mappingsMax = 1 << 24

  init(buildIDs: [PerfFeatures.BuildID] = []) { files = RecordedFiles(buildIDs: buildIDs) }

  /// The index in `threads`, of one that is there and of that process.
  @inline(__always) mutating func known(pid: Int32, tid: Int32) -> Int? {
    if recent < threads.count, threads[recent].tid == tid, threads[recent].pid == pid {
      return recent
    }
    guard let index = threadOfID[tid], threads[index].pid == pid else { return nil }
    recent = index
    return index
  }

  /// The index in `threads`, of a thread that may be new.
  mutating func thread(pid: Int32, tid: Int32) -> Int {
    if let index = threadOfID[tid] {
      if threads[index].pid != pid { rename(index, pid: pid, name: defaultName(pid, tid)) }
      return index
    }
    let thread = Thread(pid: pid, tid: tid, space: space(of: pid), name: defaultName(pid, tid))
    threadOfID[tid] = threads.count
    threads.append(thread)
    return threads.count - 1
  }

  mutating func take(_ comm: PerfCommRecord) {
    let index = thread(pid: comm.pid, tid: comm.tid)
    rename(index, pid: comm.pid, name: names.intern(comm.name))
    if comm.isExec { replace(threads[index].space, by: Space()) }
  }

  mutating func take(fork: PerfTaskRecord) {
    let parent = thread(pid: fork.parentPID, tid: fork.parentTID)
    let isNamed = threads[parent].name != defaultName(fork.parentPID, fork.parentTID)
    let name = isNamed ? threads[parent].name : defaultName(fork.pid, fork.tid)
    if fork.pid != fork.parentPID {
      // A number that was used before belongs to another process from now on.
      let space = space(of: fork.pid)
      let parentSpace = threads[parent].space
      if fork.isMadeUp || parentSpace == space {
        replace(space, by: Space())
      } else {
        spaces[parentSpace].isShared = true
        replace(space, by: spaces[parentSpace])
      }
    }
    let child = thread(pid: fork.pid, tid: fork.tid)
    rename(child, pid: fork.pid, name: name)
    threads[child].sampled = 0
  }

  mutating func take(_ map: PerfMapRecord) {
    let (end, overflow) = map.start.addingReportingOverflow(map.size)
    guard map.isCode || isOfKernel(map) else { return }
    let last = overflow ? UInt64.max : end
    if isOfKernel(map) {
      let number = files.number(ofKernel: map)
      return mapInKernel(
        AddressSpace.Mapping(start: map.start, end: last, fileOffset: map.start, file: number))
    }
    guard map.mode != PerfRecordHeader.Mode.guestUser else { return }
    let space = space(of: map.pid)
    guard spaces[space].map.mappings.count < Self.mappingsOfProcessMax,
      mappingCount < Self.mappingsMax
    else {
      mappingsLeftOut += 1
      return
    }
    let number = files.number(of: map)
    let kind = files.files[Int(number)].kind
    let offset =
      kind.keepsVirtualAddresses ? map.start : kind == .vdso ? 0 : map.fileOffset
    change(space) {
      $0.map(
        AddressSpace.Mapping(start: map.start, end: last, fileOffset: offset, file: number))
    }
  }

  /// Code that the kernel made of its own. When it is dropped, the next one takes its place.
  mutating func take(_ symbol: PerfKernelSymbolRecord) {
    let (end, overflow) = symbol.start.addingReportingOverflow(symbol.size)
    guard !overflow, !symbol.isDropped else { return }
    let number = files.number(ofKernelSymbol: symbol)
    mapInKernel(
      AddressSpace.Mapping(
        start: symbol.start, end: end, fileOffset: symbol.start, file: number))
  }

  /// Where an address of the kernel belongs; the kernel itself where nothing says otherwise.
  mutating func kernelFile(of address: UInt64) -> UInt32 {
    kernel.map.mapping(containing: address)?.file ?? files.numberOfUnmappedKernel()
  }

  private mutating func mapInKernel(_ mapping: AddressSpace.Mapping) {
    guard kernel.map.mappings.count < Self.mappingsOfProcessMax else {
      mappingsLeftOut += 1
      return
    }
    generations &+= 1
    kernel.generation = generations
    kernel.map.map(mapping)
  }

  private func isOfKernel(_ map: PerfMapRecord) -> Bool {
    map.pid == -1 && map.mode == PerfRecordHeader.Mode.kernel
  }

  private mutating func space(of pid: Int32) -> Int {
    if let index = spaceOfProcess[pid] { return index }
    let index = spaces.count
    generations &+= 1
    spaces.append(Space(generation: generations))
    spaceOfProcess[pid] = index
    return index
  }

  private mutating func change(_ space: Int, _ body: (inout AddressSpace) -> Void) {
    generations &+= 1
    let before = spaces[space].isShared ? 0 : spaces[space].map.mappings.count
    body(&spaces[space].map)
    spaces[space].generation = generations
    spaces[space].isShared = false
    mappingCount += spaces[space].map.mappings.count - before
  }

  private mutating func replace(_ space: Int, by other: Space) {
    if !spaces[space].isShared { mappingCount -= spaces[space].map.mappings.count }
    spaces[space] = other
    if other.generation == 0 {
      generations &+= 1
      spaces[space].generation = generations
    }
  }

  private mutating func rename(_ index: Int, pid: Int32, name: FrameTable.ID) {
    if threads[index].pid != pid {
      threads[index].pid = pid
      threads[index].space = space(of: pid)
    } else if threads[index].name == name {
      return
    }
    threads[index].name = name
    threads[index].root = StackTree.root
    threads[index].identity = -1
  }

  /// As perf shows a thread whose name it was never told.
  private mutating func defaultName(_ pid: Int32, _ tid: Int32) -> FrameTable.ID {
    names.intern(pid == 0 && tid == 0 ? "swapper" : ":\(tid)")
  }
}
