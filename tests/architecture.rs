//! The module structure: dependencies between the folders of `src/` point one way, and only one folder uses the browser.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each folder of `src/`, and the folders it may depend on besides itself. `i18n` and `widgets` must not know the plan.
const ARROWS: [(&str, &[&str]); 14] = [
    ("text", &[]),
    ("plan", &["text"]),
    // Turns numbers into positions, for charts on screen and in files.
    ("geometry", &["text"]),
    ("file", &["text", "plan"]),
    ("export", &["text", "plan", "file", "geometry"]),
    // The import reads the columns of our own files, which the export defines.
    ("import", &["text", "plan", "file", "export"]),
    ("browser", &["plan", "file", "export"]),
    ("i18n", &["text", "browser"]),
    ("widgets", &["geometry", "browser", "i18n"]),
    ("app", &["text", "plan", "file", "export", "browser", "i18n", "widgets"]),
    ("ui", &["plan", "file", "export", "import", "browser", "i18n", "widgets", "app"]),
    ("steps", &["text", "plan", "geometry", "file", "export", "import", "browser", "i18n", "widgets", "app", "ui"]),
    ("views", &["plan", "geometry", "file", "export", "import", "browser", "i18n", "widgets", "app", "ui"]),
    ("screens", &["i18n", "app", "ui", "steps", "views"]),
];

/// The layers of `src/core/plan`, in order: a module may import from its own layer and earlier ones. `Plan`, `PlanId` and
/// `Step`, which `plan` re-exports, belong to `model`.
const LAYERS: [&str; 13] = [
    "numbers",
    "model",
    "catalogue",
    "edit",
    "budget",
    "goals",
    "strategy",
    "phases",
    "schedule",
    "tracking",
    "links",
    "review",
    "draft",
];

/// What `app/shell`, the first load, may use of plans and of the open plan: ids, names, the list of examples, and handles
/// whose code is fetched later.
const SHELL_MAY_NAME: [&str; 15] = [
    "plan::PlanId",
    "plan::Step",
    "plan::catalogue::examples",
    "plan::draft::answers::QuickStart",
    "plan::model::basics::Market",
    "plan::model::id::Id",
    "plan::review::step_status::StepStatus",
    "file",
    "file::PlanFileKind",
    "file::share_link",
    "app::workspace::autosave::SaveState",
    "app::workspace::editor::Editor",
    "app::workspace::editor::use_editor",
    "app::workspace::entry_points::StepRegistry",
    "app::workspace::save_bar::SaveBar",
];

/// What `app/quick_start`, the page of a new plan, may use of plans: what its questions are about, and how they are answered.
const QUICK_START_MAY_NAME: [&str; 6] = [
    "plan::catalogue::north_stars",
    "plan::catalogue::regions",
    "plan::draft::answers",
    "plan::model::basics",
    "plan::model::measure",
    "plan::numbers",
];

/// Libraries that only one crate may depend on, with the manifest of that crate.
const ONLY_IN: [(&str, &str); 1] = [("rust_xlsxwriter", "src/workbook/Cargo.toml")];

/// Crates with browser APIs, which only `browser/` may use.
const BROWSER_CRATES: [&str; 6] = ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo", "gloo_storage"];

/// Folders without user interface.
const WITHOUT_LEPTOS: [&str; 6] = ["text", "plan", "geometry", "file", "export", "import"];

/// Folders of pure functions: no clock, no randomness, no files, no network.
const PURE: [&str; 6] = ["text", "plan", "geometry", "file", "export", "import"];
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

