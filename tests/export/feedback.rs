//! The feedback log compared with golden files, and its CSV read by an independent parser.

use std::io::Write;
use std::process::{Command, Stdio};

use groundswell::export::feedback::{FeedbackWords, csv, markdown};
use groundswell::plan::Plan;
use groundswell::plan::model::feedback::{Feedback, FeedbackState};
use groundswell::plan::model::id::Id;

fn plan() -> Plan {
    let file: serde_json::Value =
        serde_json::from_str(include_str!("../../src/core/plan/catalogue/examples/o2o.en.json")).unwrap();
    let mut plan: Plan = serde_json::from_value(file["plan"].clone()).unwrap();
    let phase = plan.phases[0].id;
    // Texts that would break a table or a document without escaping.
    plan.feedback.push(Feedback {
        id: Id::from_bits(1),
        phase,
        on: None,
        from: String::new(),
        opinion: "=HYPERLINK(\"x\"), \"quoted\",\n* two lines; 送达太慢".into(),
        state: FeedbackState::New,
        decision: "-".into(),
    });
    plan
}

fn words<'a>() -> FeedbackWords<'a> {
    FeedbackWords {
        title: "Feedback log: Caixiaoda".into(),
        headings: ["Date received", "Phase", "From", "Feedback", "Status", "Decision"],
        state: &|state| match state {
            FeedbackState::New => "New",
            FeedbackState::Accepted => "Accepted, to do",
            FeedbackState::Declined => "Declined",
            FeedbackState::Done => "Done",
        },
        counted: &|state, count| format!("{state:?}: {count}"),
        phase: &|id| if id == plan().phases[0].id { "Seed users".into() } else { "Another".into() },
        date: &|day| day.format("%-d %B %Y").to_string(),
        about: &|day, from| format!("{day}, {from}"),
        decided: "Decided:",
    }
}

fn golden(name: &str, found: &str) {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(&path).unwrap(), "GOLDEN=1 cargo test writes it anew");
}

#[test]
fn table_and_document_match_the_golden_files() {
    golden("feedback.csv", &csv(&plan(), &words()));
    golden("feedback.md", &markdown(&plan(), &words()));
}

#[test]
fn an_independent_csv_reader_reads_every_cell() {
    const READ: &str = "import csv,io,json,sys; text=sys.stdin.buffer.read().decode('utf-8-sig'); \
                        print(json.dumps(list(csv.DictReader(io.StringIO(text,newline='')))))";
    let mut python =
        Command::new("python3").args(["-c", READ]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    python.stdin.take().unwrap().write_all(csv(&plan(), &words()).as_bytes()).unwrap();
    let read: Vec<std::collections::BTreeMap<String, String>> =
        serde_json::from_slice(&python.wait_with_output().unwrap().stdout).unwrap();
    let plan = plan();
    assert_eq!(read.len(), plan.feedback.len());
    for (row, item) in read.iter().zip(&plan.feedback) {
        let cell = |head: &str| row[head].strip_prefix('\'').unwrap_or(&row[head]);
        assert_eq!(cell("Date received"), item.on.map(|on| on.to_string()).unwrap_or_default());
        assert_eq!((cell("Phase"), cell("From")), ("Seed users", item.from.as_str()));
        assert_eq!((cell("Feedback"), cell("Decision")), (item.opinion.as_str(), item.decision.as_str()));
    }
    assert_eq!(read[3]["Feedback"].chars().next(), Some('\''), "a spreadsheet must not evaluate it");
}
