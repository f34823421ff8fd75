//! Links of the invited: taken back while somebody is in by one, and across an end without goodbye.

use roadshow_load::person::{Person, ticket};
use serde_json::{Value, json};

use crate::harness::{House, exchange, seat};

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_taken_back_ends_its_connection_for_good_and_the_next_one_works() {
    let mut house = House::open().await;
    house
        .show(
            "fair",
            &["de", "zh"],
            json!([{ "id": "de-zh", "languages": ["de", "zh"] }]),
        )
        .await;
    let admin = house.administrator();
    let people = json!({ "people": [
        { "role": "speaker", "name": "Eva", "language": "de" },
        { "role": "interpreter", "name": "Ines", "language": "zh" },
    ] });
    let (status, added) = house
        .http("POST", "/api/v1/shows/fair/people", &admin, Some(people))
        .await;
    assert_eq!(status, 201, "{added}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (link, code) = (text(&added[0]["url"]), text(&added[0]["code"]));
    let (id, other) = (text(&added[0]["id"]), text(&added[1]["url"]));
    let mut eva = house.enter(&link, "Eva").await;
    let mut ines = house.enter(&other, "Ines").await;

    let list = || house.http("GET", "/api/v1/shows/fair/people", &admin, None);
    let (_, known) = list().await;
    assert_eq!(
        [&known[0]["opened"], &known[0]["ready"], &known[1]["opened"]],
        [&json!(true), &json!(false), &json!(true)]
    );

    let path = format!("/api/v1/shows/fair/people/{id}/link");
    let (status, _) = house.http("DELETE", &path, &admin, None).await;
    assert_eq!(status, 200);
    let goodbye = loop {
        let message = eva.next().await.unwrap();
        if message["type"] == "goodbye" {
            break message;
        }
    };
    assert_eq!(goodbye["code"], "ticket_withdrawn");
    // Everybody else stays.
    let listen = json!({ "type": "listen", "language": "de", "underneath": false });
    let told = ines.ask(listen).await;
    assert!(told.is_ok(), "{told:?}");

    let (_, renewed) = house.http("POST", &path, &admin, None).await;
    let (new_link, new_code) = (text(&renewed["url"]), text(&renewed["code"]));
    house.server.kill().await.unwrap();
    house.server.restart().await.unwrap();
    let back = Person::enter(&house.server.http, &link, &seat("Eva")).await;
    let refused = back.err().expect("the old link opens nothing").to_string();
    assert!(refused.contains("ticket_withdrawn"), "{refused}");
    let (status, _) = house
        .http("GET", "/api/v1/shows/fair", ticket(&link).unwrap(), None)
        .await;
    assert_eq!(status, 401);
    let _eva = house.enter(&new_link, "Eva").await;
    for (code, wanted) in [(code, "404"), (new_code, "303")] {
        let request = format!(
            "GET /j/{code} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n",
            house.server.http
        );
        let answer = exchange(&house.server.http, request.as_bytes()).await;
        assert_eq!(answer.split(' ').nth(1), Some(wanted), "{answer}");
    }
}
