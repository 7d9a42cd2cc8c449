import BenchModel

/// The threads of a text, each with the node that its stacks hang from.
struct PerfScriptThreads: Sendable {
  private struct Thread {
    var identity: StackProfile.ThreadIdentity
    var node: StackTree.NodeID
  }

  private let showsProcesses: Bool
  private let showsThreads: Bool
  private var texts = TextTable(limitBytes: 16 << 20)
  private var threads: [Thread] = []
  private var lastText: [UInt8] = []
  private var last: UInt32 = 0

  init(showsProcesses: Bool, showsThreads: Bool) {
    self.showsProcesses = showsProcesses
    self.showsThreads = showsThreads
  }

  var identities: [StackProfile.ThreadIdentity] { threads.map(\.identity) }

  func node(_ thread: UInt32) -> StackTree.NodeID { threads[Int(thread)].node }

  /// The number of the thread that a sample's first line names.
  @inline(__always)
  mutating func number(
    _ header: PerfScriptHeader, in line: UnsafeRawBufferPointer, tree: inout StackTree
  ) -> UInt32 {
    let text = line.part(header.identity.lowerBound, header.identity.upperBound)
    if lastText.withUnsafeBytes({ $0.isSame(as: text) }), !threads.isEmpty { return last }
    return find(text, header, in: line, tree: &tree)
  }

  private mutating func find(
    _ text: UnsafeRawBufferPointer, _ header: PerfScriptHeader, in line: UnsafeRawBufferPointer,
    tree: inout StackTree
  ) -> UInt32 {
    let place = texts.find(text)
    let number: UInt32
    if let known = place.number {
      number = known
    } else {
      number = UInt32(threads.count)
      threads.append(thread(header, in: line, tree: &tree))
      _ = texts.add(text, at: place)
    }
    lastText.removeAll(keepingCapacity: true)
    lastText.append(contentsOf: text)
    last = number
    return number
  }

  private func thread(
    _ header: PerfScriptHeader, in line: UnsafeRawBufferPointer, tree: inout StackTree
  ) -> Thread {
    let command = line.part(header.command.lowerBound, header.command.upperBound)
    let identity = StackProfile.ThreadIdentity(
      process: header.process ?? -1, thread: header.thread ?? -1, name: command.text)
    var name = Array(command)
    let process = header.process.map(String.init) ?? "?"
    if showsThreads, let thread = header.thread {
      name += Array("-\(process)/\(thread)".utf8)
    } else if showsProcesses {
      name += Array("-\(process)".utf8)
    }
    guard !name.isEmpty else { return Thread(identity: identity, node: StackTree.root) }
    let frame = name.withUnsafeBytes { tree.frames.intern($0, kind: .thread) }
    return Thread(identity: identity, node: tree.child(of: StackTree.root, frame: frame))
  }
}
