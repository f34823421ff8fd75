//! One listener in the hall: her lines, what she tells the server, what she has noticed.

use std::io::IoSliceMut;
use std::time::{Duration, Instant};

use nix::cmsg_space;
use nix::sys::socket::{ControlMessageOwned, MsgFlags, MultiHeaders, SockaddrStorage, recvmmsg};
use nix::sys::time::TimeSpec;

use super::Delays;
use crate::chance::Chance;
use crate::moment;
use crate::peer::line::Line;
use crate::peer::rtcp::{self, Block, Said};
use crate::peer::rtp::{self, Head};
use crate::peer::sdp::RemoteLine;
use crate::peer::{Connection, Phase};
use crate::podium;

/// How a listener behaves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Habits {
    /// The share of packets that her network loses, from 0 to 1, and of which chance.
    pub loss: Option<(f64, u64)>,
    /// Asks for a key frame so often.
    pub asks_every: Option<Duration>,
    /// Reads nothing any more once the handshake has begun.
    pub breaks_off: bool,
}

/// How a listener stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// How far her connection is.
    pub phase: Phase,
    /// When the handshake was over.
    pub up_since: Option<Instant>,
    /// When the first packet came that could be decrypted.
    pub first_media: Option<Instant>,
    /// By line.
    pub lines: Vec<LineStanding>,
    /// Packets that should have been decrypted and could not.
    pub broken: u64,
    /// Packets of sound and of pictures that her network has lost.
    pub lost_by_link: [u64; 2],
    /// Bytes of the packets that have come.
    pub bytes: u64,
    /// The port she listens on.
    pub port: u16,
}

/// How one line stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct LineStanding {
    /// It carries pictures.
    pub is_video: bool,
    /// Different packets.
    pub unique: u64,
    /// Packets that were sent and have not come, neither by themselves nor as repairs.
    pub lost: u64,
    /// Packets that had come before.
    pub duplicates: u64,
    /// Of the different ones, those that came as repairs.
    pub repaired: u64,
    /// Sound that came wrapped with its predecessors.
    pub redundant: u64,
}

impl Default for Standing {
    fn default() -> Self {
        Self {
            phase: Phase::Checking,
            up_since: None,
            first_media: None,
            lines: Vec::new(),
            broken: 0,
            lost_by_link: [0; 2],
            bytes: 0,
            port: 0,
        }
    }
}

/// Memory for one batch of datagrams, shared by everybody in the hall.
pub(super) struct Net {
    headers: MultiHeaders<SockaddrStorage>,
    memory: Vec<u8>,
    scratch: Vec<u8>,
}

impl Net {
    pub(super) fn new() -> Self {
        Self {
            headers: MultiHeaders::preallocate(BATCH, Some(cmsg_space!(TimeSpec))),
            memory: vec![0; BATCH * LARGEST],
            scratch: Vec::with_capacity(LARGEST),
        }
    }
}

/// A listener.
pub(super) struct Sitting {
    pub(super) connection: Connection,
    habits: Habits,
    chance: Chance,
    agreed: Vec<RemoteLine>,
    lines: Vec<Line>,
    /// The last report of each line's sender: the middle of its time, and when it came.
    reports: Vec<Option<(u32, Instant)>>,
    own_ssrc: u32,
    /// Arrivals by transport-wide number since the last feedback.
    arrivals: Vec<(u16, i64)>,
    next_transport: Option<u16>,
    feedbacks: u8,
    looked: u32,
    first_media: Option<Instant>,
    broken: u64,
    lost_by_link: [u64; 2],
    bytes: u64,
    connection_due: Instant,
    feedback_due: Instant,
    report_due: Instant,
    ask_due: Instant,
}

