/// Stacks with what is known of how they came about.
package struct StackProfile: Sendable {
  package var tree: StackTree
  package var provenance: ProfileProvenance
  /// One entry a sample in order of time, or empty where only sums are known.
  package var timeline: [Moment]
  /// The threads that the timeline's entries name by index.
  package var threads: [ThreadIdentity]

  /// One sample's place in time.
  package struct Moment: Hashable, Sendable {
    /// On the recording's clock; only differences mean something.
    package var nanoseconds: UInt64
    package var node: StackTree.NodeID
    /// An index into `threads`.
    package var thread: UInt32
    package var weight: Double

    package init(nanoseconds: UInt64, node: StackTree.NodeID, thread: UInt32, weight: Double) {
      self.nanoseconds = nanoseconds
      self.node = node
      self.thread = thread
      self.weight = weight
    }
  }

  package struct ThreadIdentity: Hashable, Sendable {
    package var process: Int32
    package var thread: Int32
    package var name: String

    package init(process: Int32, thread: Int32, name: String) {
      self.process = process
      self.thread = thread
      self.name = name
    }
  }

  package init(
    tree: StackTree, provenance: ProfileProvenance = ProfileProvenance(),
    timeline: [Moment] = [], threads: [ThreadIdentity] = []
  ) {
    self.tree = tree
    self.provenance = provenance
    self.timeline = timeline
    self.threads = threads
  }
}
