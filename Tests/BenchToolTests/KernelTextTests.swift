import BenchTool
import Testing

/// The texts are cut from real machines.
@Suite struct KernelTextTests {
  @Test func `finds the number after a key that is a whole word`() {
    let text = "usage_usec 11\nnr_periods 7\nnr_throttled 3\nthrottled_usec 1234\n"
    #expect(KernelText.value(of: "nr_throttled", in: text) == 3)
    #expect(KernelText.value(of: "throttled", in: text) == nil)
    #expect(KernelText.value(of: "nr_periods", in: "nr_periods many\n") == nil)
  }

  @Test func `finds the words of a field`() {
    let text = "Name:\tbash\nUid:\t1000\t0\t1000\t1000\nCpus_allowed_list:\t0-3\n"
    #expect(KernelText.field("Uid", in: text)?.map(String.init) == ["1000", "0", "1000", "1000"])
    #expect(KernelText.field("Cpus_allowed", in: text) == nil)
  }

  /// The notation is that of cpuset(7).
  @Test func `a list of cores is ranges and single ones`() {
    #expect(KernelText.cores(in: "0-3,8\n") == [0, 1, 2, 3, 8])
    #expect(KernelText.cores(in: "\n") == [])
    #expect(KernelText.cores(in: "5") == [5])
    for wrong in ["a", "3-1", "1-2-3", "0-99999999"] {
      #expect(KernelText.cores(in: wrong) == nil, "\(wrong)")
    }
    #expect(KernelText.list(of: [8, 3, 0, 1, 2, 3]) == "0-3,8")
    #expect(KernelText.list(of: []) == "")
  }

  @Test func `the choice is what stands in brackets`() {
    #expect(KernelText.choice(in: "always [madvise] never\n") == "madvise")
    #expect(KernelText.choice(in: "always madvise never\n") == nil)
    #expect(KernelText.choice(in: "] [") == nil)
  }

  @Test func `pressure is that of tasks that waited, and its percent become a share`() throws {
    let text = """
      some avg10=39.24 avg60=19.99 avg300=7.02 total=1701544023
      full avg10=1.00 avg60=0.00 avg300=0.00 total=5
      """
    let pressure = try #require(CPUPressure(inPressure: text))
    #expect(pressure.recentShare == 0.3924)
    #expect(pressure.totalMicroseconds == 1_701_544_023)
    #expect(CPUPressure(inPressure: "full avg10=1.00 total=5\n") == nil)
    #expect(CPUPressure(inPressure: "some avg10=1.00\n") == nil)
  }

  /// Fields 14, 15 and 22 of proc_pid_stat(5).
  @Test func `a process may have blanks and parentheses in its name`() throws {
    let text =
      "4242 (tmux: (server) x) S 1 4242 4242 0 -1 4194560 98 0 0 0 17 4 0 0 20 0 1 0 1226957 31\n"
    let process = try #require(ProcessTicks(inStat: text))
    #expect(process.pid == 4242)
    #expect(process.name == "tmux: (server) x")
    #expect(process.ticks == 21)
    #expect(process.started == 1_226_957)
    for wrong in ["", "1 (a", ") (", "x (a) S 1", "1 (a) S 1 2 3"] {
      #expect(ProcessTicks(inStat: wrong) == nil, "\(wrong)")
    }
  }

  /// Root with everything but CAP_PERFMON (38), CAP_SYS_ADMIN (21) and CAP_SYSLOG (34) is what
  /// `docker run` gives: CapEff 00000000a80425fb, as its documentation lists them.
  @Test func `capabilities are those in effect`() throws {
    let docker = try #require(
      Capabilities(inStatus: "Uid:\t0\t0\t0\t0\nCapEff:\t00000000a80425fb\n"))
    #expect(docker.isRoot)
    #expect(!docker.isPerfUnbound && !docker.seesKernelPointers && !docker.locksFreely)
    let root = try #require(
      Capabilities(inStatus: "Uid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n"))
    #expect(root.isPerfUnbound && root.seesKernelPointers && root.locksFreely)
    let perf = Capabilities(isRoot: false, bits: 1 << 38)
    #expect(perf.isPerfUnbound && !perf.isRoot)
    #expect(Capabilities(inStatus: "Uid:\t0\t0\t0\t0\n") == nil)
  }
}
