import ArgumentParser

/// What the exit status of `bench` means.
///
/// `swift run` passes these on. A failed build is 1, and make turns everything into 2, hence the
/// twenties.
enum ExitStatus: Int32 {
  case success = 0
  /// The tool itself failed.
  case toolFailed = 1
  /// A benchmark crashed, hung, or gave a wrong answer.
  case benchmarkFailed = 21

  var code: ExitCode { ExitCode(rawValue) }
}
