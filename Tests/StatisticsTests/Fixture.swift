import Foundation

/// Reads a file that `Fixtures/generate.py` wrote, or the hand-kept `nist.json`.
func fixture<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
  let folder = URL(filePath: #filePath).deletingLastPathComponent()
  let data = try Data(contentsOf: folder.appending(path: "Fixtures/\(name)"))
  return try JSONDecoder().decode(type, from: data)
}

/// Whether two numbers agree to a share of the expected one; exactly, where that is zero.
func agrees(_ actual: Double, _ expected: Double, within relative: Double = 1e-9) -> Bool {
  if actual == expected { return true }
  return (actual - expected).magnitude <= relative * expected.magnitude
}
