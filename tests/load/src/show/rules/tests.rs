use super::super::log::Deed;
use super::*;

/// A show in which Ines is live from the first second and speaks, but for her pauses.
struct Scene(Evidence);

impl Scene {
    fn open() -> Self {
        let mut scene = Self(Evidence::default());
        scene.0.floor.push((0, Some(Language::De)));
        scene.did(0, Voice::Ines, Deed::On);
        scene
    }

    fn did(&mut self, at: u32, who: Voice, deed: Deed) -> &mut Self {
        self.0.deeds.push((at, who, deed));
        self
    }

    fn floor(&mut self, at: u32, language: Language) -> &mut Self {
        self.0.floor.push((at, Some(language)));
        self
    }

    /// Packets from `from` to `to`, without words in these pauses.
    fn sends(&mut self, who: Voice, from: u32, to: u32, pauses: &[(u32, u32)]) -> &mut Self {
        let packets = self.0.packets.entry(who).or_default();
        for at in (from..to).step_by(20) {
            let paused = pauses.iter().any(|(from, to)| (*from..*to).contains(&at));
            let number = u32::try_from(packets.len()).unwrap();
            packets.push(Packet {
                at,
                number,
                words: !paused,
                language: None,
            });
        }
        self
    }

    fn right(&self, language: Language, at: u32) -> Right {
        read(&self.0, at + STEP_MS).right[language.tag()][(at / STEP_MS) as usize]
    }
}

#[test]
fn the_floor_in_ones_own_language_and_the_booth_otherwise() {
    let mut scene = Scene::open();
    scene.sends(Voice::Ines, 0, 5_000, &[]);
    assert_eq!(scene.right(Language::De, 2_000), Right::Floor);
    assert_eq!(
        scene.right(Language::Zh, 2_000),
        Right::Channel(Voice::Ines)
    );
    assert_eq!(scene.right(Language::En, 2_000), Right::Floor);
}

#[test]
fn a_direction_cuts_at_a_pause_of_600_ms_and_after_6_s() {
    let mut scene = Scene::open();
    scene.floor(2_000, Language::Zh).sends(
        Voice::Ines,
        0,
        20_000,
        &[(4_000, 4_500), (6_000, 7_000)],
    );
    assert_eq!(scene.right(Language::Zh, 2_100), Right::Tail(Voice::Ines));
    assert_eq!(
        scene.right(Language::De, 2_100),
        Right::Floor,
        "as in fallback"
    );
    assert_eq!(scene.right(Language::Zh, 6_500), Right::Tail(Voice::Ines));
    assert_eq!(scene.right(Language::Zh, 6_640), Right::Floor);
    assert_eq!(
        scene.right(Language::De, 6_640),
        Right::Channel(Voice::Ines)
    );

    let mut scene = Scene::open();
    scene
        .floor(2_000, Language::Zh)
        .sends(Voice::Ines, 0, 20_000, &[]);
    assert_eq!(scene.right(Language::Zh, 7_900), Right::Tail(Voice::Ines));
    assert_eq!(scene.right(Language::Zh, 8_020), Right::Floor);
}

#[test]
fn silence_before_the_turn_does_not_cut_and_who_speaks_at_the_cut_follows_the_announcement() {
    let scene = |resumes: u32| {
        let mut scene = Scene::open();
        scene
            .floor(2_000, Language::Zh)
            .sends(Voice::Ines, 0, 20_000, &[(1_000, resumes)]);
        scene
    };
    let announced = |scene: &mut Scene, at| {
        let said = (at, "de-zh".to_owned(), Language::De);
        scene.0.directions.push(said);
    };
    let tail = Right::Tail(Voice::Ines);
    assert_eq!(scene(2_300).right(Language::Zh, 4_000), tail);
    assert_eq!(scene(5_000).right(Language::Zh, 2_580), tail);
    assert_eq!(scene(5_000).right(Language::Zh, 2_620), Right::Floor);
    // 20 ms before the cut: either is right.
    assert_eq!(scene(2_580).right(Language::Zh, 4_000), tail);
    let mut cut = scene(2_580);
    announced(&mut cut, 2_630);
    assert_eq!(cut.right(Language::Zh, 2_640), Right::Floor);
    // A server that cuts into the words of somebody who paused for too short a time is not followed.
    let mut wrong = scene(2_300);
    announced(&mut wrong, 2_350);
    assert_eq!(wrong.right(Language::Zh, 2_640), tail);
    let mut late = scene(2_580);
    announced(&mut late, 2_900);
    assert_eq!(late.right(Language::Zh, 3_000), tail);
}

