//! Mail against servers of our own: one that takes it, one that refuses it, one that hangs, one that is not there.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::*;
use crate::config::mail::Secret;

/// How a server behaves.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Takes,
    RefusesPeople,
    HangsBefore,
    HangsAfterData,
}

/// A server that speaks as much SMTP as one mail needs; each mail it took comes out of the queue.
async fn server(manner: Manner) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (took, taken) = mpsc::unbounded_channel();
    tokio::task::spawn_local(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let took = took.clone();
            tokio::task::spawn_local(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                if manner == Manner::HangsBefore {
                    std::future::pending::<()>().await;
                }
                write.write_all(b"220 ready\r\n").await.unwrap();
                let mut mail = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer = match line.get(..4).unwrap_or_default() {
                        "RCPT" if manner == Manner::RefusesPeople => "550 nobody here",
                        "DATA" => {
                            write.write_all(b"354 go on\r\n").await.unwrap();
                            while let Ok(Some(line)) = lines.next_line().await {
                                if line == "." {
                                    break;
                                }
                                mail.push_str(&line);
                                mail.push('\n');
                            }
                            if manner == Manner::HangsAfterData {
                                std::future::pending::<()>().await;
                            }
                            took.send(std::mem::take(&mut mail)).unwrap();
                            "250 taken"
                        }
                        "QUIT" => "221 bye",
                        _ => "250 fine",
                    };
                    let answer = format!("{answer}\r\n");
                    if write.write_all(answer.as_bytes()).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    (address, taken)
}

fn settings(server: String) -> Mail {
    Mail {
        server,
        security: Security::Plain,
        from: "Roadshow <roadshow@example.org>".into(),
        timeout_seconds: 1,
        ..Mail::default()
    }
}

fn letter() -> Letter {
    Letter {
        name: "李文".into(),
        mail: "li@example.org".into(),
        subject: "您的链接".into(),
        text: "one\r\n.two\r\nhttp://localhost:8080/s/fair#ticket=x.y.z".into(),
    }
}

async fn sent_to(manner: Manner) -> (Result<(), MailFault>, Option<String>) {
    let local = tokio::task::LocalSet::new();
    let story = async {
        let (address, mut taken) = server(manner).await;
        let smtp = Smtp::open(&settings(address)).unwrap().unwrap();
        let outcome = smtp.send(letter()).await;
        (outcome, taken.try_recv().ok())
    };
    local.run_until(story).await
}

#[tokio::test]
async fn a_mail_arrives_with_its_subject_and_its_text() {
    let (outcome, mail) = sent_to(Manner::Takes).await;
    let mail = mail.unwrap();
    assert_eq!(outcome, Ok(()));
    for part in [
        "From: \"Roadshow\" <roadshow@example.org>",
        "<li@example.org>",
        "Subject: =?utf-8?b?",
        "Content-Type: text/plain; charset=utf-8",
        "..two",
        "http://localhost:8080/s/fair#ticket=x.y.z",
    ] {
        let plain = part.replace('"', "");
        assert!(
            mail.contains(part) || mail.contains(&plain),
            "{part}: {mail}"
        );
    }
}

#[tokio::test]
async fn a_mail_that_is_refused_is_told_from_one_that_comes_too_late() {
    for (manner, fault) in [
        (Manner::RefusesPeople, MailFault::Refused),
        (Manner::HangsBefore, MailFault::Late),
        (Manner::HangsAfterData, MailFault::Late),
    ] {
        assert_eq!(sent_to(manner).await, (Err(fault), None));
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_has_failed() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = free.local_addr().unwrap().to_string();
    drop(free);
    let smtp = Smtp::open(&settings(nobody)).unwrap().unwrap();
    assert_eq!(smtp.send(letter()).await, Err(MailFault::Failed));
}

#[test]
fn what_does_not_fit_is_said_at_the_start_and_no_password_goes_out_readable() {
    assert!(Smtp::open(&Mail::default()).unwrap().is_none());
    let good = settings("localhost:25".into());
    let password = Secret::new("MARK-password");
    for (odd, word) in [
        (settings("localhost".into()), "server"),
        (
            Mail {
                from: "nobody".into(),
                ..good.clone()
            },
            "from",
        ),
        (
            Mail {
                password,
                ..good.clone()
            },
            "password",
        ),
        (
            Mail {
                security: Security::Tls,
                authorities: "/nowhere.pem".into(),
                ..good
            },
            "authorities",
        ),
    ] {
        let fault = Smtp::open(&odd).err().unwrap().to_string();
        assert!(fault.contains(word) && !fault.contains("MARK"), "{fault}");
    }
}
