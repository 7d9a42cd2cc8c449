import ArgumentParser

struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast this package's systems are.",
    usage: "bench [<filter> ...] [<option> ...]\nbench <subcommand>",
    discussion: """
      Without a subcommand, 'bench' measures; 'bench run --help' lists its options.

        bench                     measure everything and print a table
        bench actors/ --quick     a filter and a quick look
        bench --format json --output run.json
                                  keep every raw sample
        bench list                what can be measured

      Often used (all of them: 'bench run --help'):

        --quick                   3 processes and 0.6 seconds for each benchmark
        --time-limit <seconds>    measure each benchmark longer, or shorter
        --tag <tag>, --exact      select by tag, or by whole names
        --format <format>         table, markdown, csv or json
        --output <file>           write the report there

      Exit status: 0 done, 1 the tool failed, 21 a benchmark crashed, hung, answered wrongly or \
      was not reached within --time-budget, 64 wrong usage.
      """,
    subcommands: [
      MeasureCommand.self, CompareCommand.self, BaselinesCommand.self, HistoryCommand.self,
      ListCommand.self, SelftestCommand.self, DoctorCommand.self, WorkerCommand.self,
      BurnCommand.self,
    ],
    defaultSubcommand: MeasureCommand.self)
}
