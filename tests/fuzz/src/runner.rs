//! Runs targets: one process each, a watch on every case, and what was found at the end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use crate::Options;
use crate::corpus::Corpus;
use crate::targets::{TARGETS, Target};

/// What one case may take, in seconds of processor time: other work on the machine does not count.
const LONGEST: f64 = 1.0;
/// A case that has gone on for so long on the clock is taken to have no end.
const ENDLESS: Duration = Duration::from_secs(20);
/// What the process of a target may use, in kilobytes: a case that asks for more aborts, and is found.
const MEMORY: u32 = 3_000_000;
/// A target stops after so many findings: they are usually one.
const ENOUGH: usize = 5;

/// What came of a target.
#[derive(Debug, Default)]
struct Outcome {
    cases: u64,
    /// Of those, how many held something that was read, and went on to what is computed from it.
    deep: u64,
    seconds: f64,
    slowest: f64,
    found: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.build/fuzz")
}

/// Whether nothing was found.
pub fn run(options: &Options) -> io::Result<bool> {
    fs::create_dir_all(folder())?;
    if let Some(path) = &options.replay {
        return replay(Path::new(path));
    }
    let chosen: Vec<&Target> =
        TARGETS.iter().filter(|target| options.target.as_deref().is_none_or(|name| name == target.name)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        return Err(io::Error::other(format!("no such target; there are {}", names.join(", "))));
    }
    if options.child {
        return child(chosen[0], options);
    }
    println!("seed {} (the same again: make fuzz SEED={0})", options.seed);
    println!("{:<10}{:>10}{:>10}{:>9}{:>12}   found", "target", "cases", "read", "seconds", "slowest ms");
    let share = options.seconds / f64::from(u32::try_from(chosen.len()).unwrap_or(1));
    let mut outcomes = Vec::new();
    for target in chosen {
        let outcome = parent(target, share, options.seed)?;
        println!(
            "{:<10}{:>10}{:>10}{:>9.1}{:>12.0}   {}",
            target.name,
            outcome.cases,
            outcome.deep,
            outcome.seconds,
            outcome.slowest * 1000.0,
            if outcome.found.is_empty() { "nothing".to_owned() } else { format!("{} FOUND", outcome.found.len()) },
        );
        outcomes.push(outcome);
    }
    let found: Vec<&String> = outcomes.iter().flat_map(|outcome| &outcome.found).collect();
    println!("{} cases, {} found", outcomes.iter().map(|outcome| outcome.cases).sum::<u64>(), found.len());
    for finding in &found {
        println!("\n{finding}");
    }
    Ok(found.is_empty())
}

