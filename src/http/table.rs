//! Rows and columns as files that people open in a spreadsheet: CSV and XLSX.
//!
//! What stands in the cells was written by strangers: no cell is ever taken for a formula. What the cells mean is each
//! route's matter.

mod csv;
mod xlsx;

use std::fmt::Display;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use crate::protocol::refusal::Code;

/// A table with one row of names above the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    /// The names of the columns.
    pub(super) columns: Vec<String>,
    /// As many cells each as there are columns.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What one cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// A text.
    Text(String),
    /// A number to count with.
    Number(u32),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        Self::Text(text.unwrap_or_default())
    }
}

impl Table {
    /// As CSV, to be saved as `name`.csv.
    pub(super) fn as_csv(&self, name: &str) -> Result<Response, Problem> {
        let kind = "text/csv; charset=utf-8";
        let body = csv::write(self).map_err(unwritten)?;
        Ok(download(body, kind, &format!("{name}.csv")))
    }

    /// As XLSX, to be saved as `name`.xlsx.
    pub(super) fn as_xlsx(&self, name: &str) -> Result<Response, Problem> {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let body = xlsx::write(self).map_err(unwritten)?;
        Ok(download(body, kind, &format!("{name}.xlsx")))
    }
}

fn unwritten(fault: impl Display) -> Problem {
    tracing::error!(%fault, "a table cannot be written");
    Problem::known(StatusCode::INTERNAL_SERVER_ERROR, Code::Internal)
}

fn download(body: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = name.chars().filter(|c| plain(*c)).collect();
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(saved) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, saved);
    }
    response
}
