import ArgumentParser

/// What the exit status of `bench` means.
///
/// `swift run` passes these on. A failed build is 1, and make turns everything into 2, hence the
/// twenties.
enum ExitStatus: Int32 {
  case success = 0
  /// The tool itself failed.
  case toolFailed = 1
  /// Something became slower, or missed its objective.
  case regression = 20
  /// A benchmark crashed, hung, gave a wrong answer, or gave no number where one was due.
  case benchmarkFailed = 21
  case noBaseline = 22
  /// The two sides were made on different machines or by different builds, or the control arm
  /// was flagged: a verdict would mean nothing.
  case notComparable = 23
  /// `--strict` asks for certainty, and there is none.
  case inconclusive = 24

  var code: ExitCode { ExitCode(rawValue) }
}
