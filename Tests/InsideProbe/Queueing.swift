import CBench
import Foundation
import Glibc
import Synchronization

/// Puts samples into the queue from several threads while one takes them.
enum Queueing {
  private static let room: UInt32 = 64
  private static let threads = 4

  /// Prints how many fit while nobody takes, how many were put and how many taken, how many came
  /// in another order than their thread put them in, and how many slots were lent twice.
  static func run(samplesEach: Int) {
    var options = bench_sampler_options()
    options.frequency = 1
    options.starts_paused = true
    options.slots = room
    var status = bench_sampler_status()
    guard bench_sampler_start(&options, &status) == 0 else { return print("no sampler") }
    var fit = 0
    while let sample = bench_sampler_claim() {
      fit += 1
      bench_sampler_publish(sample)
    }
    while bench_sampler_next() != nil { bench_sampler_release() }

    let running = Atomic(threads)
    let lentTwice = Atomic(0)
    for thread in 0..<threads {
      Thread.detachNewThread {
        for number in 1...samplesEach { put(number, from: Int32(thread), lentTwice) }
        running.subtract(1, ordering: .releasing)
      }
    }
    var taken = 0
    var disordered = 0
    var last = Array(repeating: UInt64(0), count: threads)
    while true {
      let hasEnded = running.load(ordering: .acquiring) == 0
      while let sample = bench_sampler_next() {
        let thread = Int(sample.pointee.thread)
        if sample.pointee.time != last[thread] + 1 { disordered += 1 }
        last[thread] = sample.pointee.time
        taken += 1
        bench_sampler_release()
      }
      if hasEnded { break }
    }
    bench_sampler_stop()
    print(fit, threads * samplesEach, taken, disordered, lentTwice.load(ordering: .relaxed))
  }

  /// A slot that two hold at a time shows the other's mark.
  private static func put(_ number: Int, from thread: Int32, _ lentTwice: borrowing Atomic<Int>) {
    while true {
      guard let sample = bench_sampler_claim() else {
        sched_yield()
        continue
      }
      sample.pointee.time = UInt64(number)
      sample.pointee.thread = thread
      for _ in 0..<number % 8 { sched_yield() }
      if sample.pointee.time != UInt64(number) || sample.pointee.thread != thread {
        lentTwice.add(1, ordering: .relaxed)
      }
      return bench_sampler_publish(sample)
    }
  }
}