/// The code without its comments. Strings are kept, which does no harm.
fn code(source: &str) -> String {
    let lines = source.lines().map(|line| match line.find("//") {
        // `https://` in a string is not a comment.
        Some(start) if !line[..start].ends_with(':') => &line[..start],
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The text after each occurrence of the word `path`, up to the end.
fn after<'a>(code: &'a str, path: &'a str) -> impl Iterator<Item = &'a str> + 'a {
    code.match_indices(path).filter_map(move |(start, _)| {
        let begins = !code[..start].ends_with(|letter| is_word(letter) || letter == ':');
        begins.then(|| &code[start + path.len()..])
    })
}

/// The first module names after `crate::`: one, or those of a group in braces.
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

/// Every path after `crate::` in the code, with groups in braces expanded.
fn paths(code: &str) -> BTreeSet<String> {
    fn expand(prefix: &str, rest: &str, found: &mut BTreeSet<String>) {
        let head: String = rest.chars().take_while(|&letter| is_word(letter) || letter == ':').collect();
        let Some(group) = rest[head.len()..].strip_prefix('{') else {
            found.insert(format!("{prefix}{head}").trim_end_matches("::self").trim_end_matches(':').to_owned());
            return;
        };
        let (mut depth, mut from) = (0, 0);
        for (at, letter) in group.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    let part = group[from..at].trim();
                    if !part.is_empty() {
                        expand(&format!("{prefix}{head}"), part, found);
                    }
                    from = at + 1;
                    if letter == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = BTreeSet::new();
    for rest in after(code, "crate::") {
        expand("", rest, &mut found);
    }
    found
}

/// Imports from a layer of the plan to a later one. Tests may import anything.
fn layer_faults(path: &str, code: &str) -> Vec<String> {
    let Some((layer, _)) = path.strip_prefix("plan/").and_then(|rest| rest.split_once('/')) else { return Vec::new() };
    let place = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let Some(own) = place(layer) else { return vec![format!("src/core/{path}: {layer} has no place in LAYERS")] };
    let program = code.split("#[cfg(test)]").next().unwrap_or_default();
    if path.ends_with("/tests.rs") {
        return Vec::new();
    }
    let later = |found: &String| {
        let other = found.strip_prefix("plan::")?.split("::").next()?;
        let place =
            place(other).or_else(|| other.chars().next().filter(|letter| letter.is_uppercase()).and(Some(1)))?;
        (place > own).then(|| format!("src/core/{path} names {found}: {layer} comes before {other}"))
    };
    let mut named = paths(program);
    // `super::super::review` can reach the plan's folder as well.
    let climbs = path.trim_end_matches("/mod.rs").matches('/').count();
    for rest in after(program, &"super::".repeat(climbs)) {
        named.extend(
            first_names(rest).into_iter().filter(|name| place(name).is_some()).map(|name| format!("plan::{name}")),
        );
    }
    named.iter().filter_map(later).collect()
}

/// Imports in `app/shell` and `app/quick_start` of code that belongs to an open plan.
fn shell_faults(path: &str, code: &str) -> Vec<String> {
    let names: &[&str] = if path.starts_with("app/shell/") {
        &SHELL_MAY_NAME
    } else if path.starts_with("app/quick_start/") {
        &QUICK_START_MAY_NAME
    } else {
        return Vec::new();
    };
    let guarded = |found: &&String| {
        let of = ["plan", "file", "export", "import", "app::workspace"];
        of.iter().any(|of| found.as_str() == *of || found.starts_with(&format!("{of}::")))
    };
    let may = |found: &String| {
        names.iter().any(|may| found == may || (*may != "file" && found.starts_with(&format!("{may}::"))))
    };
    let program = code.split("#[cfg(test)]").next().unwrap_or_default();
    let found = paths(program);
    let wrong = found.iter().filter(guarded).filter(|found| !may(found));
    wrong.map(|found| format!("src/{path} names {found}: it is fetched after this")).collect()
}

/// The violations in one file, given as its path under `src/` and its text.
fn faults(path: &str, source: &str) -> Vec<String> {
    // The pure folders are a separate crate, within which the same rules apply.
    let path = path.strip_prefix("core/").unwrap_or(path);
    let Some((folder, _)) = path.split_once('/') else { return Vec::new() };
    // Separate crates: their manifests are tested instead.
    if ["workbook", "reader", "charsets", "figures", "worker"].contains(&folder) {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == folder) else {
        return vec![format!("src/{folder} has no place in the order of the folders")];
    };
    // The build script is beside the words it compiles, and is not part of the program.
    if path == "i18n/build.rs" {
        return faults;
    }
    let code = code(source);

    faults.extend(layer_faults(path, &code));
    faults.extend(shell_faults(path, &code));

    let mut named = BTreeSet::new();
    for rest in after(&code, "crate::") {
        named.extend(first_names(rest));
    }
    // `super::super::app` is a dependency as well.
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
    if !path.starts_with("plan/numbers/") && code.contains("ten_thousandths") {
        faults.push(format!("src/{path} names ten_thousandths: only plan/numbers may use the scale of decimals"));
    }
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
            // `Operand::` names no randomness.
            let is_whole = |(at, _): (usize, &str)| !program[..at].ends_with(char::is_alphanumeric);
            if program.match_indices(name).any(is_whole) {
                faults.push(format!("src/{path} names {name}: src/{folder} is handed what it needs"));
            }
        }
    }
    faults
}

#[test]
fn dependencies_between_folders_point_one_way() {
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
fn every_module_is_listed_in_the_folder_order() {
    for lib in ["src/lib.rs", "src/core/lib.rs"] {
        let lib = code(&fs::read_to_string(root().join(lib)).unwrap());
        // Submodules belong to the folder of their module.
        for rest in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
            let name = first_names(rest).remove(0);
            assert!(ARROWS.iter().any(|(folder, _)| *folder == name), "{name} is not listed in ARROWS");
        }
    }
    for (index, (folder, allowed)) in ARROWS.iter().enumerate() {
        let earlier: Vec<&str> = ARROWS[..index].iter().map(|(name, _)| *name).collect();
        assert!(
            allowed.iter().all(|name| earlier.contains(name)),
            "{folder} depends on a later folder, which is circular"
        );
    }
}

#[test]
fn browser_crates_are_not_native_dependencies() {
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
                assert!(at_all && for_wasm, "{name} is in {table} of {manifest}");
            }
        }
    }
}

