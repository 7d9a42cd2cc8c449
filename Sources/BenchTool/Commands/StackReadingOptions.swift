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

  @Flag(help: "Put the numbers of process and thread behind the program's name.")
  var tid = false

  @Flag(help: "Show addresses without a name one by one.")
  var addrs = false

  @Flag(help: "Show inlined functions, which reads the programs' DWARF and takes longer.")
  var inlines = false

  @Flag(help: "Show names as the files have them, not demangled.")
  var raw = false

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
    var reading = StackReading()
    reading.event = event
    reading.labelsProcesses = pid
    reading.labelsThreads = tid
    reading.showsAddresses = addrs
    reading.showsInlines = inlines
    reading.keepsRawNames = raw
    reading.countsSamples = weight == .samples
    reading.prefix = symfs ?? ""
    reading.kernelSymbols = kallsyms
    return reading
  }
}
