//! What leaves as a file besides the budget: the calendar, the schedule, what was counted, the whole plan as a document
//! and as a workbook, and all of it in one archive. By golden files, and by readers that are not ours.

use std::process::Command;

use chrono::NaiveDate;
use groundswell::export::outline::{Cell, Formula, Outline, Part, Term, Words, outline};
use groundswell::export::workbook::book::Book;
use groundswell::export::workbook::{Paper, book, xlsx};
use groundswell::export::{actuals_csv, calendar, csv, markdown, schedule_csv, zip};
use groundswell::file;
use groundswell::import::zip::Archive;
use groundswell::plan::Plan;
use groundswell::plan::activity::CheckItem;
use groundswell::plan::budget::PaysFor;
use groundswell::plan::catalogue::examples::{EXAMPLES, LANGUAGES};
use groundswell::plan::ledger::Ledger;
use groundswell::plan::metric::{MetricDefinition, MetricId};
use groundswell::plan::phase::Phase;
use proptest::prelude::*;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn example(key: &str, language: &str) -> Plan {
    let path = format!("{ROOT}/src/core/plan/catalogue/examples/{key}.{language}.json");
    file::read(&std::fs::read_to_string(path).unwrap()).unwrap().plan
}

/// Compares with a golden file.
fn golden(name: &str, found: &str) {
    let path = format!("{ROOT}/tests/fixtures/exports/{name}");
    if std::env::var_os("GOLDEN").is_some() {
        std::fs::create_dir_all(format!("{ROOT}/tests/fixtures/exports")).unwrap();
        std::fs::write(&path, found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(path).unwrap(), "GOLDEN=1 cargo test writes it anew");
}

/// Terms by the names they have in the code: what a word says is tested in the browser.
fn say(term: Term) -> &'static str {
    let said = match term {
        Term::Part(part) => format!("{part:?}"),
        Term::Label(label) => format!("{label:?}"),
        other => format!("{other:?}"),
    };
    Box::leak(said.into_boxed_str())
}

fn phase_name(phase: &Phase) -> String {
    if phase.name.is_empty() { format!("{:?}", phase.kind) } else { phase.name.clone() }
}

fn metric_name(plan: &Plan, id: MetricId) -> String {
    let metric = plan.goals.metrics.iter().find(|metric| metric.id == id).unwrap();
    match &metric.definition {
        MetricDefinition::Dictionary(key) => key.clone(),
        MetricDefinition::Custom(custom) => custom.name.clone(),
    }
}

fn channel_name(plan: &Plan, id: groundswell::plan::channel::ChannelId) -> String {
    let channel = plan.strategy.channels.iter().find(|channel| channel.id == id).unwrap();
    if channel.name.is_empty() { channel.catalogue.clone().unwrap_or_default() } else { channel.name.clone() }
}

fn outlined(plan: &Plan) -> Outline {
    let channel = |id: Option<_>| id.map_or_else(String::new, |id| channel_name(plan, id));
    let metric = |id: Option<_>| id.map_or_else(String::new, |id| metric_name(plan, id));
    let words = Words {
        say: &say,
        phase: &phase_name,
        phase_of: &|id| id.and_then(|id| plan.phase(id)).map_or_else(|| "Whole plan".to_owned(), phase_name),
        channel: &channel,
        metric: &metric,
        value: &|_, value| value.to_string(),
        condition: &|condition| {
            let value = condition.value.map(|value| value.to_string()).unwrap_or_default();
            format!("{} {:?} {value}", metric(condition.metric), condition.holds)
        },
        source: &|source| match source {
            groundswell::plan::metric::Source::Platform(key) => key.clone(),
            groundswell::plan::metric::Source::OwnStatistics(_) => "own".to_owned(),
        },
        stage: &|stage| format!("{:?}", stage.kind),
        pays_for: &|paid| match paid {
            PaysFor::Activity(id) => plan.activities.iter().find(|item| item.id == id).unwrap().name.clone(),
            PaysFor::Partner(id) => plan.partners.iter().find(|item| item.id == id).unwrap().name.clone(),
        },
        number: &|value| value.to_string(),
        span: &|first, last| format!("{first}/{last}"),
        listed: &|items| items.join(", "),
    };
    outline(plan, &Ledger::of(plan), &words)
}

