import BenchModel

/// Tells the functions that a thread begins in, so that a stack that ends elsewhere is known to be
/// cut.
struct ThreadStarts {
  private enum Answer: UInt8 {
    case notAsked, no, yes
  }

  /// Of glibc, musl, the loader, and the kernel's own threads. A program's own `_start` is often
  /// stripped, so what glibc calls first counts as well.
  private static let names: Set<String> = [
    "_start", "__start", "_start_c", "_dl_start_user", "_dl_start", "__libc_start_main",
    "__libc_start_main_impl", "__libc_start_main@@GLIBC_2.34", "__libc_start_main@GLIBC_2.2.5",
    "__libc_start_call_main", "clone", "__clone", "clone3", "__clone3", "__clone_internal",
    "start_thread", "thread_start", "__clone_child", "ret_from_fork", "ret_from_fork_asm",
  ]

  private var answers: [Answer] = []

  mutating func contains(_ frame: FrameTable.ID, in table: FrameTable) -> Bool {
    let index = Int(frame)
    if index >= answers.count {
      answers.append(
        contentsOf: repeatElement(.notAsked, count: max(table.count, index + 1) - answers.count))
    }
    if answers[index] == .notAsked {
      answers[index] = Self.names.contains(table.name(frame)) ? .yes : .no
    }
    return answers[index] == .yes
  }
}
