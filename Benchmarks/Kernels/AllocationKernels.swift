import Benchmarking

extension Kernels {
  /// Bodies that live off the allocator.
  static let allocation: [Benchmark] = [
    kernel("allocation", "nodes", asks: "What do 100 linked objects cost, made and freed?") {
      try $0.measure(yields: 100) { chain(of: blackBox(100)) }
    },
    kernel("allocation", "growth", asks: "What does growing an array to 500 cost?") {
      try $0.measure(yields: 500) {
        var numbers: [Int] = []
        for number in 0..<blackBox(500) { numbers.append(number) }
        return numbers.count
      }
    },
    kernel("allocation", "insert", asks: "What does filling a dictionary with 100 keys cost?") {
      try $0.measure(yields: 100) {
        var table: [Int: Int] = [:]
        for key in 0..<blackBox(100) { table[key] = key }
        return table.count
      }
    },
    kernel("allocation", "strings", asks: "What do 50 short-lived strings cost?") {
      try $0.measure(yields: 1340) {
        var length = 0
        for number in 0..<blackBox(50) {
          length &+= ("a string on the heap, no. " + String(number % 10)).utf8.count - 1
          length &+= number < 40 ? 1 : 0
        }
        return length
      }
    },
  ]

  private final class Node {
    let next: Node?

    init(before next: Node?) {
      self.next = next
    }
  }

  private static func chain(of length: Int) -> Int {
    var last: Node?
    for _ in 0..<length { last = Node(before: last) }
    var count = 0
    while let node = last {
      count += 1
      last = node.next
    }
    return count
  }
}
