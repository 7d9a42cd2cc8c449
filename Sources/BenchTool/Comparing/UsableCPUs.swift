import CBench

/// The processors that the scheduler may place this process on.
enum UsableCPUs {
  /// By number, ascending; empty where the kernel does not say.
  static var numbers: [Int] {
    var numbers = [Int32](repeating: 0, count: 1024)
    let count = bench_usable_cpus(&numbers, Int32(numbers.count))
    return numbers.prefix(Int(count)).map(Int.init)
  }
}
