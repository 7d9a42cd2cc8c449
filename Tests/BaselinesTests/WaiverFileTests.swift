import Baselines
import BenchModel
import Foundation
import Testing

@Suite struct WaiverFileTests {
  @Test func `waivers are read in their order, with comments between them`() throws {
    let text = """
      # benchmark  metric  ceiling  expires  reason

      sync/validate/n=3\twall_time\t5%\t2026-12-31\tchecks twice until #12 is done
        actors/ping-pong   allocations 0.5%  2028-02-29 one  more\tbox\u{20}
      # the end

      """
    #expect(
      try WaiverFile.waivers(in: text.utf8, file: "w") == [
        Waiver(
          benchmark: benchmark("sync/validate/n=3"), metric: .wallTime, ceiling: 0.05,
          expires: "2026-12-31", reason: "checks twice until #12 is done"),
        Waiver(
          benchmark: benchmark("actors/ping-pong"), metric: .allocations, ceiling: 0.005,
          expires: "2028-02-29", reason: "one  more\tbox"),
      ])
  }

  @Test(
    arguments: [
      (
        "a wall_time 5% 2026-12-31",
        """
        expected a benchmark, a metric, a ceiling, a last day and a reason, such as \
        'sync/validate wall_time 5% 2026-12-31 waits for #12', got 4 of the 5.
        """
      ),
      (
        "a/ wall_time 5% 2026-12-31 x",
        """
        '' in the benchmark name 'a/' is not a word of ASCII letters, digits and -_.+, nor \
        'parameter=value' of two such words.
        """
      ),
      ("a wall 5% 2026-12-31 x", "expected one of cpu_time, wall_time, allocations, got 'wall'."),
      ("a wall_time 5 2026-12-31 x", "expected a ceiling in percent, such as 5%, got '5'."),
      ("a wall_time -5% 2026-12-31 x", "expected a ceiling in percent, such as 5%, got '-5%'."),
      (
        "a wall_time 5% 2026-02-29 x",
        "expected the last day as yyyy-mm-dd, such as 2026-12-31, got '2026-02-29'."
      ),
      (
        "a wall_time 5% 2026-13-01 x",
        "expected the last day as yyyy-mm-dd, such as 2026-12-31, got '2026-13-01'."
      ),
      (
        "a wall_time 5% 1.1.2026 x",
        "expected the last day as yyyy-mm-dd, such as 2026-12-31, got '1.1.2026'."
      ),
      (
        "z cpu_time 5% 2026-12-31 x",
        "'z cpu_time' has a waiver in line 1 already. Keep one of them."
      ),
      (
        "=======",
        """
        '=======' is a conflict marker of git: a merge was not finished. Decide for one side, \
        such as with 'git checkout --ours w', or measure and save again.
        """
      ),
    ])
  func `a wrong line is named`(line: String, expected: String) {
    let text = "z cpu_time 1% 2026-01-01 y\n\(line)\n"
    #expect(
      message { _ = try WaiverFile.waivers(in: text.utf8, file: "w") } == "w:2: \(expected)")
  }

  @Test func `no file, and an empty one, give no leave`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/waivers.tsv"
    #expect(try WaiverFile.read(from: path) == [])
    _ = try folder.write(Data(), to: "waivers.tsv")
    #expect(try WaiverFile.read(from: path) == [])
    _ = try folder.write(Data("a cpu_time 1% 2026-01-01 y\n".utf8), to: "waivers.tsv")
    #expect(try WaiverFile.read(from: path).map(\.reason) == ["y"])
    #expect(WaiverFile.path == "baselines/waivers.tsv")
  }
}
