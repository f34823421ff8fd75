//! Parses the arguments and runs one command; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    roadshow::app::command_line::run(std::env::args_os())
}
