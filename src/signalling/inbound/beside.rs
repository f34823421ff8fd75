//! What happens beside the channels, from the wire's words to those of the rules.

use super::tag;
use crate::domain::id::BoothId;
use crate::domain::{fitness, run_sheet, signals, talk};
use crate::protocol::client::TalkTo;
use crate::protocol::refusal::Code;
use crate::protocol::views;

pub(super) fn talk(to: TalkTo, booth: Option<BoothId>) -> Result<talk::Talk, Code> {
    Ok(match to {
        TalkTo::Nobody => talk::Talk::Nobody,
        TalkTo::Partner => talk::Talk::Partner,
        TalkTo::Desk => talk::Talk::Desk,
        TalkTo::Booth => talk::Talk::Booth(booth.ok_or(Code::NoSuchBooth)?),
        TalkTo::Briefing => talk::Talk::Briefing,
    })
}

pub(super) fn signal(signal: views::Signal) -> signals::Signal {
    match signal {
        views::Signal::SlowDown => signals::Signal::SlowDown,
        views::Signal::CannotHear => signals::Signal::CannotHear,
        views::Signal::UseMicrophone => signals::Signal::UseMicrophone,
        views::Signal::RepeatFigures => signals::Signal::RepeatFigures,
    }
}

pub(super) fn item(item: views::RunSheetItem) -> Result<run_sheet::Item, Code> {
    Ok(run_sheet::Item {
        title: item.title,
        speaker: item.speaker,
        language: item.language.as_deref().map(tag).transpose()?,
        minutes: item.minutes,
        notes: item.notes,
    })
}

pub(super) fn sound_check(check: views::SoundCheck) -> fitness::SoundCheck {
    fitness::SoundCheck {
        score: check.score,
        grade: match check.grade {
            views::Grade::Good => fitness::Grade::Good,
            views::Grade::Fair => fitness::Grade::Fair,
            views::Grade::Poor => fitness::Grade::Poor,
        },
        band_hz: check.band_hz,
        level_lufs: check.level_lufs,
        noise_db: check.noise_db,
        clipping: check.clipping,
        trim_db: check.trim_db,
        leak_db: check.leak_db,
        echo_cancelling: check.echo_cancelling,
        headphones: check.headphones,
    }
}

/// Digits and what stands between them.
pub(super) fn digits(text: String) -> Result<String, Code> {
    let known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | ' ');
    if text.chars().all(known) {
        Ok(text)
    } else {
        Err(Code::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_digits_and_what_stands_between_them() {
        assert!(digits("1,250.75 %".into()).is_ok() && digits(String::new()).is_ok());
        for text in ["12a", "1\n2", "十二", "-1"] {
            assert_eq!(digits(text.into()), Err(Code::Malformed), "{text}");
        }
    }

    #[test]
    fn a_talk_to_a_booth_names_it() {
        assert_eq!(talk(TalkTo::Booth, None), Err(Code::NoSuchBooth));
        let booth = BoothId::new("de-zh");
        let named = talk(TalkTo::Booth, Some(booth.clone()));
        assert_eq!(named, Ok(talk::Talk::Booth(booth)));
    }
}
