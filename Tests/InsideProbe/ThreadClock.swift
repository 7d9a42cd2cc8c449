import Glibc

/// The calling thread's processor time.
enum ThreadClock {
  static var nanoseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }

  static var seconds: Double { Double(nanoseconds) * 1e-9 }
}
