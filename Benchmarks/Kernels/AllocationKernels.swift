import Benchmarking

extension Kernels {
  /// Bodies that live off the allocator.
  static let allocation: [Benchmark] = [
    kernel("allocation", "nodes", asks: "What do 20 linked objects cost, made and freed?") {
      try $0.measure(yields: 20) { chain(of: blackBox(20)) }
    },
    kernel("allocation", "growth", asks: "What does growing an array to 250 cost?") {
      try $0.measure(yields: 250) {
        var numbers: [Int] = []
        for number in 0..<blackBox(250) { numbers.append(number) }
        return numbers.count
      }
    },
    kernel("allocation", "insert", asks: "What does filling a dictionary with 40 keys cost?") {
      try $0.measure(yields: 40) {
        var table: [Int: Int] = [:]
        for key in 0..<blackBox(40) { table[key] = key }
        return table.count
      }
    },
    kernel("allocation", "strings", asks: "What do 12 short-lived strings cost?") {
      // Each of 26 letters and a digit.
      try $0.measure(yields: 12 * 27) {
        var length = 0
        for number in 0..<blackBox(12) {
          length &+= ("a string on the heap, no. " + String(number % 10)).utf8.count
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