#[test]
fn one_crate_alone_depends_on_the_xlsx_library() {
    for manifest in ["Cargo.toml", "src/core/Cargo.toml", "src/workbook/Cargo.toml", "src/worker/Cargo.toml"] {
        let text = fs::read_to_string(root().join(manifest)).unwrap();
        for (library, only) in ONLY_IN {
            let depends = text.split("[workspace.dependencies]").next().unwrap_or_default().contains(library)
                || text.split_once("[package]").is_some_and(|(_, package)| package.contains(library));
            assert_eq!(depends, manifest == only, "{library} in {manifest}");
        }
    }
}

#[test]
fn a_forbidden_dependency_is_found_in_every_spelling() {
    for (path, source) in [
        ("plan/goals/growth.rs", "use crate::file::read;"),
        ("plan/goals/growth.rs", "fn f() { crate::app::start() }"),
        ("plan/goals/growth.rs", "use leptos::prelude::*;"),
        ("plan/mod.rs", "use super::file;"),
        ("plan/review/findings/goals.rs", "use super::super::super::super::browser::page;"),
        ("plan/budget/ledger.rs", "use super::super::review::summary;"),
        ("plan/goals/growth.rs", "let now = std::time::Instant::now();"),
        ("plan/goals/growth.rs", "let now = chrono::Utc::now();"),
        ("file/load.rs", "use crate::{plan::Plan, browser::{files, page}};"),
        ("file/load.rs", "use web_sys::Storage;"),
        ("export/csv.rs", "use crate::i18n::words;"),
        ("import/text/numbers/mod.rs", "use crate::i18n::parse::numeral;"),
        ("widgets/layout/button.rs", "use crate::{\n    i18n,\n    plan::Plan,\n};"),
        ("widgets/layout/button.rs", "use crate::app::Editor;"),
        ("app/shell/home.rs", "use crate::steps::REGISTRY;"),
        ("app/shell/home.rs", "let document = web_sys::window();"),
        ("steps/goals/path.rs", "use wasm_bindgen::JsCast;"),
        ("i18n/format/writing.rs", "let value: js_sys::Date;"),
        ("views/links.rs", "use crate::steps::budget;"),
        ("ui/form/fields.rs", "use crate::views::links;"),
        ("plan/numbers/money.rs", "use crate::plan::model::bounds::cut;"),
        ("plan/numbers/money.rs", "use crate::plan::{Plan};"),
        ("plan/model/budget.rs", "fn f() { crate::plan::budget::ledger::Ledger::of(plan) }"),
        ("plan/budget/ledger.rs", "use crate::plan::{goals::{growth::Path}, model::id::Id};"),
        ("app/shell/home.rs", "use crate::plan::budget::ledger::Ledger;"),
        ("app/shell/home.rs", "use crate::file::read;"),
        ("app/shell/home.rs", "use crate::app::workspace::editor::{Editor, OpenPlan};"),
        ("app/quick_start/page.rs", "use crate::plan::Plan;"),
        ("app/quick_start/page.rs", "use crate::app::workspace::editor::Editor;"),
        ("utils/mod.rs", ""),
        ("plan/goals/growth.rs", "fn f(value: Decimal) -> i64 { value.ten_thousandths() }"),
        ("text/width.rs", "use crate::plan::numbers::decimal::Decimal;"),
    ] {
        assert_eq!(faults(path, source).len(), 1, "{path}: {source}: {:?}", faults(path, source));
    }
    for (path, source) in [
        (
            "plan/goals/growth.rs",
            "//! Knows no web_sys and no crate::app.\nuse super::metric::Metric;\nuse crate::plan::model::id::Id;",
        ),
        ("plan/review/findings/goals.rs", "use super::super::Plan;"),
        ("plan/numbers/money.rs", "#[cfg(test)]\nmod tests {\n    use crate::plan::review::findings;\n}"),
        ("app/shell/home.rs", "use crate::app::workspace::editor::Editor;\nuse crate::plan::{PlanId, Step};"),
        ("plan/goals/growth.rs", "#[cfg(test)]\nmod tests {\n    use std::fs;\n    use super::super::Plan;\n}"),
        ("file/load.rs", "use crate::{plan::Plan, file::write};"),
        ("browser/page.rs", "use web_sys::Window;"),
        (
            "widgets/layout/button.rs",
            "use crate::browser::dom::focus;\nuse crate::i18n::text;\nuse leptos::prelude::*;",
        ),
        ("steps/goals/path.rs", "use crate::{app::Editor, plan::Plan, widgets};"),
        ("main.rs", "use groundswell::app::App;"),
    ] {
        assert_eq!(faults(path, source), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn every_module_of_the_calculating_layers_has_a_runnable_example() {
    for layer in ["numbers", "budget", "goals", "strategy", "phases", "tracking", "draft"] {
        let folder = root().join("src/core/plan").join(layer);
        let modules = fs::read_to_string(folder.join("mod.rs")).unwrap();
        for module in modules.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')) {
            let files = [folder.join(format!("{module}.rs")), folder.join(module).join("mod.rs")];
            let source = files.iter().find_map(|file| fs::read_to_string(file).ok()).unwrap();
            // Fences with `ignore` or a language are not run.
            let has_example = source.lines().any(|line| matches!(line.trim(), "//! ```" | "/// ```"));
            assert!(has_example, "plan/{layer}/{module} has no example");
        }
    }
}

#[test]
fn every_path_in_the_guide_exists() {
    let guide = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let places = [
        "",
        "tests/",
        "src/",
        "src/core/",
        "src/core/plan/",
        "src/browser/page/",
        "src/browser/",
        "src/core/plan/review/",
    ];
    let is_path = |text: &&str| text.contains('/') && !text.contains([' ', '*', '<', ':', '(', ',', '`', '\'']);
    for named in guide
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(is_path)
        .filter(|text| !text.starts_with('/') && !text.starts_with("groundswell/"))
    {
        let found = places.iter().any(|place| root().join(format!("{place}{named}")).exists());
        let as_module = places.iter().any(|place| root().join(format!("{place}{named}.rs")).exists());
        assert!(found || as_module, "ARCHITECTURE.md names {named}, which does not exist");
    }
}
