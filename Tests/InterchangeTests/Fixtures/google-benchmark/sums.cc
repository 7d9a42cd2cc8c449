#include <benchmark/benchmark.h>
#include <numeric>
#include <vector>
static void Sum(benchmark::State &state) {
  std::vector<long> numbers(state.range(0), 3);
  for (auto _ : state) benchmark::DoNotOptimize(std::accumulate(numbers.begin(), numbers.end(), 0L));
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() * state.range(0) * sizeof(long));
}
BENCHMARK(Sum)->Arg(64)->Arg(1024)->Repetitions(5);
static void Copy(benchmark::State &state) {
  for (auto _ : state) { std::vector<char> copy(4096, 'x'); benchmark::DoNotOptimize(copy.data()); }
  state.counters["ratio"] = 0.0 / (state.iterations() - state.iterations());
}
BENCHMARK(Copy)->Unit(benchmark::kMicrosecond)->Threads(2)->UseRealTime();
static void Broken(benchmark::State &state) {
  state.SkipWithError("the disk is missing");
  for (auto _ : state) {}
}
BENCHMARK(Broken);
BENCHMARK_MAIN();
