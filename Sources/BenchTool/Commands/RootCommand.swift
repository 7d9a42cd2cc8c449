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
        bench --save-baseline main
                                  remember this build under a name
        bench --baseline main     compare with it; the exit status is the verdict
        bench --against origin/main
                                  build that commit and compare with it
        bench --format json --output run.json
                                  keep every raw sample
        bench profile sync/validate
                                  a flamegraph of one benchmark
        bench flamegraph perf.data --output perf.svg
                                  a flamegraph of a recording made elsewhere
        bench list                what can be measured
        bench selftest            how far the verdicts can be trusted here

      Often used (all of them: 'bench run --help'):

        --quick                   3 processes and 0.6 seconds for each benchmark
        --time-limit <seconds>    measure each benchmark longer, or shorter
        --tag <tag>, --exact      select by tag, or by whole names
        --format <format>         table, markdown, csv, json, junit or github
        --output <file>           write the report there

      Exit status: 0 done and nothing regressed, 1 the tool failed, 20 something regressed or \
      missed its objective, 21 a benchmark crashed, hung, answered wrongly or gave no number, 22 \
      there is no such baseline, 23 the two sides do not compare, 24 something is inconclusive \
      and --strict was given, 64 wrong usage.
      """,
    subcommands: [
      MeasureCommand.self, CompareCommand.self, BaselinesCommand.self, HistoryCommand.self,
      BisectCommand.self, ImportCommand.self, ExportCommand.self, MergeCommand.self,
      AliasCommand.self,
      ListCommand.self,
      ProfileCommand.self, FlameGraphCommand.self, CollapseCommand.self, SelftestCommand.self,
      DoctorCommand.self, WorkerCommand.self, BurnCommand.self,
    ],
    defaultSubcommand: MeasureCommand.self)
}