fn made(plan: &Plan, language: &str) -> Book {
    let made_on = "2027-02-20".parse().unwrap();
    book(&outlined(plan), &Paper { language, made_on, sign: ("¥", true), chart: "Planned money by cycle" })
}

fn icalendar(plan: &Plan) -> String {
    let words = calendar::Words {
        stamp: "2027-02-20T08:30:00".parse().unwrap(),
        phase: &phase_name,
        objective: &|phase| phase.objective.and_then(|item| item.number).map_or_else(String::new, |n| n.to_string()),
        channel: &|id| id.map_or_else(String::new, |id| channel_name(plan, id)),
        piece: &|channel, title| if title.is_empty() { channel.to_owned() } else { format!("{channel}: {title}") },
        labelled: &|head, said| format!("{head}: {said}"),
        owner: "Owner",
        channel_head: "Channel",
        contact: "Contact",
        checklist: "Checklist",
    };
    calendar::ics(plan, &words)
}

fn schedule(plan: &Plan) -> String {
    let words = schedule_csv::Words {
        heading: &schedule_csv::Column::key,
        channel: &|id| channel_name(plan, id),
        state: &|state| Box::leak(format!("{state:?}").into_boxed_str()),
        yes: "yes",
        no: "no",
    };
    schedule_csv::csv(plan, &words)
}

fn actuals(plan: &Plan) -> String {
    let words = actuals_csv::Words {
        heading: &actuals_csv::Column::key,
        metric: &|id| metric_name(plan, id),
        channel: &|id| channel_name(plan, id),
    };
    actuals_csv::csv(plan, &words)
}

/// The first example cut down to a few of everything, with texts that are hard to write.
fn small() -> Plan {
    static PLAN: std::sync::OnceLock<Plan> = std::sync::OnceLock::new();
    PLAN.get_or_init(cut_down).clone()
}

fn cut_down() -> Plan {
    let mut plan = example("o2o", "zh");
    plan.budget.lines.truncate(4);
    plan.budget.lines.iter_mut().for_each(|line| line.pays_for = None);
    plan.activities.truncate(2);
    plan.partners.truncate(1);
    plan.schedule.pieces.truncate(3);
    plan.tracking.actuals.truncate(4);
    plan.strategy.trials.truncate(1);
    plan.activities[0].note =
        "一、先发“求助”；再发海报, 两次; a\\b\nsecond line, which is long enough to be folded somewhere".into();
    plan.activities[0].checklist = vec![CheckItem { text: "步骤 <一> | *二*".into(), done: true }];
    plan.schedule.pieces[0].title = "=HYPERLINK(\"http://evil.example\")".into();
    plan.schedule.pieces[1].link = "https://example.com/a?b=1,2;3".into();
    plan
}

#[test]
fn the_calendar_is_the_golden_one_and_its_lines_are_short() {
    let found = icalendar(&small());
    golden("calendar.ics", &found);
    assert!(found.split("\r\n").all(|line| line.len() <= 75), "a line is longer than 75 octets");
    assert_eq!(found.matches('\n').count(), found.matches("\r\n").count());
    let uids: Vec<&str> = found.lines().filter(|line| line.starts_with("UID:")).collect();
    let mut unique = uids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!((uids.len(), unique.len()), (3 + 2 + 1 + 3, uids.len()));
}

#[test]
fn the_tables_are_the_golden_ones() {
    golden("schedule.csv", &schedule(&small()));
    golden("actuals.csv", &actuals(&small()));
}

#[test]
fn the_document_is_the_golden_one() {
    let written = |cell: &Cell| match cell {
        Cell::Number(value) => value.to_string(),
        Cell::Money(amount) => format!("¥{}", csv_money(*amount)),
        Cell::Percent(points) => format!("{points}%"),
        Cell::Day(day) => day.to_string(),
        Cell::Time(time) => time.format("%H:%M").to_string(),
        Cell::Empty | Cell::Text(_) | Cell::Computed(..) => panic!("{cell:?}"),
    };
    golden("plan.md", &markdown::markdown(&outlined(&small()), &written));
}

