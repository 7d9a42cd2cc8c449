import ArgumentParser
import FlameGraph

/// How a picture is laid out.
struct DrawingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write this above the picture.", valueName: "text"))
  var title: String?

  @Flag(help: "Put the root at the top, as in an icicle graph.")
  var icicle = false

  @Flag(help: "Merge stacks from what ran towards its callers.")
  var reversed = false

  @Flag(help: "Draw a flame chart: from left to right in order of time, a lane for each thread.")
  var chart = false

  @Flag(help: "Draw each thread by itself.")
  var perThread = false

  @Option(
    help: ArgumentHelp(
      "Leave out frames narrower than this, in pixels of 1200 or percent of all.",
      valueName: "0.1|0.5%"))
  var minWidth = "0.1"

  @Option(help: ArgumentHelp("Draw so wide before a browser fits it.", valueName: "pixels"))
  var width = 1200.0

  func validate() throws {
    _ = try picture()
    if chart && (reversed || perThread) {
      throw ValidationError(
        "'--chart' is in order of time: leave out '--reversed' and '--per-thread'.")
    }
  }

  var needsTimeline: Bool { chart || perThread }

  func picture() throws -> PictureOptions {
    var options = PictureOptions()
    options.title = title
    options.arrangement = chart ? .time : reversed ? .callers : .calls
    options.growth = icicle ? .down : .up
    options.separatesThreads = perThread
    guard let minimum = PictureOptions.MinimumWidth(minWidth) else {
      throw ValidationError("'--min-width \(minWidth)' is no width, such as 0.1 or 0.5%.")
    }
    options.minimumWidth = minimum
    options.width = width
    return options
  }
}
