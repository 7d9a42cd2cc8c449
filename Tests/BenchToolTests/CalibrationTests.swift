import BenchTool
import Testing

@Suite struct CalibrationTests {
  /// A body of exactly `nanoseconds` an iteration, without scatter.
  private func settle(_ calibration: Calibration, nanoseconds: Int) -> (
    iterations: Int, trials: Int
  ) {
    var calibration = calibration
    var trials = 0
    while !calibration.isSettled {
      calibration.observe(wallNanoseconds: calibration.iterations * nanoseconds)
      trials += 1
    }
    return (calibration.iterations, trials)
  }

  @Test(arguments: [1, 7, 100, 999, 12_345])
  func `a steady body gets samples of the length asked for`(nanoseconds: Int) {
    let target = 1_000_000
    let (iterations, trials) = settle(
      Calibration(targetNanoseconds: target), nanoseconds: nanoseconds)
    #expect((target...target * 5 / 4).contains(iterations * nanoseconds))
    #expect(trials <= 12)
  }

  @Test func `a body longer than a sample is measured one at a time, once that is confirmed`() {
    #expect(settle(Calibration(targetNanoseconds: 1000), nanoseconds: 5000) == (1, 2))
  }

  @Test func `a slow first call does not settle it`() {
    var calibration = Calibration(targetNanoseconds: 1000)
    calibration.observe(wallNanoseconds: 3_000_000)
    #expect(!calibration.isSettled)
    calibration.observe(wallNanoseconds: 1)
    #expect(calibration.iterations == 10)
  }

  @Test func `one trial lengthened by a preemption does not settle it`() {
    var calibration = Calibration(targetNanoseconds: 1_000_000, startingAt: 10)
    calibration.observe(wallNanoseconds: 4_000_000)
    #expect(!calibration.isSettled)
    calibration.observe(wallNanoseconds: 1000)
    #expect(!calibration.isSettled)
    #expect(calibration.iterations == 100)
  }

  @Test func `what another process settled on is confirmed in two trials`() {
    #expect(
      settle(Calibration(targetNanoseconds: 1000, startingAt: 12), nanoseconds: 100) == (12, 2))
  }

  @Test func `a clock that stands still does not stop it from growing`() {
    var calibration = Calibration(targetNanoseconds: 1000)
    for _ in 0..<4 { calibration.observe(wallNanoseconds: 0) }
    #expect(calibration.iterations == 10_000)
  }
}
