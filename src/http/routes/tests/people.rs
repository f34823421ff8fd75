//! Who is invited, by which code, and who is late: rights of every route, rows that do not fit, links taken back.

use super::*;
use crate::domain::invitation::MailFault;
use crate::venue::ports::Letter;

/// Method, path and body of every route about people, and what it answers to whoever runs the show.
fn routes(person: &str) -> Vec<(&'static str, String, Value, u16)> {
    let of = |rest: &str| format!("/api/v1/shows/one/{rest}");
    let row = json!({"people": [{"role": "speaker", "name": "Mo"}]});
    vec![
        ("GET", of("people"), Value::Null, 200),
        ("POST", of("people"), row, 201),
        (
            "PUT",
            of("due"),
            json!({"deck": "2027-01-01T00:00:00Z"}),
            200,
        ),
        (
            "PUT",
            of(&format!("people/{person}/papers")),
            json!({"handed_in": ["deck"]}),
            200,
        ),
        (
            "DELETE",
            of(&format!("people/{person}/link")),
            Value::Null,
            200,
        ),
        (
            "POST",
            of(&format!("people/{person}/mail")),
            json!({"subject": "Your link", "text": "Hello"}),
            200,
        ),
        (
            "POST",
            of(&format!("people/{person}/link")),
            Value::Null,
            200,
        ),
    ]
}

impl House {
    async fn invite(&self, people: Value) -> Value {
        let body = json!({"people": people});
        let path = "/api/v1/shows/one/people";
        let (status, added) = self.call("POST", path, ADMIN, body).await;
        assert_eq!(status, 201, "{added}");
        added
    }

    /// Status, `Location` and body of a code.
    async fn code_of(&self, code: &str) -> (u16, Option<String>, String) {
        let path = format!("/j/{code}");
        let (status, headers, body) = self.send(asking(&path).body(Body::empty()).unwrap()).await;
        let to = headers.get(header::LOCATION);
        let to = to.map(|to| to.to_str().unwrap().to_owned());
        (status.as_u16(), to, body)
    }
}

#[tokio::test]
async fn who_is_invited_is_the_administrators_and_the_shows_own_hosts_to_know() {
    let house = open_with(false, Arc::new(PostOffice::default())).await;
    house.show("one", false).await;
    house.show("two", false).await;
    let eva = house
        .invite(json!([{"role": "speaker", "name": "Eva", "mail": "eva@example.org"}]))
        .await;
    let id = eva[0]["id"].as_str().unwrap().to_owned();
    let mut callers = vec![
        (String::new(), Some(401)),
        (house.ticket("two", "host").await, Some(404)),
        (ADMIN.to_owned(), None),
    ];
    for role in Role::ALL {
        let refused = (role != Role::Host).then_some(403);
        callers.push((house.ticket("one", role.as_str()).await, refused));
    }
    for (bearer, refused) in callers {
        for (method, path, body, wanted) in routes(&id) {
            let (status, answer) = house.call(method, &path, &bearer, body).await;
            assert_eq!(
                status,
                refused.unwrap_or(wanted),
                "{method} {path}: {answer}"
            );
            if refused.is_some() {
                assert!(!answer.to_string().contains("Eva"), "{method} {path}");
            }
        }
    }
    let path = format!("/api/v1/shows/one/people/{id}");
    for (role, wanted) in [("moderator", 403), ("host", 204), ("host", 404)] {
        let bearer = house.ticket("one", role).await;
        let (status, _) = house.call("DELETE", &path, &bearer, Value::Null).await;
        assert_eq!(status, wanted, "{role}");
    }
    let missing = house.call("GET", "/api/v1/shows/nothing/people", ADMIN, Value::Null);
    assert_eq!(missing.await.0, 404);
}

#[tokio::test]
async fn a_row_that_does_not_fit_keeps_all_out_and_is_named() {
    let house = open().await;
    house.show("one", false).await;
    house
        .invite(json!([{"role": "speaker", "name": "Eva", "mail": "eva@example.org"}]))
        .await;
    let good = json!({"role": "speaker", "name": "Mo", "mail": "mo@example.org"});
    for (bad, word) in [
        (json!({"role": "boss", "name": "x"}), "role"),
        (json!({"role": "speaker", "name": " "}), "name"),
        (
            json!({"role": "speaker", "name": "x", "language": "fr"}),
            "language",
        ),
        (
            json!({"role": "interpreter", "name": "x", "booth": "fr-de"}),
            "booth",
        ),
        (json!({"role": "speaker", "name": "x", "mail": "x"}), "mail"),
        (
            json!({"role": "speaker", "name": "x", "mail": "EVA@example.org"}),
            "mail",
        ),
        (
            json!({"role": "speaker", "name": "x", "mail": "mo@example.org"}),
            "mail",
        ),
        (
            json!({"role": "speaker", "name": "x", "organisation": "a\nb"}),
            "organisation",
        ),
    ] {
        let body = json!({"people": [good, bad]});
        let (status, problem) = house
            .call("POST", "/api/v1/shows/one/people", ADMIN, body)
            .await;
        let detail = problem["detail"].as_str().unwrap();
        assert_eq!(status, 422, "{bad}");
        assert!(
            detail.starts_with("row 2: ") && detail.contains(word),
            "{detail}"
        );
    }
    let (_, list) = house
        .call("GET", "/api/v1/shows/one/people", ADMIN, Value::Null)
        .await;
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
    let nobody = json!({"people": []});
    let (status, _) = house
        .call("POST", "/api/v1/shows/one/people", ADMIN, nobody)
        .await;
    assert_eq!(status, 422);
}

