//! Turns the `words/*.words` sources into one typed function per text and two packs per language.
//!
//! Runs in every build, native or wasm, so it depends on `std` alone and reads each source once. A text without one of
//! the languages, or whose languages have different placeholders, fails the build with its file and line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs, process};

const SOURCES: &str = "src/i18n/words";
const PACKS: &str = ".build/words";
const LANGUAGES: [&str; 2] = ["en", "zh"];
/// The packs of a language, and the areas in the first of them: the texts of the first screens. All other areas are in
/// the second pack, that of the workspace.
const PARTS: [&str; 2] = ["first", "plan"];
const FIRST: [&str; 7] = ["app", "common", "home", "load_errors", "quick_start", "saving", "shell"];
const MAX_PLACEHOLDERS: usize = 10;

/// A text in its source file.
#[derive(Default)]
struct Text {
    key: String,
    note: String,
    line: usize,
    one: Option<(String, usize)>,
    forms: [Option<(String, usize)>; LANGUAGES.len()],
}

/// The errors in the sources, as `file:line: message`.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, file: &Path, line: usize, what: &str) {
        self.0.push(format!("{}:{line}: {what}", file.display()));
    }
}

fn main() {
    println!("cargo:rerun-if-changed=src/i18n/build.rs");
    println!("cargo:rerun-if-changed={SOURCES}");
    allow_splitting();
    let mut faults = Faults::default();
    let mut files: Vec<PathBuf> =
        fs::read_dir(SOURCES).map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "words"));
    files.sort();

    let mut newest = SystemTime::UNIX_EPOCH;
    let mut areas: BTreeMap<String, Vec<Text>> = BTreeMap::new();
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
        let area = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !is_name(&area) {
            faults.add(file, 1, "an area's file name is a lower-case Rust name");
            continue;
        }
        let Ok(source) = fs::read_to_string(file) else {
            faults.add(file, 1, "not readable as UTF-8");
            continue;
        };
        if let Ok(changed) = fs::metadata(file).and_then(|meta| meta.modified()) {
            newest = newest.max(changed);
        }
        areas.insert(area, read(file, &source, &mut faults));
    }

    let mut code = String::new();
    let mut lines: [Vec<String>; LANGUAGES.len()] = Default::default();
    let mut signature = String::new();
    let is_first = |area: &str| FIRST.contains(&area);
    let mut first = 0;
    let (before, behind): (Vec<_>, Vec<_>) = areas.iter().partition(|(area, _)| is_first(area));
    for (area, texts) in before.into_iter().chain(behind) {
        let file = Path::new(SOURCES).join(format!("{area}.words"));
        let _ = writeln!(code, "/// Words of the area `{area}`.\npub mod {area} {{");
        for text in texts {
            write_text(&file, text, &mut code, &mut lines, &mut signature, &mut faults);
        }
        write_by_key(texts, &mut code);
        code.push_str("}\n");
        if is_first(area) {
            first = lines[0].len();
        }
        let _ = writeln!(signature, "[{area}]");
    }
    if !faults.0.is_empty() {
        for fault in &faults.0 {
            eprintln!("error: {fault}");
            println!("cargo:warning={fault}");
        }
        process::exit(1);
    }

    let version = fnv1a(&signature);
    let _ = writeln!(
        code,
        "/// Stands in the first line of every pack that fits these functions.\n\
         pub const VERSION: &str = \"{version:016x}\";\n\
         /// How many texts there are.\n\
         pub const COUNT: usize = {};\n\
         /// How many of them the first pack holds.\n\
         pub const FIRST: usize = {first};",
        lines[0].len()
    );
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    write_if_changed(&out.join("words.rs"), &code, None);
    for (language, texts) in LANGUAGES.iter().zip(&lines) {
        for (part, texts) in PARTS.iter().zip([&texts[..first], &texts[first..]]) {
            let mut pack = format!("{version:016x} {language} {part}\n");
            for text in texts {
                pack.push_str(text);
                pack.push('\n');
            }
            let name = format!("{language}-{part}.txt");
            write_if_changed(&out.join(&name), &pack, None);
            let served = Path::new(PACKS).join(&name);
            // A pack gets the modification time of its sources: cargo would take a newer one for a change and build
            // twice.
            write_if_changed(&served, &pack, Some(newest));
            println!("cargo:rerun-if-changed={}", served.display());
        }
    }
}

