import Foundation

/// A small C program whose functions burn processor time in known shares.
enum BurningProgram {
  /// Where it has been built, or why it could not.
  static let built: Result<String, Failure> = build()

  struct Failure: Error {
    let reason: String
  }

  /// Each card of a shuffled deck is a call of one of four functions, all of which run the same
  /// loop for the same time; 50, 30, 15 and 5 of 100 cards. So the shares are exact, whatever the
  /// processor's frequency does, and no rhythm can beat with the sampling.
  private static let source = #"""
    #define _GNU_SOURCE
    #include <pthread.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <time.h>
    #include <unistd.h>

    #define QUIET __attribute__((noinline, noclone))
    QUIET void spin(void) {
      unsigned long x = 1;
      /* Without this, a leaf has no frame, and its caller is lost to frame pointers. */
      __asm__ volatile("" : : "r"(__builtin_frame_address(0)));
      for (int i = 0; i < 10000; i++) __asm__ volatile("imul $3, %0" : "+r"(x));
    }
    QUIET void fifty(void) { spin(); __asm__ volatile(""); }
    QUIET void thirty(void) { spin(); __asm__ volatile(""); }
    QUIET void fifteen(void) { spin(); __asm__ volatile(""); }
    QUIET void five(void) { spin(); __asm__ volatile(""); }
    QUIET void left(void) { spin(); __asm__ volatile(""); }
    QUIET void right(void) { spin(); __asm__ volatile(""); }

    static double used(void) {
      struct timespec t;
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
      return t.tv_sec + t.tv_nsec * 1e-9;
    }

    static double seconds;

    static void deal(void) {
      static void (*const kinds[4])(void) = {fifty, thirty, fifteen, five};
      static const int counts[4] = {50, 30, 15, 5};
      void (*deck[100])(void);
      int n = 0;
      for (int k = 0; k < 4; k++)
        for (int i = 0; i < counts[k]; i++) deck[n++] = kinds[k];
      unsigned seed = 42;
      double end = used() + seconds;
      while (used() < end) {
        for (int i = 99; i > 0; i--) {
          int j = rand_r(&seed) % (i + 1);
          void (*card)(void) = deck[i];
          deck[i] = deck[j];
          deck[j] = card;
        }
        for (int i = 0; i < 100; i++) deck[i]();
      }
    }

    static void *repeat(void *function) {
      double end = used() + seconds;
      while (used() < end)
        for (int i = 0; i < 100; i++) ((void (*)(void))function)();
      return NULL;
    }

    /* Threads one after the other, 20 ms apart, each of which runs for SECONDS: not more at a time
       than processors, or whoever attaches gets no time to do it. */
    static void storm(int threads) {
      pthread_t all[threads];
      for (int i = 0; i < threads; i++) {
        pthread_create(&all[i], NULL, repeat, left);
        usleep(20000);
      }
      for (int i = 0; i < threads; i++) pthread_join(all[i], NULL);
    }

    /* burn SECONDS STATUS deck | threads DELAY | storm COUNT */
    int main(int count, char **words) {
      if (count < 4) return 64;
      seconds = atof(words[1]);
      if (strcmp(words[3], "threads") == 0) {
        usleep(atof(words[4]) * 1e6);
        pthread_t a, b;
        pthread_create(&a, NULL, repeat, left);
        pthread_create(&b, NULL, repeat, right);
        pthread_join(a, NULL);
        pthread_join(b, NULL);
      } else if (strcmp(words[3], "storm") == 0) {
        storm(atoi(words[4]));
      } else {
        deal();
      }
      return atoi(words[2]);
    }
    """#

  private static func build() -> Result<String, Failure> {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("burning-\(getpid())").path
    let program = "\(folder)/burn"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try source.write(toFile: "\(program).c", atomically: true, encoding: .utf8)
      let built = try Tool.run(
        "gcc",
        [
          "-O1", "-g", "-fno-omit-frame-pointer", "-fno-optimize-sibling-calls", "-o", program,
          "\(program).c", "-pthread",
        ])
      return built.status == 0 ? .success(program) : .failure(Failure(reason: built.errors))
    } catch {
      return .failure(Failure(reason: "\(error)"))
    }
  }

  static func path() throws -> String { try built.get() }
}
