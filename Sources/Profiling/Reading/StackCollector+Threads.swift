import BenchModel

extension StackCollector {
  mutating func makeRoot(_ index: Int) {
    let thread = processes.threads[index]
    let label: String? =
      if options.labelsThreads {
        "-\(thread.pid)/\(thread.tid)"
      } else if options.labelsProcesses {
        "-\(thread.pid)"
      } else {
        nil
      }
    let frame = processes.names.withName(thread.name) { name in
      guard let label else { return tree.frames.intern(name, kind: .thread) }
      var bytes = Array(name)
      bytes.append(contentsOf: label.utf8)
      return bytes.withUnsafeBytes { tree.frames.intern($0, kind: .thread) }
    }
    processes.threads[index].root = tree.child(of: StackTree.root, frame: frame)
  }

  mutating func identity(of index: Int) -> Int {
    let thread = processes.threads[index]
    if thread.identity >= 0 { return thread.identity }
    processes.threads[index].identity = identities.count
    identities.append(
      StackProfile.ThreadIdentity(
        process: thread.pid, thread: thread.tid, name: processes.names.name(thread.name)))
    return identities.count - 1
  }
}
