//! Through a real socket: what is refused at the door, and which close code answers what is no WebSocket.

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::*;
use crate::config::limits::Limits;
use crate::signalling::fakes::{BREAKS, House};

/// Serves `house` on a free port.
async fn serve(house: &House) -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = router(house.entrance.clone());
    let shutdown = house.entrance.parts.shutdown.clone();
    shutdown.spawn(async move {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).await.unwrap();
    });
    address
}

async fn ask(
    address: SocketAddr,
    protocol: Option<&str>,
) -> Result<WebSocketStream<TcpStream>, Error> {
    use tokio_tungstenite::tungstenite::client::IntoClientRequest;

    let mut request = format!("ws://{address}/ws").into_client_request()?;
    if let Some(protocol) = protocol {
        let value = protocol.parse().unwrap();
        request
            .headers_mut()
            .insert("sec-websocket-protocol", value);
    }
    let stream = TcpStream::connect(address).await?;
    client_async(request, stream)
        .await
        .map(|(socket, _)| socket)
}

async fn connect(address: SocketAddr) -> WebSocketStream<TcpStream> {
    ask(address, Some(SUB_PROTOCOL)).await.unwrap()
}

/// The status of a connection that is declined.
async fn status(address: SocketAddr, protocol: Option<&str>) -> u16 {
    match ask(address, protocol).await {
        Err(Error::Http(response)) => {
            let body = response.body().clone().unwrap_or_default();
            let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
            assert!(problem["code"].is_string());
            response.status().as_u16()
        }
        other => panic!("{other:?}"),
    }
}

/// What is heard until the end: types of messages, and the close code.
async fn heard(mut socket: WebSocketStream<TcpStream>) -> Vec<String> {
    let mut words = Vec::new();
    while let Some(message) = socket.next().await {
        match message {
            Ok(Message::Text(text)) => {
                let message: serde_json::Value = serde_json::from_str(&text).unwrap();
                words.push(message["type"].as_str().unwrap().to_owned());
            }
            Ok(Message::Close(frame)) => words.push(u16::from(frame.unwrap().code).to_string()),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    words
}

#[tokio::test]
async fn only_our_sub_protocol_gets_in() {
    let house = House::new();
    let address = serve(&house).await;
    assert_eq!(status(address, None).await, 400);
    assert_eq!(status(address, Some("roadshow.v0")).await, 400);
    let mut socket = ask(address, Some("chat, roadshow.v1")).await.unwrap();
    let hello = Message::text(house.hello().to_string());
    socket.send(hello).await.unwrap();
    let answer = socket.next().await.unwrap().unwrap();
    assert_eq!(answer.to_text().unwrap(), r#"{"type":"ok","re":1}"#);
    drop(socket);
    house.room.until_asked("lose ada").await;
}

#[tokio::test]
async fn a_full_house_and_one_that_ends_say_so() {
    let house = House::with(Limits {
        connections_per_address: 1,
        ..Limits::default()
    });
    let address = serve(&house).await;
    let first = connect(address).await;
    assert_eq!(status(address, Some(SUB_PROTOCOL)).await, 503);
    house.entrance.parts.shutdown.request();
    assert_eq!(heard(first).await, ["goodbye", "1012"]);
    assert_eq!(status(address, Some(SUB_PROTOCOL)).await, 503);
}

#[tokio::test]
async fn what_is_no_websocket_ends_with_its_code() {
    let house = House::new();
    let address = serve(&house).await;
    let long = (600_u64 << 10).to_be_bytes();
    for (name, bytes, expected) in [
        // Masked with zeros, so that the payload is what it looks like.
        (
            "not UTF-8",
            [&[0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28][..], &[]].concat(),
            &["1007"][..],
        ),
        ("unmasked", vec![0x81, 0x01, b'x'], &["1002"]),
        ("reserved bits", vec![0xf1, 0x80, 0, 0, 0, 0], &["1002"]),
        ("unknown opcode", vec![0x83, 0x80, 0, 0, 0, 0], &["1002"]),
        (
            "a long ping",
            [&[0x89, 0xfe, 0, 126, 0, 0, 0, 0][..], &[0; 126]].concat(),
            &["1002"],
        ),
        (
            "too long a frame",
            [&[0x81, 0xff][..], &long, &[0, 0, 0, 0]].concat(),
            &["goodbye", "1009"],
        ),
    ] {
        let mut socket = connect(address).await;
        socket.get_mut().write_all(&bytes).await.unwrap();
        assert_eq!(heard(socket).await, expected, "{name}");
    }
}

#[tokio::test]
async fn a_request_that_is_no_upgrade_gets_an_error() {
    let house = House::new();
    let address = serve(&house).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
}

#[tokio::test]
async fn a_panic_ends_one_connection_is_counted_and_the_next_one_works() {
    let house = House::new();
    let address = serve(&house).await;
    let enter = async |id: u32| {
        let mut socket = connect(address).await;
        let hello = Message::text(house.hello().to_string());
        socket.send(hello).await.unwrap();
        let raise = format!(r#"{{"id":{id},"type":"raise_hand","up":true}}"#);
        socket.send(Message::text(raise)).await.unwrap();
        socket
    };
    let broken = enter(BREAKS).await;
    heard(broken).await;
    house.room.until_asked("lose ada").await;
    let mut next = enter(2).await;
    assert!(next.next().await.unwrap().is_ok());
    let metrics = house.entrance.parts.metrics.render();
    assert!(
        metrics.contains(r#"roadshow_panics_total{reason="peer"} 1"#),
        "{metrics}"
    );
}
