import Baselines
import BenchModel

func benchmark(_ name: String) throws -> BenchmarkName { try BenchmarkName(parsing: name) }

func baseline(_ name: String) throws -> BaselineName { try BaselineName(parsing: name) }

func machineClass(_ text: String = "x86_64-amd-epyc-7b13-2c") -> MachineClass {
  MachineClass(parsing: text)!
}

/// What a test throws, as the user would read it.
func message(of body: () throws -> Void) -> String {
  do {
    try body()
    return "nothing was thrown"
  } catch {
    return "\(error)"
  }
}