impl Sitting {
    pub(super) fn new(connection: Connection, habits: Habits, id: usize, now: Instant) -> Self {
        let agreed = connection.remote().lines.clone();
        let lines: Vec<Line> = agreed
            .iter()
            .map(|line| Line::new(line.is_video, line.ssrc, line.repair_ssrc))
            .collect();
        let number = u32::try_from(id).unwrap_or_default();
        let (_, seed) = habits.loss.unwrap_or_default();
        Self {
            habits,
            chance: Chance::new(seed, u64::from(number)),
            reports: vec![None; lines.len()],
            agreed,
            lines,
            own_ssrc: 0x6000_0000 | number,
            arrivals: Vec::with_capacity(64),
            next_transport: None,
            feedbacks: 0,
            // Not all of them open the same packet of a picture.
            looked: number % LOOK_AT,
            first_media: None,
            broken: 0,
            lost_by_link: [0; 2],
            bytes: 0,
            connection_due: now,
            feedback_due: now,
            report_due: now + REPORT,
            ask_due: now,
            connection,
        }
    }

    pub(super) fn standing(&self) -> Standing {
        let lines = self.lines.iter().map(|line| LineStanding {
            is_video: line.is_video,
            unique: line.unique,
            lost: line.lost(),
            duplicates: line.duplicates,
            repaired: line.repaired,
            redundant: line.redundant,
        });
        Standing {
            phase: self.connection.phase,
            up_since: self.connection.up_since,
            first_media: self.first_media,
            lines: lines.collect(),
            broken: self.broken,
            lost_by_link: self.lost_by_link,
            bytes: self.bytes,
            port: self.connection.port(),
        }
    }

    pub(super) fn forget(&mut self) {
        self.lines.iter_mut().for_each(Line::forget);
        self.broken = 0;
        (self.lost_by_link, self.bytes) = ([0; 2], 0);
    }

