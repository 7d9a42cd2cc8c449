import Testing

@testable import Profiling

@Suite struct RecordingErrorTests {
  /// Every refusal tells what to type or where to turn next.
  @Test(arguments: [
    (RecordingError.blocked(paranoid: 2), "--cap-add PERFMON"),
    (.unsupported, "seccomp=unconfined"),
    (.openFiles(found: 1_024, needed: 2_048), "'ulimit -n 2048'"),
    (.openFilesOfSystem, "fs.file-max"),
    (.frequency(asked: 9_000, found: 500), "kernel.perf_event_max_sample_rate=9000"),
    (
      .lockedMemory(foundKiB: 516, neededKiB: 1_028),
      "'sudo sysctl kernel.perf_event_mlock_kb=1028'"
    ),
    (.foreignProcess(7), "sudo"),
    (.noSuchProcess(7), "'ps -e'"),
    (.countersBusy, "cpu-clock"),
    (.noPerfProgram(reason: "there is none in PATH"), "apt-get install linux-perf"),
    (.perfSilent(question: "ping", seconds: 9), "'perf --version'"),
    (.commandNotStarted(command: "./x", reason: "No such file or directory"), "'./x'"),
    (.notWritten(path: "/a/b", reason: "No space left on device"), "/a/b"),
  ])
  func `a refusal names the way out`(error: RecordingError, words: String) {
    #expect(error.description.contains(words))
  }

  @Test func `limits are told as found and needed`() {
    let words = RecordingError.lockedMemory(foundKiB: 64, neededKiB: 516).description
    #expect(words.contains("perf_event_mlock_kb is 64, of which"))
    #expect(words.contains("needed is 516."))
  }

  @Test func `perf's own words are passed on`() {
    let error = RecordingError.perfFailed(ending: .exited(status: 255), words: "No permission")
    #expect(
      error.description == """
        perf record ended with exit status 255. '--sampler own' records without it. It said:
        No permission
        """)
  }
}