/// Lets a release for the browser be split: the first screens in one file, the workspace in another
/// (`app::shell::plan_loader`). The splitter needs the linker's relocations. A build that is not split must not
/// reference what only the splitter defines, so the code checks `cfg(split)`.
fn allow_splitting() {
    println!("cargo:rustc-check-cfg=cfg(split)");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo:rustc-cfg=split");
        println!("cargo:rustc-link-arg-bin=groundswell=--emit-relocs");
    }
}

/// Parses one source file. Errors are collected, so that one build reports them all.
fn read(file: &Path, source: &str, faults: &mut Faults) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut note = String::new();
    for (at, raw) in source.lines().enumerate() {
        let line = at + 1;
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            note.clear();
        } else if let Some(comment) = trimmed.strip_prefix('#') {
            if !note.is_empty() {
                note.push(' ');
            }
            note.push_str(comment.trim());
        } else if !raw.starts_with([' ', '\t']) {
            if !is_name(trimmed) {
                faults.add(file, line, &format!("`{trimmed}` is not a lower-case Rust name"));
            } else if let Some(first) = seen.insert(trimmed.to_owned(), line) {
                faults.add(file, line, &format!("`{trimmed}` stands already in line {first}"));
            }
            texts.push(Text { key: trimmed.to_owned(), note: std::mem::take(&mut note), line, ..Text::default() });
        } else {
            let Some(text) = texts.last_mut() else {
                faults.add(file, line, "words before the first key");
                continue;
            };
            let Some((form, words)) = trimmed.split_once(':') else {
                faults.add(file, line, "expected `language: words`");
                continue;
            };
            let words = words.trim();
            if words.is_empty() {
                faults.add(file, line, &format!("`{}` has no words for {form}", text.key));
            }
            let slot = if form == "en.one" {
                &mut text.one
            } else {
                let Some(index) = LANGUAGES.iter().position(|language| *language == form) else {
                    let what = format!("`{form}` is no language form (en, en.one, zh)");
                    faults.add(file, line, &what);
                    continue;
                };
                &mut text.forms[index]
            };
            if slot.is_some() {
                faults.add(file, line, &format!("`{}` has two texts for {form}", text.key));
            }
            *slot = Some((words.to_owned(), line));
        }
    }
    texts
}

