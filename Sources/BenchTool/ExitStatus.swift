import ArgumentParser

/// What the exit status of `bench` means.
///
/// `swift run` passes these on. A failed build is 1, and make turns everything into 2, hence the
/// twenties.
enum ExitStatus: Int32 {
  case success = 0
  /// The tool itself failed.
  case toolFailed = 1
  /// A benchmark crashed, hung, gave a wrong answer, or was not reached in the time budget.
  case benchmarkFailed = 21

  var code: ExitCode { ExitCode(rawValue) }
}
