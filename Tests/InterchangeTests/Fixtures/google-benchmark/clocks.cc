// The clocks by which a benchmark can ask to be judged, one that waits, and two of one name.
#include <benchmark/benchmark.h>

#include <chrono>
#include <thread>

static void Sum(benchmark::State& state) {
  for (auto _ : state) {
    int sum = 0;
    for (int value = 0; value < 1024; ++value) benchmark::DoNotOptimize(sum += value);
  }
}
BENCHMARK(Sum);
BENCHMARK(Sum)->UseRealTime();
BENCHMARK(Sum)->MeasureProcessCPUTime();
BENCHMARK(Sum)->Name("Twice");
BENCHMARK(Sum)->Name("Twice");

static void Manual(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(state.iterations());
    state.SetIterationTime(1e-6);
  }
}
BENCHMARK(Manual)->UseManualTime()->Iterations(1000);

static void Wait(benchmark::State& state) {
  for (auto _ : state) std::this_thread::sleep_for(std::chrono::microseconds(200));
}
BENCHMARK(Wait)->Iterations(20);

BENCHMARK_MAIN();
