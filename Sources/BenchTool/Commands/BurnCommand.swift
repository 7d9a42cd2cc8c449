import ArgumentParser
import Foundation

/// The other process of `selftest --busy`: it computes for 5 ms, rests for 5 ms, and so on for ever.
/// Not for people.
struct BurnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "burn", abstract: "Take half of a processor.", shouldDisplay: false)

  func run() throws {
    let parent = getppid()
    var sum: UInt64 = 1
    // Whoever started it may be killed without saying so.
    while getppid() == parent {
      let start = ContinuousClock.now
      while start.duration(to: .now) < .milliseconds(5) {
        for _ in 0..<1000 { sum = sum &* 6_364_136_223_846_793_005 &+ 1 }
      }
      usleep(sum == 0 ? 4999 : 5000)
    }
  }
}
