//! Fuzzes everything that Groundswell parses and computes with damaged, extreme and malicious input, natively and without
//! a nightly compiler: `make fuzz SECONDS=60`.
//!
//! A target generates each case from the corpus (the project's examples and fixtures), the seed and the case number, so
//! that a case can be reproduced, and runs the product's code on it. A panic, a violated invariant or a case of more than
//! a second is a finding: the case is written to `.build/fuzz`, and the command to run it again is printed. Each target
//! runs in a separate process with limited memory, so that an abort, an endless loop or exhausted memory ends only that
//! process and is still reported.

mod corpus;
mod mutate;
mod runner;
mod targets;
mod values;
mod words;

use std::process::ExitCode;

/// The options of the command line.
#[derive(Debug, Default)]
pub struct Options {
    /// How long all targets run together, in seconds.
    seconds: f64,
    /// The seed of the random numbers; printed, so that a run can be repeated.
    seed: u64,
    /// Run only this target.
    target: Option<String>,
    /// Generate and run only the case of this number, of the first target that is chosen.
    case: Option<u64>,
    /// Run the case in this file.
    replay: Option<String>,
    /// Whether this is the process of one target.
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
            "--case" => found.case = Some(value()?.parse().map_err(|_| "--case needs a whole number".to_owned())?),
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
            eprintln!("{error}\nfuzz [--seconds N] [--seed N] [--target NAME] [--case N] [--replay FILE]");
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
