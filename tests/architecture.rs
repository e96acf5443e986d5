//! The house keeps its shape: arrows between the folders of `src/` run one way, and the browser is named in one place.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each folder of `src/`, and the folders it may name besides itself: `plan ← file, export ← browser ← app ← steps`.
/// Words and widgets stand beside that line: both serve the app and the steps, and neither knows a plan.
const ARROWS: [(&str, &[&str]); 12] = [
    ("plan", &[]),
    // Numbers in, places out: for pictures on screen and in files.
    ("geometry", &[]),
    ("file", &["plan"]),
    ("export", &["plan", "file", "geometry"]),
    // What was written here is read by what writes it: the columns of our own files.
    ("import", &["plan", "file", "export"]),
    ("browser", &["plan", "file", "export"]),
    ("i18n", &["browser"]),
    ("widgets", &["geometry", "browser", "i18n"]),
    ("app", &["plan", "file", "export", "browser", "i18n", "widgets"]),
    ("steps", &["plan", "file", "export", "import", "browser", "i18n", "widgets", "app"]),
    // Views of the whole plan call things by the same names as the steps.
    ("sheets", &["plan", "file", "export", "import", "browser", "i18n", "widgets", "app", "steps"]),
    ("screens", &["i18n", "app", "steps", "sheets"]),
];

/// Crates that speak to the browser: only `browser/` names them.
const BROWSER_CRATES: [&str; 6] = ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo", "gloo_storage"];

/// Folders in which nothing is drawn.
const WITHOUT_LEPTOS: [&str; 5] = ["plan", "geometry", "file", "export", "import"];

/// Folders in which every answer follows from the question: no clock, no chance, no files, no network.
const PURE: [&str; 5] = ["plan", "geometry", "file", "export", "import"];
const IMPURE: [&str; 10] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::time",
    "std::thread",
    "std::process",
    "Utc::now",
    "Local::now",
    "rand::",
    "getrandom",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The code without its comments; what stands in strings is kept, which is harmless.
fn code(source: &str) -> String {
    let lines = source.lines().map(|line| match line.find("//") {
        // `https://` in a string is no comment.
        Some(start) if !line[..start].ends_with(':') => &line[..start],
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Everything that stands after the whole word `path`, up to the end of the text.
fn after<'a>(code: &'a str, path: &'a str) -> impl Iterator<Item = &'a str> + 'a {
    code.match_indices(path).filter_map(move |(start, _)| {
        let begins = !code[..start].ends_with(|letter| is_word(letter) || letter == ':');
        begins.then(|| &code[start + path.len()..])
    })
}

/// The modules named first in what follows `crate::`: one, or those of a group in braces.
fn first_names(rest: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|&letter| is_word(letter)).collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut names, mut depth, mut starts) = (Vec::new(), 0, true);
    for (index, letter) in group.char_indices() {
        match letter {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => starts = true,
            _ if starts && depth == 0 && is_word(letter) => {
                names.push(name(&group[index..]));
                starts = false;
            }
            _ => {}
        }
    }
    names
}

/// What is wrong with one file, given as its path under `src/` and its text.
fn faults(path: &str, source: &str) -> Vec<String> {
    // The pure folders are a crate of their own; within it they name each other as all others do.
    let path = path.strip_prefix("core/").unwrap_or(path);
    let Some((folder, _)) = path.split_once('/') else { return Vec::new() };
    let mut faults = Vec::new();
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == folder) else {
        return vec![format!("src/{folder} has no place in the order of the folders")];
    };
    // The build script stands beside the words it compiles, and is no part of the program.
    if path == "i18n/build.rs" {
        return faults;
    }
    let code = code(source);

    let mut named = BTreeSet::new();
    for rest in after(&code, "crate::") {
        named.extend(first_names(rest));
    }
    // `super::super::app` is an arrow, too, where it climbs that far.
    let depth = path.trim_end_matches("/mod.rs").matches('/').count() + 1;
    for rest in after(&code, &"super::".repeat(depth)) {
        named.extend(first_names(rest.trim_start_matches("super::")));
    }
    let folders = ARROWS.iter().map(|(name, _)| *name);
    for other in folders.filter(|&other| other != folder && named.contains(other)) {
        if !allowed.contains(&other) {
            faults.push(format!("src/{path} names {other}: {folder} may name only {allowed:?}"));
        }
    }

    let words: BTreeSet<&str> = code.split(|letter| !is_word(letter)).collect();
    for name in BROWSER_CRATES {
        if folder != "browser" && words.contains(name) {
            faults.push(format!("src/{path} names {name}: only src/browser does"));
        }
    }
    if WITHOUT_LEPTOS.contains(&folder) && words.contains("leptos") {
        faults.push(format!("src/{path} names leptos: nothing is drawn in src/{folder}"));
    }
    let program = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    if PURE.contains(&folder) && !path.ends_with("/tests.rs") {
        for name in IMPURE {
            if program.contains(name) {
                faults.push(format!("src/{path} names {name}: src/{folder} is handed what it needs"));
            }
        }
    }
    faults
}

