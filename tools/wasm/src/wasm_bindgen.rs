//! `wasm-bindgen`, with the options that Trunk and `tools/split-wasm.mjs` use.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args == ["--version"] {
        println!("wasm-bindgen {}", env!("CARGO_PKG_VERSION"));
        return ExitCode::SUCCESS;
    }
    match generate(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("wasm-bindgen: {message}");
            ExitCode::FAILURE
        }
    }
}

fn generate(args: &[String]) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    // As the command of that name has it.
    bindgen.omit_default_module_path(false);
    let (mut input, mut out_dir) = (None, None);
    for arg in args {
        match arg.split_once('=').unwrap_or((arg, "")) {
            ("--target", "web") => bindgen.web(true).map(drop).map_err(|error| format!("{error:?}"))?,
            ("--target", "no-modules") => bindgen.no_modules(true).map(drop).map_err(|error| format!("{error:?}"))?,
            ("--out-dir", folder) => out_dir = Some(folder),
            ("--out-name", name) => drop(bindgen.out_name(name)),
            ("--no-typescript", "") => drop(bindgen.typescript(false)),
            ("--keep-debug", "") => drop(bindgen.keep_debug(true)),
            ("--no-demangle", "") => drop(bindgen.demangle(false)),
            ("--keep-lld-exports", "") => drop(bindgen.keep_lld_exports(true)),
            _ if !arg.starts_with('-') && input.is_none() => input = Some(arg),
            _ => return Err(format!("{arg} is not an option of tools/wasm/src/wasm_bindgen.rs")),
        }
    }
    let input = input.ok_or("no program is given")?;
    let out_dir = out_dir.ok_or("no --out-dir= is given")?;
    bindgen.input_path(input).generate(out_dir).map_err(|error| format!("{error:?}"))
}