    /// Reads everything that waits in her socket.
    pub(super) fn receive(&mut self, net: &mut Net, delays: &mut Delays, now: Instant) {
        loop {
            let mut slices: Vec<[IoSliceMut<'_>; 1]> = net
                .memory
                .chunks_exact_mut(LARGEST)
                .map(|chunk| [IoSliceMut::new(chunk)])
                .collect();
            let received = recvmmsg(
                self.connection.descriptor(),
                &mut net.headers,
                slices.iter_mut(),
                MsgFlags::MSG_DONTWAIT,
                None,
            );
            let Ok(received) = received else {
                return;
            };
            let mut count = 0;
            for message in received {
                count += 1;
                let stamp = message.cmsgs().ok().and_then(|mut all| all.next());
                let at_ns = match stamp {
                    Some(ControlMessageOwned::ScmTimestampns(time)) => nanoseconds(time),
                    _ => moment::unix_ns(),
                };
                for datagram in message.iovs() {
                    self.take(datagram, at_ns, &mut net.scratch, delays, now);
                }
            }
            if count < BATCH {
                return;
            }
        }
    }

    /// Lets time pass.
    pub(super) fn tick(&mut self, now: Instant) {
        if self.connection_due <= now {
            self.connection_due = self.connection.tick(now);
        }
        if self.connection.srtp.is_none() || self.connection.phase == Phase::Over {
            return;
        }
        if self.feedback_due <= now {
            self.feedback_due = now + FEEDBACK;
            self.tell_arrivals();
        }
        if self.report_due <= now {
            self.report_due = now + REPORT;
            self.tell_loss(now);
        }
        if self.lines.iter().any(Line::lacks) {
            self.ask_again(now);
        }
        if let Some(every) = self.habits.asks_every
            && self.ask_due <= now
        {
            // Made up after a late turn, so that the pace is what was wished for.
            self.ask_due = (self.ask_due + every).max(now - every * 4);
            self.ask_for_key_frames();
        }
    }

    fn take(
        &mut self,
        datagram: &[u8],
        at_ns: i64,
        scratch: &mut Vec<u8>,
        delays: &mut Delays,
        now: Instant,
    ) {
        if rtp::is_rtp(datagram) {
            self.take_media(datagram, at_ns, scratch, delays, now);
        } else if rtp::is_rtcp(datagram) {
            self.take_report(datagram, now);
        } else if !(self.habits.breaks_off && self.connection.phase == Phase::Shaking) {
            self.connection.handle(datagram, now);
            self.connection_due = now;
            if self.connection.phase != Phase::Up {
                self.connection_due = self.connection.tick(now);
            }
        }
    }

    fn take_media(
        &mut self,
        datagram: &[u8],
        at_ns: i64,
        scratch: &mut Vec<u8>,
        delays: &mut Delays,
        now: Instant,
    ) {
        let Some(head) = Head::read(datagram) else {
            return;
        };
        let Some((place, is_repair)) = self.find(&head, datagram) else {
            return;
        };
        let is_video = self.lines[place].is_video;
        if let Some((share, _)) = self.habits.loss
            && self.chance.unit() < share
        {
            // A repair that is lost is asked for once more; it is no loss of its own.
            self.lost_by_link[usize::from(is_video)] += u64::from(!is_repair);
            return;
        }
        self.bytes += u64::try_from(datagram.len()).unwrap_or_default();
        if let Some(id) = self.agreed[place].transport
            && let Some(&[high, low]) = head.extension(datagram, id)
            && self.arrivals.len() < MOST_ARRIVALS
        {
            let number = u16::from_be_bytes([high, low]);
            self.arrivals.push((number, at_ns / 1_000));
        }
        if is_repair {
            let index = self.lines[place].extend_repair(head.seq);
            self.mend(place, datagram, head, index, scratch);
            return;
        }
        let index = self.lines[place].arrived(head.seq, now);
        let is_redundant = self.agreed[place].redundant.contains(&head.payload_type);
        self.lines[place].redundant += u64::from(is_redundant);
        self.looked += 1;
        if self.first_media.is_some() && self.looked < LOOK_AT {
            return;
        }
        self.looked = 0;
        match self.open(datagram, head, index, scratch) {
            Some(payload) => {
                let sent = podium::read_stamp(payload);
                self.first_media
                    .get_or_insert_with(|| at_instant(at_ns, now));
                if let Some(sent) = sent {
                    let kind = if is_video {
                        &mut delays.video
                    } else {
                        &mut delays.audio
                    };
                    if kind.len() < MOST_DELAYS {
                        kind.push(u32::try_from((at_ns - sent).max(0) / 1_000).unwrap_or(u32::MAX));
                    }
                }
            }
            None => self.broken += 1,
        }
    }

    /// The line of a packet, and whether it is a repair; an unknown SSRC is told by the name of its line.
    fn find(&mut self, head: &Head, datagram: &[u8]) -> Option<(usize, bool)> {
        for (place, line) in self.lines.iter().enumerate() {
            if line.ssrc == Some(head.ssrc) {
                return Some((place, false));
            }
            if line.repair_ssrc == Some(head.ssrc) {
                return Some((place, true));
            }
        }
        let place = self.agreed.iter().position(|line| {
            let mid = line
                .mid_extension
                .and_then(|id| head.extension(datagram, id));
            mid == Some(line.mid.as_bytes())
        })?;
        let is_repair = self.agreed[place].repairs.contains(&head.payload_type);
        let known = if is_repair {
            &mut self.lines[place].repair_ssrc
        } else {
            &mut self.lines[place].ssrc
        };
        *known = Some(head.ssrc);
        Some((place, is_repair))
    }

    fn open<'s>(
        &self,
        datagram: &[u8],
        head: Head,
        index: i64,
        scratch: &'s mut Vec<u8>,
    ) -> Option<&'s [u8]> {
        scratch.clear();
        scratch.extend_from_slice(datagram);
        let srtp = self.connection.srtp.as_ref()?;
        let index = u64::try_from(index).ok()?;
        srtp.open(scratch, head.length, index).ok().map(|p| &*p)
    }

    fn mend(
        &mut self,
        place: usize,
        datagram: &[u8],
        head: Head,
        index: i64,
        scratch: &mut Vec<u8>,
    ) {
        match self.open(datagram, head, index, scratch) {
            Some(&[high, low, _, ..]) => {
                self.lines[place].mended(u16::from_be_bytes([high, low]));
            }
            // Padding that probes the path has nothing to repair.
            Some(_) => {}
            None => self.broken += 1,
        }
    }

    fn take_report(&mut self, datagram: &[u8], now: Instant) {
        let mut report = datagram.to_vec();
        let Some(srtp) = &self.connection.srtp else {
            return;
        };
        let Ok(report) = srtp.open_report(&mut report) else {
            self.broken += 1;
            return;
        };
        for said in rtcp::read(report) {
            if let Said::Sender(ssrc, time) = said
                && let Some(place) = self.lines.iter().position(|l| l.ssrc == Some(ssrc))
            {
                self.reports[place] = Some((time, now));
            }
        }
    }

    fn tell_arrivals(&mut self) {
        if self.arrivals.is_empty() {
            return;
        }
        // Numbers are sixteen bits and wrap: what is nearest behind the last feedback comes first.
        let first = self.next_transport.unwrap_or(self.arrivals[0].0);
        let mut arrivals = std::mem::take(&mut self.arrivals);
        arrivals.retain(|(number, _)| number.wrapping_sub(first) < 0x8000);
        arrivals.sort_unstable_by_key(|(number, _)| number.wrapping_sub(first));
        arrivals.dedup_by_key(|(number, _)| *number);
        let media = self.lines.iter().find_map(|line| line.ssrc);
        if let (Some((last, _)), Some(media)) = (arrivals.last(), media) {
            self.next_transport = Some(last.wrapping_add(1));
            let count = self.feedbacks;
            self.feedbacks = count.wrapping_add(1);
            self.tell(rtcp::transport(
                self.own_ssrc,
                media,
                count,
                first,
                &arrivals,
            ));
        }
        arrivals.clear();
        self.arrivals = arrivals;
    }

    fn tell_loss(&mut self, now: Instant) {
        let reports = self.lines.iter_mut().zip(&self.reports);
        let blocks: Vec<Block> = reports
            .filter_map(|(line, heard)| {
                let ssrc = line.ssrc?;
                let (fraction, lost, highest) = line.report()?;
                let delay = heard.map_or(0.0, |(_, at)| now.duration_since(at).as_secs_f64());
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "seconds since a report of the last minute"
                )]
                let delay = (delay.min(60.0) * 65_536.0) as u32;
                Some(Block {
                    ssrc,
                    fraction,
                    lost,
                    highest,
                    last_report: heard.map_or(0, |(time, _)| time),
                    delay,
                })
            })
            .collect();
        if !blocks.is_empty() {
            self.tell(rtcp::receiver_report(self.own_ssrc, &blocks));
        }
    }

    fn ask_again(&mut self, now: Instant) {
        for place in 0..self.lines.len() {
            let line = &mut self.lines[place];
            let Some(ssrc) = line.ssrc else {
                continue;
            };
            let seqs = line.ask(now);
            if !seqs.is_empty() {
                self.tell(rtcp::nack(self.own_ssrc, ssrc, &seqs));
            }
        }
    }

    fn ask_for_key_frames(&mut self) {
        let wanted: Vec<u32> = self
            .lines
            .iter()
            .filter(|line| line.is_video && line.unique > 0)
            .filter_map(|line| line.ssrc)
            .collect();
        for ssrc in wanted {
            self.tell(rtcp::pli(self.own_ssrc, ssrc));
        }
    }

    fn tell(&mut self, mut report: Vec<u8>) {
        if let Some(srtp) = &mut self.connection.srtp
            && srtp.seal_report(&mut report).is_ok()
        {
            self.connection.send(&report);
        }
    }
}

fn nanoseconds(time: TimeSpec) -> i64 {
    time.tv_sec() * 1_000_000_000 + time.tv_nsec()
}

/// The moment of a kernel's timestamp.
fn at_instant(at_ns: i64, now: Instant) -> Instant {
    let ago = u64::try_from(moment::unix_ns() - at_ns).unwrap_or_default();
    now.checked_sub(Duration::from_nanos(ago)).unwrap_or(now)
}

/// Datagrams of one system call.
const BATCH: usize = 32;
/// Nobody sends a datagram above an Ethernet frame.
const LARGEST: usize = 2_048;
/// Every so manieth packet is opened; a prime, so that it is not always the first of a picture.
const LOOK_AT: u32 = 47;
/// Between transport-wide feedbacks, as measured at Chromium and Firefox.
const FEEDBACK: Duration = Duration::from_millis(50);
/// Between receiver reports.
const REPORT: Duration = Duration::from_secs(1);
/// Arrivals told at once; more are not told.
const MOST_ARRIVALS: usize = 1_024;
/// Delays kept; beyond that a run has enough.
const MOST_DELAYS: usize = 1 << 20;
