/// How the share of one function changed between two profiles.
package struct ChangedFunction: Hashable, Sendable, Encodable {
  package let name: String
  /// Parts of each profile's whole.
  package let before: Double
  package let after: Double
  /// Of the difference, at 95 %; `nil` where samples were not counted.
  package let low: Double?
  package let high: Double?
  /// Whether chance in sampling alone could have done it; `nil` where samples were not counted.
  package let isNoise: Bool?

  package init(
    name: String, before: Double, after: Double, low: Double?, high: Double?, isNoise: Bool?
  ) {
    self.name = name
    self.before = before
    self.after = after
    self.low = low
    self.high = high
    self.isNoise = isNoise
  }

  package var difference: Double { after - before }
}

/// Where the time of one benchmark went before and after.
package struct ChangedFunctions: Hashable, Sendable {
  package let benchmark: String
  /// How both profiles were made, a sentence.
  package let circumstances: String
  /// Those whose own share changed most, then those whose share with callees did.
  package let byOwn: [ChangedFunction]
  package let byInclusive: [ChangedFunction]
  /// The differential picture, where one was written.
  package let picture: String?

  package init(
    benchmark: String, circumstances: String, byOwn: [ChangedFunction],
    byInclusive: [ChangedFunction], picture: String?
  ) {
    self.benchmark = benchmark
    self.circumstances = circumstances
    self.byOwn = byOwn
    self.byInclusive = byInclusive
    self.picture = picture
  }
}
