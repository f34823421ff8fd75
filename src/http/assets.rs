//! The built web client: embedded in release, read from disk in development. Nothing but the files of the build is ever
//! served: no dot files, no source maps, nothing above its folder.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::problem::Problem;

#[derive(RustEmbed)]
#[folder = "web-client/dist/"]
#[allow_missing = true]
struct Dist;

/// The page's shell, the same for every show: the page asks with its ticket.
#[utoipa::path(get, path = "/s/{show}", tag = "pages", params(("show" = str, Path, description = "Any id")),
    responses((status = 200, description = "The page's shell, the same for any id", content_type = "text/html", body = str)))]
pub(super) async fn shell(headers: HeaderMap) -> Response {
    match Dist::get(SHELL) {
        Some(file) => answer(SHELL, &file, &headers),
        None => (StatusCode::SERVICE_UNAVAILABLE, HTML, NOT_BUILT).into_response(),
    }
}

/// The lobby: the same shell.
#[utoipa::path(get, path = "/", tag = "pages",
    responses((status = 200, description = "The lobby", content_type = "text/html", body = str)))]
pub(super) async fn lobby(headers: HeaderMap) -> Response {
    shell(headers).await
}

/// Where shows are prepared: the same shell.
#[utoipa::path(get, path = "/prepare", tag = "pages",
    responses((status = 200, description = "The page's shell; it asks for the administrator's token", content_type = "text/html", body = str)))]
pub(super) async fn prepare(headers: HeaderMap) -> Response {
    shell(headers).await
}

/// Where one show is prepared: the same shell for any id.
#[utoipa::path(get, path = "/prepare/{show}", tag = "pages", params(("show" = str, Path, description = "Any id")),
    responses((status = 200, description = "The page's shell, the same for any id", content_type = "text/html", body = str)))]
pub(super) async fn prepare_show(headers: HeaderMap) -> Response {
    shell(headers).await
}

/// Any file of the build.
pub(super) async fn file(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let found = is_plain(path).then(|| Dist::get(path)).flatten();
    match found {
        Some(file) => answer(path, &file, &headers),
        None => Problem::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here.")
            .into_response(),
    }
}

fn answer(path: &str, file: &EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag: String = file
        .metadata
        .sha256_hash()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // Weak, because the same file also goes out compressed.
    let tag = format!("W/\"{tag}\"");
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(file.data.to_vec()).into_response()
    };
    let out = response.headers_mut();
    out.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media_type(path)),
    );
    // A page carries the state of its build, so it is asked for each time; the rest is named by its content.
    let keep = if path.starts_with(HASHED) {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if path.starts_with(HASHED)
        && let Ok(tag) = HeaderValue::from_str(&tag)
    {
        out.insert(header::ETAG, tag);
    }
    response
}

/// A path that can be a file of the build: plain names only, so that nothing needs to be resolved or decoded.
fn is_plain(path: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let name = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(fits);
    path.split('/').all(name) && !has_extension(path, "map")
}

fn has_extension(path: &str, wanted: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case(wanted))
}

fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" | "webmanifest" => "application/json",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "ogg" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        _ => "application/octet-stream",
    }
}

const SHELL: &str = "index.html";

/// Where the build puts files named by their content.
const HASHED: &str = "assets/";

const HTML: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><title>Roadshow</title>\
    <p>The web client is not built yet. A development build of the server reads it from <code>web-client/dist</code>: run \
    <code>npm --prefix web-client ci &amp;&amp; npm --prefix web-client run build</code>, then reload this page.</p></html>\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_of_the_build_are_looked_up() {
        for good in ["index.html", "assets/index-B2x_9.js", "icon.svg"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in [
            "",
            "..",
            "../Cargo.toml",
            "assets/../../Cargo.toml",
            "assets//x.js",
            "/etc/passwd",
            ".env",
            "assets/.git",
            "%2e%2e/Cargo.toml",
            "..%2fCargo.toml",
            "..\\Cargo.toml",
            "assets",
            "assets/",
            "a\0b",
            "assets/index.js.map",
            "assets/index.MAP",
            "ä.js",
        ] {
            assert!(!is_plain(bad) || Dist::get(bad).is_none(), "{bad}");
        }
    }

    #[tokio::test]
    async fn what_is_not_there_says_so() {
        let answer = file(Uri::from_static("/nothing.js"), HeaderMap::new()).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
}
