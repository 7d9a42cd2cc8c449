import BenchModel
import Verdicts

extension SuiteVerdict {
  /// The same verdict, with benchmarks named that the base does not have.
  func adding(_ names: [BenchmarkName]) -> SuiteVerdict {
    SuiteVerdict(
      color: color, verdicts: verdicts, objectives: objectives, missing: missing,
      added: Set(added + names).sorted(), control: control, warnings: warnings)
  }

  /// The same verdict, with more to know before trusting it.
  func warning(_ sentences: [String]) -> SuiteVerdict {
    SuiteVerdict(
      color: color, verdicts: verdicts, objectives: objectives, missing: missing, added: added,
      control: control, warnings: warnings + sentences)
  }
}
