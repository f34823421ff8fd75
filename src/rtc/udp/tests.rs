use std::net::SocketAddr;
use std::sync::Arc;

use super::*;
use crate::rtc::gate::Path;

fn bound(address: &str) -> (Receiver, Sender, SocketAddr) {
    let socket = UdpSocket::bind(address).unwrap();
    let number = socket.local_addr().unwrap().port();
    let port = Arc::new(Port::new(socket).unwrap());
    (
        Receiver::new(port.clone()),
        Sender::new(port),
        SocketAddr::from(([127, 0, 0, 1], number)),
    )
}

fn receive_one(udp: &mut Receiver) -> (Path, Vec<u8>) {
    let mut got = None;
    for _ in 0..100_000 {
        udp.receive(|path, datagram| got = Some((path, datagram.to_vec())));
        if let Some(got) = got {
            return got;
        }
        std::thread::yield_now();
    }
    panic!("nothing arrived");
}

#[test]
fn a_reply_leaves_from_the_address_that_was_called() {
    let (mut udp, mut sender, server) = bound("0.0.0.0:0");
    for called in ["127.0.0.1", "127.0.0.2", "127.0.0.3"] {
        let client = UdpSocket::bind("127.0.0.1:0").unwrap();
        let called: IpAddr = called.parse().unwrap();
        client.send_to(b"hello", (called, server.port())).unwrap();
        let (path, datagram) = receive_one(&mut udp);
        assert_eq!((path.local, datagram.as_slice()), (called, &b"hello"[..]));

        let mut batch = Batch::of_singles();
        for text in [&b"one"[..], b"two"] {
            batch.push(path, |slab, _| {
                slab.extend_from_slice(text);
                Some(())
            });
        }
        batch.push(path, |slab, _| {
            slab.extend_from_slice(b"taken back");
            None::<()>
        });
        assert!(sender.send(&mut batch));
        assert!(batch.is_empty());
        for text in [&b"one"[..], b"two"] {
            let mut buffer = [0; 64];
            let (length, from) = client.recv_from(&mut buffer).unwrap();
            assert_eq!((&buffer[..length], from.ip()), (text, called));
        }
    }
}

#[test]
fn a_socket_for_both_families_serves_ipv4() {
    let (mut udp, mut sender, server) = bound("[::]:0");
    let client = UdpSocket::bind("127.0.0.1:0").unwrap();
    client.send_to(b"hello", server).unwrap();
    let (path, _) = receive_one(&mut udp);
    assert_eq!(path.remote, client.local_addr().unwrap());
    assert_eq!(path.local, server.ip());
    let mut batch = Batch::of_singles();
    batch.push(path, |slab, _| {
        slab.extend_from_slice(b"back");
        Some(())
    });
    assert!(sender.send(&mut batch));
    let mut buffer = [0; 64];
    assert_eq!(client.recv_from(&mut buffer).unwrap().0, 4);
}

#[test]
fn more_than_a_batch_goes_out_in_order() {
    let (mut udp, mut sender, server) = bound("0.0.0.0:0");
    let client = UdpSocket::bind("127.0.0.1:0").unwrap();
    client.send_to(b"hello", server).unwrap();
    let (path, _) = receive_one(&mut udp);
    let mut batch = Batch::of_singles();
    for number in 0..200_u8 {
        batch.push(path, |slab, _| {
            slab.push(number);
            Some(())
        });
    }
    assert!(sender.send(&mut batch));
    for number in 0..200_u8 {
        let mut buffer = [0; 8];
        assert_eq!(client.recv(&mut buffer).unwrap(), 1);
        assert_eq!(buffer[0], number);
    }
}

fn path(port: u16) -> Path {
    Path {
        transport: crate::rtc::gate::Transport::Udp,
        local: IpAddr::from([127, 0, 0, 1]),
        remote: SocketAddr::from(([127, 0, 0, 1], port)),
    }
}

fn push(batch: &mut Batch, to: &UdpSocket, datagram: &[u8]) {
    let to = path(to.local_addr().unwrap().port());
    batch.push(to, |slab, _| {
        slab.extend_from_slice(datagram);
        Some(())
    });
}

