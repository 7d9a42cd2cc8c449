use criterion::{black_box, criterion_group, criterion_main, BenchmarkId, Criterion, SamplingMode, Throughput};
use std::time::Duration;

fn fibonacci(n: u64) -> u64 {
    if n < 2 { n } else { fibonacci(n - 1) + fibonacci(n - 2) }
}

fn sums(c: &mut Criterion) {
    c.bench_function("fib 20", |b| b.iter(|| fibonacci(black_box(20))));
    let mut group = c.benchmark_group("sum/of squares");
    for n in [64u64, 1024] {
        group.throughput(Throughput::Elements(n));
        group.bench_with_input(BenchmarkId::new("loop", n), &n, |b, &n| {
            b.iter(|| (0..black_box(n)).map(|x| x * x).sum::<u64>())
        });
    }
    group.finish();
    let mut flat = c.benchmark_group("flat");
    flat.sampling_mode(SamplingMode::Flat);
    flat.throughput(Throughput::Bytes(8 << 10));
    flat.bench_function("copy", |b| {
        let source = vec![1u8; 8 << 10];
        b.iter(|| black_box(source.clone()))
    });
    flat.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(400));
    targets = sums
}
criterion_main!(benches);
