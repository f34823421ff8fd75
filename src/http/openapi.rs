//! The description of the API: OpenAPI 3.1 for programs, a small page of our own for people.

use std::fmt::Write;

use axum::Json;
use axum::http::{HeaderName, header};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{
    assets, codes, devices, due, health, letters, people, questions, shows, tickets, whep, whip,
};

/// The document.
#[derive(OpenApi)]
#[openapi(
    info(title = "Roadshow", description = "Shows, people, tickets and questions. Encoders publish by WHIP, players receive by WHEP. Signalling and media are described in PROTOCOL.md."),
    paths(
        assets::lobby,
        assets::shell,
        assets::prepare,
        assets::prepare_show,
        codes::page,
        codes::enter,
        shows::open,
        shows::list,
        shows::look_up,
        shows::set_phase,
        tickets::make,
        people::list,
        people::add,
        people::drop_person,
        people::replace_link,
        people::withdraw_link,
        letters::send,
        due::list,
        due::set,
        due::hand_in,
        questions::list,
        questions::export::csv,
        questions::export::xlsx,
        whip::publish,
        devices::whip_patch,
        devices::whip_delete,
        devices::whip_options,
        devices::whip_session_options,
        whep::watch,
        devices::whep_patch,
        devices::whep_delete,
        devices::whep_options,
        devices::whep_session_options,
        health::healthz,
        health::readyz,
        json,
        page,
    ),
    modifiers(&Bearer)
)]
pub(super) struct Document;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("bearer", scheme);
    }
}

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "api",
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json", body = Object)))]
pub(super) async fn json() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}

/// This document for people.
#[utoipa::path(get, path = "/api/docs", tag = "api",
    responses((status = 200, description = "A page", content_type = "text/html", body = str)))]
pub(super) async fn page() -> ([(HeaderName, &'static str); 1], String) {
    let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (
        html,
        render(&serde_json::to_value(Document::openapi()).unwrap_or_default()),
    )
}

/// One section for each route: what it is for, what it takes, what it answers.
fn render(document: &serde_json::Value) -> String {
    let mut page = HEAD.to_owned();
    let paths = document.get("paths").and_then(|paths| paths.as_object());
    for (path, methods) in paths.into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let text = |key: &str| {
                operation
                    .get(key)
                    .and_then(|text| text.as_str())
                    .unwrap_or_default()
            };
            let summary = if text("summary").is_empty() {
                text("description")
            } else {
                text("summary")
            };
            // Writing to a string cannot fail.
            let _ = write!(
                page,
                "<h2><code>{} {}</code></h2><p>{}</p>",
                method.to_uppercase(),
                escape(path),
                escape(summary)
            );
            let schema = operation.pointer("/requestBody/content/application~1json/schema/$ref");
            if let Some(schema) = schema.and_then(|name| resolve(document, name.as_str()?)) {
                page.push_str("<h3>Takes</h3><dl>");
                fields(&mut page, schema);
                page.push_str("</dl>");
            }
            page.push_str("<h3>Answers</h3><dl>");
            let answers = operation
                .get("responses")
                .and_then(|answers| answers.as_object());
            for (status, answer) in answers.into_iter().flatten() {
                let meaning = answer
                    .get("description")
                    .and_then(|text| text.as_str())
                    .unwrap_or_default();
                let _ = write!(
                    page,
                    "<dt><code>{}</code></dt><dd>{}</dd>",
                    escape(status),
                    escape(meaning)
                );
            }
            page.push_str("</dl>");
        }
    }
    page.push_str("</main></body></html>\n");
    page
}

fn fields(page: &mut String, schema: &serde_json::Value) {
    let required: Vec<_> = schema
        .get("required")
        .and_then(|names| names.as_array())
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str())
        .collect();
    let properties = schema.get("properties").and_then(|all| all.as_object());
    for (name, property) in properties.into_iter().flatten() {
        let meaning = property
            .get("description")
            .and_then(|text| text.as_str())
            .unwrap_or_default();
        let must = if required.contains(&name.as_str()) {
            ""
        } else {
            " (may be left out)"
        };
        let _ = write!(
            page,
            "<dt><code>{}</code>{must}</dt><dd>{}</dd>",
            escape(name),
            escape(meaning)
        );
    }
}

fn resolve<'a>(document: &'a serde_json::Value, reference: &str) -> Option<&'a serde_json::Value> {
    document.pointer(reference.strip_prefix('#')?)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// No script and no style of its own: the page obeys the same policy as every other.
const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
    <title>Roadshow: HTTP API</title></head><body><main><h1>Roadshow: HTTP API</h1>\
    <p>For programs: <a href=\"/api/openapi.json\">openapi.json</a>. Send the administrator's token or a ticket as \
    <code>Authorization: Bearer</code>. Errors are <code>application/problem+json</code> with a stable <code>code</code>.</p>";
