//! Which simulcast layer a line should get. The one place where this is decided; a line's bandwidth will have its say
//! here. Does not switch anything: a line changes layer when a key frame of the wanted one is there.

use std::time::{Duration, Instant};

use super::packet::Layer;

/// A layer that has sent nothing for so long is not available.
const SILENT: Duration = Duration::from_secs(1);

/// The largest layer that sends, of those whose last packets came at `last` (largest layer first). While none sends,
/// the one that sent last.
pub(super) fn choose(last: impl Iterator<Item = Option<Instant>>, now: Instant) -> Layer {
    let mut latest: Option<(Instant, Layer)> = None;
    for (layer, at) in (0..Layer::MOST).map(Layer).zip(last) {
        let Some(at) = at else { continue };
        if now.saturating_duration_since(at) < SILENT {
            return layer;
        }
        if latest.is_none_or(|(newest, _)| at > newest) {
            latest = Some((at, layer));
        }
    }
    latest.map_or(Layer(0), |(_, layer)| layer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay::tests::start;

    #[test]
    fn the_largest_layer_that_sends_is_chosen() {
        let now = start();
        let ago = |ms| now.checked_sub(Duration::from_millis(ms));
        let choose = |last: [Option<Instant>; 3]| choose(last.into_iter(), now).0;
        assert_eq!(choose([ago(10), ago(5), ago(1)]), 0);
        assert_eq!(choose([ago(1_000), ago(5), ago(1)]), 1);
        assert_eq!(choose([None, None, ago(999)]), 2);
        assert_eq!(
            choose([ago(3_000), ago(2_000), ago(2_500)]),
            1,
            "the last that sent"
        );
        assert_eq!(choose([None, None, None]), 0);
    }
}
