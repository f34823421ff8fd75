//! What a run showed: figures by name, why it counts for nothing, what was wrong; as a table or as JSON.

use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::moment::quantile;

/// What one run showed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The case, and whose server.
    pub case: String,
    /// Name with unit, and value, in the order in which they are told.
    pub figures: Vec<(String, f64)>,
    /// Why the figures count for nothing: the client was the bottleneck.
    pub void: Vec<String>,
    /// What should not have happened.
    pub faults: Vec<String>,
    /// What was said in words.
    pub notes: Vec<String>,
}

impl Report {
    /// Nothing yet.
    pub fn new(case: impl Into<String>) -> Self {
        Self {
            case: case.into(),
            ..Self::default()
        }
    }

    /// One more figure.
    pub fn set(&mut self, name: impl Into<String>, value: f64) {
        self.figures.push((name.into(), value));
    }

    /// Median and 99th percentile of durations in milliseconds.
    pub fn spread(&mut self, name: &str, mut values: Vec<Duration>) {
        values.sort_unstable();
        for (label, share) in [("p50", 0.5), ("p99", 0.99)] {
            let value = quantile(&values, share).unwrap_or_default();
            self.set(format!("{name}_ms_{label}"), value.as_secs_f64() * 1e3);
        }
    }

    /// The value of a figure.
    pub fn get(&self, name: &str) -> Option<f64> {
        let figure = self.figures.iter().find(|(known, _)| known == name);
        figure.map(|(_, value)| *value)
    }

    /// Adds a fault unless `holds`.
    pub fn expect(&mut self, holds: bool, fault: impl Into<String>) {
        if !holds {
            self.faults.push(fault.into());
        }
    }

    /// As one JSON object.
    pub fn json(&self) -> Value {
        let figures = self
            .figures
            .iter()
            .map(|(name, value)| (name.clone(), json!(value)));
        json!({
            "case": self.case, "figures": figures.collect::<Map<_, _>>(),
            "void": self.void, "faults": self.faults, "notes": self.notes,
        })
    }

    /// Reads what `json` wrote; figures come in the order of their names.
    pub fn read(value: &Value) -> Self {
        let words = |name: &str| -> Vec<String> {
            let list = value[name].as_array().into_iter().flatten();
            list.filter_map(|word| word.as_str().map(str::to_owned))
                .collect()
        };
        let figures = value["figures"].as_object().into_iter().flatten();
        Self {
            case: value["case"].as_str().unwrap_or_default().to_owned(),
            figures: figures
                .filter_map(|(name, value)| Some((name.clone(), value.as_f64()?)))
                .collect(),
            void: words("void"),
            faults: words("faults"),
            notes: words("notes"),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.case)?;
        for (name, value) in &self.figures {
            writeln!(f, "  {name:<32} {:>12}", number(*value))?;
        }
        for note in &self.notes {
            writeln!(f, "  {note}")?;
        }
        for reason in &self.void {
            writeln!(f, "  VOID: {reason}")?;
        }
        for fault in &self.faults {
            writeln!(f, "  FAULT: {fault}")?;
        }
        Ok(())
    }
}

/// A number with as many places as it is worth.
pub fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 1_000.0 || value.fract() == 0.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_survives_its_json() {
        let mut report = Report::new("video");
        report.set("a", 1.5);
        report.spread(
            "join",
            vec![Duration::from_millis(3), Duration::from_millis(1)],
        );
        report.void.push("busy".into());
        report.expect(false, "lost");
        report.expect(true, "never told");
        let read = Report::read(&report.json());
        assert_eq!(read.get("join_ms_p50"), Some(3.0));
        assert_eq!((read.case.as_str(), read.void.len()), ("video", 1));
        assert_eq!(read.faults, ["lost"]);
        let text = report.to_string();
        assert!(
            text.contains("VOID: busy") && text.contains("FAULT: lost"),
            "{text}"
        );
    }
}
