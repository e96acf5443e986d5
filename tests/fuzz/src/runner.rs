//! Runs each target in its own process with a timeout per case, and reports the findings.

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

/// The limit of one case, in seconds of processor time, which other work on the machine does not affect.
const CASE_LIMIT_SECONDS: f64 = 1.0;
/// A case that runs longer than this is reported as an endless loop.
const TIMEOUT: Duration = Duration::from_secs(20);
/// The memory limit of a target's process, in kilobytes: a case that allocates more aborts, and is reported.
const MEMORY: u32 = 3_000_000;
/// A target stops after so many findings, which usually have one cause.
const MAX_FINDINGS: usize = 5;

/// The result of a target.
#[derive(Debug, Default)]
struct Outcome {
    cases: u64,
    /// Cases that were accepted by the parser and reached the computations behind it.
    accepted: u64,
    seconds: f64,
    slowest: f64,
    /// The number of the slowest case.
    slowest_number: u64,
    found: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.build/fuzz")
}

/// Runs the chosen targets. `true` without findings.
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
    if let Some(number) = options.case {
        let case = (chosen[0].make)(&Corpus::load()?, &mut numbers(options.seed, chosen[0], number));
        println!("{}", save_case(chosen[0], &case, options.seed, number, "generated")?);
        let (what, seconds_taken, read) = run_case(chosen[0], &case, Instant::now());
        return Ok(report(what, seconds_taken, read));
    }
    println!("seed {} (the same again: make fuzz SEED={0})", options.seed);
    println!(
        "{:<10}{:>10}{:>10}{:>9}{:>12}{:>10}   found",
        "target", "cases", "read", "seconds", "slowest ms", "number"
    );
    let share = options.seconds / f64::from(u32::try_from(chosen.len()).unwrap_or(1));
    let mut outcomes = Vec::new();
    for target in chosen {
        let outcome = parent(target, share, options.seed)?;
        println!(
            "{:<10}{:>10}{:>10}{:>9.1}{:>12.0}{:>10}   {}",
            target.name,
            outcome.cases,
            outcome.accepted,
            outcome.seconds,
            outcome.slowest * 1000.0,
            outcome.slowest_number,
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

/// Runs a target in a separate process and reads the result from its output.
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
    let mut is_complete = false;
    for line in String::from_utf8_lossy(&process.stdout).lines() {
        if let Some(finding) = line.strip_prefix("found ") {
            outcome.found.push(finding.replace('\u{1}', "\n"));
        } else if let Some(counts) = line.strip_prefix("counts ") {
            let mut numbers = counts.split(' ');
            let mut next = || numbers.next().unwrap_or_default();
            outcome.cases = next().parse().unwrap_or_default();
            outcome.accepted = next().parse().unwrap_or_default();
            outcome.slowest = next().parse().unwrap_or_default();
            outcome.slowest_number = next().parse().unwrap_or_default();
            is_complete = true;
        }
    }
    if !is_complete {
        // The process ended during a case: out of memory, stack overflow, an abort, or its own timeout.
        let number =
            fs::read_to_string(number_file(target)).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
        outcome.cases = number;
        if outcome.found.is_empty() {
            let case = (target.make)(&Corpus::load()?, &mut numbers(seed, target, number));
            let output = String::from_utf8_lossy(&process.stderr);
            let last = output.lines().last().unwrap_or("the process was ended").to_owned();
            outcome.found.push(save_case(target, &case, seed, number, &last)?);
        }
    }
    Ok(outcome)
}

/// The random numbers that a case is generated from.
fn numbers(seed: u64, target: &Target, number: u64) -> fastrand::Rng {
    let name = target.name.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    fastrand::Rng::with_seed(seed ^ (name << 40) ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

fn number_file(target: &Target) -> PathBuf {
    folder().join(format!("{}.number", target.name))
}

/// Writes a case to a file and returns the text of the finding.
fn save_case(target: &Target, case: &[u8], seed: u64, number: u64, what: &str) -> io::Result<String> {
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

/// The processor time of this thread, in seconds, where the system reports it; else the elapsed time.
fn clock(started: Instant) -> f64 {
    let schedstat = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds =
        schedstat.as_deref().and_then(|text| text.split(' ').next()).and_then(|text| text.parse::<f64>().ok());
    nanoseconds.map_or_else(|| started.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Runs a case: the finding, if any; the seconds it took; whether the input was accepted.
fn run_case(target: &Target, case: &[u8], started: Instant) -> (Option<String>, f64, bool) {
    let before = clock(started);
    let ran = catch_unwind(AssertUnwindSafe(|| (target.run)(case)));
    let seconds_taken = clock(started) - before;
    match ran {
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            (Some(format!("panic: {}", text.unwrap_or_default())), seconds_taken, true)
        }
        Ok(Err(contradiction)) => (Some(contradiction), seconds_taken, true),
        Ok(Ok(_)) if seconds_taken > CASE_LIMIT_SECONDS => {
            (Some(format!("took {seconds_taken:.1} s")), seconds_taken, true)
        }
        Ok(Ok(read)) => (None, seconds_taken, read),
    }
}

/// The state of the running case, shared with the watchdog.
struct Running {
    began: Instant,
    number: AtomicU64,
    since: AtomicU64,
    case: Mutex<Vec<u8>>,
}

/// Starts the watchdog thread, which writes a case without an end to a file and ends the process.
fn start_watchdog(running: Arc<Running>, target: &'static Target, seed: u64) {
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_millis(200));
            let since = Duration::from_millis(running.since.load(Ordering::Relaxed));
            if running.began.elapsed().saturating_sub(since) > TIMEOUT {
                let case = running.case.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let number = running.number.load(Ordering::Relaxed);
                let what = format!("no end within {} s", TIMEOUT.as_secs());
                if let Ok(finding) = save_case(target, &case, seed, number, &what) {
                    println!("found {}", finding.replace('\n', "\u{1}"));
                }
                std::process::exit(3);
            }
        }
    });
}

fn child(target: &'static Target, options: &Options) -> io::Result<bool> {
    // The message of a panic is part of the finding.
    std::panic::set_hook(Box::new(|_| {}));
    let corpus = Corpus::load()?;
    let began = Instant::now();
    let running =
        Arc::new(Running { began, number: AtomicU64::new(0), since: AtomicU64::new(0), case: Mutex::new(Vec::new()) });
    start_watchdog(Arc::clone(&running), target, options.seed);
    let mut outcome = Outcome::default();
    let number_file = number_file(target);
    let end = Duration::from_secs_f64(options.seconds.clamp(0.1, 1e6));
    while began.elapsed() < end && outcome.found.len() < MAX_FINDINGS {
        let number = outcome.cases;
        // Stored first, so that the parent knows the case if this process is killed.
        fs::write(&number_file, number.to_string())?;
        let case = (target.make)(&corpus, &mut numbers(options.seed, target, number));
        running.number.store(number, Ordering::Relaxed);
        running.since.store(u64::try_from(began.elapsed().as_millis()).unwrap_or(0), Ordering::Relaxed);
        running.case.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&case);
        let (what, seconds_taken, read) = run_case(target, &case, began);
        outcome.cases += 1;
        outcome.accepted += u64::from(read);
        if seconds_taken > outcome.slowest {
            (outcome.slowest, outcome.slowest_number) = (seconds_taken, number);
        }
        if let Some(what) = what {
            let finding = save_case(target, &case, options.seed, number, &what)?;
            println!("found {}", finding.replace('\n', "\u{1}"));
            outcome.found.push(finding);
        }
    }
    println!("counts {} {} {} {}", outcome.cases, outcome.accepted, outcome.slowest, outcome.slowest_number);
    Ok(true)
}

/// Runs one case again and prints the result.
fn replay(path: &Path) -> io::Result<bool> {
    let case = fs::read(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let target = TARGETS
        .iter()
        .find(|target| name.starts_with(&format!("{}-", target.name)))
        .ok_or_else(|| io::Error::other(format!("{name} does not begin with a target's name")))?;
    println!("{}: {} bytes", target.name, case.len());
    let (what, seconds_taken, read) = run_case(target, &case, Instant::now());
    Ok(report(what, seconds_taken, read))
}

/// Prints the result of a single case: whether there is no finding.
fn report(what: Option<String>, seconds_taken: f64, read: bool) -> bool {
    println!(
        "{} in {:.0} ms{}",
        what.as_deref().unwrap_or("nothing wrong"),
        seconds_taken * 1000.0,
        if read { "" } else { ", refused" }
    );
    what.is_none()
}
