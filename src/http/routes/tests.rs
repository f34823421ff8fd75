//! The whole web port without sockets: routes against their description, rights, shapes and headers.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, Version, header};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tower::ServiceExt;
use utoipa::OpenApi;

use super::*;
use crate::admission::administrator::Administrator;
use crate::admission::capacity::Capacity;
use crate::admission::pace::Pace;
use crate::admission::seal::Seal;
use crate::config::admission::{Admission, Secret};
use crate::domain::effect::{FarewellReason, Record};
use crate::domain::id::{Key, PeerId, ShowId};
use crate::domain::invitation::{Change, Code, GuestList, Invitation};
use crate::domain::limits::Pictures;
use crate::domain::notice::What;
use crate::domain::role::Role;
use crate::domain::show::Show;
use crate::domain::snapshot::Snapshot;
use crate::foundation::clock::Clock;
use crate::foundation::load::Load;
use crate::foundation::metrics::Metrics;
use crate::http::doors::Doors;
use crate::http::origin::Arrival;
use crate::http::sessions::Sessions;
use crate::venue::directory::Directory;
use crate::venue::ports::{
    Added, Client, Greeting, Invitations, Ledger, LedgerFault, Leg, Media, MediaOrder, MediaReport,
    Negotiation, NegotiationFault, NoPost, NoTranslator, Ports, Post, Voice,
};

const ADMIN: &str = "an administrator's token, 32 characters and more";

struct House {
    router: Router,
    doors: Doors,
}

async fn open() -> House {
    open_behind(false).await
}

async fn open_behind(behind_proxy: bool) -> House {
    open_with(behind_proxy, Arc::new(NoPost)).await
}

async fn open_with(behind_proxy: bool, post: Arc<dyn Post>) -> House {
    let (clock, metrics) = (Clock::wall(), Arc::new(Metrics::new()));
    let world = Arc::new(World::default());
    let ports = Ports {
        voice: world.clone(),
        media: world.clone(),
        negotiation: world.clone(),
        ledger: world.clone(),
        translator: Arc::new(NoTranslator),
    };
    let directory = Directory::open(ports, clock.clone(), metrics.clone(), 64, Duration::ZERO)
        .await
        .unwrap();
    let nowhere = tempfile::tempdir().unwrap();
    let (administrator, _) = Administrator::open(nowhere.path(), &Secret::new(ADMIN)).unwrap();
    let doors = Doors::default();
    doors.open();
    let premises = Premises {
        directory,
        guests: world,
        post,
        office: Arc::default(),
        clock: clock.clone(),
        seal: Arc::new(Seal::new(&[5; 32], clock.clone())),
        pace: Arc::new(Pace::new(&Admission::default(), clock.clone())),
        administrator: Arc::new(administrator),
        doors: doors.clone(),
        capacity: Capacity::new(
            &Admission::default(),
            Load::default(),
            clock.clone(),
            metrics.clone(),
        ),
        sessions: Sessions::default(),
        ice_links: Arc::new([]),
        metrics,
        public_url: "http://localhost:8080".into(),
        behind_proxy,
        ticket_seconds: 3_600,
        body_bytes: 4_096,
    };
    let signalling = Router::new()
        .route("/ws", get(|| async { "ws" }))
        .route("/bang", get(bang));
    House {
        router: router(&premises, signalling),
        doors,
    }
}

impl House {
    async fn send(
        &self,
        mut request: Request<Body>,
    ) -> (StatusCode, axum::http::HeaderMap, String) {
        request
            .headers_mut()
            .entry(header::HOST)
            .or_insert("localhost:8080".parse().unwrap());
        request.extensions_mut().insert(Arrival {
            client: SocketAddr::from(([127, 0, 0, 1], 4_000)),
            local: SocketAddr::from(([127, 0, 0, 1], 8_080)),
            secure: false,
        });
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (
            parts.status,
            parts.headers,
            String::from_utf8_lossy(&body).into_owned(),
        )
    }

