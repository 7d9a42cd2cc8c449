import Foundation

/// Runs a program below a filter that refuses system calls, as a container's does.
enum RefusingKernel {
  /// Each refuses what the one before does, and more.
  enum Refused: Int, CaseIterable, Sendable {
    case nothing
    /// Signals with a value, which the watcher sends.
    case signals
    case events
    /// Timers of processor clocks, whose numbers are negative.
    case processorTimers
  }

  struct NotBuilt: Error {
    let reason: String
  }

  /// The words to put before a command; `nil` where gcc does not build it.
  static func words(_ refused: Refused) throws -> [String] {
    [try built.get(), "\(refused.rawValue)"]
  }

  private static let built: Result<String, NotBuilt> = {
    let base = FileManager.default.temporaryDirectory
      .appendingPathComponent("refusing-\(UUID().uuidString)").path
    do {
      try source.write(toFile: base + ".c", atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(atPath: base + ".c") }
      let run = try Tool.run("gcc", ["-O1", "-o", base, base + ".c"])
      guard run.status == 0 else { return .failure(NotBuilt(reason: run.errors)) }
      return .success(base)
    } catch {
      return .failure(NotBuilt(reason: "\(error)"))
    }
  }()

  private static let source = #"""
    #include <errno.h>
    #include <linux/filter.h>
    #include <linux/seccomp.h>
    #include <stddef.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <sys/prctl.h>
    #include <sys/syscall.h>
    #include <unistd.h>

    #define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
    int main(int count, char **words) {
      int level = count > 1 ? atoi(words[1]) : 0;
      struct sock_filter filter[] = {
        LOAD(nr),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, level >= 1 ? SYS_rt_tgsigqueueinfo : -1, 5, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, level >= 2 ? SYS_perf_event_open : -1, 4, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, level >= 3 ? SYS_timer_create : -1, 0, 2),
        LOAD(args[0]),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x80000000u, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      };
      struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
      if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
          prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        perror("no filter");
        return 77;
      }
      execvp(words[2], words + 2);
      perror(words[2]);
      return 78;
    }
    """#
}
