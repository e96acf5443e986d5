//! The fuzz targets. A target generates a case and runs the product on it. Everything it does depends only on the bytes of
//! the case, so that a file is enough to run it again.

use std::sync::LazyLock;

use fastrand::Rng;
use groundswell::file;
use groundswell::i18n::parse::numeral;
use groundswell::import::actuals::ReadingChoices;
use groundswell::import::actuals::against_plan::{ExistingFigures, against};
use groundswell::import::actuals::file as figures;
use groundswell::import::actuals::found::FigureFile;
use groundswell::import::actuals::proposals::propose;
use groundswell::import::actuals::test_days::{self, PasteFormat};
use groundswell::import::budget::{PreviewContext, preview};
use groundswell::import::part_names::PartNames;
use groundswell::import::reading::{OpenedTable, ReadOptions, open};
use groundswell::import::table::Table;
use groundswell::import::table::mapping::Mapping;
use groundswell::import::text::dates::{DateRules, DayOrder, SerialDates, day_part, names_month, order_of};
use groundswell::import::text::numbers::{DecimalMark, MarkEvidence, NumberRules, currency_in};
use groundswell::plan::Plan;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::catalogue::examples::EXAMPLES;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::numbers::currency::Currency;

use crate::corpus::Corpus;
use crate::mutate::{self, CELLS, pick, text as one_of};
use crate::values;

/// A fuzz target.
pub struct Target {
    /// Its name, on the command line and in the names of cases.
    pub name: &'static str,
    /// Generates a case.
    pub make: fn(&Corpus, &mut Rng) -> Vec<u8>,
    /// Runs a case: whether the input was accepted, or the violated invariant.
    pub run: fn(&[u8]) -> Result<bool, String>,
}

/// All targets.
pub static TARGETS: [Target; 8] = [
    Target { name: "plan", make: plan_case, run: run_plan },
    Target { name: "table", make: table_case, run: run_import },
    Target { name: "workbook", make: workbook_case, run: run_import },
    Target { name: "xml", make: xml_case, run: run_import },
    Target { name: "link", make: link_case, run: run_link },
    Target { name: "numbers", make: numbers_case, run: run_numbers },
    Target { name: "values", make: values_case, run: run_values },
    Target { name: "documents", make: values_case, run: run_documents },
];

