//! A workbook with one sheet: texts as texts, numbers as numbers, the first row in bold and always in sight. A text that is
//! written as a string is no formula to any program.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use super::{Cell, Table};

/// The whole file.
///
/// # Errors
/// When the table has more rows or columns than a sheet can hold.
pub(super) fn write(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(&table.columns) {
        sheet.set_column_width(column, WIDTH)?;
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    let kept: String = text.chars().take(MOST_CHARACTERS).collect();
                    sheet.write_string_with_format(row, column, kept, &wrapped)?
                }
                Cell::Number(number) => {
                    sheet.write_number_with_format(row, column, *number, &wrapped)?
                }
            };
        }
    }
    book.save_to_buffer()
}

/// In characters of the standard font.
const WIDTH: f64 = 24.0;

/// Excel's limit of one cell is 32,767 UTF-16 units; half as many characters always fit.
const MOST_CHARACTERS: usize = 16_383;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_opens_the_archive_and_finds_texts_as_texts_and_numbers_as_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("table.xlsx");
        let text = "=1<2 & \u{1}为".to_owned() + &"x".repeat(40_000);
        let rows = vec![vec![text.into(), Cell::Number(7)]];
        let columns = vec!["question".to_owned(), "votes".to_owned()];
        std::fs::write(&file, write(&Table { columns, rows }).unwrap()).unwrap();
        let script = "import sys, zipfile, xml.dom.minidom as dom\n\
             z = zipfile.ZipFile(sys.argv[1])\n\
             assert z.testzip() is None\n\
             for name in z.namelist(): dom.parseString(z.read(name))\n\
             for name in ['sharedStrings.xml', 'worksheets/sheet1.xml']: sys.stdout.buffer.write(z.read('xl/' + name))";
        let said = std::process::Command::new("python3")
            .args(["-c", script])
            .arg(&file)
            .output()
            .unwrap();
        assert!(said.status.success(), "{said:?}");
        let said = String::from_utf8(said.stdout).unwrap();
        assert!(said.contains("=1&lt;2 &amp; ") && said.contains('为'));
        assert!(said.contains("<v>7</v>") && !said.contains("<f>"));
    }
}
