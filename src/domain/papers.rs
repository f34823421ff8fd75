//! What the interpreters of a booth share on paper: notes, glossary, private chat and the number pad's digits. Nobody but
//! they reads it.

/// What can be asked of a booth's papers; the caller's own booth is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Replaces the notes.
    Notes(String),
    /// Replaces the glossary: rows of terms, one column for each of the booth's languages.
    Glossary(Vec<Vec<String>>),
    /// Adds a line to the chat.
    Chat(String),
    /// Shows digits on the partner's console; empty clears them.
    Number(String),
}
