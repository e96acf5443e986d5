//! Damaged, extreme and hostile input for everything that Groundswell reads and computes, natively and without a nightly
//! compiler: `make fuzz SECONDS=60`.
//!
//! Each target makes a case out of the corpus (the project's examples and fixtures) and a number of its own, so a case is
//! known by target, seed and number, and runs the product's own code on it. A panic, an answer that contradicts itself or
//! a case of more than a second is a finding: the case is written to `.build/fuzz`, with the command that runs it again.
//! Each target runs in a process of its own, with bounded memory, so that an abort, an endless loop or a case that eats
//! all memory ends only that process and is still named.

mod corpus;
mod mutate;
mod runner;
mod targets;
mod values;
mod words;

use std::process::ExitCode;

/// What the command line asks for.
#[derive(Debug, Default)]
pub struct Options {
    /// For how long all targets run together, in seconds.
    seconds: f64,
    /// Where the numbers begin; printed, so that a run can be repeated.
    seed: u64,
    /// One target instead of all.
    target: Option<String>,
    /// A file with a case to run again.
    replay: Option<String>,
    /// This is the process that runs one target.
    child: bool,
}

fn options() -> Result<Options, String> {
    let mut found = Options { seconds: 20.0, seed: fastrand::u64(..) >> 16, ..Options::default() };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--seconds" => found.seconds = value()?.parse().map_err(|_| "--seconds needs a number".to_owned())?,
            "--seed" => found.seed = value()?.parse().map_err(|_| "--seed needs a whole number".to_owned())?,
            "--target" => found.target = Some(value()?),
            "--replay" => found.replay = Some(value()?),
            "--child" => found.child = true,
            other => return Err(format!("unknown: {other}")),
        }
    }
    Ok(found)
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(error) => {
            eprintln!("{error}\nfuzz [--seconds N] [--seed N] [--target NAME] [--replay FILE]");
            return ExitCode::from(2);
        }
    };
    match runner::run(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("fuzz: {error}");
            ExitCode::from(2)
        }
    }
}
