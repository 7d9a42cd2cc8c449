/// What a flamegraph shows of a profile, and how it is laid out.
package struct PictureOptions: Hashable, Sendable {
  /// Which way the frames of a stack are put on top of each other.
  package enum Arrangement: Hashable, Sendable {
    /// Callers below, what they called above them; equal stacks merged.
    case calls
    /// What ran below, those who called it above: all callers of a function are in one place.
    case callers
    /// From left to right in order of time, a lane a thread; equal stacks merged only when adjacent.
    case time
  }

  package enum Growth: Hashable, Sendable {
    /// The root is at the bottom.
    case up
    /// The root is at the top, as in an icicle graph.
    case down
  }

  /// Frames narrower than this are left out, with all that they called.
  package enum MinimumWidth: Hashable, Sendable {
    /// Of a picture as wide as `PictureOptions.width`.
    case pixels(Double)
    /// Percent of everything.
    case percent(Double)
  }

  package var title: String?
  /// A line of the author's own; how the profile was made stands below it in any case.
  package var subtitle: String?
  package var arrangement = Arrangement.calls
  package var growth = Growth.up
  /// One frame a thread between the root and its stacks.
  package var separatesThreads = false
  /// In pixels, until a script fits the picture to its window.
  package var width: Double = 1200
  package var minimumWidth = MinimumWidth.pixels(0.1)
  /// How many frames of one stack are drawn; deeper ones are counted and left out.
  package var depthLimit = 500
  /// The name of the frame that stands for everything.
  package var rootName = "all"

  package init() {}
}

extension PictureOptions {
  /// The margin left and right of the frames.
  static let margin: Double = 10

  /// The width that the root frame fills.
  var frameWidth: Double { width - 2 * Self.margin }

  /// The share of everything below which a frame is not drawn.
  ///
  /// Pixels are of the whole width, so that 0.1 of 1200 is one in 12,000.
  var minimumShare: Double {
    switch minimumWidth {
    case .pixels(let pixels): pixels / width
    case .percent(let percent): percent / 100
    }
  }

  func validate() throws(PictureError) {
    guard width.isFinite, width >= 100, width <= 100_000 else {
      throw .impossibleWidth(width)
    }
    guard minimumShare.isFinite, minimumShare >= 0, minimumShare < 1 else {
      throw .impossibleMinimumWidth(minimumWidth)
    }
    guard depthLimit >= 1, depthLimit <= 100_000 else { throw .impossibleDepthLimit(depthLimit) }
  }
}

extension PictureOptions.MinimumWidth: CustomStringConvertible {
  /// As it is typed: `0.1`, or `0.5%`.
  package var description: String {
    switch self {
    case .pixels(let pixels): "\(pixels)"
    case .percent(let percent): "\(percent)%"
    }
  }

  /// Reads a width in pixels (`0.1`) or percent (`0.5%`); `nil` for anything else.
  package init?(_ text: String) {
    let isPercent = text.hasSuffix("%")
    guard let number = Double(isPercent ? String(text.dropLast()) : text), number.isFinite,
      number >= 0
    else { return nil }
    self = isPercent ? .percent(number) : .pixels(number)
  }
}