#[tokio::test]
async fn the_same_key_invites_once() {
    let house = open().await;
    house.show("one", false).await;
    let mut ids = Vec::new();
    for key in ["k1", "k1", "k2"] {
        let body = json!({"people": [{"role": "speaker", "name": "Eva"}]});
        let request = asking("/api/v1/shows/one/people")
            .method("POST")
            .header("authorization", format!("Bearer {ADMIN}"))
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        let (status, _, text) = house
            .send(request.body(Body::from(body.to_string())).unwrap())
            .await;
        assert_eq!(status, 201, "{text}");
        let added: Value = serde_json::from_str(&text).unwrap();
        ids.push(added[0]["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
}

#[tokio::test]
async fn a_code_leads_to_the_link_until_it_is_taken_back() {
    let house = open().await;
    house.show("one", false).await;
    let eva = house
        .invite(json!([{"role": "speaker", "name": "Eva"}]))
        .await;
    let (id, code) = (
        eva[0]["id"].as_str().unwrap(),
        eva[0]["code"].as_str().unwrap(),
    );
    let (status, to, _) = house.code_of(&code.to_lowercase()).await;
    let to = to.unwrap();
    assert_eq!(status, 303);
    assert!(
        to.starts_with("http://localhost:8080/s/one#ticket="),
        "{to}"
    );
    let (_, ticket) = to.split_once("#ticket=").unwrap();
    let own = "/api/v1/shows/one";
    assert_eq!(house.call("GET", own, ticket, Value::Null).await.0, 200);

    let link = format!("/api/v1/shows/one/people/{id}/link");
    let (_, taken) = house.call("DELETE", &link, ADMIN, Value::Null).await;
    assert_eq!(
        (&taken["code"], &taken["url"]),
        (&Value::Null, &Value::Null)
    );
    let answer = house.call("GET", own, ticket, Value::Null).await;
    assert_eq!(
        (answer.0, &answer.1["code"]),
        (401, &json!("ticket_withdrawn"))
    );
    let (_, renewed) = house.call("POST", &link, ADMIN, Value::Null).await;
    assert_ne!(renewed["code"], json!(code));
    let (status, _, _) = house.code_of(renewed["code"].as_str().unwrap()).await;
    assert_eq!(status, 303);
    assert_eq!(house.call("GET", own, ticket, Value::Null).await.0, 401);

    assert_eq!(house.code_of(code).await.0, 404);
}

#[tokio::test]
async fn a_wrong_code_an_expired_one_and_one_taken_back_answer_alike_and_trying_is_slow() {
    let house = open().await;
    let over = json!({"id": "one", "title": {"de": "Probe"}, "languages": ["de"],
        "starts_at": "2020-01-01T08:00:00Z", "ends_at": "2020-01-01T10:00:00Z"});
    assert_eq!(
        house.call("POST", "/api/v1/shows", ADMIN, over).await.0,
        201
    );
    let people = json!([{"role": "speaker", "name": "Eva"}, {"role": "speaker", "name": "Mo"}]);
    let added = house.invite(people).await;
    assert_eq!(added[0]["expires_at"], "2020-01-02T10:00:00.000Z");
    let id = added[1]["id"].as_str().unwrap();
    let link = format!("/api/v1/shows/one/people/{id}/link");
    house.call("DELETE", &link, ADMIN, Value::Null).await;
    let expired = house.code_of(added[0]["code"].as_str().unwrap()).await;
    let taken = house.code_of(added[1]["code"].as_str().unwrap()).await;
    let wrong = house.code_of("ACDE3467").await;
    let odd = house.code_of("..%2f..%2fetc").await;
    assert_eq!((wrong.0, &wrong.1), (404, &None));
    assert_eq!([&expired, &taken, &odd], [&wrong; 3]);
    let mut last = 404;
    for _ in 0..40 {
        last = house.code_of("ACDE3467").await.0;
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn what_is_due_is_read_by_those_who_make_the_show() {
    let house = open().await;
    house.show("one", false).await;
    let people = json!([{"role": "speaker", "name": "Eva"}, {"role": "speaker", "name": "Mo"},
        {"role": "attendee", "name": "Anna"}]);
    let added = house.invite(people).await;
    let dates = json!({"deck": "2020-01-01T00:00:00Z", "glossary": "2120-01-01T00:00:00Z"});
    let path = "/api/v1/shows/one/due";
    assert_eq!(house.call("PUT", path, ADMIN, dates).await.0, 200);
    let url = added[0]["url"].as_str().unwrap();
    let (_, eva) = url.split_once("#ticket=").unwrap();
    for (role, wanted) in [
        ("host", 200),
        ("moderator", 200),
        ("interpreter", 200),
        ("attendee", 403),
    ] {
        let bearer = house.ticket("one", role).await;
        let (status, due) = house.call("GET", path, &bearer, Value::Null).await;
        assert_eq!(status, wanted, "{role}");
        if status == 200 {
            assert_eq!(due[0]["missing"], json!(["Eva", "Mo"]), "{role}");
            assert_eq!(
                (&due[0]["over"], &due[1]["over"]),
                (&json!(true), &json!(false))
            );
        }
    }
    let (_, own) = house.call("GET", path, eva, Value::Null).await;
    assert_eq!(own[0]["missing"], json!(["Eva"]));
    assert_eq!(house.call("GET", path, "", Value::Null).await.0, 401);

    let papers = format!(
        "/api/v1/shows/one/people/{}/papers",
        added[0]["id"].as_str().unwrap()
    );
    let (_, prompt) = house
        .call("PUT", &papers, ADMIN, json!({"handed_in": ["deck"]}))
        .await;
    assert_eq!(
        (&prompt["handed_in"], &prompt["late"]),
        (&json!(["deck"]), &json!([]))
    );
    let (_, list) = house
        .call("GET", "/api/v1/shows/one/people", ADMIN, Value::Null)
        .await;
    assert_eq!(list[1]["late"], json!(["deck"]));
    let odd = json!({"handed_in": ["song"]});
    assert_eq!(house.call("PUT", &papers, ADMIN, odd).await.0, 422);
    let gone = json!({"deck": null});
    let (_, due) = house.call("PUT", path, ADMIN, gone).await;
    assert_eq!(due.as_array().unwrap().len(), 1);
}

/// A post office that takes what is not for Mo, and keeps what was in it.
#[derive(Default)]
struct PostOffice(Mutex<Vec<(String, String)>>);

impl Post for PostOffice {
    fn is_open(&self) -> bool {
        true
    }

    fn send(&self, letter: Letter) -> BoxFuture<'_, Result<(), MailFault>> {
        let outcome = if letter.name == "Mo" {
            Err(MailFault::Refused)
        } else {
            let mut taken = self.0.lock().unwrap();
            taken.push((letter.mail, letter.text));
            Ok(())
        };
        async move { outcome }.boxed()
    }
}

#[tokio::test]
async fn a_mail_goes_out_or_says_why_not_and_nobody_is_lost_by_it() {
    let office = Arc::new(PostOffice::default());
    let house = open_with(false, office.clone()).await;
    house.show("one", false).await;
    let added = house
        .invite(json!([
            {"role": "speaker", "name": "Eva", "mail": "eva@example.org"},
            {"role": "speaker", "name": "Mo", "mail": "mo@example.org"},
            {"role": "speaker", "name": "Li"},
        ]))
        .await;
    assert_eq!(
        [&added[0]["mailable"], &added[2]["mailable"]],
        [&json!(true), &json!(false)]
    );
    let path = |person: usize| {
        let id = added[person]["id"].as_str().unwrap();
        format!("/api/v1/shows/one/people/{id}/mail")
    };
    let letter = json!({"subject": "Your link", "text": "Hello\nthere"});
    let (status, eva) = house.call("POST", &path(0), ADMIN, letter.clone()).await;
    assert_eq!((status, &eva["mail_fault"]), (200, &Value::Null));
    assert!(eva["mailed_at"].is_string());
    let (status, mo) = house.call("POST", &path(1), ADMIN, letter.clone()).await;
    assert_eq!((status, &mo["mail_fault"]), (200, &json!("refused")));
    let sent = office.0.lock().unwrap().clone();
    assert_eq!(sent, [("eva@example.org".into(), "Hello\nthere".into())]);

    let (status, _) = house.call("POST", &path(2), ADMIN, letter.clone()).await;
    assert_eq!(status, 422);
    for odd in [
        json!({"subject": "", "text": "x"}),
        json!({"subject": "a\r\nBcc: all@example.org", "text": "x"}),
        json!({"subject": "x", "text": " "}),
    ] {
        let (status, _) = house.call("POST", &path(0), ADMIN, odd).await;
        assert_eq!(status, 422);
    }
    let (_, list) = house
        .call("GET", "/api/v1/shows/one/people", ADMIN, Value::Null)
        .await;
    assert_eq!(list.as_array().unwrap().len(), 3);
    assert_eq!(list[1]["mail_fault"], "refused");

    let quiet = open().await;
    quiet.show("one", false).await;
    let people = json!([{"role": "speaker", "name": "Eva", "mail": "eva@example.org"}]);
    let added = quiet.invite(people).await;
    let id = added[0]["id"].as_str().unwrap();
    let path = format!("/api/v1/shows/one/people/{id}/mail");
    let answer = quiet.call("POST", &path, ADMIN, letter).await;
    assert_eq!((answer.0, &answer.1["code"]), (409, &json!("mail_off")));
}