#[test]
fn arrows_between_the_folders_run_one_way() {
    let src = root().join("src");
    let mut found = Vec::new();
    sources(&src, &mut found);
    assert!(found.len() > 40);
    let mut faults_found = Vec::new();
    for file in found {
        let path = file.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        faults_found.extend(faults(&path, &fs::read_to_string(&file).unwrap()));
    }
    assert!(faults_found.is_empty(), "\n{}", faults_found.join("\n"));
}

#[test]
fn every_module_of_the_crates_has_its_place_in_the_order() {
    for lib in ["src/lib.rs", "src/core/lib.rs"] {
        let lib = code(&fs::read_to_string(root().join(lib)).unwrap());
        // Modules within a module belong to its folder.
        for rest in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
            let name = first_names(rest).remove(0);
            assert!(ARROWS.iter().any(|(folder, _)| *folder == name), "{name} has no place in ARROWS");
        }
    }
    for (index, (folder, allowed)) in ARROWS.iter().enumerate() {
        let earlier: Vec<&str> = ARROWS[..index].iter().map(|(name, _)| *name).collect();
        assert!(allowed.iter().all(|name| earlier.contains(name)), "{folder} names a later folder: a circle");
    }
}

#[test]
fn a_native_build_cannot_even_see_the_browser() {
    for (manifest, at_all) in [("Cargo.toml", true), ("src/core/Cargo.toml", false)] {
        let text = fs::read_to_string(root().join(manifest)).unwrap();
        let mut table = "";
        for line in text.lines() {
            if line.starts_with('[') {
                table = line;
            }
            let name = line.split(['=', ' ', '.']).next().unwrap_or_default().replace('-', "_");
            if name == "leptos" || BROWSER_CRATES.contains(&name.as_str()) {
                let for_wasm = table.contains("cfg(target_arch = \"wasm32\")");
                assert!(at_all && for_wasm, "{name} stands in {table} of {manifest}");
            }
        }
    }
}

#[test]
fn a_wrong_arrow_is_found_however_it_is_written() {
    for (path, source) in [
        ("plan/goal.rs", "use crate::file::read;"),
        ("plan/goal.rs", "fn f() { crate::app::start() }"),
        ("plan/goal.rs", "use leptos::prelude::*;"),
        ("plan/mod.rs", "use super::file;"),
        ("plan/check/goals.rs", "use super::super::super::browser::page;"),
        ("plan/goal.rs", "let now = std::time::Instant::now();"),
        ("plan/goal.rs", "let now = chrono::Utc::now();"),
        ("file/load.rs", "use crate::{plan::Plan, browser::{files, page}};"),
        ("file/load.rs", "use web_sys::Storage;"),
        ("export/csv.rs", "use crate::i18n::words;"),
        ("import/numbers.rs", "use crate::i18n::numeral;"),
        ("widgets/button.rs", "use crate::{\n    i18n,\n    plan::Plan,\n};"),
        ("widgets/button.rs", "use crate::app::Editor;"),
        ("app/home.rs", "use crate::steps::REGISTRY;"),
        ("app/home.rs", "let document = web_sys::window();"),
        ("steps/goals.rs", "use wasm_bindgen::JsCast;"),
        ("i18n/format.rs", "let value: js_sys::Date;"),
        ("utils/mod.rs", ""),
    ] {
        assert_eq!(faults(path, source).len(), 1, "{path}: {source}: {:?}", faults(path, source));
    }
    for (path, source) in [
        (
            "plan/goal.rs",
            "//! Knows no web_sys and no crate::app.\nuse super::metric::Metric;\nuse crate::plan::id::Id;",
        ),
        ("plan/check/goals.rs", "use super::super::Plan;"),
        ("plan/goal.rs", "#[cfg(test)]\nmod tests {\n    use std::fs;\n    use super::super::Plan;\n}"),
        ("file/load.rs", "use crate::{plan::Plan, file::write};"),
        ("browser/page.rs", "use web_sys::Window;"),
        ("widgets/button.rs", "use crate::browser::focus;\nuse crate::i18n::text;\nuse leptos::prelude::*;"),
        ("steps/goals.rs", "use crate::{app::Editor, plan::Plan, widgets};"),
        ("main.rs", "use groundswell::app::App;"),
    ] {
        assert_eq!(faults(path, source), Vec::<String>::new(), "{path}");
    }
}
