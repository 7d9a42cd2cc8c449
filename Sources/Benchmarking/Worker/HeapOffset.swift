import Glibc

/// Shifts the heap and the mappings of a worker by a number that its driver draws.
///
/// The driver starts both processes of a pair without address randomization and with the same
/// number, so that their data lies at the same addresses; another pair has other ones. The number
/// is the length of the variable `BENCH_PADDING`, which shifts the stack by being there.
enum HeapOffset {
  private static let pageBytes = 4096
  private static let mostPages = 64

  /// To be called once, before the process allocates what is measured. What it takes is never given
  /// back, since it moves later blocks by staying in use.
  static func apply() {
    guard let variable = getenv("BENCH_PADDING") else { return }
    let padding = strlen(variable)
    let block = malloc(16 + 16 * (padding % (pageBytes / 16)))
    let pages = 1 + padding / 16 % mostPages
    let mapping = mmap(nil, pages * pageBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    blackHole(block)
    blackHole(mapping)
  }
}
