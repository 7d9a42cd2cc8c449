import CBench

/// Work in functions whose shares are known: each card of a shuffled deck is a call of one of four
/// functions, all of which run the same loop; 50, 30, 15 and 5 of 100 cards.
///
/// So the shares are exact, whatever the processor's frequency does, and no rhythm can beat with the
/// sampling.
enum Burning {
  @inline(never) static func fifty() {
    spin(1)
    // Keeps the call from being the last thing done, which would be a jump.
    bench_escape(nil)
  }

  @inline(never) static func thirty() {
    spin(2)
    // Keeps the call from being the last thing done, which would be a jump.
    bench_escape(nil)
  }

  @inline(never) static func fifteen() {
    spin(3)
    // Keeps the call from being the last thing done, which would be a jump.
    bench_escape(nil)
  }

  @inline(never) static func five() {
    spin(4)
    // Keeps the call from being the last thing done, which would be a jump.
    bench_escape(nil)
  }

  @inline(never) private static func spin(_ salt: UInt64) {
    var state = salt
    for _ in 0..<10_000 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
    }
    // After the loop there is something left to do, so that no caller is left by a jump.
    withUnsafePointer(to: state) { bench_escape($0) }
  }

  private enum Card: CaseIterable {
    case fifty, thirty, fifteen, five

    var count: Int {
      switch self {
      case .fifty: 50
      case .thirty: 30
      case .fifteen: 15
      case .five: 5
      }
    }
  }

  /// - Parameter seconds: Of the thread's processor time.
  static func run(seconds: Double) {
    let end = ThreadClock.seconds + seconds
    var deck = Card.allCases.flatMap { Array(repeating: $0, count: $0.count) }
    while ThreadClock.seconds < end {
      deck.shuffle()
      for card in deck {
        switch card {
        case .fifty: fifty()
        case .thirty: thirty()
        case .fifteen: fifteen()
        case .five: five()
        }
      }
    }
  }
}
