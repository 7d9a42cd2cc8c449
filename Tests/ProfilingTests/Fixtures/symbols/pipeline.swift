// Its symbols are a fixture: async functions whose parts have names of their own.
protocol Source { func next() async -> Int }

struct Counter<Element: BinaryInteger>: Source {
  var element: Element
  @inline(never) func next() async -> Int {
    await Task.yield()
    await Task.yield()
    return Int(element)
  }
}

actor Ledger {
  var total = 0
  @inline(never) func add(_ amount: Int, note: String?) async -> Int {
    total += amount
    await Task.yield()
    return total
  }
}

enum Outer {
  final class Inner {
    var value: Int = 3 { didSet { print(value) } }
    @inline(never) func run(_ work: @Sendable (Int) async throws -> Int) async throws -> Int {
      try await work(value) + value
    }
    subscript(_ at: Int) -> Int { value + at }
    static func == (a: Inner, b: Inner) -> Bool { a.value == b.value }
    deinit { print("gone") }
  }
}

extension Array where Element == Int {
  @inline(never) func spread() -> Int { reduce(0, +) }
}

@inline(never) func pass<S: Source>(_ source: S) async -> Int { await source.next() }
@inline(never) private func hidden(_ x: inout [Int]) { x.sort { $0 > $1 } }

@main struct Pipeline {
  static func main() async throws {
    let ledger = Ledger()
    let inner = Outer.Inner()
    let sum = try await inner.run { n in
      await Task.yield()
      return n + CommandLine.arguments.count
    }
    let total = await withTaskGroup(of: Int.self) { group in
      for n in 0..<3 { group.addTask { await ledger.add(n, note: nil) } }
      return await group.reduce(0, +)
    }
    var numbers = [sum, total, await pass(Counter(element: UInt8(4)))]
    hidden(&numbers)
    inner.value = numbers.spread()
    print(inner == inner, inner[3])
  }
}
