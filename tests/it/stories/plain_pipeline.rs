//! A peer that offers only SHA1-80 hears sound: the plain pipeline serves it at its second offer.

use roadshow_load::leg::{Look, SrtpProtectionProfile};
use roadshow_load::publish::voice;
use serde_json::json;

use crate::harness::{House, hears, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_without_gcm_hears_sound_at_its_second_offer() {
    let house = House::open().await;
    let mut speaker = house
        .person("speaker", "Stefan", &["--language", "de"])
        .await;
    let send = speaker.publish(&house.crowd).await.unwrap();
    speaker
        .ask(json!({ "type": "sources", "microphone": true, "camera": false, "screen": false }))
        .await
        .unwrap();
    let _voice = voice(&send, 0, 1);

    let mut old = house
        .person("attendee", "Otto", &["--language", "de"])
        .await;
    let profiles = || vec![SrtpProtectionProfile::Srtp_Aes128_Cm_Hmac_Sha1_80];
    let first = old
        .receive_with(&house.crowd, Look::Payloads, profiles())
        .await
        .unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let heard = first.standing().await.arrived;
    assert!(
        heard.iter().all(|line| line.packets == 0),
        "the first offer is answered with GCM alone"
    );
    let second = old
        .receive_with(&house.crowd, Look::Payloads, profiles())
        .await
        .unwrap();
    until(&second, "sound by the plain pipeline", |s| {
        (3..6).any(|line| hears(s, line, 1))
    })
    .await;
}
