import BenchModel

extension Scene {
  /// Rows of all lanes together that are drawn; the lanes of the busiest threads come first.
  static let laneRowLimit = 2_000

  /// Lays out the samples in order of time, a lane a thread, one above the other.
  ///
  /// Widths are time, in nanoseconds, so a thread that waits leaves a gap.
  init(
    inTimeOf profile: StackProfile, options: PictureOptions
  ) throws(PictureError) {
    try options.validate()
    try profile.requireTimeline(for: "A flame chart in order of time")
    let lanes = Self.lanes(of: profile)
    let end = lanes.lazy.compactMap(\.pieces.last?.end).max() ?? 0
    guard end > 0 else { throw .nothingSampled(subject: profile.provenance.subject) }
    var frames = profile.tree.frames
    var boxes = [
      Box(
        frame: Box.noFrame, parent: -1, row: 0, start: 0, extent: end, own: 0,
        samples: profile.timeline.count)
    ]
    var chart = LaneChart(
      profile: profile, minimum: end * options.minimumShare, limit: options.depthLimit)
    var row: Int32 = 1
    for lane in lanes where !lane.pieces.isEmpty {
      let label = frames.intern(profile.threads[lane.thread].label, kind: .thread)
      let drawn = chart.draw(lane, label: label, row: row, firstIndex: Int32(boxes.count))
      let top = drawn.lazy.map(\.row).max() ?? row
      guard Int(top) <= Self.laneRowLimit || boxes.count == 1 else {
        chart.deepCount += drawn.count
        continue
      }
      boxes += drawn
      row = top + 2
    }
    self.init(
      unit: .nanoseconds, frames: frames, boxes: boxes, narrowCount: chart.narrowCount,
      deepCount: chart.deepCount, countsSamples: true, isInTime: true)
    #if DEBUG
      checkInvariants()
    #endif
  }

  private static func lanes(of profile: StackProfile) -> [ThreadTimeline] {
    let origin = profile.timeline.lazy.map(\.nanoseconds).min() ?? 0
    var moments = [[StackProfile.Moment]](repeating: [], count: profile.threads.count)
    for moment in profile.timeline { moments[Int(moment.thread)].append(moment) }
    return moments.indices.map { thread in
      // Samples of one instant stay in the order they were read.
      let inOrder = moments[thread].enumerated().sorted {
        ($0.element.nanoseconds, $0.offset) < ($1.element.nanoseconds, $1.offset)
      }
      return ThreadTimeline(thread: thread, moments: inOrder.map(\.element), origin: origin)
    }.sorted {
      ($1.pieces.count, $0.thread) < ($0.pieces.count, $1.thread)
    }
  }
}

/// Merges the adjacent equal stacks of a lane into boxes.
struct LaneChart {
  private let profile: StackProfile
  private let minimum: Double
  private let limit: Int
  private(set) var narrowCount = 0
  var deepCount = 0

  init(profile: StackProfile, minimum: Double, limit: Int) {
    self.profile = profile
    self.minimum = minimum
    self.limit = limit
  }

  /// Boxes of one thread, its own first; parents are indices into all boxes of the picture.
  mutating func draw(
    _ lane: ThreadTimeline, label: FrameTable.ID, row: Int32, firstIndex: Int32
  ) -> [Box] {
    let start = lane.pieces[0].start
    let end = lane.pieces[lane.pieces.count - 1].end
    var boxes = [
      Box(
        frame: label, parent: 0, row: row, start: start, extent: end - start, own: 0,
        samples: lane.pieces.count)
    ]
    /// The stack that is drawn on, as frames and as indices into `boxes`.
    var openFrames: [FrameTable.ID] = []
    var openBoxes: [Int] = []
    var last = start
    for piece in lane.pieces {
      let stack = profile.stackWithoutThread(to: piece.node)
      var shared = 0
      if piece.start == last {
        for (open, frame) in zip(openFrames, stack) {
          guard open == frame else { break }
          shared += 1
        }
      }
      openFrames.removeSubrange(shared...)
      openBoxes.removeSubrange(min(shared, openBoxes.count)...)
      for frame in stack.dropFirst(shared) {
        openFrames.append(frame)
        guard openBoxes.count < limit else {
          deepCount += 1
          continue
        }
        let parent = openBoxes.last ?? 0
        openBoxes.append(boxes.count)
        boxes.append(
          Box(
            frame: frame, parent: Int32(parent), row: row + Int32(openBoxes.count),
            start: piece.start, extent: 0, own: 0, samples: 0))
      }
      let length = piece.end - piece.start
      for index in openBoxes {
        boxes[index].extent = piece.end - boxes[index].start
        boxes[index].samples += 1
      }
      boxes[openBoxes.last ?? 0].own += length
      last = piece.end
    }
    return dropNarrow(boxes, firstIndex: firstIndex)
  }

  /// Children are no wider than their parents, so whole branches go.
  private mutating func dropNarrow(_ boxes: [Box], firstIndex: Int32) -> [Box] {
    var kept: [Box] = []
    var places = [Int32](repeating: -1, count: boxes.count)
    for (index, box) in boxes.enumerated() {
      guard index == 0 || (box.extent > 0 && box.extent >= minimum) else {
        narrowCount += 1
        continue
      }
      places[index] = firstIndex + Int32(kept.count)
      var box = box
      if index > 0 { box.parent = places[Int(box.parent)] }
      kept.append(box)
    }
    return kept
  }
}
