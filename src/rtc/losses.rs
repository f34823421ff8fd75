//! What a subscriber's reports say is lost on the way to her: by transport-wide feedback, which names every packet, or
//! else by receiver reports. What follows from it is the relay's rule (`relay::Loss`).

use std::any::Any;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

use rtc::rtcp::receiver_report::ReceiverReport;
use rtc::rtcp::transport_feedbacks::transport_layer_cc::{
    PacketStatusChunk, SymbolTypeTcc, TransportLayerCc,
};

use crate::relay::{Loss, Redundancy};

/// The reckoning of one receive leg.
#[derive(Debug, Default)]
pub(super) struct Losses {
    loss: Loss,
    /// The first feedback came.
    since: Option<Instant>,
    /// The transport-wide number after the last one judged.
    next: Option<u16>,
    /// Numbers that were judged lost: a packet out of order is told again.
    missing: VecDeque<u16>,
    /// The highest number of each line that a receiver report named.
    reported: Vec<(u32, u32)>,
    told: Redundancy,
}

impl Losses {
    /// Takes in one part of what a subscriber's datagram says.
    pub(super) fn hear(&mut self, part: &dyn Any, now: Instant) {
        if let Some(feedback) = part.downcast_ref::<TransportLayerCc>() {
            self.by_packet(feedback, now);
        } else if let Some(report) = part.downcast_ref::<ReceiverReport>() {
            self.by_line(report, now);
        }
    }

    /// How much redundancy her sound needs, if that has changed since the last call.
    pub(super) fn take(&mut self) -> Option<Redundancy> {
        let wanted = self.loss.redundancy();
        (std::mem::replace(&mut self.told, wanted) != wanted).then_some(wanted)
    }

    /// What was lost lately, in thousandths; `None` before anything was told.
    pub(super) fn permille(&self) -> Option<u32> {
        let is_told = self.next.is_some() || !self.reported.is_empty();
        is_told.then(|| permille(self.loss.share()))
    }

    fn by_packet(&mut self, feedback: &TransportLayerCc, now: Instant) {
        let count = feedback.packet_status_count.min(MOST_JUDGED);
        let base = feedback.base_sequence_number;
        let mut next = self.next.unwrap_or(base);
        let mut fresh = Vec::with_capacity(count.into());
        for (arrived, offset) in arrivals(feedback).zip(0..count) {
            let number = base.wrapping_add(offset);
            if number.wrapping_sub(next) < 0x8000 {
                next = number.wrapping_add(1);
                fresh.push(arrived);
                if !arrived {
                    self.miss(number);
                }
            } else if arrived
                && let Some(at) = self.missing.iter().rposition(|lost| *lost == number)
            {
                self.missing.remove(at);
                self.loss.found();
            }
        }
        self.next = Some(next);
        let since = *self.since.get_or_insert(now);
        if now.saturating_duration_since(since) < SETTLING {
            return self.missing.clear();
        }
        self.loss.judge(fresh.into_iter(), now);
    }

    fn miss(&mut self, number: u16) {
        if self.missing.len() >= MOST_MISSING {
            self.missing.pop_front();
        }
        self.missing.push_back(number);
    }

    /// Lines without transport-wide numbers: what each lost since its report before.
    fn by_line(&mut self, report: &ReceiverReport, now: Instant) {
        for block in &report.reports {
            let has_room = self.reported.len() < MOST_LINES;
            let highest = block.last_sequence_number;
            let known = self
                .reported
                .iter_mut()
                .find(|(ssrc, _)| *ssrc == block.ssrc);
            let before = match known {
                Some((_, before)) => std::mem::replace(before, highest),
                None if has_room => {
                    self.reported.push((block.ssrc, highest));
                    continue;
                }
                None => continue,
            };
            let all = highest.wrapping_sub(before);
            if self.next.is_none() && (1..0x8000).contains(&all) {
                let share = f32::from(block.fraction_lost) / 256.0;
                self.loss.reckon(all, share, now);
            }
        }
    }
}

/// A share from 0 to 1 in thousandths.
fn permille(share: f32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "held between 0 and 1000"
    )]
    let permille = (share * 1_000.0).round().clamp(0.0, 1_000.0) as u32;
    permille
}

