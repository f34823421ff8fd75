//! Comma-separated values (RFC 4180) with a byte-order mark: without it Excel reads Chinese as something else.

use super::{Cell, Table};

/// The whole file.
pub(super) fn write(table: &Table) -> String {
    let mut text = String::from('\u{feff}');
    let names = table.columns.iter().map(|name| field(name));
    line(&mut text, names);
    for row in &table.rows {
        let fields = row.iter().map(|cell| match cell {
            Cell::Text(text) => field(text),
            Cell::Number(number) => number.to_string(),
        });
        line(&mut text, fields);
    }
    text
}

fn line(text: &mut String, fields: impl Iterator<Item = String>) {
    text.push_str(&fields.collect::<Vec<_>>().join(","));
    text.push_str("\r\n");
}

/// Quoted always; what a spreadsheet would take for a formula stands behind an apostrophe.
fn field(text: &str) -> String {
    let guard = if is_formula(text) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// Full-width signs begin a formula too, where an input method has typed them.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{feff}']).chars().next();
    first.is_some_and(|c| "=+-@\t\r\n＝＋－＠".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_and_formulas_defused() {
        let cells = [
            "plain",
            "a \"word\",\nnext",
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "＝1",
            " =1",
            "为什么?",
        ];
        let table = Table {
            columns: vec!["=name".to_owned(), "votes".to_owned()],
            rows: cells
                .iter()
                .map(|text| vec![Cell::from(*text), Cell::Number(7)])
                .collect(),
        };
        let text = write(&table);
        let wanted = "\u{feff}\"'=name\",\"votes\"\r\n\"plain\",7\r\n\"a \"\"word\"\",\nnext\",7\r\n\"'=1+1\",7\r\n\
             \"'+1\",7\r\n\"'-1\",7\r\n\"'@SUM(A1)\",7\r\n\"'\t=1\",7\r\n\"'＝1\",7\r\n\"' =1\",7\r\n\"为什么?\",7\r\n";
        assert_eq!(text, wanted);
    }
}
