import BenchModel
import Glibc

/// Which benchmarks a user asked for.
package struct Selection: Equatable {
  /// What has this tag runs only when a filter or a tag asks for it.
  package static let onDemandTag = "on-demand"

  package var filters: [String]
  package var exact: Bool
  package var tags: [String]

  package init(filters: [String] = [], exact: Bool = false, tags: [String] = []) {
    self.filters = filters
    self.exact = exact
    self.tags = tags
  }

  /// Keeps what at least one filter and at least one tag ask for, in the order given.
  ///
  /// Each filter and tag must find something: a CI job whose filter has a typing error would
  /// otherwise measure nothing, and pass.
  package func applied(
    to all: [BenchmarkDescription]
  ) throws(SelectionError) -> [BenchmarkDescription] {
    for filter in filters where !all.contains(where: { matches(filter, $0.name.description) }) {
      throw .unknown(
        filter: filter,
        nearest: NearestNames.nearest(to: filter, among: all.map(\.name.description)))
    }
    for tag in tags where !all.contains(where: { $0.tags.contains(tag) }) {
      throw .unknownTag(tag, known: Array(Set(all.flatMap(\.tags))).sorted())
    }
    let selected = all.filter { benchmark in
      if filters.isEmpty && tags.isEmpty { return !benchmark.tags.contains(Self.onDemandTag) }
      return (filters.isEmpty || filters.contains { matches($0, benchmark.name.description) })
        && (tags.isEmpty || benchmark.tags.contains(where: tags.contains))
    }
    guard !selected.isEmpty else { throw .nothingLeft }
    return selected
  }

  /// Whether a filter asks for this name, or there is none.
  package func includes(_ name: BenchmarkName) -> Bool {
    filters.isEmpty || filters.contains { matches($0, name.description) }
  }

  private func matches(_ filter: String, _ name: String) -> Bool {
    if exact { return filter == name }
    if filter.contains(where: { "*?[".contains($0) }) { return fnmatch(filter, name, 0) == 0 }
    return name.hasPrefix(filter) || name.contains("/\(filter)")
  }
}