/// Has a target run by a process of its own, and reads from its output what came of it.
fn parent(target: &Target, seconds: f64, seed: u64) -> io::Result<Outcome> {
    let program = std::env::current_exe()?;
    let started = Instant::now();
    let process = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""))
        .arg(program)
        .args(["--child", "--target", target.name, "--seconds", &seconds.to_string(), "--seed", &seed.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()?;
    let mut outcome = Outcome { seconds: started.elapsed().as_secs_f64(), ..Outcome::default() };
    let mut is_whole = false;
    for line in String::from_utf8_lossy(&process.stdout).lines() {
        if let Some(finding) = line.strip_prefix("found ") {
            outcome.found.push(finding.replace('\u{1}', "\n"));
        } else if let Some(counts) = line.strip_prefix("counts ") {
            let mut numbers = counts.split(' ');
            let mut next = || numbers.next().unwrap_or_default();
            outcome.cases = next().parse().unwrap_or_default();
            outcome.deep = next().parse().unwrap_or_default();
            outcome.slowest = next().parse().unwrap_or_default();
            is_whole = true;
        }
    }
    if !is_whole {
        // It was ended in the middle of a case: out of memory, out of stack, an abort, or by its own watch.
        let number =
            fs::read_to_string(number_file(target)).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
        outcome.cases = number;
        if outcome.found.is_empty() {
            let case = (target.make)(&Corpus::load()?, &mut numbers(seed, target, number));
            let said = String::from_utf8_lossy(&process.stderr);
            let last = said.lines().last().unwrap_or("the process was ended").to_owned();
            outcome.found.push(kept(target, &case, seed, number, &last)?);
        }
    }
    Ok(outcome)
}

/// The numbers that a case is made from.
fn numbers(seed: u64, target: &Target, number: u64) -> fastrand::Rng {
    let name = target.name.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    fastrand::Rng::with_seed(seed ^ (name << 40) ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

fn number_file(target: &Target) -> PathBuf {
    folder().join(format!("{}.number", target.name))
}

/// Writes a case down; what is said about it.
fn kept(target: &Target, case: &[u8], seed: u64, number: u64, what: &str) -> io::Result<String> {
    let path = folder().join(format!("{}-{seed}-{number}.case", target.name));
    fs::write(&path, case)?;
    let path = path.canonicalize()?;
    Ok(format!(
        "{}: {what}\n  case: {} ({} bytes)\n  again: make fuzz REPLAY={}",
        target.name,
        path.display(),
        case.len(),
        path.display()
    ))
}

/// The processor time of this thread, in seconds, where the system tells it; else the time on the clock.
fn clock(started: Instant) -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|text| text.split(' ').next()).and_then(|text| text.parse::<f64>().ok());
    nanoseconds.map_or_else(|| started.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Runs a case. What was wrong with it, if anything was; how long it took; whether it was read.
fn tried(target: &Target, case: &[u8], started: Instant) -> (Option<String>, f64, bool) {
    let before = clock(started);
    let ran = catch_unwind(AssertUnwindSafe(|| (target.run)(case)));
    let took = clock(started) - before;
    match ran {
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            (Some(format!("panic: {}", text.unwrap_or_default())), took, true)
        }
        Ok(Err(contradiction)) => (Some(contradiction), took, true),
        Ok(Ok(_)) if took > LONGEST => (Some(format!("took {took:.1} s")), took, true),
        Ok(Ok(read)) => (None, took, read),
    }
}

/// What the watch knows of the case that is running.
struct Running {
    began: Instant,
    number: AtomicU64,
    since: AtomicU64,
    case: Mutex<Vec<u8>>,
}

/// Ends the process at a case without an end, after it was written down.
fn watch(running: Arc<Running>, target: &'static Target, seed: u64) {
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_millis(200));
            let since = Duration::from_millis(running.since.load(Ordering::Relaxed));
            if running.began.elapsed().saturating_sub(since) > ENDLESS {
                let case = running.case.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let number = running.number.load(Ordering::Relaxed);
                let what = format!("no end within {} s", ENDLESS.as_secs());
                if let Ok(finding) = kept(target, &case, seed, number, &what) {
                    println!("found {}", finding.replace('\n', "\u{1}"));
                }
                std::process::exit(3);
            }
        }
    });
}

fn child(target: &'static Target, options: &Options) -> io::Result<bool> {
    // What a panic says is in the finding.
    std::panic::set_hook(Box::new(|_| {}));
    let corpus = Corpus::load()?;
    let began = Instant::now();
    let running =
        Arc::new(Running { began, number: AtomicU64::new(0), since: AtomicU64::new(0), case: Mutex::new(Vec::new()) });
    watch(Arc::clone(&running), target, options.seed);
    let mut outcome = Outcome::default();
    let number_file = number_file(target);
    let end = Duration::from_secs_f64(options.seconds.clamp(0.1, 1e6));
    while began.elapsed() < end && outcome.found.len() < ENOUGH {
        let number = outcome.cases;
        // Should this process be ended, it is known at which case.
        fs::write(&number_file, number.to_string())?;
        let case = (target.make)(&corpus, &mut numbers(options.seed, target, number));
        running.number.store(number, Ordering::Relaxed);
        running.since.store(u64::try_from(began.elapsed().as_millis()).unwrap_or(0), Ordering::Relaxed);
        running.case.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&case);
        let (what, took, read) = tried(target, &case, began);
        outcome.cases += 1;
        outcome.deep += u64::from(read);
        outcome.slowest = outcome.slowest.max(took);
        if let Some(what) = what {
            let finding = kept(target, &case, options.seed, number, &what)?;
            println!("found {}", finding.replace('\n', "\u{1}"));
            outcome.found.push(finding);
        }
    }
    println!("counts {} {} {}", outcome.cases, outcome.deep, outcome.slowest);
    Ok(true)
}

/// Runs one case again, out loud.
fn replay(path: &Path) -> io::Result<bool> {
    let case = fs::read(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let target = TARGETS
        .iter()
        .find(|target| name.starts_with(&format!("{}-", target.name)))
        .ok_or_else(|| io::Error::other(format!("{name} does not begin with a target's name")))?;
    println!("{}: {} bytes", target.name, case.len());
    let (what, took, read) = tried(target, &case, Instant::now());
    println!(
        "{} in {:.0} ms{}",
        what.as_deref().unwrap_or("nothing wrong"),
        took * 1000.0,
        if read { "" } else { ", refused" }
    );
    Ok(what.is_none())
}
