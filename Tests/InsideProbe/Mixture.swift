import CBench
import Foundation
import Glibc

/// Work in all kinds of code: C without frame pointers, callbacks from C, the Swift runtime,
/// Foundation, exceptions.
enum Mixture {
  @inline(never) static func run(seconds: Double) {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var numbers = [UInt64](repeating: 0, count: 4_096)
    var generator = SystemRandomNumberGenerator()
    while clock.now < end {
      allocates()
      copies(&numbers)
      for index in numbers.indices { numbers[index] = generator.next() }
      sortsByCallback(&numbers)
      usesFoundation()
      hashes(numbers)
      throwsErrors()
    }
  }

  @inline(never) static func allocates() {
    for size in 1..<2_000 {
      let block = malloc(size)
      bench_escape(block)
      free(block)
    }
  }

  @inline(never) static func copies(_ numbers: inout [UInt64]) {
    let copy = numbers
    for _ in 0..<50 {
      numbers.withUnsafeMutableBytes { target in
        copy.withUnsafeBytes { _ = memcpy(target.baseAddress!, $0.baseAddress!, $0.count) }
      }
    }
  }

  @inline(never) static func sortsByCallback(_ numbers: inout [UInt64]) {
    qsort(&numbers, numbers.count, 8) { left, right in
      let (one, other) = (left!.load(as: UInt64.self), right!.load(as: UInt64.self))
      return one < other ? -1 : one > other ? 1 : 0
    }
  }

  @inline(never) static func usesFoundation() {
    let text = (0..<20).map { "word \($0)" }.joined(separator: ", ")
    let data = try? JSONEncoder().encode([text: text.components(separatedBy: ", ")])
    withUnsafePointer(to: data) { bench_escape($0) }
  }

  @inline(never) static func hashes(_ numbers: [UInt64]) {
    let set = Set(numbers.prefix(500))
    withUnsafePointer(to: set) { bench_escape($0) }
  }

  private struct Failure: Error {}

  @inline(never) static func throwsErrors() {
    for _ in 0..<100 { do { try thrower() } catch { bench_escape(nil) } }
  }

  @inline(never) private static func thrower() throws { throw Failure() }
}
