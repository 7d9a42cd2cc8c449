import Benchmarking

extension Kernels {
  /// Bodies that wait for nothing but the processor; their data stays in its first cache.
  static let compute: [Benchmark] = [
    kernel("compute", "xorshift", asks: "What do 1,000 steps of a dependent chain cost?") {
      let answer = xorshift(steps: 1000, from: 1)
      try $0.measure(yields: answer) { xorshift(steps: 1000, from: blackBox(1)) }
    },
    kernel("compute", "polynomial", asks: "What do 400 dependent multiply-adds cost?") {
      let answer = polynomial(at: 0.5)
      try $0.measure(yields: answer) { polynomial(at: blackBox(0.5)) }
    },
    kernel("compute", "hash", asks: "What does FNV-1a over 2,000 bytes cost?") {
      let bytes = (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let answer = fnv1a(bytes)
      try $0.measure(yields: answer) { fnv1a(blackBox(bytes)) }
    },
    kernel("compute", "sort", asks: "What does sorting 160 numbers in place cost?") {
      let numbers = shuffled(160)
      var scratch = numbers
      try $0.measure(yields: 159) {
        for index in numbers.indices { scratch[index] = numbers[index] }
        scratch.sort()
        return scratch[159]
      }
    },
    kernel("compute", "search", asks: "What do 128 binary searches in 1,024 numbers cost?") {
      let numbers = (0..<1024).map { $0 * 3 }
      let answer = searches(in: numbers)
      try $0.measure(yields: answer) { searches(in: blackBox(numbers)) }
    },
    kernel("compute", "matrix", asks: "What does a product of 12 by 12 matrices cost?") {
      let left = (0..<144).map { Double($0 % 7) }
      let right = (0..<144).map { Double($0 % 5) }
      var product = [Double](repeating: 0, count: 144)
      multiply(left, right, into: &product)
      let answer = product[17]
      try $0.measure(yields: answer) {
        multiply(blackBox(left), right, into: &product)
        return product[17]
      }
    },
    kernel("compute", "parse", asks: "What does reading 200 numbers from text cost?") {
      let text = Array((0..<200).map(String.init).joined(separator: ",").utf8)
      try $0.measure(yields: 19_900) { sumOfNumbers(in: blackBox(text)) }
    },
    kernel("compute", "collatz", asks: "What do branches that are hard to predict cost?") {
      let answer = collatz(upTo: 45)
      try $0.measure(yields: answer) { collatz(upTo: blackBox(45)) }
    },
    kernel("compute", "lookup", asks: "What do 128 lookups in a small dictionary cost?") {
      let table = Dictionary(
        uniqueKeysWithValues: (0..<256).map { (key: Int) in (key * 7919, key) })
      try $0.measure(yields: 8128) {
        var sum = 0
        for key in 0..<128 { sum &+= table[blackBox(key) &* 7919] ?? 0 }
        return sum
      }
    },
  ]

  private static func xorshift(steps: Int, from seed: UInt64) -> UInt64 {
    var state = seed
    for _ in 0..<steps {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
    }
    return state
  }

  private static func polynomial(at x: Double) -> Double {
    var value = 1.0
    for _ in 0..<400 { value = value * x + 1 }
    return value
  }

  private static func fnv1a(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
      hash ^= UInt64(byte)
      hash &*= 0x100_0000_01b3
    }
    return hash
  }

  /// The numbers below `count`, in an order that is always the same.
  static func shuffled(_ count: Int) -> [Int] {
    var numbers = Array(0..<count)
    var state: UInt64 = 88_172_645_463_325_252
    for index in stride(from: count - 1, to: 0, by: -1) {
      state = xorshift(steps: 1, from: state)
      numbers.swapAt(index, Int(state % UInt64(index + 1)))
    }
    return numbers
  }

  private static func searches(in numbers: [Int]) -> Int {
    var found = 0
    for wanted in 0..<128 {
      var low = 0
      var high = numbers.count
      while low < high {
        let middle = (low + high) / 2
        if numbers[middle] < wanted * 24 { low = middle + 1 } else { high = middle }
      }
      found &+= low
    }
    return found
  }

  private static func multiply(_ left: [Double], _ right: [Double], into product: inout [Double]) {
    for row in 0..<12 {
      for column in 0..<12 {
        var sum = 0.0
        for index in 0..<12 { sum += left[row * 12 + index] * right[index * 12 + column] }
        product[row * 12 + column] = sum
      }
    }
  }

  private static func sumOfNumbers(in text: [UInt8]) -> Int {
    var sum = 0
    var number = 0
    for byte in text {
      if byte == UInt8(ascii: ",") {
        sum &+= number
        number = 0
      } else {
        number = number &* 10 &+ Int(byte &- UInt8(ascii: "0"))
      }
    }
    return sum &+ number
  }

  private static func collatz(upTo limit: Int) -> Int {
    var steps = 0
    for start in 1...limit {
      var number = start
      while number != 1 {
        number = number % 2 == 0 ? number / 2 : 3 * number + 1
        steps &+= 1
      }
    }
    return steps
  }
}