fn csv_money(amount: groundswell::plan::money::Money) -> String {
    groundswell::export::budget_csv::plain_money(amount, groundswell::plan::money::Currency::CNY)
}

/// What a formula of the book comes to, reckoned from its other cells.
fn reckoned(book: &Book, sheet: &str, formula: &str) -> f64 {
    let value = |sheet: &str, cell: &str| -> f64 {
        let (row, column) = place(cell);
        let sheet = book.sheets.iter().find(|found| found.name == sheet).unwrap();
        match sheet.rows.get(row).and_then(|row| row.get(column)) {
            Some(book::Cell::Number(value, _)) => *value,
            Some(book::Cell::Formula(formula, ..)) => reckoned(book, &sheet.name, formula),
            Some(book::Cell::Empty) | None => 0.0,
            Some(book::Cell::Text(text, _)) => panic!("{cell} of {} holds {text:?}", sheet.name),
        }
    };
    let inner =
        |text: &str, name: &str| text.strip_prefix(name).and_then(|rest| rest.strip_suffix(')')).map(str::to_owned);
    let body = formula.strip_prefix('=').unwrap();
    if let Some(area) = inner(body, "SUM(") {
        let (first, last) = area.split_once(':').unwrap();
        let ((top, left), (bottom, right)) = (place(first), place(last));
        let cells = (top..=bottom).flat_map(|row| (left..=right).map(move |column| (row, column)));
        let named =
            |(row, column): (usize, usize)| format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
        assert!(right < 26);
        return cells.map(|cell| value(sheet, &named(cell))).sum();
    }
    if let Some(product) = inner(body, "ROUND(") {
        let (product, digits) = product.rsplit_once(',').unwrap();
        let (a, b) = product.split_once('*').unwrap();
        let scale = 10f64.powi(digits.parse().unwrap());
        return (value(sheet, a) * value(sheet, b) * scale).round() / scale;
    }
    if let Some((other, cell)) = body.split_once('!') {
        return value(other.trim_matches('\''), cell);
    }
    let mut parts = body.split('-');
    let first = value(sheet, parts.next().unwrap());
    parts.fold(first, |sum, cell| sum - value(sheet, cell))
}

/// Row and column of `B7`, from 0.
fn place(cell: &str) -> (usize, usize) {
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic);
    let column = letters.fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    let row: usize = cell.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).parse().unwrap();
    (row - 1, column - 1)
}

#[test]
fn every_formula_comes_to_what_the_plan_says() {
    for example_ in EXAMPLES {
        let plan = example(example_.key, "en");
        let book = made(&plan, "en");
        let mut formulas = 0;
        for sheet in &book.sheets {
            for cell in sheet.rows.iter().flatten() {
                let book::Cell::Formula(formula, cached, _) = cell else { continue };
                let found = reckoned(&book, &sheet.name, formula);
                assert!(
                    (found - cached).abs() < 1e-6,
                    "{} {}: {formula} is {found}, not {cached}",
                    example_.key,
                    sheet.name
                );
                formulas += 1;
            }
        }
        assert!(formulas > plan.budget.lines.len() + 20, "{formulas}");
    }
}

#[test]
fn a_total_in_the_outline_is_the_ledgers() {
    let plan = example("o2o", "en");
    let (outline, ledger) = (outlined(&plan), Ledger::of(&plan));
    let budget = outline.chapters.iter().find(|chapter| chapter.part == Part::Budget).unwrap();
    let total = &budget.tables[0].totals[0];
    let sums: Vec<&Cell> =
        total.iter().filter(|cell| matches!(cell, Cell::Computed(_, Formula::Column))).map(Cell::held).collect();
    let totals = ledger.totals();
    assert_eq!(sums, [&Cell::Money(totals.planned), &Cell::Money(totals.committed), &Cell::Money(totals.actual)]);
}

