//! First bytes, whole and in pieces; TLS, plain HTTP and ICE-TCP on one port.

use std::io::Read;
use std::sync::Arc;

use axum::routing::get;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::AsyncWriteExt;

use super::*;
use crate::foundation::clock::Clock;
use crate::http::certificate;
use crate::http::tls::Tls;

struct House {
    at: SocketAddr,
    ice: mpsc::Receiver<IceStream>,
    shutdown: Shutdown,
}

async fn open(tls: Option<TlsAcceptor>) -> House {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (sender, ice) = mpsc::channel(4);
    let scheme = |axum::Extension(arrival): axum::Extension<Arrival>| async move {
        format!("{} from {}", arrival.scheme(), arrival.client)
    };
    let port = Port {
        listener,
        tls,
        router: Router::new().route("/", get(scheme)),
        ice: Some(sender),
        limits: Limits::default(),
    };
    let shutdown = Shutdown::default();
    shutdown.spawn(port.serve(shutdown.clone()));
    House { at, ice, shutdown }
}

async fn ask<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    // TLS ends without a farewell where the server closes first.
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

const CLOSING: &str = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

/// A frame with a binding request of 8 bytes of attributes.
fn stun() -> Vec<u8> {
    let mut frame = vec![0, 28, 0, 1, 0, 8, 0x21, 0x12, 0xa4, 0x42];
    frame.extend([7; 20]);
    frame
}

#[test]
fn the_first_byte_tells_the_kind() {
    for (first, kind) in [
        (0x16, Kind::Tls),
        (0x00, Kind::Ice),
        (0x05, Kind::Ice),
        (b'G', Kind::Http),
        (b'P', Kind::Http),
        (0x80, Kind::Http),
    ] {
        assert_eq!(Kind::of(first), kind, "{first:#x}");
    }
}

#[test]
fn only_a_framed_binding_request_is_ice() {
    let good = [0, 28, 0, 1, 0, 8, 0x21, 0x12, 0xa4, 0x42];
    assert!(is_stun(&good));
    for (at, byte) in [(1, 27), (2, 1), (3, 2), (5, 9), (4, 0xff), (6, 0), (9, 0)] {
        let mut bad = good;
        bad[at] = byte;
        assert!(!is_stun(&bad), "byte {at}");
    }
    assert!(!is_stun(&[0; STUN_HEAD]));
    assert!(!is_stun(&[0xff; STUN_HEAD]));
}

#[tokio::test]
async fn plain_http_is_answered_even_byte_by_byte() {
    let house = open(None).await;
    let mut stream = TcpStream::connect(house.at).await.unwrap();
    stream.set_nodelay(true).unwrap();
    for byte in CLOSING.bytes() {
        stream.write_all(&[byte]).await.unwrap();
        tokio::task::yield_now().await;
    }
    let answer = ask(&mut stream, "").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        answer.contains(&format!("http from {}", stream.local_addr().unwrap())),
        "{answer}"
    );
    assert!(
        !answer.to_ascii_lowercase().contains("\r\nserver:"),
        "{answer}"
    );
}

#[tokio::test]
async fn ice_goes_on_with_every_byte_in_order_even_in_pieces() {
    let mut house = open(None).await;
    let mut stream = TcpStream::connect(house.at).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let frame = stun();
    for byte in &frame {
        stream.write_all(&[*byte]).await.unwrap();
        tokio::task::yield_now().await;
    }
    stream.shutdown().await.unwrap();
    let ice = house.ice.recv().await.unwrap();
    assert_eq!(ice.peer, stream.local_addr().unwrap());
    assert_eq!(ice.local, house.at);
    let (mut rest, mut all) = (ice.stream, ice.read);
    rest.set_nonblocking(false).unwrap();
    rest.read_to_end(&mut all).unwrap();
    assert_eq!(all, frame);
}

#[tokio::test]
async fn what_is_neither_is_closed_and_nobody_else_is_disturbed() {
    let mut house = open(None).await;
    let mut wrong = stun();
    wrong[9] = 0;
    for strange in [wrong, vec![0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5], vec![0; 12]] {
        let mut stream = TcpStream::connect(house.at).await.unwrap();
        stream.write_all(&strange).await.unwrap();
        let mut answer = Vec::new();
        // Unread bytes make it a reset instead of an end; either way not a byte comes back.
        let _ = stream.read_to_end(&mut answer).await;
        assert!(answer.is_empty());
    }
    let mut honest = TcpStream::connect(house.at).await.unwrap();
    assert!(ask(&mut honest, CLOSING).await.starts_with("HTTP/1.1 200"));
    assert!(house.ice.try_recv().is_err());
}

#[tokio::test]
async fn with_tls_three_kinds_share_the_port_and_plain_http_is_sent_on() {
    let folder = tempfile::tempdir().unwrap();
    let own =
        certificate::make(&["localhost".to_owned()], Clock::wall().unix_ms() / 1_000).unwrap();
    let (cert, key) = (folder.path().join("c"), folder.path().join("k"));
    std::fs::write(&cert, own.cert).unwrap();
    std::fs::write(&key, own.key).unwrap();
    let tls = Tls::from_files(&cert, &key).unwrap();
    let mut house = open(Some(tls.acceptor().unwrap())).await;

    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(tls.leaf())).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = tokio_rustls::TlsConnector::from(Arc::new(client));
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TcpStream::connect(house.at).await.unwrap();
    let mut stream = connector.connect(name, stream).await.unwrap();
    let answer = ask(&mut stream, CLOSING).await;
    assert!(answer.contains("https from"), "{answer}");

    let mut plain = TcpStream::connect(house.at).await.unwrap();
    let answer = ask(
        &mut plain,
        "GET /s/demo HTTP/1.1\r\nhost: localhost:8443\r\nconnection: close\r\n\r\n",
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 308"), "{answer}");
    assert!(
        answer.contains("location: https://localhost:8443/s/demo\r\n"),
        "{answer}"
    );
    let mut plain = TcpStream::connect(house.at).await.unwrap();
    let answer = ask(
        &mut plain,
        "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
    )
    .await;
    assert!(answer.contains("https_required"), "{answer}");

    let mut ice = TcpStream::connect(house.at).await.unwrap();
    ice.write_all(&stun()).await.unwrap();
    assert_eq!(house.ice.recv().await.unwrap().read, &stun()[..STUN_HEAD]);
}

#[tokio::test]
async fn too_many_and_too_long_headers_are_refused() {
    let house = open(None).await;
    let many: String = (0..=Limits::default().headers)
        .map(|n| format!("x-{n}: 1\r\n"))
        .collect();
    let long = format!("x: {}\r\n", "a".repeat(Limits::default().header_bytes + 1));
    for headers in [many, long] {
        let mut stream = TcpStream::connect(house.at).await.unwrap();
        let request = format!("GET / HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n");
        let answer = ask(&mut stream, &request).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
}

#[tokio::test]
async fn the_end_lets_a_request_finish_and_takes_no_other() {
    let house = open(None).await;
    let mut stream = TcpStream::connect(house.at).await.unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    let mut start = [0; 12];
    stream.read_exact(&mut start).await.unwrap();
    house.shutdown.request();
    assert!(house.shutdown.finished(Duration::from_secs(10)).await);
    assert!(TcpStream::connect(house.at).await.is_err());
}