    async fn call(&self, method: &str, path: &str, bearer: &str, body: Value) -> (u16, Value) {
        let mut request = Request::builder().method(method).uri(path);
        if !bearer.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {bearer}"));
        }
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let (status, _, text) = self.send(request.body(Body::from(body)).unwrap()).await;
        (
            status.as_u16(),
            serde_json::from_str(&text).unwrap_or(Value::Null),
        )
    }

    async fn code(&self, method: &str, path: &str, bearer: &str, body: Value) -> (u16, String) {
        let (status, problem) = self.call(method, path, bearer, body).await;
        assert_eq!(
            problem["status"].as_u64(),
            Some(u64::from(status)),
            "{method} {path}"
        );
        (
            status,
            problem["code"].as_str().unwrap_or_default().to_owned(),
        )
    }

    async fn show(&self, id: &str, public: bool) {
        let wish = json!({"id": id, "title": {"de": "Probe"}, "languages": ["de", "zh-Hans"], "public": public,
            "booths": [{"id": "de-zh", "languages": ["de", "zh"]}]});
        let (status, show) = self.call("POST", "/api/v1/shows", ADMIN, wish).await;
        assert_eq!(status, 201, "{show}");
        assert_eq!(show["url"], format!("http://localhost:8080/s/{id}"));
    }

    async fn ticket(&self, show: &str, role: &str) -> String {
        let path = format!("/api/v1/shows/{show}/tickets");
        let wish = json!({"role": role, "name": "Eva"});
        let (status, made) = self.call("POST", &path, ADMIN, wish).await;
        assert_eq!(status, 201, "{made}");
        made["ticket"].as_str().unwrap().to_owned()
    }
}

async fn bang() -> &'static str {
    panic!("bang")
}

fn asking(path: &str) -> axum::http::request::Builder {
    Request::builder().uri(path)
}

#[test]
fn every_route_is_described_and_everything_described_is_a_route() {
    let document = serde_json::to_value(openapi::Document::openapi()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut described = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            described.push((method.clone(), path.clone()));
        }
    }
    let mut routed: Vec<_> = TABLE
        .iter()
        .map(|(m, p)| ((*m).to_owned(), (*p).to_owned()))
        .collect();
    described.sort();
    routed.sort();
    assert_eq!(routed, described);
}

#[tokio::test]
async fn the_api_page_shows_every_route_and_no_other_host() {
    let house = open().await;
    let (status, _, page) = house
        .send(asking("/api/docs").body(Body::empty()).unwrap())
        .await;
    assert_eq!(status, 200);
    for (_, path) in TABLE {
        assert!(page.contains(path), "{path}");
    }
    assert!(!page.contains("//") || !page.contains("http"), "{page}");
    assert!(!page.contains("<script") && !page.contains("style="));
}

