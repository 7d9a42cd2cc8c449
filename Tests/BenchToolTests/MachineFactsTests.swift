import BenchTool
import Testing

/// The texts are cut from real machines.
@Suite struct MachineFactsTests {
  @Test func `finds the model of a processor`() {
    let intel = "processor\t: 0\nmodel\t\t: 85\nmodel name\t: Intel(R) Xeon(R) CPU @ 2.50GHz\n"
    #expect(MachineFacts.cpuModel(inCPUInfo: intel) == "Intel(R) Xeon(R) CPU @ 2.50GHz")
    let raspberry = "processor\t: 0\nBogoMIPS\t: 108.00\n\nModel\t\t: Raspberry Pi 4 Model B\n"
    #expect(MachineFacts.cpuModel(inCPUInfo: raspberry) == "Raspberry Pi 4 Model B")
    #expect(MachineFacts.cpuModel(inCPUInfo: "") == nil)
  }

  @Test func `memory is in bytes`() {
    #expect(
      MachineFacts.memoryBytes(inMemInfo: "MemTotal:       24682416 kB\nMemFree: 1 kB\n")
        == 24_682_416 * 1024)
  }

  @Test func `a quota is cores, and max is none`() {
    #expect(MachineFacts.quotaCores(inCPUMax: "150000 100000\n") == 1.5)
    #expect(MachineFacts.quotaCores(inCPUMax: "max 100000\n") == nil)
    #expect(MachineFacts.quotaCores(inCPUMax: "1 0\n") == nil)
    #expect(MachineFacts.quotaCores(inCPUMax: "") == nil)
  }

  @Test func `finds load and distribution`() {
    #expect(MachineFacts.oneMinuteLoad(inLoadAverage: "0.52 0.58 0.59 1/467 12345\n") == 0.52)
    #expect(
      MachineFacts.distribution(
        inOSRelease: "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n")
        == "Debian GNU/Linux 12 (bookworm)")
  }

  /// 1000 ticks passed of which 50 were stolen; guest ticks are within user and not added.
  @Test func `the stolen share is over all ticks between two readings`() throws {
    let start = try #require(
      MachineFacts.CPUTicks(inStat: "cpu  100 0 100 800 0 0 0 0 70 0\ncpu0 1 1 1 1 1 1 1 1\n"))
    let end = try #require(
      MachineFacts.CPUTicks(inStat: "cpu  500 0 200 1250 0 0 0 50 99 0\n"))
    #expect(MachineFacts.stolenShare(from: start, to: end) == 0.05)
    #expect(MachineFacts.stolenShare(from: end, to: end) == nil)
    #expect(MachineFacts.CPUTicks(inStat: "cpu  1 2\n") == nil)
    #expect(MachineFacts.CPUTicks(inStat: "") == nil)
  }

  /// Of 1000 ticks 900 were idle or waiting for a disk, so 50 stolen ones are half of the rest.
  @Test func `the stolen share of what was wanted leaves idle time out`() throws {
    let start = try #require(MachineFacts.CPUTicks(inStat: "cpu  100 0 100 800 10 0 0 0 70 0\n"))
    let end = try #require(MachineFacts.CPUTicks(inStat: "cpu  130 0 120 1600 110 0 0 50 70 0\n"))
    #expect(MachineFacts.stolenShareOfDemand(from: start, to: end) == 0.5)
    #expect(MachineFacts.stolenShareOfDemand(from: end, to: end) == nil)
  }
}
