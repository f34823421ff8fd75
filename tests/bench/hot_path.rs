//! What the hot path costs a packet and subscriber: relay table, rewriting, sealing, and all of it with sending.
//!
//! `cargo bench --features bench --bench hot_path`. Times are for comparison on one machine within one run; nothing is asserted.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a measurement of its own"
)]

use std::hint::black_box;
use std::net::UdpSocket;

use bytes::Bytes;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use roadshow::foundation::clock::Clock;
use roadshow::relay::Kind;
use roadshow::relay::rehearsal::Rewriting;
use roadshow::rtc::rehearsal::Rehearsal;

/// Packets of a picture at 2.2 Mbit/s and 25 pictures a second.
const PICTURE: u64 = 10;

fn rehearsal(subscribers: u64) -> (Rehearsal, Bytes) {
    let sink = UdpSocket::bind("127.0.0.1:0").unwrap();
    let to = sink.local_addr().unwrap();
    let mut rehearsal = Rehearsal::new(subscribers, &[to]).unwrap();
    let mut key = vec![0; 1_100];
    key[0] = 0x10;
    rehearsal.forward(Kind::Video, &key.into(), true);
    rehearsal.forget();
    (rehearsal, Bytes::from(vec![0; 1_100]))
}

fn fan_out(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("relay table, per subscriber");
    for subscribers in [50, 300, 1_000] {
        group.throughput(Throughput::Elements(subscribers));
        let (mut rehearsal, payload) = rehearsal(subscribers);
        group.bench_function(BenchmarkId::from_parameter(subscribers), |bench| {
            bench.iter(|| {
                let count = rehearsal.forward(Kind::Video, &payload, true);
                rehearsal.forget();
                black_box(count)
            });
        });
    }
    group.finish();
}

fn rewrite(criterion: &mut Criterion) {
    let now = Clock::wall().instant();
    let mut line = Rewriting::new(now);
    criterion.bench_function("rewrite, per packet and subscriber", |bench| {
        bench.iter(|| black_box(line.next(black_box(now))));
    });
}

fn seal(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("seal 1,100 bytes, per subscriber, relay included");
    for subscribers in [50, 300] {
        group.throughput(Throughput::Elements(subscribers));
        let (mut rehearsal, payload) = rehearsal(subscribers);
        group.bench_function(BenchmarkId::from_parameter(subscribers), |bench| {
            bench.iter(|| {
                rehearsal.forward(Kind::Video, &payload, true);
                rehearsal.seal();
            });
        });
    }
    group.finish();
}

fn all(criterion: &mut Criterion) {
    let mut group =
        criterion.benchmark_group("forward, seal and send a picture, per packet and subscriber");
    for subscribers in [50, 300] {
        group.throughput(Throughput::Elements(subscribers * PICTURE));
        let (mut rehearsal, payload) = rehearsal(subscribers);
        group.bench_function(BenchmarkId::from_parameter(subscribers), |bench| {
            bench.iter(|| {
                for part in 1..=PICTURE {
                    rehearsal.forward(Kind::Video, &payload, part == PICTURE);
                    rehearsal.settle();
                }
                rehearsal.flush();
            });
        });
    }
    group.finish();
}

criterion_group!(hot_path, fan_out, rewrite, seal, all);
criterion_main!(hot_path);