#[tokio::test]
async fn missing_and_private_shows_answer_alike() {
    let house = open().await;
    house.show("hidden", false).await;
    house.show("open", true).await;
    let stranger = house.ticket("open", "host").await;
    for bearer in ["", &stranger] {
        for path in ["", "/questions", "/questions.csv", "/questions.xlsx"] {
            let hidden = house
                .call(
                    "GET",
                    &format!("/api/v1/shows/hidden{path}"),
                    bearer,
                    Value::Null,
                )
                .await;
            let missing = house
                .call(
                    "GET",
                    &format!("/api/v1/shows/nothing{path}"),
                    bearer,
                    Value::Null,
                )
                .await;
            assert_eq!(hidden, missing, "{path}");
            assert_ne!(hidden.0, 200);
        }
        let wish = json!({"phase": "live"});
        let hidden = house
            .call("PUT", "/api/v1/shows/hidden/phase", bearer, wish.clone())
            .await;
        assert_eq!(
            hidden,
            house
                .call("PUT", "/api/v1/shows/nothing/phase", bearer, wish)
                .await
        );
    }
    let ids = |list: Value| -> Vec<String> {
        let shows = list.as_array().unwrap().iter();
        shows
            .map(|show| show["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let (_, list) = house.call("GET", "/api/v1/shows", "", Value::Null).await;
    assert_eq!(ids(list), ["open"]);
    let holder = house.ticket("hidden", "attendee").await;
    let (_, list) = house
        .call("GET", "/api/v1/shows", &holder, Value::Null)
        .await;
    assert_eq!(ids(list), ["hidden", "open"]);
}

#[tokio::test]
async fn who_may_write_is_the_administrator_and_the_shows_own_host() {
    let house = open().await;
    house.show("one", false).await;
    house.show("two", false).await;
    let mut callers = vec![("", "nobody".to_owned(), 401)];
    callers.push((ADMIN, "administrator".to_owned(), 201));
    let mut tickets = Vec::new();
    for role in Role::ALL {
        tickets.push((house.ticket("one", role.as_str()).await, role));
    }
    let foreign = house.ticket("two", "host").await;
    callers.push((&foreign, "the host of another show".to_owned(), 404));
    for (ticket, role) in &tickets {
        let status = if *role == Role::Host { 201 } else { 403 };
        callers.push((ticket, role.as_str().to_owned(), status));
    }
    for (bearer, who, status) in callers {
        let wish = json!({"role": "speaker", "name": "Eva"});
        let (got, _) = house
            .call("POST", "/api/v1/shows/one/tickets", bearer, wish)
            .await;
        assert_eq!(got, status, "ticket by {who}");
        let (got, _) = house
            .call(
                "PUT",
                "/api/v1/shows/one/phase",
                bearer,
                json!({"phase": "planned"}),
            )
            .await;
        assert_eq!(
            got,
            if status == 201 { 200 } else { status },
            "phase by {who}"
        );
        let show = json!({"title": {"de": "x"}, "languages": ["de"]});
        let (got, _) = house.call("POST", "/api/v1/shows", bearer, show).await;
        let wanted = if bearer == ADMIN {
            201
        } else if bearer.is_empty() {
            401
        } else {
            403
        };
        assert_eq!(got, wanted, "show by {who}");
    }
}

#[tokio::test]
async fn questions_as_a_file_are_for_staff_and_speakers() {
    let house = open().await;
    house.show("one", false).await;
    house.show("two", false).await;
    let mut callers = vec![
        (String::new(), 401),
        (ADMIN.to_owned(), 200),
        (house.ticket("two", "host").await, 404),
    ];
    for role in Role::ALL {
        let may = role.is_staff() || role == Role::Speaker;
        let status = if may { 200 } else { 403 };
        callers.push((house.ticket("one", role.as_str()).await, status));
    }
    for (bearer, wanted) in callers {
        for kind in ["csv", "xlsx"] {
            let path = format!("/api/v1/shows/one/questions.{kind}?unanswered=true&pitch=x");
            let (status, _) = house.call("GET", &path, &bearer, Value::Null).await;
            assert_eq!(status, wanted, "{kind}");
        }
    }
    let odd = "/api/v1/shows/one/questions.csv?unanswered=perhaps";
    let (status, problem) = house.call("GET", odd, ADMIN, Value::Null).await;
    assert_eq!((status, &problem["code"]), (422, &json!("invalid")));
}

#[tokio::test]
async fn bodies_that_do_not_fit_are_refused_with_what_to_do() {
    let house = open().await;
    house.show("one", false).await;
    let taken = json!({"id": "one", "title": {"de": "x"}, "languages": ["de"]});
    assert_eq!(
        house.code("POST", "/api/v1/shows", ADMIN, taken).await,
        (409, "show_exists".to_owned())
    );
    for wish in [
        json!({}),
        json!({"title": {}, "languages": ["de"]}),
        json!({"title": {"de": " "}, "languages": ["de"]}),
        json!({"title": {"de": "x"}, "languages": []}),
        json!({"title": {"de": "x"}, "languages": ["de", "de-AT"]}),
        json!({"title": {"de": "x"}, "languages": ["de"], "id": "Größe"}),
        json!({"title": {"de": "x"}, "languages": ["de"], "id": "../x"}),
        json!({"title": {"de": "x"}, "languages": ["de"], "starts_at": "tomorrow"}),
        json!({"title": {"de": "x"}, "languages": ["de"], "booths": [{"id": "b", "languages": ["de"]}]}),
        json!({"title": {"de": "x"}, "languages": ["de"], "booths": [{"id": "b", "languages": ["de", "fr"]}]}),
        json!({"title": {"de": "x"}, "languages": ["de"], "owner": "me"}),
    ] {
        let (status, code) = house
            .code("POST", "/api/v1/shows", ADMIN, wish.clone())
            .await;
        assert_eq!((status, code.as_str()), (422, "invalid"), "{wish}");
    }
    for wish in [
        json!({"role": "root", "name": "x"}),
        json!({"role": "speaker", "name": ""}),
        json!({"role": "speaker", "name": "x", "seats": 2}),
        json!({"role": "speaker", "name": "x", "language": "fr"}),
        json!({"role": "speaker", "name": "x", "booth": "de-zh"}),
        json!({"role": "interpreter", "name": "x", "booth": "fr-de"}),
        json!({"role": "attendee", "name": "x", "valid": "soon"}),
    ] {
        let (status, code) = house
            .code("POST", "/api/v1/shows/one/tickets", ADMIN, wish.clone())
            .await;
        assert_eq!((status, code.as_str()), (422, "invalid"), "{wish}");
    }
    let request = asking("/api/v1/shows")
        .method("POST")
        .header("authorization", format!("Bearer {ADMIN}"));
    let (status, _, text) = house
        .send(
            request
                .header("content-type", "application/json")
                .body(Body::from("{"))
                .unwrap(),
        )
        .await;
    assert_eq!(status, 400, "{text}");
    let long = json!({"title": {"de": "x".repeat(5_000)}, "languages": ["de"]});
    let (status, body) = house.call("POST", "/api/v1/shows", ADMIN, long).await;
    assert_eq!((status, &body["code"]), (413, &json!("too_large")));
}

#[tokio::test]
async fn the_same_key_makes_a_ticket_for_the_same_person() {
    let house = open().await;
    house.show("one", false).await;
    let mut ids = Vec::new();
    for (key, name) in [("k1", "Eva"), ("k1", "Eva"), ("k2", "Eva"), ("k1", "Mo")] {
        let body = Body::from(json!({"role": "speaker", "name": name}).to_string());
        let request = asking("/api/v1/shows/one/tickets")
            .method("POST")
            .header("authorization", format!("Bearer {ADMIN}"))
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        let (status, _, text) = house.send(request.body(body).unwrap()).await;
        assert_eq!(status, 201);
        let made: Value = serde_json::from_str(&text).unwrap();
        let seal = Seal::new(&[5; 32], Clock::wall());
        ids.push(seal.check(made["ticket"].as_str().unwrap()).unwrap().id);
        assert!(
            made["url"]
                .as_str()
                .unwrap()
                .starts_with("http://localhost:8080/s/one#ticket=")
        );
    }
    assert_eq!(ids[0], ids[1]);
    assert!(ids[0] != ids[2] && ids[0] != ids[3]);
}

#[tokio::test]
async fn odd_shapes_are_refused() {
    let house = open().await;
    let upgrade = |version| {
        asking("/ws")
            .version(version)
            .header("upgrade", "websocket")
    };
    let (status, _, _) = house
        .send(upgrade(Version::HTTP_10).body(Body::empty()).unwrap())
        .await;
    assert_eq!(status, 400);
    let (status, _, _) = house
        .send(upgrade(Version::HTTP_11).body(Body::empty()).unwrap())
        .await;
    assert_eq!(status, 200);
    for (name, values, wanted) in [
        ("host", vec!["localhost", "evil.example"], 400),
        ("host", vec!["a b"], 400),
        ("content-length", vec!["0", "0"], 400),
        ("origin", vec!["http://evil.example"], 403),
        ("origin", vec!["null"], 403),
        (
            "origin",
            vec!["http://localhost:8080", "http://localhost:8080"],
            403,
        ),
        ("origin", vec!["http://localhost:8080"], 200),
    ] {
        let request = values.iter().fold(asking("/healthz"), |request, value| {
            request.header(name, *value)
        });
        let (status, _, _) = house.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(status.as_u16(), wanted, "{name} {values:?}");
    }
    for (method, path, wanted) in [
        ("GET", "/../Cargo.toml", 404),
        ("GET", "/.git/config", 404),
        ("GET", "/assets/%2e%2e/index.html", 404),
        ("GET", "/assets/", 404),
        ("DELETE", "/api/v1/shows", 405),
        ("POST", "/nothing", 404),
    ] {
        let (status, _) = house.call(method, path, "", Value::Null).await;
        assert_eq!(status, wanted, "{method} {path}");
    }
}

#[tokio::test]
async fn every_answer_is_safe_to_show() {
    let house = open().await;
    for path in [
        "/",
        "/s/anything",
        "/api/v1/shows",
        "/nothing",
        "/bang",
        "/api/docs",
    ] {
        let (_, headers, _) = house.send(asking(path).body(Body::empty()).unwrap()).await;
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(headers["cache-control"], "no-store", "{path}");
        assert_eq!(headers["x-request-id"].len(), 32, "{path}");
        assert!(
            !headers.contains_key("server") && !headers.contains_key("strict-transport-security")
        );
    }
    let (_, headers, _) = house
        .send(asking("/s/demo").body(Body::empty()).unwrap())
        .await;
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("connect-src 'self' ws://localhost:8080;"),
        "{policy}"
    );
    assert!(
        policy.contains("style-src 'self';") && !policy.contains("unsafe"),
        "{policy}"
    );
}

#[tokio::test]
async fn behind_a_proxy_https_is_believed_and_promised_for_names() {
    let house = open_behind(true).await;
    for (host, promised) in [
        ("show.example.org", true),
        ("localhost:8080", false),
        ("192.0.2.1", false),
        ("[::1]", false),
    ] {
        let request = asking("/")
            .header("host", host)
            .header("x-forwarded-proto", "https");
        let (_, headers, _) = house.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(
            headers.contains_key("strict-transport-security"),
            promised,
            "{host}"
        );
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains(&format!("wss://{host};")), "{policy}");
    }
}

#[tokio::test]
async fn a_panic_ends_one_request_and_is_told_without_its_words() {
    let house = open().await;
    let (status, _, text) = house
        .send(asking("/bang").body(Body::empty()).unwrap())
        .await;
    assert_eq!(status, 500);
    assert!(
        text.contains("\"internal\"") && !text.contains("bang"),
        "{text}"
    );
    let (status, _, _) = house
        .send(asking("/healthz").body(Body::empty()).unwrap())
        .await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn closed_doors_let_nobody_in_and_health_stays() {
    let house = open().await;
    house.doors.close();
    for (method, path, wanted) in [
        ("GET", "/ws", 503),
        ("POST", "/api/v1/shows", 503),
        ("GET", "/readyz", 503),
        ("GET", "/healthz", 200),
        ("GET", "/api/v1/shows", 200),
    ] {
        let request = asking(path).method(method).body(Body::empty()).unwrap();
        let (status, headers, _) = house.send(request).await;
        assert_eq!(status.as_u16(), wanted, "{method} {path}");
        assert_eq!(
            headers.contains_key("retry-after"),
            wanted == 503,
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn a_wrong_token_is_told_from_an_old_one() {
    let house = open().await;
    for bearer in ["x", "eyJhbGciOiJub25lIn0.e30."] {
        let got = house
            .code("GET", "/api/v1/shows", bearer, Value::Null)
            .await;
        assert_eq!(got, (401, "ticket_invalid".to_owned()));
    }
    let request = asking("/api/v1/shows").header("authorization", "Basic eDp5");
    let (status, headers, _) = house.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (
            status.as_u16(),
            headers["www-authenticate"].to_str().unwrap()
        ),
        (401, "Bearer")
    );
}

mod devices;
mod people;

/// The ports of a venue where nothing happens and everything is kept.
#[derive(Default)]
struct World {
    shows: Mutex<HashMap<ShowId, Show>>,
    guests: Mutex<HashMap<ShowId, GuestList>>,
}

impl Voice for World {
    fn tell(&self, _: &[PeerId], _: Option<u32>, _: &What) {}
    fn welcome(&self, _: PeerId, _: Greeting) {}
    fn answer(&self, _: PeerId, _: u32, _: Leg, _: Result<String, NegotiationFault>) {}
    fn farewell(&self, _: PeerId, _: FarewellReason) {}
}

impl Media for World {
    fn attach(&self, _: PeerId, _: ShowId, _: Role, _: mpsc::Sender<MediaReport>) {}
    fn detach(&self, _: PeerId) {}
    fn limit(&self, _: PeerId, _: Pictures) {}
    fn route(&self, _: &ShowId, _: Vec<MediaOrder>) {}
}

impl Negotiation for World {
    fn negotiate(
        &self,
        _: PeerId,
        _: Client,
        _: Leg,
        offer: String,
        answer: oneshot::Sender<Result<String, NegotiationFault>>,
    ) {
        let answered = match offer.as_str() {
            "full" => Err(NegotiationFault::Full),
            "odd" => Err(NegotiationFault::Refused("no ICE credentials".into())),
            _ => Ok(ANSWER.to_owned()),
        };
        answer.send(answered).unwrap();
    }
}

const ANSWER: &str = "v=0\r\na=ice-lite\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:ours\r\n\
    a=ice-pwd:oursoursoursoursoursours\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n";

impl Invitations for World {
    fn guests(&self, show: ShowId) -> BoxFuture<'_, Result<GuestList, LedgerFault>> {
        let lists = self.guests.lock().unwrap();
        let list = lists.get(&show).cloned().unwrap_or_default();
        async { Ok(list) }.boxed()
    }

    fn change(&self, show: ShowId, change: Change) -> BoxFuture<'_, Result<(), LedgerFault>> {
        let mut lists = self.guests.lock().unwrap();
        let list = lists.entry(show).or_default();
        list.people.retain(|p| !change.dropped.contains(&p.id));
        for person in change.kept {
            match list.people.iter_mut().find(|p| p.id == person.id) {
                Some(known) => *known = person,
                None => list.people.push(person),
            }
        }
        for (paper, due) in change.due {
            match due {
                Some(due) => list.due.insert(paper, due),
                None => list.due.remove(&paper),
            };
        }
        async { Ok(()) }.boxed()
    }

    fn by_code(
        &self,
        code: Code,
    ) -> BoxFuture<'_, Result<Option<(ShowId, Invitation)>, LedgerFault>> {
        let lists = self.guests.lock().unwrap();
        let all = lists
            .iter()
            .flat_map(|(show, list)| list.people.iter().map(move |p| (show.clone(), p.clone())));
        let found = all.into_iter().find(|(_, person)| person.code == code);
        async { Ok(found) }.boxed()
    }

    fn withdrawn(&self) -> BoxFuture<'_, Result<Vec<String>, LedgerFault>> {
        async { Ok(Vec::new()) }.boxed()
    }
}

impl Ledger for World {
    fn shows(&self) -> BoxFuture<'_, Result<Vec<Show>, LedgerFault>> {
        async { Ok(Vec::new()) }.boxed()
    }

    fn add_show(&self, show: Show, _: Option<Key>) -> BoxFuture<'_, Result<Added, LedgerFault>> {
        let mut shows = self.shows.lock().unwrap();
        let added = if shows.contains_key(&show.id) {
            Added::Taken
        } else {
            shows.insert(show.id.clone(), show.clone());
            Added::Show(Box::new(show))
        };
        async { Ok(added) }.boxed()
    }

    fn load(&self, _: ShowId) -> BoxFuture<'_, Result<Snapshot, LedgerFault>> {
        async { Ok(Snapshot::default()) }.boxed()
    }

    fn append(
        &self,
        _: ShowId,
        _: Vec<Record>,
    ) -> Result<oneshot::Receiver<Result<(), LedgerFault>>, Vec<Record>> {
        let (done, kept) = oneshot::channel();
        done.send(Ok(())).unwrap();
        Ok(kept)
    }
}
