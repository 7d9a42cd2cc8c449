import Glibc

/// How many files this process may have open.
enum OpenFileLimit {
  static var current: Int { clamped(limits().rlim_cur) }

  /// Takes what the system grants without asking: the hard limit.
  ///
  /// - Returns: The limit in force then.
  @discardableResult
  static func raise(to needed: Int) -> Int {
    var limits = limits()
    guard clamped(limits.rlim_cur) < needed else { return clamped(limits.rlim_cur) }
    limits.rlim_cur = min(limits.rlim_max, rlim_t(needed))
    setrlimit(resource, &limits)
    return current
  }

  private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

  private static func limits() -> rlimit {
    var limits = rlimit()
    getrlimit(resource, &limits)
    return limits
  }

  /// "Unlimited" is the largest number there is.
  private static func clamped(_ value: rlim_t) -> Int { Int(min(value, rlim_t(Int.max))) }
}
