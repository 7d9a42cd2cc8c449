import Foundation

/// Chooses and prints the seed of a random test; `ACTOR_TEST_SEED` in the environment replays one.
func printedSeed(for test: String) -> UInt64 {
  let replayed = ProcessInfo.processInfo.environment["ACTOR_TEST_SEED"].flatMap { UInt64($0) }
  let seed = replayed ?? .random(in: 0 ... .max)
  print("\(test): replay with ACTOR_TEST_SEED=\(seed)")
  return seed
}
