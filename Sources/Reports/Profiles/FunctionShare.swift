/// What one function takes of a profile, as parts of the whole.
package struct FunctionShare: Hashable, Sendable {
  package let name: String
  /// While it ran itself.
  package let own: Double
  /// While it or what it called ran; recursion is counted once.
  package let inclusive: Double

  package init(name: String, own: Double, inclusive: Double) {
    self.name = name
    self.own = own
    self.inclusive = inclusive
  }
}

/// The functions that a benchmark spends its time in.
package struct HotFunctions: Hashable, Sendable {
  package let benchmark: String
  /// How the profile was made, a sentence.
  package let circumstances: String
  /// Those that take most themselves, then those that take most with what they call.
  package let byOwn: [FunctionShare]
  package let byInclusive: [FunctionShare]
  /// The picture of it, where one was written.
  package let picture: String?
  /// Where it waited, where that was looked at.
  package let waits: Waits?

  /// The program's own functions in which threads and tasks waited.
  package struct Waits: Hashable, Sendable {
    /// How this was found, a sentence.
    package let circumstances: String
    /// By the waiting that each did itself, in what it called of the runtime and the system.
    package let functions: [FunctionShare]

    package init(circumstances: String, functions: [FunctionShare]) {
      self.circumstances = circumstances
      self.functions = functions
    }
  }

  package init(
    benchmark: String, circumstances: String, byOwn: [FunctionShare],
    byInclusive: [FunctionShare], picture: String?, waits: Waits? = nil
  ) {
    self.benchmark = benchmark
    self.circumstances = circumstances
    self.byOwn = byOwn
    self.byInclusive = byInclusive
    self.picture = picture
    self.waits = waits
  }
}
