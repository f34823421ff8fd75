//! The rooms alive in this process: open, find, close.
