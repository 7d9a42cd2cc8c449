import Foundation
import Statistics
import Testing

@Suite struct EProcessTests {
  /// The gamblers of the documentation, played again in numpy.
  @Test func `grows as the documented bets do`() throws {
    for expected in try HypothesesFixture.read().wealths {
      var process = EProcess(that: .greater, than: expected.bound, prior: expected.prior)
      var mirrored = EProcess(that: .less, than: -expected.bound, prior: expected.prior)
      for value in expected.values {
        process.add(value)
        mirrored.add(-value)
      }
      #expect(agrees(process.value, expected.value))
      #expect(agrees(process.peak, expected.peak))
      #expect(mirrored.peak == process.peak)
      #expect(process.count == expected.values.count)
    }
  }

  enum Noise: String, CaseIterable, Sendable {
    case normal, cauchy, coin
    /// One unit in ten is thirty times as wild.
    case contaminated
    /// The scale doubles and halves as the run goes on.
    case changing
    /// Always at the bound exactly.
    case none
  }

  /// Ville's inequality: the wealth ever reaches 1/α with chance at most α, at the center that is
  /// the hardest to tell. Of 4,000 runs of 48 values; four binomial deviations are allowed.
  @Test(arguments: Noise.allCases)
  func `a true null hypothesis is hardly ever rejected, however often one looks`(noise: Noise) {
    let seed: UInt64 = 1729
    var random = SeededGenerator(seed: seed)
    let runs = 4_000
    var twentieth = 0
    var hundredth = 0
    for _ in 0..<runs {
      var process = EProcess(that: .greater, than: 0.01)
      for unit in 0..<48 { process.add(0.01 + 0.01 * draw(noise, unit, &random)) }
      if process.peak >= 20 { twentieth += 1 }
      if process.peak >= 100 { hundredth += 1 }
    }
    let rates = (Double(twentieth) / Double(runs), Double(hundredth) / Double(runs))
    print("\(noise.rawValue): ever beyond 20 \(rates.0), beyond 100 \(rates.1); seed \(seed)")
    #expect(rates.0 <= 0.05 + 4 * 0.00345, "seed \(seed)")
    #expect(rates.1 <= 0.01 + 4 * 0.00157, "seed \(seed)")
  }

  /// A change of 5 % beyond a bound of 1 %, with units that scatter by 1 %, as compute kernels do.
  @Test func `an effect makes it grow within two dozen values`() {
    let seed: UInt64 = 6
    var random = SeededGenerator(seed: seed)
    var found = 0
    for _ in 0..<200 {
      var process = EProcess(that: .greater, than: 0.01)
      for _ in 0..<24 where process.peak < 2_000 {
        process.add(0.05 + 0.01 * normal(&random))
      }
      if process.peak >= 2_000 && process.count <= 20 { found += 1 }
    }
    #expect(found > 190, "\(found) of 200, seed \(seed)")
  }

  /// By hand: 1 + 0.9·tanh(∞) at most, so 1.9 a value.
  @Test func `wealth is bounded by what can be won, and survives the worst of values`() {
    var process = EProcess(that: .greater, than: 0)
    for _ in 0..<10 { process.add(1e9) }
    #expect(process.value <= pow(1.9, 10))
    let before = process.value
    process.add(-1e30)
    #expect(process.value > 0.09 * before)
    #expect(process.peak == before)
    for _ in 0..<2_000 { process.add(1) }
    #expect(process.value.isFinite)
  }

  private func draw(_ noise: Noise, _ unit: Int, _ random: inout SeededGenerator) -> Double {
    switch noise {
    case .normal: normal(&random)
    case .cauchy: cauchy(&random)
    case .coin: random.next() & 1 == 0 ? 1 : -1
    case .contaminated: normal(&random) * (random.index(below: 10) == 0 ? 30 : 1)
    case .changing: normal(&random) * pow(2, 3 * sin(Double(unit) / 4))
    case .none: 0
    }
  }
}