#[test]
fn off_is_the_floor_at_once_a_cough_and_a_lost_connection_hold() {
    let mut scene = Scene::open();
    scene
        .did(2_000, Voice::Ines, Deed::Cough)
        .did(3_000, Voice::Ines, Deed::On)
        .sends(Voice::Ines, 0, 5_000, &[]);
    assert_eq!(scene.right(Language::Zh, 2_500), Right::Held);
    assert_eq!(
        scene.right(Language::Zh, 3_100),
        Right::Channel(Voice::Ines)
    );
    assert_eq!(
        scene.right(Language::Zh, 5_300),
        Right::Channel(Voice::Ines)
    );
    assert_eq!(scene.right(Language::Zh, 5_500), Right::Held);
    assert_eq!(scene.right(Language::Zh, 7_500), Right::Floor);
    scene.did(4_000, Voice::Ines, Deed::Off);
    assert_eq!(scene.right(Language::Zh, 4_100), Right::Floor);
}

#[test]
fn an_armed_partner_steps_in_and_an_unarmed_one_never_does() {
    for (armed, right) in [(true, Right::Channel(Voice::Ivan)), (false, Right::Held)] {
        let mut scene = Scene::open();
        scene
            .sends(Voice::Ines, 0, 5_000, &[])
            .sends(Voice::Ivan, 0, 9_000, &[]);
        if armed {
            scene.did(1_000, Voice::Ivan, Deed::Arm);
        }
        assert_eq!(scene.right(Language::Zh, 5_500), right);
    }
}

#[test]
fn a_hand_over_cuts_at_a_pause_of_200_ms() {
    let mut scene = Scene::open();
    scene
        .did(2_000, Voice::Ivan, Deed::Cut)
        .sends(Voice::Ines, 0, 9_000, &[(3_000, 3_400)])
        .sends(Voice::Ivan, 0, 9_000, &[]);
    assert_eq!(
        scene.right(Language::Zh, 2_900),
        Right::Channel(Voice::Ines)
    );
    assert_eq!(
        scene.right(Language::Zh, 3_240),
        Right::Channel(Voice::Ivan)
    );
}

#[test]
fn a_direct_booth_takes_the_channel_from_a_pivot_when_it_flips() {
    let mut scene = Scene::open();
    scene
        .floor(1_000, Language::En)
        .did(1_500, Voice::Paula, Deed::On)
        .floor(4_000, Language::Zh)
        .sends(Voice::Ines, 0, 9_000, &[(5_000, 5_800)])
        .sends(Voice::Paula, 0, 9_000, &[]);
    assert_eq!(
        scene.right(Language::De, 2_000),
        Right::Channel(Voice::Paula)
    );
    assert_eq!(
        scene.right(Language::Zh, 2_000),
        Right::Channel(Voice::Ines)
    );
    assert_eq!(
        scene.right(Language::De, 4_500),
        Right::Channel(Voice::Paula)
    );
    assert_eq!(
        scene.right(Language::De, 6_000),
        Right::Channel(Voice::Ines)
    );
}

#[test]
fn what_is_under_way_of_a_page_that_was_left_opens_nothing() {
    let mut scene = Scene::open();
    scene.sends(Voice::Ines, 0, 4_200, &[]);
    scene.did(4_000, Voice::Ines, Deed::Leave);
    scene.did(5_000, Voice::Ines, Deed::Enter);
    assert_eq!(scene.right(Language::Zh, 5_900), Right::Held);
    assert_eq!(scene.right(Language::Zh, 6_020), Right::Floor);
}

#[test]
fn by_direction_the_person_changes_with_the_direction_if_she_stands_by() {
    let turned = |armed: bool| {
        let mut scene = Scene::open();
        if armed {
            scene.did(500, Voice::Ivan, Deed::Arm);
        }
        scene.did(1_000, Voice::Ines, Deed::Directions(true));
        scene.floor(2_000, Language::Zh);
        scene.sends(Voice::Ines, 0, 8_000, &[(4_000, 5_000)]);
        scene.sends(Voice::Ivan, 0, 8_000, &[]);
        scene
    };
    let scene = turned(true);
    assert_eq!(scene.right(Language::Zh, 4_300), Right::Tail(Voice::Ines));
    assert_eq!(scene.right(Language::De, 4_300), Right::Floor);
    assert_eq!(scene.right(Language::Zh, 5_000), Right::Floor);
    assert_eq!(
        scene.right(Language::De, 5_000),
        Right::Channel(Voice::Ivan)
    );
    assert_eq!(turned(false).right(Language::De, 5_000), Right::Floor);
}