/// Whether each packet has arrived, in the order of their numbers.
fn arrivals(feedback: &TransportLayerCc) -> impl Iterator<Item = bool> {
    let symbols = feedback.packet_chunks.iter().flat_map(|chunk| {
        let (run, listed) = match chunk {
            PacketStatusChunk::RunLengthChunk(run) => {
                (Some((run.packet_status_symbol, run.run_length)), None)
            }
            PacketStatusChunk::StatusVectorChunk(vector) => (None, Some(&vector.symbol_list)),
        };
        let run = run.into_iter();
        let run = run.flat_map(|(symbol, length)| std::iter::repeat_n(symbol, length.into()));
        run.chain(listed.into_iter().flatten().copied())
    });
    symbols.map(|symbol| symbol != SymbolTypeTcc::PacketNotReceived)
}

/// A page that has just connected tells of lost packets that were none: it had no place for them yet.
const SETTLING: Duration = Duration::from_secs(2);
/// Packets of one feedback that are looked at; browsers send one twenty times a second.
const MOST_JUDGED: u16 = 2_048;
/// Lost packets that may still come.
const MOST_MISSING: usize = 256;
/// A receive leg has no more lines.
const MOST_LINES: usize = 32;

#[cfg(test)]
mod tests {
    use rtc::rtcp::reception_report::ReceptionReport;
    use rtc::rtcp::transport_feedbacks::transport_layer_cc::{RunLengthChunk, StatusVectorChunk};

    use super::*;
    use crate::foundation::clock::Clock;

    const CAME: SymbolTypeTcc = SymbolTypeTcc::PacketReceivedSmallDelta;
    const LOST: SymbolTypeTcc = SymbolTypeTcc::PacketNotReceived;

    fn feedback(base: u16, symbols: &[SymbolTypeTcc]) -> TransportLayerCc {
        let (first, rest) = symbols.split_first().unwrap();
        TransportLayerCc {
            base_sequence_number: base,
            packet_status_count: u16::try_from(symbols.len()).unwrap(),
            packet_chunks: vec![
                PacketStatusChunk::RunLengthChunk(RunLengthChunk {
                    packet_status_symbol: *first,
                    run_length: 1,
                    ..Default::default()
                }),
                PacketStatusChunk::StatusVectorChunk(StatusVectorChunk {
                    // A vector is filled up; what is beyond the count says nothing.
                    symbol_list: [rest, &[LOST; 7]].concat(),
                    ..Default::default()
                }),
            ],
            ..Default::default()
        }
    }

    /// A leg that stands for a while, and the time.
    fn settled() -> (Instant, Losses) {
        let (now, mut losses) = (Clock::wall().instant(), Losses::default());
        losses.hear(&feedback(64_950, &[LOST; 50]), now);
        assert_eq!(losses.loss.share(), 0.0, "the first ones do not count");
        (now + SETTLING, losses)
    }

    #[test]
    fn each_packet_is_judged_once_across_the_wrap() {
        let (now, mut losses) = settled();
        for round in 0..200_u16 {
            let base = 65_000_u16.wrapping_add(round * 10);
            let mut symbols = [CAME; 10];
            symbols[3] = LOST;
            losses.hear(&feedback(base, &symbols), now);
            losses.hear(&feedback(base, &symbols), now);
        }
        assert_eq!(losses.permille(), Some(100));
        assert_eq!(losses.take(), Some(Redundancy::Two));
        assert_eq!(losses.take(), None, "told once");
    }

    #[test]
    fn a_packet_out_of_order_was_not_lost() {
        let (now, mut losses) = settled();
        for base in (0..100_u16).map(|round| round.wrapping_mul(3).wrapping_add(65_000)) {
            losses.hear(&feedback(base, &[CAME, LOST, CAME]), now);
            losses.hear(&feedback(base + 1, &[CAME, CAME]), now);
        }
        assert_eq!(losses.take(), None);
        assert_eq!(losses.loss.share(), 0.0);
    }

    #[test]
    fn receiver_reports_count_where_nobody_tells_packet_by_packet() {
        let (now, mut losses) = (Clock::wall().instant(), Losses::default());
        let report = |last_sequence_number, fraction_lost| ReceiverReport {
            reports: vec![ReceptionReport {
                ssrc: 7,
                last_sequence_number,
                fraction_lost,
                ..Default::default()
            }],
            ..Default::default()
        };
        losses.hear(&report(1_000, 255), now);
        assert_eq!(losses.take(), None, "of how many packets?");
        losses.hear(&report(1_250, 51), now);
        assert_eq!(losses.take(), Some(Redundancy::Two));

        let mut precise = Losses::default();
        precise.hear(&feedback(1, &[CAME; 50]), now);
        precise.hear(&report(1_000, 255), now);
        precise.hear(&report(1_250, 255), now);
        assert_eq!(precise.take(), None);
    }
}
