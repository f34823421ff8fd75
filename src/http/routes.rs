//! The table of contents: path → function.

use axum::Router;
use axum::routing::{delete, get, options, patch, post, put};

use super::premises::Premises;
use super::{
    assets, codes, devices, due, health, layers, letters, openapi, people, questions, shows,
    tickets, whep, whip,
};

macro_rules! routes {
    ($($path:literal: $($method:ident $function:path),+;)+) => {
        /// Every route with its method; the description of the API is held against it.
        #[cfg(test)]
        const TABLE: &[(&str, &str)] = &[$($((stringify!($method), $path)),+),+];

        fn table() -> Router<Premises> {
            Router::new()$($(.route($path, $method($function)))+)+
        }
    };
}

routes! {
    "/": get assets::lobby;
    "/s/{show}": get assets::shell;
    "/prepare": get assets::prepare;
    "/prepare/{show}": get assets::prepare_show;
    "/j": get codes::page;
    "/j/{code}": get codes::enter;
    "/api/v1/shows": get shows::list, post shows::open;
    "/api/v1/shows/{show}": get shows::look_up;
    "/api/v1/shows/{show}/phase": put shows::set_phase;
    "/api/v1/shows/{show}/tickets": post tickets::make;
    "/api/v1/shows/{show}/people": get people::list, post people::add;
    "/api/v1/shows/{show}/people/{person}": delete people::drop_person;
    "/api/v1/shows/{show}/people/{person}/link": post people::replace_link, delete people::withdraw_link;
    "/api/v1/shows/{show}/people/{person}/mail": post letters::send;
    "/api/v1/shows/{show}/people/{person}/papers": put due::hand_in;
    "/api/v1/shows/{show}/due": get due::list, put due::set;
    "/api/v1/shows/{show}/questions": get questions::list;
    "/api/v1/shows/{show}/questions.csv": get questions::export::csv;
    "/api/v1/shows/{show}/questions.xlsx": get questions::export::xlsx;
    "/whip/{show}": post whip::publish, options devices::whip_options;
    "/whip/{show}/{session}": patch devices::whip_patch, delete devices::whip_delete, options devices::whip_session_options;
    "/whep/{show}": post whep::watch, options devices::whep_options;
    "/whep/{show}/{session}": patch devices::whep_patch, delete devices::whep_delete, options devices::whep_session_options;
    "/api/openapi.json": get openapi::json;
    "/api/docs": get openapi::page;
    "/healthz": get health::healthz;
    "/readyz": get health::readyz;
}

/// All routes of the web port with their layers; `signalling` brings `/ws`.
pub fn router(premises: &Premises, signalling: Router) -> Router {
    let routes = table()
        .fallback(assets::file)
        .method_not_allowed_fallback(layers::wrong_method)
        .with_state(premises.clone())
        .merge(signalling);
    layers::around(routes, premises)
}

#[cfg(test)]
mod tests;
