import ArgumentParser

/// How functions and threads are named, whatever the stacks come from.
struct NamingOptions: ParsableArguments {
  @Flag(help: "Show inlined functions, which reads the programs' DWARF and takes longer.")
  var inlines = false

  @Flag(help: "Show names as the files have them, not demangled.")
  var raw = false

  @Flag(help: "Put the numbers of process and thread behind the program's name.")
  var tid = false

  var reading: StackReading {
    var reading = StackReading()
    reading.showsInlines = inlines
    reading.keepsRawNames = raw
    reading.labelsThreads = tid
    return reading
  }
}
