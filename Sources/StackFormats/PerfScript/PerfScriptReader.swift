import BenchModel

/// Reads the text of `perf script`, piece by piece, into a stack tree.
///
/// Recordings repeat themselves: most samples have callers that were seen before, to the byte. The
/// text of a stack's callers is therefore looked up as a whole, and read line by line only when it
/// is new; the line that ran, whose address differs from sample to sample, is looked up by itself.
/// Memory is bounded by the distinct stacks, threads and lines, unless a timeline is kept.
package struct PerfScriptReader: Sendable {
  let options: PerfScriptOptions
  var tree = StackTree(unit: .samples)
  var frames: PerfScriptFrames
  var threads: PerfScriptThreads
  var events: PerfScriptEvents
  /// From the text of a stack without its first line to the node of its innermost caller.
  var callers = PerfScriptCallers()
  /// The numbers of the callers' lines that are being read.
  var callerLines: [UInt32] = []
  /// The sample whose lines are being read.
  var sample: PerfScriptSample?
  /// Its frames, innermost first.
  var stack: [FrameTable.ID] = []
  var timeline: [StackProfile.Moment] = []
  var losses = PerfScriptLosses()
  var lines = 0
  var samples = 0
  /// Whether there were frames on lines of their own.
  var hasSeenCallers = false
  var samplesWithoutPeriod = 0
  /// The start of a line whose end has not come yet, or a line whose next one matters.
  private var rest: [UInt8] = []
  private var isSkippingLine = false

  /// A line longer than this that does not end is no text, and is not kept.
  private static let lineLimitBytes = 1 << 20

  package init(options: PerfScriptOptions = PerfScriptOptions()) {
    self.options = options
    frames = PerfScriptFrames(showsAddresses: options.showsAddresses, demangle: options.demangle)
    threads = PerfScriptThreads(
      showsProcesses: options.showsProcesses, showsThreads: options.showsThreads)
    events = PerfScriptEvents(wanted: options.event)
  }

  /// Reads the next piece of text, which may start and end anywhere; larger pieces are quicker.
  package mutating func feed(_ piece: UnsafeRawBufferPointer) {
    var piece = piece
    if isSkippingLine {
      guard let end = piece.position(of: .newline) else { return }
      isSkippingLine = false
      piece = piece.part(end + 1, piece.count)
    }
    while !rest.isEmpty, !piece.isEmpty {
      guard let end = piece.position(of: .newline) else {
        keep(piece)
        return
      }
      rest.append(contentsOf: piece.part(0, end + 1))
      piece = piece.part(end + 1, piece.count)
      let whole = rest
      let read = whole.withUnsafeBytes { self.read($0, isLast: false) }
      rest.removeFirst(read)
    }
    guard !piece.isEmpty else { return }
    let read = self.read(piece, isLast: false)
    keep(piece.part(read, piece.count))
  }

  private mutating func keep(_ bytes: UnsafeRawBufferPointer) {
    rest.append(contentsOf: bytes)
    guard rest.count > Self.lineLimitBytes else { return }
    if let end = rest.lastIndex(of: .newline) {
      let whole = Array(rest[...end])
      _ = whole.withUnsafeBytes { read($0, isLast: true) }
    }
    rest = []
    isSkippingLine = true
    lines += 1
    countUnreadLine()
  }

  mutating func countUnreadLine() {
    losses.unreadLines += 1
    if losses.firstUnreadLine == nil { losses.firstUnreadLine = lines }
  }

  /// Ends the text and gives its stacks, with what was lost among the provenance's notes.
  package mutating func finish() throws(StackFormatError) -> StackProfile {
    readLastLine()
    if let sample, sample.hasCallerLines || hasSeenCallers && stack.isEmpty {
      losses.endsInStack = true
    }
    endSample()
    losses.otherEvents = events.leftOut
    guard samples > 0 else { throw nothingKept() }
    tree.unit = unit
    var provenance = ProfileProvenance()
    provenance.event = events.kept.map { String(decoding: $0, as: UTF8.self) }
    if provenance.event == "" { provenance.event = nil }
    provenance.samples = samples
    provenance.truncated = losses.endsInStack ? 1 : nil
    provenance.unknownFrames = unknownFrames
    provenance.notes = losses.notes
    if options.weight == .period, samplesWithoutPeriod > 0, samplesWithoutPeriod < samples {
      provenance.notes.append("\(samplesWithoutPeriod) samples without a period count 1 each.")
    }
    return StackProfile(
      tree: tree, provenance: provenance, timeline: timeline,
      threads: options.keepsTimeline ? threads.identities : [])
  }

  /// A last line without an end is whole when it closes its module's bracket; else it was cut.
  private mutating func readLastLine() {
    guard !rest.isEmpty else { return }
    let isCut = rest.last != .newline && rest.last != UInt8(ascii: ")")
    if isCut, let end = rest.lastIndex(of: .newline) {
      rest.removeSubrange((end + 1)...)
    } else if isCut {
      rest = []
    } else if rest.last != .newline {
      rest.append(.newline)
    }
    let whole = rest
    rest = []
    _ = whole.withUnsafeBytes { read($0, isLast: true) }
    if isCut {
      sample = nil
      losses.endsInLine = true
    }
  }

  private var unit: StackUnit {
    guard options.weight == .period, samplesWithoutPeriod < samples, let event = events.kept else {
      return .samples
    }
    let name = String(decoding: event, as: UTF8.self)
    switch name {
    case "cpu-clock", "task-clock": return .nanoseconds
    case "": return .events("events")
    default: return .events(name)
    }
  }

  private var unknownFrames: Int {
    let totals = tree.sampleTotals()
    var count = 0
    for id in tree.nodes.indices.dropFirst()
    where tree.frames.kind(tree.nodes[id].frame) == .unknown {
      count += totals[id]
    }
    return count
  }

  private func nothingKept() -> StackFormatError {
    if let event = options.event, !losses.otherEvents.isEmpty {
      let names = losses.otherEvents.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
      return .noStacks(
        .perfScript, problem: "no sample is of the event '\(event)'. Its events are \(names).")
    }
    if losses.endsInLine {
      return .noStacks(.perfScript, problem: "it ends in the middle of its first sample.")
    }
    return .noStacks(
      .perfScript,
      problem: """
        none of its \(lines) lines starts a sample ('command 1234 56.789012: 1 cycles:'). \
        Make it with 'perf script -F comm,pid,tid,time,period,event,ip,sym,symoff,dso'.
        """)
  }
}

/// One sample while its lines are read.
struct PerfScriptSample: Sendable {
  var isKept: Bool
  var thread: UInt32
  var weight: Double
  var nanoseconds: UInt64
  /// Whether its frames stand on lines of their own, which an empty line ends.
  var hasCallerLines = false
}
