import ActorRuntime
import Benchmarking

extension Kernels {
  /// Bodies in which several threads wake each other.
  static let actors: [Benchmark] = [
    kernel("actors", "ask", asks: "What do ten questions to an idle actor cost?") { meter in
      let system = ActorSystem()
      let echo = system.spawn("echo") { Echo() }
      try await meter.measure(yields: 45) {
        var sum = 0
        for number in 0..<10 {
          sum += try await echo.ask(timeout: .seconds(60)) { Echo.Question(number, $0) }
        }
        return sum
      }
      await system.shutdown()
    },
    kernel("actors", "tell", asks: "What do 500 messages and one question cost?") { meter in
      let system = ActorSystem()
      let tally = system.spawn("tally") { Tally() }
      try await meter.measure(yields: 500) {
        for _ in 0..<500 { tally.tell(.add) }
        return try await tally.ask(timeout: .seconds(60)) { .take($0) }
      }
      await system.shutdown()
    },
    kernel("actors", "hops", asks: "What do 100 hops to a plain Swift actor cost?") { meter in
      let counter = PlainCounter()
      try await meter.measure(check: { _ in }) {
        var last = 0
        for _ in 0..<100 { last = await counter.increment() }
        return last
      }
    },
  ]

  private struct Echo: Behavior {
    struct Question: Sendable {
      let number: Int
      let reply: Reply<Int>

      init(_ number: Int, _ reply: Reply<Int>) {
        self.number = number
        self.reply = reply
      }
    }

    mutating func receive(_ question: Question, in context: ActorContext<Question>) {
      question.reply(question.number)
    }
  }

  private struct Tally: Behavior {
    enum Message: Sendable {
      case add
      case take(Reply<Int>)
    }

    private var count = 0

    mutating func receive(_ message: Message, in context: ActorContext<Message>) {
      switch message {
      case .add: count += 1
      case .take(let reply):
        reply(count)
        count = 0
      }
    }
  }

  private actor PlainCounter {
    private var count = 0

    func increment() -> Int {
      count += 1
      return count
    }
  }
}
