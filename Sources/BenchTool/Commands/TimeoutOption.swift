import ArgumentParser

/// How long a worker may be silent.
struct TimeoutOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Give a worker up as hung when it is silent for so many seconds.", valueName: "seconds"))
  var timeout = 60.0

  func validate() throws {
    guard timeout > 0, timeout < 1e9 else {
      throw ValidationError("'--timeout' must be more than 0 seconds, got \(timeout.asTyped).")
    }
  }
}
