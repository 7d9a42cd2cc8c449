import BenchModel

extension StackProfile {
  /// The timeline by thread, or `nil` where there is none that accounts for all of the weight.
  ///
  /// Formats with time write these; without them they write each stack once.
  var momentsByThread: [(thread: ThreadIdentity, moments: [Moment])]? {
    guard !timeline.isEmpty, timeline.allSatisfy({ Int($0.thread) < threads.count }) else {
      return nil
    }
    let weight = timeline.reduce(0) { $0 + $1.weight }
    let total = tree.totalWeight
    guard abs(weight - total) <= 1e-9 * max(weight, total) else { return nil }
    var moments = [[Moment]](repeating: [], count: threads.count)
    for moment in timeline { moments[Int(moment.thread)].append(moment) }
    return threads.indices.filter { !moments[$0].isEmpty }.map { (threads[$0], moments[$0]) }
  }
}
