import ArgumentParser

/// How recordings and text become stacks: the options that the known collapsers have, too.
struct StackReadingOptions: ParsableArguments {
  enum Weight: String, CaseIterable, ExpressibleByArgument {
    case period, samples
  }

  @Option(
    help: ArgumentHelp(
      """
      Take the samples of this event. (default: the first that was recorded; two are never mixed)
      """, valueName: "name"))
  var event: String?

  @Flag(help: "Put the process number behind the program's name.")
  var pid = false

  @Flag(help: "Show addresses without a name one by one.")
  var addrs = false

  @OptionGroup var naming: NamingOptions

  @Option(
    help: ArgumentHelp(
      """
      Weigh samples by what passed since the last one (nanoseconds, cycles), or count them.
      """, valueName: "period|samples"))
  var weight = Weight.period

  @Option(
    help: ArgumentHelp(
      "Look for programs and libraries below this folder: a copy of the recorded machine's.",
      valueName: "folder"))
  var symfs: String?

  @Option(
    help: ArgumentHelp(
      "A copy of the recorded machine's /proc/kallsyms.", valueName: "file"))
  var kallsyms: String?

  var reading: StackReading {
    var reading = naming.reading
    reading.event = event
    reading.labelsProcesses = pid
    reading.showsAddresses = addrs
    reading.countsSamples = weight == .samples
    reading.prefix = symfs ?? ""
    reading.kernelSymbols = kallsyms
    return reading
  }
}
