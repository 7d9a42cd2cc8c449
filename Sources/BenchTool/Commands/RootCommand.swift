import ArgumentParser

struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast this package's systems are.",
    discussion: """
      Without a subcommand, 'bench' measures; 'bench run --help' lists its options.

        bench                     measure everything and print a table
        bench actors/ --quick     a filter and a quick look
        bench --format json --output run.json
                                  keep every raw sample
        bench list                what can be measured

      Exit status: 0 done, 1 the tool failed, 21 a benchmark crashed, hung or answered wrongly, \
      64 wrong usage.
      """,
    subcommands: [MeasureCommand.self, ListCommand.self, WorkerCommand.self],
    defaultSubcommand: MeasureCommand.self)
}