/// A hash of a case (FNV-1a).
fn digest(case: &[u8]) -> u64 {
    case.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

fn random_from(case: &[u8]) -> Rng {
    Rng::with_seed(digest(case))
}

// Plan files

fn plan_case(corpus: &Corpus, random: &mut Rng) -> Vec<u8> {
    let mut case = pick(random, &corpus.plans).clone();
    if random.u8(..3) == 0
        && let Ok(mut document) = serde_json::from_slice(&case)
    {
        mutate::json(random, &mut document);
        case = document.to_string().into_bytes();
    }
    if random.bool() {
        mutate::bytes(random, &mut case, &corpus.plans);
    }
    case
}

fn run_plan(case: &[u8]) -> Result<bool, String> {
    let text = String::from_utf8_lossy(case);
    let Ok(loaded) = file::read(&text) else { return Ok(false) };
    round_trip(&loaded.plan)?;
    Ok(true)
}

/// Checks that a written plan reads back as the same plan.
fn round_trip(plan: &Plan) -> Result<(), String> {
    let again = file::read(&file::write(plan)).map_err(|error| format!("its own file is refused: {error:?}"))?;
    if again.plan == *plan { Ok(()) } else { Err("it reads back as another plan".to_owned()) }
}

// Tables

fn table_case(corpus: &Corpus, random: &mut Rng) -> Vec<u8> {
    let mut case = pick(random, &corpus.tables).clone();
    if random.u8(..3) > 0 {
        mutate::table(random, &mut case);
    }
    if random.bool() {
        mutate::bytes(random, &mut case, &corpus.tables);
    }
    case
}

fn workbook_case(corpus: &Corpus, random: &mut Rng) -> Vec<u8> {
    let mut case = pick(random, &corpus.workbooks).clone();
    mutate::bytes(random, &mut case, &corpus.workbooks);
    case
}

fn xml_case(corpus: &Corpus, random: &mut Rng) -> Vec<u8> {
    let case = pick(random, &corpus.workbooks);
    mutate::workbook(random, case).unwrap_or_else(|| case.clone())
}

/// The plan that lines are imported into.
static EXAMPLE: LazyLock<Plan> = LazyLock::new(|| {
    let text = include_str!("../../../src/core/plan/catalogue/examples/o2o.en.json");
    file::read(text).map_or_else(|_| blank(), |loaded| loaded.plan)
});

fn blank() -> Plan {
    let mut bits = 0;
    Plan::blank(&mut || {
        bits += 1;
        bits
    })
}

fn run_import(case: &[u8]) -> Result<bool, String> {
    let mut random = random_from(case);
    let mut options = ReadOptions { hidden: random.bool(), ..ReadOptions::default() };
    if random.u8(..4) == 0 {
        options.encoding = Some(
            one_of(&mut random, &["utf-8", "windows-1252", "gb18030", "big5", "shift_jis", "utf-16le", "x"]).to_owned(),
        );
    }
    if random.u8(..4) == 0 {
        options.delimiter = Some(*pick(&mut random, b",;\t|:x"));
    }
    if random.u8(..4) == 0 {
        options.sheet = Some(random.usize(..4));
    }
    let Ok(opened) = open(case, &options, &mut |_| {}) else { return Ok(false) };
    if OpenedTable::from_bytes(&opened.to_bytes()).as_ref() != Some(&opened) {
        return Err("the table changes on its way from the worker".to_owned());
    }
    import_and_undo(&opened.table, &mut random)?;
    import_figures_and_undo(case, &options, &mut random)?;
    Ok(true)
}

/// Imports the figures of a file into a plan and undoes the import.
fn import_figures_and_undo(case: &[u8], options: &ReadOptions, random: &mut Rng) -> Result<(), String> {
    let today = chrono::NaiveDate::from_ymd_opt(2027, 4, 25).ok_or("a day")?;
    let choices = ReadingChoices::new(today);
    let Ok(file) = figures::read(case, options, &choices, &mut |_| {}) else { return Ok(()) };
    if FigureFile::from_bytes(&file.to_bytes()).as_ref() != Some(&file) {
        return Err("the figures change on their way from the worker".to_owned());
    }
    let before = if random.bool() { EXAMPLE.clone() } else { blank() };
    let names = PartNames::of(&before, &str::to_owned);
    let proposed = propose(&before, &file, &names, &|_| None, random.bool(), random.bool());
    let mut next = 1_000_000;
    let mut fresh = || {
        next += 1;
        next
    };
    let found = against(&before, &file, &proposed, ExistingFigures::Replace, &mut fresh);
    let Some(edit) = found.edit(&before) else { return Ok(()) };
    let mut plan = before.clone();
    match apply(&mut plan, edit) {
        Ok(inverse) => {
            round_trip(&plan)?;
            apply(&mut plan, inverse).map_err(|error| format!("figures cannot be undone: {error:?}"))?;
            if plan == before { Ok(()) } else { Err("figures undone, it is another plan".to_owned()) }
        }
        Err(_) if plan == before => Ok(()),
        Err(error) => Err(format!("figures refused, and changed all the same: {error:?}")),
    }
}

/// Imports the lines of a table into a plan and undoes the import.
fn import_and_undo(table: &Table, random: &mut Rng) -> Result<(), String> {
    let mut plan = if random.bool() { EXAMPLE.clone() } else { blank() };
    let names = PartNames::of(&plan, &str::to_owned);
    let mapping = match random.u8(..3) {
        0 => Mapping::under(table, Some(random.usize(..4)).filter(|row| *row < table.rows.len())),
        _ => Mapping::guess(table),
    };
    let context = PreviewContext { plan: &plan, names: &names, year: 2027 };
    let found = preview(table, &mapping, &context);
    let mut next = 1_000_000;
    let mut fresh = || {
        next += 1;
        next
    };
    let edit = found.edit(&plan, random.bool(), random.bool(), &mut fresh);
    let before = plan.clone();
    // An edit beyond the limits may be refused, without a change.
    match apply(&mut plan, edit) {
        Ok(inverse) => {
            let _ = Ledger::of(&plan);
            round_trip(&plan)?;
            apply(&mut plan, inverse).map_err(|error| format!("it cannot be undone: {error:?}"))?;
            if plan != before {
                return Err("undone, it is another plan".to_owned());
            }
        }
        Err(_) if plan == before => {}
        Err(error) => return Err(format!("refused, and changed all the same: {error:?}")),
    }
    let rows: Vec<Vec<String>> = table.rows.iter().take(2000).map(|row| row.cells.clone()).collect();
    let reading = PasteFormat {
        dates: dates(random),
        currency: Currency::from_code(["JPY", "CNY", "KWD"][usize::from(random.u8(..3))]).ok_or("a currency")?,
        at: chrono::NaiveDate::from_ymd_opt(2027, 3, 1).map(|day| (day, random.bool())),
    };
    let _ = test_days::read(&rows, reading);
    Ok(())
}

fn dates(random: &mut Rng) -> DateRules {
    DateRules {
        plan: EXAMPLE.basics.days().filter(|_| random.bool()),
        year: *pick(random, &[2027, 0, 9999]),
        order: *pick(random, &[DayOrder::Unknown, DayOrder::DayFirst, DayOrder::MonthFirst]),
        serials: *pick(random, &[SerialDates::None, SerialDates::From1900, SerialDates::From1904]),
        ..DateRules::default()
    }
}

fn numbers(random: &mut Rng) -> NumberRules {
    NumberRules { mark: *pick(random, &[DecimalMark::Point, DecimalMark::Comma]), plain: random.bool() }
}

// Links

fn link_case(corpus: &Corpus, random: &mut Rng) -> Vec<u8> {
    let plan = pick(random, &corpus.plans);
    let mut case = file::share_link::encode(&plan[..plan.len().min(random.usize(1..6000))]).into_bytes();
    for _ in 0..random.usize(..5) {
        let at = random.usize(..=case.len());
        match random.u8(..4) {
            0 => case.truncate(at),
            1 => drop(
                case.splice(at..at, one_of(random, &["%", ".", "…", "\u{200b}", "=", "+", "1.", "&utm=1"]).bytes()),
            ),
            2 => drop(case.splice(
                ..random.usize(..4).min(case.len()),
                one_of(random, &["2", "1.0", "1.99999999999999999999", "-1"]).bytes(),
            )),
            _ => mutate::bytes(random, &mut case, &corpus.tables),
        }
    }
    case
}

fn run_link(case: &[u8]) -> Result<bool, String> {
    let text = String::from_utf8_lossy(case);
    let Ok(bytes) = file::share_link::decode(&text) else { return Ok(false) };
    if file::share_link::decode(&file::share_link::encode(&bytes)).as_ref() != Ok(&bytes) {
        return Err("its own link is another one".to_owned());
    }
    let _ = file::read(&String::from_utf8_lossy(&bytes));
    Ok(true)
}

// Numbers and days

fn numbers_case(corpus: &Corpus, random: &mut Rng) -> Vec<u8> {
    let mut case = String::new();
    for _ in 0..random.usize(1..12) {
        case.push_str(one_of(random, &CELLS));
        if random.u8(..3) == 0 {
            case.push_str(one_of(random, &[" - ", "/", ".", "至", " to ", "-", "~", " ", "年", "\u{202f}", "，"]));
        }
        if random.u8(..4) == 0 {
            case.push('\n');
        }
    }
    let mut case = case.into_bytes();
    if random.bool() {
        mutate::bytes(random, &mut case, &corpus.tables);
    }
    case.truncate(2000);
    case
}

fn run_numbers(case: &[u8]) -> Result<bool, String> {
    let text = String::from_utf8_lossy(case);
    let mut random = random_from(case);
    let mut read = false;
    let evidence = MarkEvidence::of(text.lines());
    let _ = (evidence.settle(evidence, Some(b';')), order_of(text.lines(), None));
    for line in text.lines() {
        let (decimals, power) = (random.u8(..5), random.u8(..9));
        read |= matches!(numbers(&mut random).cell(line, decimals, power), Ok(Some(_)));
        if let Ok(value) = numeral::parse(line, decimals).map(|numeral| numeral.value) {
            // The text that a field shows for a number must parse back to that number.
            let shown = numeral::plain(value, decimals);
            if numeral::parse(&shown, decimals).map(|numeral| numeral.value) != Ok(value) {
                return Err(format!("{line:?} is {value}, but {shown:?} is not"));
            }
        }
        if let Ok(days) = dates(&mut random).span(line) {
            read = true;
            if days.first() > days.last() {
                return Err(format!("{line:?} ends before it begins"));
            }
        }
        let _ = (day_part(line), names_month(line), currency_in(line, Currency::CNY));
    }
    Ok(read)
}

// Computed values and documents

fn values_case(_: &Corpus, random: &mut Rng) -> Vec<u8> {
    let example = pick(random, &EXAMPLES);
    let language = one_of(random, &["en", "zh"]);
    let path = format!(
        "{}/../../src/core/plan/catalogue/examples/{}.{language}.json",
        env!("CARGO_MANIFEST_DIR"),
        example.key
    );
    let text = std::fs::read_to_string(path).unwrap_or_default();
    // Most mutations are refused on loading; these targets need one that is accepted.
    for _ in 0..20 {
        let Ok(mut document) = serde_json::from_str(&text) else { break };
        mutate::json(random, &mut document);
        let changed = document.to_string();
        if file::read(&changed).is_ok() {
            return changed.into_bytes();
        }
    }
    text.into_bytes()
}

#[allow(clippy::unnecessary_wraps)] // the signature of every target
fn run_values(case: &[u8]) -> Result<bool, String> {
    let Ok(loaded) = file::read(&String::from_utf8_lossy(case)) else { return Ok(false) };
    values::compute(&loaded.plan);
    let _ = values::count_changes(&EXAMPLE, &loaded.plan);
    Ok(true)
}

fn run_documents(case: &[u8]) -> Result<bool, String> {
    let Ok(loaded) = file::read(&String::from_utf8_lossy(case)) else { return Ok(false) };
    values::documents(&loaded.plan, random_from(case).u8(..))?;
    Ok(true)
}