/// Checks one text and writes its function and its lines of each pack.
fn write_text(
    file: &Path,
    text: &Text,
    code: &mut String,
    lines: &mut [Vec<String>; LANGUAGES.len()],
    signature: &mut String,
    faults: &mut Faults,
) {
    let key = &text.key;
    let mut found: Vec<(&str, usize)> = Vec::new();
    for (index, language) in LANGUAGES.iter().enumerate() {
        match &text.forms[index] {
            Some((words, line)) => found.push((words, *line)),
            None => faults.add(file, text.line, &format!("`{key}` has no `{language}:`")),
        }
    }
    if found.len() < LANGUAGES.len() {
        return;
    }
    let mut names: Vec<Vec<String>> = Vec::new();
    for (words, line) in &found {
        match placeholders(words) {
            Ok(set) => names.push(set),
            Err(what) => faults.add(file, *line, &format!("`{key}`: {what}")),
        }
    }
    if names.len() < LANGUAGES.len() {
        return;
    }
    let args = names[0].clone();
    if args.len() > MAX_PLACEHOLDERS {
        faults.add(file, text.line, &format!("`{key}` has more than {MAX_PLACEHOLDERS} placeholders"));
        return;
    }
    for (set, (_, line)) in names.iter().zip(&found).skip(1) {
        let (mut ours, mut theirs) = (args.clone(), set.clone());
        ours.sort();
        theirs.sort();
        if ours != theirs {
            faults.add(
                file,
                *line,
                &format!("`{key}` names {{{}}}, English names {{{}}}", theirs.join(" "), ours.join(" ")),
            );
        }
    }

    let index = lines[0].len();
    if let Some((one, line)) = &text.one {
        match placeholders(one) {
            // "One line" may omit its number, but not use a placeholder that the other form does not have.
            Ok(set) if set.iter().all(|name| args.contains(name)) => {}
            Ok(_) => faults.add(file, *line, &format!("`{key}`: en.one names a placeholder that en does not")),
            Err(what) => faults.add(file, *line, &format!("`{key}`: {what}")),
        }
        lines[0].push(packed(one, &args));
        lines[1].push(packed(found[1].0, &args));
    }
    for (pack, (words, _)) in lines.iter_mut().zip(&found) {
        pack.push(packed(words, &args));
    }

    let plural = text.one.is_some();
    if plural && args.iter().any(|name| name == "count") {
        let what = format!("`{key}`: a text with en.one takes its count already; name the shown number otherwise");
        faults.add(file, text.line, &what);
    }
    let _ = writeln!(signature, "{key}{}({})", if plural { "#" } else { "" }, args.join(","));
    let mut parameters: Vec<String> = args.iter().map(|name| format!("{name}: &str")).collect();
    if plural {
        parameters.insert(0, "count: u64".to_owned());
    }
    let place = if plural { format!("super::super::form({index}, count)") } else { format!("{index}") };
    let (result, body) = if args.is_empty() {
        ("&'static str", format!("super::super::text({place})"))
    } else {
        ("String", format!("super::super::fill({place}, &[{}])", args.join(", ")))
    };
    let _ = writeln!(
        code,
        "    /// {:?}, {:?}{}\n    pub fn {key}({}) -> {result} {{ {body} }}",
        found[0].0,
        found[1].0,
        if text.note.is_empty() { String::new() } else { format!(": {}", text.note) },
        parameters.join(", ")
    );
}

/// A look-up of the area's plain texts by key, for catalogues whose keys are data.
fn write_by_key(texts: &[Text], code: &mut String) {
    code.push_str("    /// The text with that key; `None` for an unknown key or a text with placeholders.\n");
    code.push_str("    pub fn by_key(key: &str) -> Option<&'static str> {\n        match key {\n");
    for text in texts {
        let plain = text.forms.iter().flatten().all(|(words, _)| !words.contains('{'));
        if plain && text.one.is_none() {
            let _ = writeln!(code, "            \"{0}\" => Some({0}()),", text.key);
        }
    }
    code.push_str("            _ => None,\n        }\n    }\n");
}

/// The names in braces, in order of first appearance.
fn placeholders(words: &str) -> Result<Vec<String>, String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = words;
    while let Some(open) = rest.find(['{', '}']) {
        let Some(after) = rest[open..].strip_prefix('{') else {
            return Err("a `}` without its `{`".to_owned());
        };
        let Some(close) = after.find('}') else {
            return Err("a `{` without its `}`".to_owned());
        };
        let name = &after[..close];
        if !is_name(name) {
            return Err(format!("`{{{name}}}` is not a usable placeholder name"));
        }
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = &after[close + 1..];
    }
    Ok(names)
}

/// A text in a pack: placeholders by number, line breaks as `\n`.
fn packed(words: &str, args: &[String]) -> String {
    let mut text = words.to_owned();
    for (index, name) in args.iter().enumerate() {
        text = text.replace(&format!("{{{name}}}"), &format!("{{{index}}}"));
    }
    text
}

fn is_name(text: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "as", "async", "await", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum", "extern",
        "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
        "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try",
        "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
        && !KEYWORDS.contains(&text)
}

/// FNV-1a, a short hash to compare two lists of keys.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn write_if_changed(path: &Path, text: &str, dated: Option<SystemTime>) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    let folder = path.parent().expect("a file has a folder");
    // Written to a temporary file and renamed: two builds may run at once, and neither may read half a pack.
    let beside = path.with_extension(format!("{}.part", process::id()));
    let written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&beside, text))
        .and_then(|()| match dated {
            Some(time) => fs::File::options().append(true).open(&beside)?.set_modified(time),
            None => Ok(()),
        })
        .and_then(|()| fs::rename(&beside, path));
    if let Err(error) = written {
        eprintln!("error: {}: {error}", path.display());
        process::exit(1);
    }
}
