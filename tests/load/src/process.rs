//! What processes use and hold, as the system counts it, and what a server counts of itself.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Lets this process have as many descriptors as the system gives it: each listener takes one or two.
pub fn take_descriptors() {
    let limit = getrlimit(Resource::Nofile);
    let all = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    // What does not suffice is told when the first socket is refused.
    let _ = setrlimit(Resource::Nofile, all);
}

/// Ticks of the system's clock a second, in which a process's use of the processor is told.
const TICKS: f64 = 100.0;

/// What a process has used so far and holds now.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// User and system time, to a hundredth of a second.
    pub cpu: Duration,
    /// Resident memory in KiB.
    pub rss_kib: f64,
}

/// What a process holds of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holdings {
    /// Open descriptors.
    pub descriptors: usize,
    /// Pieces of mapped memory.
    pub maps: usize,
}

/// Cost of a process.
///
/// # Errors
/// When it is gone.
pub fn cost(pid: u32) -> Result<Cost> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).context("the process has ended")?;
    // Fields are counted behind the command's name, which may hold blanks.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|f| f.parse::<f64>().ok());
    let statm = fs::read_to_string(format!("/proc/{pid}/statm"))?;
    let pages = statm.split(' ').nth(1).and_then(|f| f.parse::<f64>().ok());
    let used = ticks(11).unwrap_or_default() + ticks(12).unwrap_or_default();
    Ok(Cost {
        cpu: Duration::from_secs_f64(used / TICKS),
        rss_kib: pages.unwrap_or_default() * 4.0,
    })
}

/// What a process holds.
///
/// # Errors
/// When it is gone.
pub fn holdings(pid: u32) -> Result<Holdings> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps"))?;
    Ok(Holdings {
        descriptors: fs::read_dir(format!("/proc/{pid}/fd"))?.count(),
        maps: maps.lines().count(),
    })
}

/// What one of this process's threads, found by its name, has used of the processor, and how long it waited for it.
pub fn thread(name: &str) -> Option<(Duration, Duration)> {
    let tasks = fs::read_dir("/proc/self/task").ok()?;
    let mut found = tasks.flatten().filter(|task| {
        let called = fs::read_to_string(task.path().join("comm")).unwrap_or_default();
        called.trim() == name
    });
    let stat = fs::read_to_string(found.next()?.path().join("schedstat")).ok()?;
    let mut words = stat.split_whitespace().map_while(|word| word.parse().ok());
    Some((
        Duration::from_nanos(words.next()?),
        Duration::from_nanos(words.next()?),
    ))
}

/// Datagrams that the system dropped at sockets on these ports, because their owner did not read in time.
pub fn drops(ports: &[u16]) -> u64 {
    let table = fs::read_to_string("/proc/net/udp").unwrap_or_default();
    let rows = table.lines().skip(1).filter_map(|row| {
        let mut words = row.split_whitespace();
        let (_, port) = words.nth(1)?.split_once(':')?;
        let port = u16::from_str_radix(port, 16).ok()?;
        let drops: u64 = row.split_whitespace().last()?.parse().ok()?;
        ports.contains(&port).then_some(drops)
    });
    rows.sum()
}

/// Counters of a server, by name and labels as it writes them.
#[derive(Clone, Debug, Default)]
pub struct Metrics(HashMap<String, f64>);

impl Metrics {
    /// Reads OpenMetrics text.
    pub fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let values = lines.filter_map(|line| {
            let (name, value) = line.rsplit_once(' ')?;
            Some((name.to_owned(), value.parse().ok()?))
        });
        Self(values.collect())
    }

    /// The sum of all counters of this name whose labels hold `label`; `None` if there is none.
    pub fn sum(&self, name: &str, label: &str) -> Option<f64> {
        let fits = |key: &str| {
            key.strip_prefix(name).is_some_and(|rest| {
                (rest.is_empty() || rest.starts_with('{')) && rest.contains(label)
            })
        };
        let mut values = self.0.iter().filter(|(key, _)| fits(key)).map(|(_, v)| *v);
        let first = values.next()?;
        Some(first + values.sum::<f64>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_summed_by_name_and_label() {
        let metrics = Metrics::read(
            "# HELP a_total x\na_total{direction=\"out\",kind=\"audio\"} 3\na_total{direction=\"out\",kind=\"video\"} 4\n\
             a_total{direction=\"in\",kind=\"video\"} 9\na_total_more 7\nplain 1.5\n",
        );
        assert_eq!(metrics.sum("a_total", "direction=\"out\""), Some(7.0));
        assert_eq!(metrics.sum("a_total", ""), Some(16.0));
        assert_eq!(metrics.sum("plain", ""), Some(1.5));
        assert_eq!(metrics.sum("absent", ""), None);
    }

    #[test]
    fn this_process_can_be_measured() {
        let pid = std::process::id();
        assert!(cost(pid).unwrap().rss_kib > 0.0);
        let holdings = holdings(pid).unwrap();
        assert!(holdings.descriptors > 0 && holdings.maps > 0);
        let worker = std::thread::Builder::new().name("measured".into());
        let (tell, told) = std::sync::mpsc::channel::<()>();
        let (ready, is_ready) = std::sync::mpsc::channel();
        // A thread writes its name itself, before anything else.
        let worker = worker.spawn(move || ready.send(()).map(|()| told.recv()));
        is_ready.recv().unwrap();
        assert!(thread("measured").is_some() && thread("absent").is_none());
        drop(tell);
        let _ = worker.unwrap().join();
    }
}
