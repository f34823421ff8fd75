//! Comma-separated values (RFC 4180) with a byte-order mark: without it Excel reads Chinese as something else.

use csv::{Error, QuoteStyle, Terminator, WriterBuilder};

use super::{Cell, Table};

/// The whole file.
///
/// # Errors
/// When a row has more or fewer cells than there are columns.
pub(super) fn write(table: &Table) -> Result<Vec<u8>, Error> {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer.write_record(table.columns.iter().map(|name| defused(name)))?;
    for row in &table.rows {
        let fields = row.iter().map(|cell| match cell {
            Cell::Text(text) => defused(text),
            Cell::Number(number) => number.to_string(),
        });
        writer.write_record(fields)?;
    }
    writer
        .into_inner()
        .map_err(|fault| fault.into_error().into())
}

/// What a spreadsheet would take for a formula stands behind an apostrophe.
fn defused(text: &str) -> String {
    let guard = if is_formula(text) { "'" } else { "" };
    format!("{guard}{text}")
}

/// Full-width signs begin a formula too, where an input method has typed them.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{feff}']).chars().next();
    first.is_some_and(|c| "=+-@\t\r\n＝＋－＠".contains(c))
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

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
        let text = String::from_utf8(write(&table).unwrap()).unwrap();
        let wanted = "\u{feff}\"'=name\",\"votes\"\r\n\"plain\",7\r\n\"a \"\"word\"\",\nnext\",7\r\n\"'=1+1\",7\r\n\
             \"'+1\",7\r\n\"'-1\",7\r\n\"'@SUM(A1)\",7\r\n\"'\t=1\",7\r\n\"'＝1\",7\r\n\"' =1\",7\r\n\"为什么?\",7\r\n";
        assert_eq!(text, wanted);
    }
}
