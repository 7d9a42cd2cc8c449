package enum PictureError: Error, Hashable, Sendable {
  case nothingSampled(subject: String?)
  case impossibleWeight(Double, frame: String)
  case noTimeline(needed: String)
  case impossibleMoment(index: Int, count: Int)
  case differentUnits(before: String, after: String)
  case impossibleWidth(Double)
  case impossibleMinimumWidth(PictureOptions.MinimumWidth)
  case impossibleDepthLimit(Int)
}

extension PictureError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .nothingSampled(let subject):
      """
      There is nothing to draw: no stack of \(subject ?? "this profile") has any weight. \
      Record for longer, or give a filter that keeps some stacks.
      """
    case .impossibleWeight(let weight, let frame):
      """
      The stacks that end in '\(frame)' weigh \(weight), and a weight is a finite number from 0. \
      Check the numbers at the ends of the lines of the input.
      """
    case .noTimeline(let needed):
      """
      \(needed) needs to know when each sample was taken, and this profile only has sums. \
      Draw it from the recording (perf.data or perf script text) rather than from folded text.
      """
    case .impossibleMoment(let index, let count):
      """
      Sample \(index) names a stack or thread that the profile of \(count) samples does not have. \
      The recording is damaged: record it again.
      """
    case .differentUnits(let before, let after):
      """
      The profile before counts \(before), the one after \(after), which do not compare. \
      Record both with the same event.
      """
    case .impossibleWidth(let width):
      "A picture is 100 to 100000 pixels wide, got \(width)."
    case .impossibleMinimumWidth(let width):
      "The minimum width of a frame is from 0 to less than the whole picture, got \(width)."
    case .impossibleDepthLimit(let limit):
      "A picture shows 1 to 100000 frames of a stack, got \(limit)."
    }
  }
}
