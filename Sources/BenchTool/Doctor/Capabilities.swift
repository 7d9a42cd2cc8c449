/// What this process may do beyond an ordinary user, as far as it matters to profiling.
package struct Capabilities: Equatable, Sendable {
  package var isRoot: Bool
  private let bits: UInt64

  package init(isRoot: Bool, bits: UInt64) {
    self.isRoot = isRoot
    self.bits = bits
  }

  /// - Parameter text: /proc/self/status.
  package init?(inStatus text: String) {
    guard let users = KernelText.field("Uid", in: text), users.count > 1,
      let effective = KernelText.field("CapEff", in: text)?.first,
      let bits = UInt64(effective, radix: 16)
    else { return nil }
    self.init(isRoot: users[1] == "0", bits: bits)
  }

  /// Whether perf_event_paranoid does not bind this process.
  ///
  /// - Source: capabilities(7): CAP_PERFMON is 38, CAP_SYS_ADMIN is 21.
  package var isPerfUnbound: Bool { has(38) || has(21) }

  /// Whether kptr_restrict 1 shows addresses to this process: CAP_SYSLOG is 34.
  package var seesKernelPointers: Bool { has(34) }

  /// Whether perf_event_mlock_kb does not bind this process: CAP_IPC_LOCK is 14.
  package var locksFreely: Bool { has(14) }

  private func has(_ bit: UInt64) -> Bool { bits >> bit & 1 == 1 }
}
