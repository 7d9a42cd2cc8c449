/// The program that serves as a worker, and the surroundings it is started in.
struct WorkerProgram: Hashable, Sendable {
  let executable: String
  /// What the order of its functions was drawn from; `nil` as it was built.
  var layout: UInt64?
  /// Bytes of environment added to shift the stack, from which the worker draws the shift of its heap; `nil`
  /// for a process that is not compared with another, which has the surroundings of any program.
  var padding: Int?
  /// Further variables of its environment.
  var environment: [String: String] = [:]
}
