import Glibc
import Testing

@testable import Profiling

@Suite struct PerfCapabilityTests {
  private func judge(
    paranoid: Int?, clock: EventTrial, kernel: EventTrial = .refused(errno: EACCES),
    cycles: EventTrial = .refused(errno: ENOENT)
  ) throws -> PerfCapability {
    try PerfCapability.judge(limits: KernelLimits(paranoid: paranoid)) { event, includesKernel in
      switch (event, includesKernel) {
      case (.cycles, _): cycles
      case (.cpuClock, true): kernel
      case (.cpuClock, false): clock
      case (.contextSwitches, _): .refused(errno: EINVAL)
      }
    }
  }

  @Test func `cycles are taken when the processor counts them`() throws {
    #expect(try judge(paranoid: 2, clock: .counts, cycles: .counts).event == .cycles)
  }

  /// As on virtual machines that accept the event and pass no counter on.
  @Test(arguments: [EventTrial.silent, .refused(errno: ENOENT), .refused(errno: EOPNOTSUPP)])
  func `without counting cycles it is the clock`(cycles: EventTrial) throws {
    #expect(try judge(paranoid: 2, clock: .counts, cycles: cycles).event == .cpuClock)
  }

  @Test func `kernel code is allowed where it could be opened`() throws {
    let allowed = try judge(paranoid: 1, clock: .counts, kernel: .counts)
    #expect(allowed.allowsKernel)
    #expect(allowed.kernelRefusal == nil)
  }

  /// Documentation/admin-guide/sysctl/kernel.rst: 2 and above disallow kernel profiling.
  @Test func `a refusal of kernel code names the value, the limit and the command`() throws {
    let capability = try judge(paranoid: 2, clock: .counts)
    #expect(!capability.allowsKernel)
    #expect(capability.kernelRefusal == .paranoid(found: 2, needed: 1))
    let words = try #require(capability.kernelRefusal?.description)
    #expect(words.contains("kernel code: kernel.perf_event_paranoid is 2, needed is 1 or less"))
    #expect(words.contains("'sudo sysctl kernel.perf_event_paranoid=1'"))
  }

  /// Debian and Ubuntu know 3 and 4, which forbid everything.
  @Test(arguments: [(3, EACCES), (4, EPERM)])
  func `a distribution's ban names what to set`(paranoid: Int, reason: Int32) {
    #expect(throws: RecordingError.paranoid(found: paranoid, needed: 2)) {
      try judge(paranoid: paranoid, clock: .refused(errno: reason))
    }
  }

  @Test(arguments: [2, 1, 0, -1, nil])
  func `a refusal that no setting explains is a container's`(paranoid: Int?) {
    #expect(throws: RecordingError.blocked(paranoid: paranoid)) {
      try judge(paranoid: paranoid, clock: .refused(errno: EPERM))
    }
  }

  @Test(arguments: [
    (ENOSYS, RecordingError.unsupported), (ENFILE, .openFilesOfSystem), (EBUSY, .countersBusy),
  ])
  func `other refusals have their own words`(reason: Int32, error: RecordingError) {
    #expect(throws: error) { try judge(paranoid: 2, clock: .refused(errno: reason)) }
  }

  @Test func `too many open files name the limit`() {
    let limit = OpenFileLimit.current
    #expect(throws: RecordingError.openFiles(found: limit, needed: limit + 64)) {
      try judge(paranoid: 2, clock: .refused(errno: EMFILE))
    }
  }

  @Test func `a frequency above the kernel's limit is refused with both numbers`() {
    let capability = PerfCapability(
      event: .cpuClock, allowsKernel: true, limits: KernelLimits(sampleRateMax: 500))
    var request = RecordingRequest(.process(1), output: "x")
    request.frequency = 501
    #expect(throws: RecordingError.frequency(asked: 501, found: 500)) {
      try capability.check(request)
    }
    request.frequency = 500
    #expect(throws: Never.self) { try capability.check(request) }
  }

  @Test func `this machine's settings are read`() throws {
    let limits = KernelLimits.read()
    let text = try #require(KernelFile.bytes("/proc/sys/kernel/perf_event_max_stack"))
    #expect("\(try #require(limits.stackDepthMax))\n" == String(decoding: text, as: UTF8.self))
  }
}
