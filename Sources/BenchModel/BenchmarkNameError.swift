/// How a text fails to be a benchmark name.
package enum BenchmarkNameError: Error, Equatable {
  case empty
  case badComponent(String, name: String)
  case repeatedParameter(String, name: String)
  case plainAfterParameter(String, name: String)
  case onlyParameters(name: String)
}

extension BenchmarkNameError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty:
      "A benchmark needs a name, such as 'actors/counting'."
    case .badComponent(let component, let name):
      """
      '\(component)' in the benchmark name '\(name)' is not a word of ASCII letters, digits \
      and -_.+, nor 'parameter=value' of two such words.
      """
    case .repeatedParameter(let parameter, let name):
      "The benchmark name '\(name)' gives the parameter '\(parameter)' twice."
    case .plainAfterParameter(let component, let name):
      "'\(component)' in the benchmark name '\(name)' must come before the parameters."
    case .onlyParameters(let name):
      "The benchmark name '\(name)' has parameters only; it needs a path, such as 'actors'."
    }
  }
}
