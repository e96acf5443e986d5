//! `wasm-split-cli INPUT FOLDER --target web --out-name NAME`: splits a program at its split points, as
//! `tools/split-wasm.mjs` asks.

use std::path::Path;
use std::process::ExitCode;
use wasm_split_cli_support::{Options, transform};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let [input, folder, "--target", "web", "--out-name", name] = args[..] else {
        eprintln!("wasm-split-cli INPUT FOLDER --target web --out-name NAME");
        return ExitCode::FAILURE;
    };
    match split(input, Path::new(folder), name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("wasm-split-cli: {message}");
            ExitCode::FAILURE
        }
    }
}

fn split(input: &str, folder: &Path, name: &str) -> Result<(), String> {
    let program = std::fs::read(input).map_err(|error| format!("{input}: {error}"))?;
    let main_module = format!("./{name}.js");
    let main_out_path = folder.join(format!("{name}.wasm"));
    let mut options = Options::new(&program);
    options.output_dir = folder;
    options.main_out_path = &main_out_path;
    options.main_module = &main_module;
    options.target.web();
    transform(options).map(drop).map_err(|error| format!("{error:?}"))
}
