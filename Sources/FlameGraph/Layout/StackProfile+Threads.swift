import BenchModel

extension StackProfile {
  /// The stacks below one frame a thread, which takes the place of a thread frame of their own.
  ///
  /// Sums do not know threads, so this adds up the timeline.
  package func treeByThread() throws(PictureError) -> StackTree {
    try requireTimeline(for: "A picture by thread")
    var byThread = StackTree(unit: tree.unit, frames: tree.frames)
    var lanes: [StackTree.NodeID] = []
    for thread in threads {
      let frame = byThread.frames.intern(thread.label, kind: .thread)
      lanes.append(byThread.child(of: StackTree.root, frame: frame))
    }
    /// Where a stack of a thread went: by thread and node.
    var places: [UInt64: StackTree.NodeID] = [:]
    for moment in timeline {
      let key = UInt64(moment.thread) << 32 | UInt64(moment.node)
      let place =
        places[key]
        ?? {
          var place = lanes[Int(moment.thread)]
          for frame in stackWithoutThread(to: moment.node) {
            place = byThread.child(of: place, frame: frame)
          }
          places[key] = place
          return place
        }()
      byThread.add(moment.weight, at: place)
    }
    return byThread
  }

  func stackWithoutThread(to node: StackTree.NodeID) -> ArraySlice<FrameTable.ID> {
    tree.stack(to: node).drop { tree.frames.kind($0) == .thread }
  }

  func requireTimeline(for purpose: String) throws(PictureError) {
    guard !timeline.isEmpty else { throw .noTimeline(needed: purpose) }
    for (index, moment) in timeline.enumerated() {
      guard Int(moment.node) < tree.nodes.count, Int(moment.thread) < threads.count else {
        throw .impossibleMoment(index: index, count: timeline.count)
      }
      guard moment.weight >= 0, moment.weight < .infinity else {
        throw .impossibleWeight(moment.weight, frame: threads[Int(moment.thread)].name)
      }
    }
  }
}

extension StackProfile.ThreadIdentity {
  /// `name (process/thread)`
  var label: String { "\(name) (\(process)/\(thread))" }
}
