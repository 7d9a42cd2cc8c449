import Glibc

/// How much memory holds the samples of one processor until they are written.
enum RingMemory {
  /// Half a second of 8 KiB stacks at 1 kHz, or of plain samples at 20 kHz and more.
  static let bytesMax = 4 << 20
  static let bytesMin = 64 << 10

  /// The most that the kernel will give, in a power of two of pages.
  static func bytes(limits: KernelLimits, isUnbound: Bool = isUnbound) -> Int {
    guard !isUnbound, limits.paranoid != -1, let kibibytes = limits.lockedKiB else {
      return bytesMax
    }
    // A page more holds the ring's head and tail.
    let room = min(max(kibibytes, 0), 1 << 20) * 1024 - pageBytes
    var bytes = bytesMax
    while bytes > room, bytes > bytesMin { bytes /= 2 }
    return bytes
  }

  static let pageBytes = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// Whether this process may lock memory beyond its limits.
  static var isUnbound: Bool {
    guard let bytes = KernelFile.bytes("/proc/self/status") else { return false }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("CapEff:") }),
      let capabilities = UInt64(line.split(separator: "\t").last ?? "", radix: 16)
    else { return false }
    return capabilities >> 14 & 1 == 1  // CAP_IPC_LOCK
  }
}
