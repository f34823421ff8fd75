//! Instructions of the relay table, rewriting and sealing, counted by callgrind: the same on a busy machine as on an
//! idle one. `cargo bench --features instructions --bench instructions`, which needs valgrind and `gungraun-runner`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a measurement of its own"
)]

use std::hint::black_box;
use std::net::UdpSocket;
use std::time::Instant;

use bytes::Bytes;
use gungraun::{library_benchmark, library_benchmark_group, main};
use roadshow::foundation::clock::Clock;
use roadshow::relay::Kind;
use roadshow::relay::rehearsal::Rewriting;
use roadshow::rtc::rehearsal::Rehearsal;

/// Each bench does its work so often, or for so many subscribers.
const TIMES: u64 = 100;

fn rehearsal() -> (Rehearsal, Bytes) {
    let sink = UdpSocket::bind("127.0.0.1:0").unwrap();
    let to = sink.local_addr().unwrap();
    let mut rehearsal = Rehearsal::new(TIMES, &[to]).unwrap();
    let mut key = vec![0; 1_100];
    key[0] = 0x10;
    let payload = Bytes::from(vec![0; 1_100]);
    for payload in [&key.into(), &payload, &payload] {
        rehearsal.forward(Kind::Video, payload, true);
        rehearsal.seal();
    }
    (rehearsal, payload)
}

fn line() -> (Rewriting, Instant) {
    let now = Clock::wall().instant();
    (Rewriting::new(now), now)
}

#[library_benchmark]
#[bench::hundred(setup = rehearsal)]
fn fan_out((mut rehearsal, payload): (Rehearsal, Bytes)) -> Rehearsal {
    black_box(rehearsal.forward(Kind::Video, &payload, true));
    rehearsal
}

#[library_benchmark]
#[bench::hundred(setup = line)]
fn rewrite((mut line, now): (Rewriting, Instant)) -> Rewriting {
    for _ in 0..TIMES {
        black_box(line.next(now));
    }
    line
}

#[library_benchmark]
#[bench::hundred(setup = rehearsal)]
fn fan_out_and_seal((mut rehearsal, payload): (Rehearsal, Bytes)) -> Rehearsal {
    rehearsal.forward(Kind::Video, &payload, true);
    rehearsal.seal();
    rehearsal
}

library_benchmark_group!(name = hot_path; benchmarks = fan_out, rewrite, fan_out_and_seal);
main!(library_benchmark_groups = hot_path);
