//! What a microphone says arrives as it was said: every byte of every packet, on every kind of line.

use std::time::Duration;

use roadshow_load::crowd::{LegHandle, Standing};
use roadshow_load::leg::{Look, OPUS, Outgoing};
use roadshow_load::publish::SPEECH;
use serde_json::json;

use crate::harness::{House, until};

/// Floor lines of an attendee, and her channel.
const FLOOR: std::ops::Range<usize> = 3..6;
const CHANNEL: usize = 7;
/// Floor lines of an interpreter, and her partner's voice.
const BOOTH_FLOOR: std::ops::Range<usize> = 5..8;
const PARTNER: usize = 10;
/// Packets that are compared.
const COMPARED: usize = 100;

/// A microphone that sends bytes made up by chance, and remembers them.
struct Mouth {
    leg: LegHandle,
    chance: u32,
    said: Vec<Vec<u8>>,
}

impl Mouth {
    fn new(leg: LegHandle, seed: u32) -> Self {
        Self {
            leg,
            chance: seed,
            said: Vec::new(),
        }
    }

    fn byte(&mut self) -> u8 {
        self.chance = self
            .chance
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        self.chance.to_be_bytes()[0]
    }

    /// One packet of 20 ms, of 3 to 258 bytes.
    fn says(&mut self) {
        let length = 2 + usize::from(self.byte());
        let mut payload = vec![0x78];
        payload.extend((0..length).map(|_| self.byte()));
        let seq = u16::try_from(self.said.len()).unwrap();
        let packet = Outgoing {
            payload_type: OPUS,
            seq,
            timestamp: u32::from(seq) * 960,
            marker: false,
            level: Some(SPEECH),
            payload: payload.clone().into(),
        };
        self.leg.send(0, packet);
        self.said.push(payload);
    }

    /// Whether the last packet of hers is the last on one of these lines.
    fn has_arrived(&self, standing: &Standing, lines: std::ops::Range<usize>) -> bool {
        let last = |line: usize| standing.arrived[line].payloads.back();
        lines.into_iter().any(|line| {
            last(line).map(|payload| payload.as_ref()) == self.said.last().map(Vec::as_slice)
        })
    }

    /// The last packets on one of these lines are hers, all of them, in order and unchanged.
    #[track_caller]
    fn assert_whole(&self, standing: &Standing, mut lines: std::ops::Range<usize>, who: &str) {
        let said = &self.said[self.said.len() - COMPARED..];
        let whole = lines.any(|line| {
            let heard = &standing.arrived[line].payloads;
            let from = heard.len().saturating_sub(COMPARED);
            heard
                .range(from..)
                .map(|p| p.as_ref())
                .eq(said.iter().map(Vec::as_slice))
        });
        assert!(whole, "{who} did not hear exactly what was said");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_payload_arrives_bit_exact_on_floor_channel_and_partner_lines() {
    let house = House::open().await;
    let mut stefan = house
        .person("speaker", "Stefan", &["--language", "de"])
        .await;
    let mut stefan_says = Mouth::new(stefan.publish(&house.crowd).await.unwrap(), 1);
    stefan
        .ask(json!({ "type": "sources", "microphone": true, "camera": false, "screen": false }))
        .await
        .unwrap();
    let booth = ["--booth", "de-zh"];
    let mut ines = house.person("interpreter", "Ines", &booth).await;
    let mut ines_says = Mouth::new(ines.publish(&house.crowd).await.unwrap(), 2);
    let ines_hears = ines.receive(&house.crowd, Look::Payloads).await.unwrap();
    let mut ivan = house.person("interpreter", "Ivan", &booth).await;
    let ivan_hears = ivan.receive(&house.crowd, Look::Payloads).await.unwrap();
    let mut mei = house.person("attendee", "Mei", &["--language", "zh"]).await;
    let mei_hears = mei.receive(&house.crowd, Look::Payloads).await.unwrap();
    let mut dieter = house
        .person("attendee", "Dieter", &["--language", "de"])
        .await;
    let dieter_hears = dieter.receive(&house.crowd, Look::Payloads).await.unwrap();
    ines.ask(json!({ "type": "microphone", "state": "on" }))
        .await
        .unwrap();

    let ears = [
        (
            &mei_hears,
            CHANNEL..CHANNEL + 1,
            false,
            "Mei on the channel",
        ),
        (&dieter_hears, FLOOR, true, "Dieter on the floor"),
        (&ines_hears, BOOTH_FLOOR, true, "Ines on the floor"),
        (&ivan_hears, BOOTH_FLOOR, true, "Ivan on the floor"),
        (&ivan_hears, PARTNER..PARTNER + 1, false, "Ivan his partner"),
    ];
    // Until everybody hears what she should, and then so much more that it can be compared.
    let mut clock = tokio::time::interval(Duration::from_millis(20));
    let mut together = 0;
    for _ in 0..1_500 {
        clock.tick().await;
        stefan_says.says();
        ines_says.says();
        if together > 0 {
            together += 1;
        } else if stefan_says.said.len().is_multiple_of(25) {
            let mut all = true;
            for (ear, lines, _, _) in &ears {
                let standing = ear.standing().await;
                all &= lines
                    .clone()
                    .any(|line| !standing.arrived[line].payloads.is_empty());
            }
            together = usize::from(all);
        }
        if together > COMPARED {
            break;
        }
    }
    assert!(together > COMPARED, "somebody did not hear");
    for (ear, lines, is_floor, who) in ears {
        let mouth = if is_floor { &stefan_says } else { &ines_says };
        let standing = until(ear, who, |s| mouth.has_arrived(s, lines.clone())).await;
        mouth.assert_whole(&standing, lines, who);
    }
}
