import BenchTool
import Testing

@Suite struct SharedCodeTests {
  private let names = (0..<50).map { "same\($0)" }

  private func functions(adding others: [String: [UInt64]]) -> FunctionSizes {
    var bytes = others
    for (index, name) in names.enumerated() { bytes[name] = [UInt64(index)] }
    return FunctionSizes(bytes)
  }

  private var code: SharedCode {
    SharedCode(
      base: functions(adding: ["grown": [5], "twice": [1, 2], "old": [9]]),
      candidate: functions(adding: ["grown": [6], "twice": [2, 1], "new": [9], "newer": [9]]))
  }

  @Test(arguments: [1, 2, 3, UInt64(UInt32.max)])
  func `what is equal comes first, then what changed, then what one side has`(seed: UInt64) {
    let base = code.order(of: .base, seed: seed)
    let candidate = code.order(of: .candidate, seed: seed)
    #expect(base.prefix(50) == candidate.prefix(50))
    #expect(Set(base.prefix(50)) == Set(names))
    #expect(base[50..<52] == candidate[50..<52])
    #expect(Set(base[50..<52]) == ["grown", "twice"])
    #expect(base[52...] == ["old"])
    #expect(Set(candidate[52...]) == ["new", "newer"] && candidate.count == 54)
  }

  @Test func `a seed draws one order, another seed another`() {
    #expect(code.order(of: .base, seed: 7) == code.order(of: .base, seed: 7))
    #expect(code.order(of: .base, seed: 7) != code.order(of: .base, seed: 8))
    #expect(code.order(of: .base, seed: 7).prefix(50) != names[...])
  }

  @Test func `of one executable both sides are alike, and nothing is no code`() {
    let code = SharedCode(of: functions(adding: ["twice": [1, 2]]))
    #expect(code.order(of: .base, seed: 1) == code.order(of: .candidate, seed: 1))
    #expect(code.isComplete && !self.code.isComplete)
    #expect(SharedCode(of: FunctionSizes([:])).order(of: .base, seed: 1).isEmpty)
  }
}
