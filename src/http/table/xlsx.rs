//! A workbook with one sheet (ECMA-376): texts as texts, numbers as numbers, the first row in bold and always in sight.
//!
//! Cells are inline strings, which no program takes for a formula.

use std::fmt::Write;

use super::{Cell, Table, zip};

/// The whole file.
pub(super) fn write(table: &Table) -> Vec<u8> {
    let part = |text: &str| format!("{HEAD}{text}").into_bytes();
    zip::archive(&[
        ("[Content_Types].xml", part(TYPES)),
        ("_rels/.rels", part(RELATIONS)),
        ("xl/workbook.xml", part(WORKBOOK)),
        ("xl/_rels/workbook.xml.rels", part(WORKBOOK_RELATIONS)),
        ("xl/styles.xml", part(STYLES)),
        ("xl/worksheets/sheet1.xml", part(&sheet(table))),
    ])
}

fn sheet(table: &Table) -> String {
    let mut text = String::from(SHEET_BEGIN);
    let names = table.columns.iter().map(|name| Cell::from(name.as_str()));
    row(&mut text, &names.collect::<Vec<_>>(), BOLD);
    for cells in &table.rows {
        row(&mut text, cells, WRAPPED);
    }
    text.push_str("</sheetData></worksheet>");
    text
}

fn row(text: &mut String, cells: &[Cell], style: u8) {
    text.push_str("<row>");
    for cell in cells {
        // Writing into a string does not fail.
        let _ = match cell {
            Cell::Text(words) => write!(
                text,
                "<c t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(words)
            ),
            Cell::Number(number) => write!(text, "<c s=\"{style}\"><v>{number}</v></c>"),
        };
    }
    text.push_str("</row>");
}

/// Text as XML takes it; characters that XML 1.0 does not know are left out, and what Excel holds in one cell is kept.
fn escaped(text: &str) -> String {
    let known = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars().filter(known).take(MOST_CHARACTERS) {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Excel's limit of one cell is 32,767 UTF-16 units; half as many characters always fit.
const MOST_CHARACTERS: usize = 16_383;

const BOLD: u8 = 1;
const WRAPPED: u8 = 2;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

const WORKBOOK_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>"#;

const SHEET_BEGIN: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="64" width="24" customWidth="1"/></cols><sheetData>"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_holds_texts_as_texts_and_numbers_as_numbers() {
        let table = Table {
            columns: vec!["text".to_owned()],
            rows: vec![vec!["=1<2 & \u{1}为".into(), Cell::Number(7)]],
        };
        let sheet = sheet(&table);
        let text = "<c t=\"inlineStr\" s=\"2\"><is><t xml:space=\"preserve\">=1&lt;2 &amp; 为</t></is></c>";
        assert!(sheet.contains(text), "{sheet}");
        assert!(sheet.contains("<c s=\"2\"><v>7</v></c></row></sheetData>"));
        assert!(!sheet.contains("<f>"));
    }

    #[test]
    fn python_opens_the_archive_and_finds_every_part_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("table.xlsx");
        let rows = vec![vec!["为什么?".into(), Cell::Number(1)]];
        let columns = vec!["question".to_owned(), "votes".to_owned()];
        std::fs::write(&file, write(&Table { columns, rows })).unwrap();
        let script = "import sys, zipfile, xml.dom.minidom as dom\n\
             z = zipfile.ZipFile(sys.argv[1])\n\
             assert z.testzip() is None\n\
             for name in z.namelist(): dom.parseString(z.read(name))\n\
             sys.stdout.buffer.write(z.read('xl/worksheets/sheet1.xml'))";
        let said = std::process::Command::new("python3")
            .args(["-c", script])
            .arg(&file)
            .output()
            .unwrap();
        assert!(said.status.success(), "{said:?}");
        assert!(String::from_utf8(said.stdout).unwrap().contains("为什么?"));
    }
}
