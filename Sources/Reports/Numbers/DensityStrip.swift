/// The shape of a distribution in one row of bars, one for each bin.
///
/// The fullest bin has the full height; an empty bin is blank and the least share that is not
/// zero still has a bar, so that a second mode or a lone outlier cannot hide. What is no finite
/// number is blank too.
enum DensityStrip {
  static func text(_ density: [Double], charset: Charset) -> String {
    let bars = charset.bars
    let largest = density.filter(\.isFinite).max() ?? 0
    return String(
      density.map { share -> Character in
        guard share > 0, share.isFinite else { return " " }
        let height = (share / largest * Double(bars.count)).rounded(.up)
        return bars[min(bars.count, max(1, Int(height))) - 1]
      })
  }
}