#[test]
fn a_plan_with_nothing_in_it_is_a_workbook_too() {
    let mut bits = 0;
    let plan = Plan::blank(&mut || {
        bits += 1;
        bits
    });
    let book = made(&plan, "en");
    assert!(book.sheets.iter().all(|sheet| sheet.charts.is_empty()));
    assert!(xlsx::write(&book).unwrap().starts_with(b"PK"));
}

/// The Python that has the readers, if there is one: the browser tests ask for it, these run without.
fn python() -> Option<String> {
    let noted = std::fs::read_to_string(format!("{ROOT}/.tools/python")).ok()?;
    Some(noted.trim().to_owned())
}

#[test]
fn another_reader_finds_every_cell_of_the_workbook() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    for example_ in EXAMPLES {
        for language in LANGUAGES {
            let plan = example(example_.key, language);
            let book = made(&plan, if language == "zh" { "zh-CN" } else { "en" });
            let bytes = xlsx::write(&book).unwrap();
            let path = folder.join(format!("{}.{language}.xlsx", example_.key));
            std::fs::write(&path, &bytes).unwrap();
            let listed = path.with_extension("json");
            std::fs::write(&listed, serde_json::to_string(&book).unwrap()).unwrap();
            let Some(python) = python() else { continue };
            let reader = format!("{ROOT}/tests/fixtures/exports/read_workbook.py");
            let output = Command::new(python).arg(reader).arg(&path).arg(&listed).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn an_archive_reads_back_and_so_does_a_file_that_does_not_pack() {
    let mut archive = zip::Archive::new(NaiveDate::from_ymd_opt(2027, 2, 20).unwrap());
    archive.add("a.txt", b"x").unwrap();
    archive.add("计划.csv", "渠道,".repeat(500).as_bytes()).unwrap();
    let bytes = archive.finish().unwrap();
    assert!(bytes.len() < 500);
    let read = Archive::open(&bytes).unwrap();
    assert_eq!(read.text("a.txt").unwrap().unwrap(), "x");
    assert_eq!(read.text("计划.csv").unwrap().unwrap(), "渠道,".repeat(500));
}

proptest! {
    #[test]
    fn what_went_into_an_archive_comes_out(files in prop::collection::vec("\\PC{0,300}", 0..6)) {
        let mut archive = zip::Archive::new(NaiveDate::from_ymd_opt(2027, 2, 20).unwrap());
        for (at, file) in files.iter().enumerate() {
            archive.add(&format!("{at}.txt"), file.as_bytes()).unwrap();
        }
        let bytes = archive.finish().unwrap();
        let read = Archive::open(&bytes).unwrap();
        for (at, file) in files.iter().enumerate() {
            prop_assert_eq!(&read.text(&format!("{at}.txt")).unwrap().unwrap(), file);
        }
    }

    #[test]
    fn any_text_stands_in_a_calendar_line_by_line(text in "[\\PC\n\r;,\\\\:\u{7}]{0,200}") {
        let mut plan = small();
        plan.activities[0].name = text.clone();
        let found = icalendar(&plan);
        prop_assert!(found.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let whole = found.replace("\r\n ", "");
        let summary = whole.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).nth(3).unwrap();
        let mut read = String::new();
        let mut letters = summary.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() { Some('n') => read.push('\n'), other => read.extend(other) },
                other => read.push(other),
            }
        }
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        let wanted: String = unified.trim().chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
        prop_assert_eq!(read, wanted);
    }

    #[test]
    fn a_guarded_cell_of_the_schedule_is_no_formula(title in "[=+@\\-'a-z0-9 ]{0,8}") {
        let mut plan = small();
        plan.schedule.pieces.truncate(1);
        plan.schedule.pieces[0].title = title;
        let row = schedule(&plan).lines().nth(1).unwrap().to_owned();
        let cell = row.split(',').nth(4).unwrap().trim_matches('"').to_owned();
        prop_assert!(!csv::begins_formula(&cell));
    }
}
