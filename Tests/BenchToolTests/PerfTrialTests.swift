import BenchTool
import Testing

/// The outputs are perf's own, of versions 6.1 and 6.8.
@Suite struct PerfTrialTests {
  private func outcome(_ errors: String, succeeded: Bool = true) -> PerfTrial.Outcome {
    PerfTrial(path: "/usr/bin/perf", succeeded: succeeded, errors: errors).outcome
  }

  @Test func `a number of cycles is a counter`() {
    #expect(
      outcome(
        "0.35,msec,task-clock:u,350123,100.00,0.4,CPUs utilized\n214536,,cycles:u,350123,100.00,,\n"
      ) == .counts)
  }

  @Test func `a virtual machine without counters says so`() {
    #expect(
      outcome(
        """
        0.81,msec,task-clock:u,813829,100.00,0.416,CPUs utilized
        <not supported>,,cycles:u,0,100.00,,
        """) == .notSupported)
  }

  @Test func `one kind of cores that counts is enough`() {
    #expect(
      outcome(
        """
        0.40,msec,task-clock:u,400000,100.00,0.5,CPUs utilized
        <not counted>,,cpu_atom/cycles:u/,0,0.00,,
        612345,,cpu_core/cycles:u/,400000,100.00,,
        """) == .counts)
  }

  @Test func `Ubuntu's wrapper without its package fails in its own words`() {
    #expect(
      outcome(
        """
        WARNING: perf not found for kernel 6.8.0-31

          You may need to install the following packages for this specific kernel:
        """, succeeded: false)
        == .failed(
          "WARNING: perf not found for kernel 6.8.0-31 "
            + "  You may need to install the following packages for this specific kernel:"))
  }

  @Test func `silence is no counter`() {
    #expect(outcome("") == .notSupported)
  }
}
