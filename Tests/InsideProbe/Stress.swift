import Foundation
import Glibc

/// Everything at once that has brought profilers down: threads that come and go, libraries that are
/// loaded and unloaded, thrown errors, forks, and a signal handler of the program's own.
enum Stress {
  static func run(seconds: Double, threads: Int) async {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    installHandler()
    await InsideProbe.inThreads(threads) {
      switch Int.random(in: 0..<6) {
      case 0: while clock.now < end { loadsLibraries() }
      case 1: while clock.now < end { Mixture.throwsErrors() }
      case 2: while clock.now < end { startsThreads() }
      case 3: while clock.now < end { forks() }
      case 4: while clock.now < end { signalsItself() }
      default: Mixture.run(seconds: seconds)
      }
    }
    await Chain.run(seconds: 0.2, tasks: 8)
  }

  private static func installHandler() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      // What a handler may do: nothing that allocates.
      _ = getpid()
    }
    sigaction(SIGUSR1, &action, nil)
  }

  @inline(never) static func signalsItself() {
    for _ in 0..<100 { raise(SIGUSR1) }
  }

  @inline(never) static func loadsLibraries() {
    for name in ["libsqlite3.so.0", "libz.so.1", "libdw.so.1"] {
      if let library = dlopen(name, RTLD_NOW) { dlclose(library) }
    }
  }

  @inline(never) static func startsThreads() {
    let ended = DispatchSemaphore(value: 0)
    for _ in 0..<4 {
      Thread.detachNewThread {
        Mixture.allocates()
        ended.signal()
      }
    }
    for _ in 0..<4 { ended.wait() }
  }

  @inline(never) static func forks() {
    let child = processFork()
    if child == 0 { _exit(0) }
    if child > 0 {
      var status: Int32 = 0
      while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    }
    usleep(2_000)
  }
}

@_silgen_name("fork") private func processFork() -> Int32
