import BenchModel
import Statistics
import Testing

@Suite struct KernelDensityTests {
  struct Case: Decodable {
    let name: String
    let data: [Double]
    let bandwidth: Double
    let grid: [Double]
    let density: [Double]
  }

  /// scipy's `gaussian_kde` with its `silverman` bandwidth, which is Criterion's rule.
  @Test func `draws the curve that scipy draws`() throws {
    for expected in try fixture("density.json", as: [Case].self) {
      let density = try KernelDensity(of: Sample(expected.data, in: .seconds))
      #expect(agrees(density.bandwidth, expected.bandwidth), "\(expected.name)")
      let curve = density.curve(points: expected.grid.count)
      let peak = expected.density.max() ?? 0
      let span = expected.grid[expected.grid.count - 1] - expected.grid[0]
      for (index, point) in curve.enumerated() {
        #expect((point.value - expected.grid[index]).magnitude < 1e-12 * span, "\(expected.name)")
        #expect(
          (point.density - expected.density[index]).magnitude < 1e-9 * peak, "\(expected.name)")
      }
    }
  }

  /// A normal density has its peak, 1/(h√2π), at its only reading.
  @Test(arguments: [(2.0, 0.02), (-2.0, 0.02), (0.0, 1e-10)])
  func `equal readings get one percent of their value as a width`(
    value: Double, bandwidth: Double
  ) throws {
    let density = try KernelDensity(of: Sample([value, value, value], in: .seconds))
    #expect(agrees(density.bandwidth, bandwidth, within: 1e-15))
    #expect(agrees(density.density(at: value), 0.398942280401433 / bandwidth, within: 1e-14))
  }

  /// A probability density encloses an area of one; three bandwidths leave out little.
  @Test func `the area under the curve is one`() throws {
    var random = SeededGenerator(seed: 3)
    let readings = (0..<2_000).map { _ in random.unitInterval() + random.unitInterval() }
    let curve = try KernelDensity(of: Sample(readings, in: .seconds)).curve(points: 401)
    let step = curve[1].value - curve[0].value
    let area = curve.reduce(0) { $0 + $1.density * step }
    #expect((area - 1).magnitude < 1e-3)
  }

  @Test(arguments: [[1e308, 1.7e308], [-1.7e308, 1.7e308], [0x1p-1074, 0x1p-1073], [0x1p-1074]])
  func `extreme magnitudes give a finite curve`(readings: [Double]) throws {
    let curve = try KernelDensity(of: Sample(readings, in: .seconds)).curve(points: 9)
    for point in curve {
      #expect(point.value.isFinite)
      #expect(point.density.isFinite && point.density >= 0)
    }
    #expect(curve.contains { $0.density > 0 })
  }
}