fn received(client: &UdpSocket) -> Vec<Vec<u8>> {
    client.set_nonblocking(true).unwrap();
    let mut buffer = [0; 2_048];
    std::iter::from_fn(|| {
        let length = client.recv(&mut buffer).ok()?;
        Some(buffer[..length].to_vec())
    })
    .collect()
}

/// Runs of several sizes to several people, mixed; each must get hers in order.
fn runs_arrive_in_order(sender: &mut Sender) -> Sent {
    let clients: Vec<UdpSocket> = (0..3)
        .map(|_| UdpSocket::bind("127.0.0.1:0").unwrap())
        .collect();
    let mut batch = Batch::of_runs();
    let mut expected = vec![Vec::new(); clients.len()];
    let mut number = 0_u8;
    for (round, lengths) in [(0, [9, 9, 9, 5]), (1, [7, 7, 8, 8]), (2, [9, 3, 3, 3])] {
        for (who, client) in clients.iter().enumerate() {
            for length in lengths.map(|length| length + (round + who) % 2) {
                number += 1;
                let datagram = vec![number; length];
                push(&mut batch, client, &datagram);
                expected[who].push(datagram);
            }
        }
    }
    assert!(sender.send(&mut batch));
    for (client, expected) in clients.iter().zip(expected) {
        assert_eq!(received(client), expected);
    }
    batch.take_sent()
}

#[test]
fn runs_arrive_as_single_datagrams_in_order() {
    for address in ["0.0.0.0:0", "[::]:0"] {
        let (_, mut sender, _) = bound(address);
        if !sender.port().sends_runs() {
            return;
        }
        let sent = runs_arrive_in_order(&mut sender);
        assert_eq!((sent.datagrams, sent.no_room), (36, 0));
        assert!(sent.messages < 24 && sent.calls < sent.messages, "{sent:?}");
    }
}

#[test]
fn where_the_system_does_not_send_runs_everything_arrives_all_the_same() {
    let (_, mut sender, _) = bound("0.0.0.0:0");
    let port = sender.port();
    port.refused_run(true);
    assert!(!port.sends_runs());
    let sent = runs_arrive_in_order(&mut sender);
    assert_eq!((sent.datagrams, sent.messages), (36, 36));
}

#[test]
fn one_narrow_path_does_not_end_runs_for_all() {
    let (_, mut sender, _) = bound("0.0.0.0:0");
    let port = sender.port();
    port.sent_run();
    port.refused_run(false);
    assert!(port.sends_runs());
    // Nobody can send a segment that is larger than the loopback's frame; the rest of the batch leaves all the same.
    let client = UdpSocket::bind("127.0.0.1:0").unwrap();
    let mut batch = Batch::of_runs();
    let mut unreachable = path(9);
    unreachable.remote = SocketAddr::from(([255, 255, 255, 255], 9));
    for _ in 0..3 {
        batch.push(unreachable, |slab, _| {
            slab.extend_from_slice(b"nobody");
            Some(())
        });
    }
    for _ in 0..3 {
        push(&mut batch, &client, b"anyone");
    }
    assert!(sender.send(&mut batch));
    assert_eq!(received(&client), vec![b"anyone".to_vec(); 3]);
    assert!(port.sends_runs());
}

#[test]
fn what_the_system_has_merged_is_taken_apart() {
    let (mut receiver, _, server) = bound("0.0.0.0:0");
    let (_, mut page, _) = bound("127.0.0.1:0");
    let mut batch = Batch::of_runs();
    let mut to = path(server.port());
    for number in 0..10_u8 {
        // Some alone and some merged, so that what the system says with each differs.
        to.local = IpAddr::from([127, 0, 0, 1]);
        let length = if number % 4 == 3 { 300 } else { 700 };
        batch.push(to, |slab, start| {
            slab.resize(start + length, number);
            Some(())
        });
    }
    assert!(page.send(&mut batch));
    let mut numbers = Vec::new();
    for _ in 0..2 {
        receiver.receive(|path, datagram| {
            assert_eq!(path.local, server.ip());
            numbers.push((datagram[0], datagram.len()));
        });
    }
    let expected = |number| (number, if number % 4 == 3 { 300 } else { 700 });
    assert_eq!(numbers, (0..10).map(expected).collect::<Vec<_>>());
}
