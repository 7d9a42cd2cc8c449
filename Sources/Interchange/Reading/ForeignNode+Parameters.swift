extension ForeignNode {
  /// The members of an object that are single values, by name.
  var parameters: [ForeignBenchmark.Parameter] {
    memberNames?.compactMap { name in
      optional(name)?.scalarText.map { ForeignBenchmark.Parameter(name: name, value: $0) }
    } ?? []
  }
}
