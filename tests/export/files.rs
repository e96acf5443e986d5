//! Exported files besides the budget: calendar, schedule, tracked figures, the plan as a document and as a workbook, and
//! the archive of all of them. Compared with golden files and read by independent readers.

use std::process::Command;

use chrono::NaiveDate;
use groundswell::export::document::{
    CellFormula, DocumentCell, DocumentPart, DocumentTerm, DocumentWords, PlanDocument, TestWords, plan_document,
};
use groundswell::export::workbook::book::Book;
use groundswell::export::workbook::{WorkbookOptions, book};
use groundswell::export::{
    archive, calendar,
    csv::{self, actuals as actuals_csv, schedule as schedule_csv},
    markdown,
};
use groundswell::file;
use groundswell::import::workbook::zip::ZipArchive;
use groundswell::plan::Plan;
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::catalogue::examples::{EXAMPLES, LANGUAGES};
use groundswell::plan::model::activity::CheckItem;
use groundswell::plan::model::budget::PaysFor;
use groundswell::plan::model::metric::{MetricDefinition, MetricId};
use groundswell::plan::model::phase::Phase;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::strategy::comparison::compare;
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

/// Terms by their names in the code; the translations are tested in the browser.
fn say(term: DocumentTerm) -> &'static str {
    let said = match term {
        DocumentTerm::Part(part) => format!("{part:?}"),
        DocumentTerm::Label(label) => format!("{label:?}"),
        other => format!("{other:?}"),
    };
    Box::leak(said.into_boxed_str())
}

fn phase_name(phase: &Phase) -> String {
    if phase.name.is_empty() { format!("{:?}", phase.kind) } else { phase.name.clone() }
}

fn metric_name(plan: &Plan, id: MetricId) -> String {
    let metric = plan.find(id).unwrap();
    match &metric.definition {
        MetricDefinition::Dictionary(key) => key.clone(),
        MetricDefinition::Custom(custom) => custom.name.clone(),
    }
}

fn channel_name(plan: &Plan, id: groundswell::plan::model::channel::ChannelId) -> String {
    let channel = plan.find(id).unwrap();
    if channel.name.is_empty() { channel.catalogue.clone().unwrap_or_default() } else { channel.name.clone() }
}

fn outlined(plan: &Plan) -> PlanDocument {
    let channel = |id: Option<_>| id.map_or_else(String::new, |id| channel_name(plan, id));
    let metric = |id: Option<_>| id.map_or_else(String::new, |id| metric_name(plan, id));
    let words = DocumentWords {
        say: &say,
        phase: &phase_name,
        phase_of: &|id| id.and_then(|id| plan.find(id)).map_or_else(|| "Whole plan".to_owned(), phase_name),
        channel: &channel,
        metric: &metric,
        value: &|_, value| value.to_string(),
        criterion: &|criterion| {
            let value = criterion.value.map(|value| value.to_string()).unwrap_or_default();
            format!("{} {:?} {value}", metric(criterion.metric), criterion.holds)
        },
        source: &|source| match source {
            groundswell::plan::model::metric::Source::Platform(key) => key.clone(),
            groundswell::plan::model::metric::Source::OwnStatistics(_) => "own".to_owned(),
        },
        stage: &|stage| format!("{:?}", stage.kind),
        pays_for: &|paid| match paid {
            PaysFor::Activity(id) => plan.find(id).unwrap().name.clone(),
            PaysFor::Partner(id) => plan.find(id).unwrap().name.clone(),
        },
        number: &|value| value.to_string(),
        span: &|first, last| format!("{first}/{last}"),
        listed: &|items| items.join(", "),
        decisions: &["Grant the total budget".to_owned(), "Release the second phase".to_owned()],
        verdicts: &|| verdicts(plan),
    };
    plan_document(plan, &Ledger::of(plan), &words)
}

fn verdicts(plan: &Plan) -> Vec<TestWords> {
    let found = compare(plan, "2027-04-26".parse().unwrap()).into_iter();
    let said = found.map(|outcome| TestWords {
        low: outcome.cost.map(|cost| cost.low),
        high: outcome.cost.map(|cost| cost.high),
        best: outcome.best.map(|best| format!("{:.0}%", best * 100.0)).unwrap_or_default(),
        verdict: format!("{:?}", outcome.verdict).split([' ', '(']).next().unwrap().to_owned(),
        why: String::new(),
    });
    said.collect()
}

fn made(plan: &Plan, language: &str) -> Book {
    let made_on = "2027-02-20".parse().unwrap();
    let continues = "… (continues in the plan file)";
    book(
        &outlined(plan),
        &WorkbookOptions { language, made_on, sign: ("¥", true), chart: "Planned money by cycle", continues },
    )
    .0
}

fn icalendar(plan: &Plan) -> String {
    let words = calendar::CalendarWords {
        stamp: "2027-02-20T08:30:00".parse().unwrap(),
        phase: &phase_name,
        objective: &|phase| phase.objective.and_then(|item| item.number).map_or_else(String::new, |n| n.to_string()),
        channel: &|id| id.map_or_else(String::new, |id| channel_name(plan, id)),
        post: &|channel, title| if title.is_empty() { channel.to_owned() } else { format!("{channel}: {title}") },
        labelled: &|head, said| format!("{head}: {said}"),
        owner: "Owner",
        channel_label: "Channel",
        contact: "Contact",
        checklist: "Checklist",
    };
    calendar::ics(plan, &words)
}

fn schedule(plan: &Plan) -> String {
    let words = schedule_csv::ScheduleCsvWords {
        heading: &schedule_csv::ScheduleColumn::key,
        channel: &|id| channel_name(plan, id),
        state: &|state| Box::leak(format!("{state:?}").into_boxed_str()),
        yes: "yes",
        no: "no",
    };
    schedule_csv::csv(plan, &words)
}

fn actuals(plan: &Plan) -> String {
    let words = actuals_csv::ActualsCsvWords {
        heading: &actuals_csv::ActualsColumn::key,
        metric: &|id| metric_name(plan, id),
        channel: &|id| channel_name(plan, id),
    };
    actuals_csv::csv(plan, &words)
}

/// The first example reduced to a few parts of each kind, with texts that need escaping.
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
    plan.schedule.posts.truncate(3);
    let (whole, channels): (Vec<_>, Vec<_>) =
        plan.figures_by_day().into_iter().partition(|figure| figure.channel.is_none());
    plan.tracking.figures = channels.into_iter().take(3).chain(whole.into_iter().take(1)).collect();
    plan.strategy.channel_tests.truncate(1);
    plan.activities[0].note =
        "一、先发“求助”；再发海报, 两次; a\\b\nsecond line, which is long enough to be folded somewhere".into();
    plan.activities[0].checklist = vec![CheckItem { text: "步骤 <一> | *二*".into(), done: true }];
    plan.schedule.posts[0].title = "=HYPERLINK(\"http://evil.example\")".into();
    plan.schedule.posts[1].link = "https://example.com/a?b=1,2;3".into();
    plan
}

#[test]
fn the_calendar_matches_the_golden_file_and_folds_its_lines() {
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
fn the_tables_match_the_golden_files() {
    golden("schedule.csv", &schedule(&small()));
    golden("actuals.csv", &actuals(&small()));
}

#[test]
fn the_document_matches_the_golden_file() {
    let written = |cell: &DocumentCell| match cell {
        DocumentCell::Number(value) => value.to_string(),
        DocumentCell::Money(amount) => format!("¥{}", csv_money(*amount)),
        DocumentCell::Price(price) => format!("¥{price}"),
        DocumentCell::Percent(points) => format!("{points}%"),
        DocumentCell::Day(day) => day.to_string(),
        DocumentCell::Time(time) => time.format("%H:%M").to_string(),
        DocumentCell::Empty | DocumentCell::Text(_) | DocumentCell::Computed(..) => panic!("{cell:?}"),
    };
    golden("plan.md", &markdown::markdown(&outlined(&small()), &written));
}

fn csv_money(amount: groundswell::plan::numbers::money::Money) -> String {
    groundswell::export::csv::budget::plain_money(amount, groundswell::plan::numbers::currency::Currency::CNY)
}

/// The value of a formula of the workbook, computed from its other cells.
fn reckoned(book: &Book, sheet: &str, formula: &str) -> f64 {
    let value = |sheet: &str, cell: &str| -> f64 {
        let (row, column) = place(cell);
        let sheet = book.sheets.iter().find(|found| found.name == sheet).unwrap();
        match sheet.rows.get(row).and_then(|row| row.get(column)) {
            Some(book::SheetCell::Number(value, _)) => *value,
            Some(book::SheetCell::Formula(formula, ..)) => reckoned(book, &sheet.name, formula),
            Some(book::SheetCell::Empty) | None => 0.0,
            Some(book::SheetCell::Text(text, _)) => panic!("{cell} of {} holds {text:?}", sheet.name),
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
    // Sums over the rows of another sheet with a given name.
    let area = |area: &str| -> (String, Vec<String>) {
        let (sheet, cells) = area.split_once('!').unwrap();
        let (first, last) = cells.split_once(':').unwrap();
        let (column, from) = first.trim_start_matches('$').split_once('$').unwrap();
        let to: usize = last.rsplit_once('$').unwrap().1.parse().unwrap();
        let rows = from.parse().unwrap()..=to;
        (sheet.trim_matches('\'').to_owned(), rows.map(|row| format!("{column}{row}")).collect())
    };
    let text = |sheet: &str, cell: &str| -> String {
        let (row, column) = place(cell);
        let sheet = book.sheets.iter().find(|found| found.name == sheet).unwrap();
        match sheet.rows.get(row).and_then(|row| row.get(column)) {
            Some(book::SheetCell::Text(text, _)) => text.to_lowercase(),
            Some(book::SheetCell::Empty) | None => String::new(),
            Some(other) => panic!("{cell} of {} holds {other:?}", sheet.name),
        }
    };
    let matching = |sums: &str, names: &str, wanted: &str| -> f64 {
        let ((of, sums), (_, names)) = (area(sums), area(names));
        sums.iter().zip(&names).filter(|(_, name)| text(&of, name) == wanted).map(|(sum, _)| value(&of, sum)).sum()
    };
    if let Some(asked) = inner(body, "SUMIFS(") {
        let asked: Vec<&str> = asked.split(',').collect();
        let wanted = text(sheet, asked[2]);
        let [sums, names, _, column, but] = asked[..] else { return matching(asked[0], asked[1], &wanted) };
        let but = but.strip_prefix("\"<>").and_then(|but| but.strip_suffix('"')).unwrap().to_lowercase();
        let ((of, sums), (_, names), (_, column)) = (area(sums), area(names), area(column));
        let rows = sums.iter().zip(names.iter().zip(&column));
        let rows = rows.filter(|(_, (name, column))| text(&of, name) == wanted && text(&of, column) != but);
        return rows.map(|(sum, _)| value(&of, sum)).sum();
    }
    if let Some(product) = inner(body, "SUMPRODUCT(") {
        let (names, sums) = product.strip_prefix('(').unwrap().split_once(")*").unwrap();
        let (names, key) = names.split_once('=').unwrap();
        return matching(sums, names, &if key == "\"\"" { String::new() } else { text(sheet, key) });
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
fn every_workbook_formula_gives_the_value_of_the_plan() {
    for example_ in EXAMPLES {
        let plan = example(example_.key, "en");
        let book = made(&plan, "en");
        let mut formulas = 0;
        for sheet in &book.sheets {
            for cell in sheet.rows.iter().flatten() {
                let book::SheetCell::Formula(formula, cached, _) = cell else { continue };
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
fn totals_by_phase_channel_and_category_are_formulas_over_the_lines() {
    let mut plan = example("o2o", "en");
    let formulas = |plan: &Plan| -> Vec<String> {
        let book = made(plan, "en");
        let cells = book.sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten());
        cells
            .filter_map(|cell| match cell {
                book::SheetCell::Formula(formula, ..) if formula.starts_with("=SUMIFS(") => Some(formula.clone()),
                book::SheetCell::Formula(formula, ..) if formula.starts_with("=SUMPRODUCT(") => Some(formula.clone()),
                _ => None,
            })
            .collect()
    };
    let found = formulas(&plan);
    // Three phases on two sheets, each channel, each category.
    assert!(found.len() >= 6 + plan.strategy.channels.len() + 4, "{}", found.len());
    assert!(found[0].starts_with("=SUMIFS('Budget'!$I$2:$I$"), "{}", found[0]);
    // Names with wildcards of `SUMIFS` are compared literally.
    plan.phases[0].name = "Seed*".into();
    assert!(formulas(&plan).iter().any(|formula| formula.starts_with("=SUMPRODUCT((")));
    // A sum by name would include both parts of a shared name.
    plan.phases[1].name = "SEED*".into();
    assert!(!formulas(&plan).iter().any(|formula| formula.contains("$A$")));
}

/// A plan with an unallocated part of the total budget, lines without a phase, and contingency lines.
pub fn with_lines_of_the_whole_plan(mut plan: Plan) -> Plan {
    use groundswell::plan::model::budget::{Allocation, Category, LineItem};
    use groundswell::plan::numbers::money::Money;
    use groundswell::plan::numbers::ratio::BasisPoints;
    let line = |bits, category, price| {
        let mut line = LineItem::new(groundswell::plan::model::id::Id::from_bits(bits));
        (line.category, line.description) = (category, format!("LineItem {bits}"));
        (line.quantity, line.unit_price) = (Decimal::from_int(1), Decimal::from_int(price));
        line
    };
    plan.budget.lines.retain(|line| line.category != Category::Contingency);
    plan.budget.lines.push(line(901, Category::Tool, 9_000));
    plan.budget.lines.push(line(902, Category::Contingency, 5_000));
    plan.budget.settings.contingency = Allocation::Fixed(Money::from_minor(2_000_000).unwrap());
    plan.phases[2].allocation = Allocation::Share(BasisPoints(4_000));
    plan
}

#[test]
fn contingency_and_plan_wide_lines_have_separate_rows_and_columns_sum() {
    let figure = |cell: &book::SheetCell| match cell {
        book::SheetCell::Number(value, _) | book::SheetCell::Formula(_, value, _) => Some(*value),
        _ => None,
    };
    let rows = |plan: &Plan| -> Vec<(String, [Option<f64>; 3])> {
        let book = made(plan, "en");
        let sheet = book.sheets.iter().find(|sheet| sheet.name == "Summary").unwrap();
        let named = |name: &str| {
            let is = |row: &Vec<book::SheetCell>| matches!(row.first(), Some(book::SheetCell::Text(text, _)) if text == name);
            sheet.rows.iter().position(is).unwrap()
        };
        let rows = &sheet.rows[named("MoneyByPhase") + 2..=named("Total")];
        let name = |row: &[book::SheetCell]| match &row[0] {
            book::SheetCell::Text(text, _) => text.clone(),
            other => panic!("{other:?}"),
        };
        rows.iter().map(|row| (name(row), [4, 5, 6].map(|at| figure(&row[at])))).collect()
    };
    let plan = with_lines_of_the_whole_plan(example("o2o", "en"));
    let found = rows(&plan);
    let names: Vec<&str> = found[3..].iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Whole plan", "Contingency", "Unallocated", "Total"]);
    assert_eq!(found[3].1, [None, Some(9_000.0), None], "the contingency line is not subtracted");
    assert_eq!(found[4].1, [Some(20_000.0), Some(5_000.0), Some(15_000.0)], "lines without a phase are not subtracted");
    let (total, parts) = found.split_last().unwrap();
    for column in 0..3 {
        let sum: f64 = parts.iter().filter_map(|(_, row)| row[column]).sum();
        assert!((sum - total.1[column].unwrap()).abs() < 1e-6, "column {column}: {found:?}");
    }
    assert_eq!(total.1[0], Some(300_000.0));
    // The formulas give the same values.
    let book = made(&plan, "en");
    let summary = book.sheets.iter().find(|sheet| sheet.name == "Summary").unwrap();
    let formulas = summary.rows.iter().flatten().filter_map(|cell| match cell {
        book::SheetCell::Formula(formula, value, _) => Some((formula, value)),
        _ => None,
    });
    for (formula, value) in formulas {
        assert!((reckoned(&book, "Summary", formula) - value).abs() < 1e-6, "{formula}");
    }
    // Without a total budget no phase has an allocation, and nothing is unallocated.
    let mut ungranted = plan;
    ungranted.budget.settings.total_budget = None;
    assert!(rows(&ungranted).iter().all(|(_, row)| row[0].is_none() && row[2].is_none()));
}

/// The cost per result is spend over results of the same row, without the cost of other lines.
#[test]
fn the_cost_per_result_divides_the_figures_of_its_row() {
    let results = |plan: &Plan| -> Vec<[f64; 3]> {
        let document = outlined(plan);
        let summary = &document.chapters[0];
        let table = summary.tables.iter().find(|table| table.title == "Results").unwrap();
        let digits = 10f64.powi(i32::from(plan.basics.currency.digits()));
        let figure = |cell: &DocumentCell| match cell {
            DocumentCell::Number(value) => Some(value.to_f64()),
            DocumentCell::Money(amount) => Some(amount.to_f64() / digits),
            DocumentCell::Price(price) => Some(price.to_f64()),
            _ => None,
        };
        let rows = table.rows.iter().filter_map(|row| Some([figure(&row[2])?, figure(&row[4])?, figure(&row[5])?]));
        rows.collect()
    };
    for example_ in EXAMPLES {
        let mut plan = example(example_.key, "en");
        let found = results(&plan);
        assert!(!found.is_empty(), "{}", example_.key);
        for [count, spend, each] in &found {
            assert!((spend / count - each).abs() <= 0.005 + 1e-9, "{}: {spend} / {count} is not {each}", example_.key);
        }
        // A line without results does not change it, even at ten times the price.
        for line in plan.budget.lines.iter_mut().filter(|line| line.expected.is_empty()) {
            line.quantity = line.quantity.and_then(|quantity| Decimal::from_scaled(quantity.to_scaled(4) * 10, 4));
        }
        assert_eq!(results(&plan), found, "{}", example_.key);
    }
}

#[test]
fn the_workbook_contains_the_figures_of_the_plan() {
    let mut plan = example("o2o", "en");
    let book = made(&plan, "en");
    let sheet = |book: &Book, name: &str| book.sheets.iter().find(|sheet| sheet.name == name).cloned();
    let row = |book: &Book, of: &str, with: &str| -> Vec<book::SheetCell> {
        let holds = |row: &&Vec<book::SheetCell>| {
            row.iter().any(|cell| matches!(cell, book::SheetCell::Text(text, _) if text == with))
        };
        sheet(book, of).unwrap().rows.iter().find(holds).unwrap_or_else(|| panic!("{with} is not on {of}")).clone()
    };
    // Channel tests have measured results, not expected ones.
    assert!(!row(&book, "Channels", "ResultsCounted").is_empty());
    // The need is beside the expected results; risks are on the first sheet.
    assert!(
        row(&book, "Summary", "Needed")
            .iter()
            .any(|cell| matches!(cell, book::SheetCell::Text(text, _) if text == "Expected"))
    );
    assert!(!row(&book, "Summary", "Risk").is_empty());
    // The current value of the north star is a tracked figure with its date.
    let course = book::SheetCell::Text("orders 78 (2027-04-25) → 300".into(), book::CellStyle::Wide);
    assert_eq!(row(&book, "Summary", "NorthStar")[1], course);
    // So are the decisions, in the words of the report.
    assert_eq!(
        row(&book, "Summary", "Release the second phase")[0],
        book::SheetCell::Text("2".into(), book::CellStyle::Key)
    );

    // A cost without line items is empty rather than zero.
    plan.activities.truncate(1);
    plan.activities[0].name = "Costs nothing".into();
    plan.budget.lines.iter_mut().for_each(|line| line.pays_for = None);
    assert_eq!(row(&made(&plan, "en"), "Phases", "Costs nothing")[6], book::SheetCell::Empty);

    // Without tracked figures there is no sheet for them.
    plan.tracking.figures = groundswell::plan::model::tracking::FigureTable::default();
    assert_eq!(sheet(&made(&plan, "en"), "Actuals"), None);

    // An amount entered by hand ends with the cycle of its last part.
    let parts = ["2027-06-01", "2027-07-01"].map(|on| groundswell::plan::model::timing::DatedAmount {
        on: on.parse().unwrap(),
        amount: groundswell::plan::numbers::money::Money::from_minor(100).unwrap(),
    });
    plan.budget.settings.cycle = groundswell::plan::model::timing::CycleLength::Month;
    plan.budget.lines[0].description = "By hand".into();
    plan.budget.lines[0].timing = groundswell::plan::model::timing::Timing::ByHand { parts: parts.to_vec() };
    let last = Ledger::of(&plan).cycles().iter().find(|cycle| cycle.contains(parts[1].on)).unwrap().last();
    let found = row(&made(&plan, "en"), "Budget", "By hand");
    let serial = |day: NaiveDate| {
        f64::from(i32::try_from((day - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days()).unwrap())
    };
    assert_eq!(found[13], book::SheetCell::Number(serial(last), book::CellStyle::Date));
    assert!(last > parts[1].on);
}

#[test]
fn exchange_rates_show_their_date() {
    let mut plan = example("o2o", "en");
    plan.budget.rates = vec![groundswell::plan::model::budget::ExchangeRate {
        id: groundswell::plan::model::id::Id::from_bits(7),
        currency: groundswell::plan::numbers::currency::Currency::from_code("USD").unwrap(),
        rate: Decimal::from_scaled(71_000, 4).unwrap(),
        on: "2027-02-01".parse().ok(),
    }];
    let document = outlined(&plan);
    let table = document.chapters[0].tables.last().unwrap();
    assert_eq!(
        table.rows,
        [[
            DocumentCell::Text("1 USD".into()),
            DocumentCell::Number(Decimal::from_scaled(71_000, 4).unwrap()),
            DocumentCell::Day("2027-02-01".parse().unwrap())
        ]]
    );
}

#[test]
fn a_text_longer_than_a_cell_is_cut_with_a_reference() {
    let mut plan = example("o2o", "en");
    plan.budget.lines[0].note = "说".repeat(40_000);
    plan.budget.lines[1].note = "x".repeat(32_767);
    let made_on = "2027-02-20".parse().unwrap();
    let continues = "… (continues in the plan file)";
    let paper = WorkbookOptions { language: "en", made_on, sign: ("¥", true), chart: "", continues };
    let (book, cut) = book(&outlined(&plan), &paper);
    assert_eq!(cut, 1);
    let texts = book.sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten());
    let long: Vec<&String> = texts
        .filter_map(|cell| match cell {
            book::SheetCell::Text(text, _) if text.len() > 30_000 => Some(text),
            _ => None,
        })
        .collect();
    assert_eq!(long.iter().map(|text| text.encode_utf16().count()).collect::<Vec<_>>(), [32_767, 32_767]);
    assert!(long[0].ends_with(continues) && long[1].ends_with('x'));
}

/// All exported files of a plan, by name.
fn every_export(plan: &Plan) -> Vec<(&'static str, String)> {
    let written = |cell: &DocumentCell| match cell {
        DocumentCell::Number(value) => value.to_string(),
        DocumentCell::Money(amount) => csv_money(*amount),
        DocumentCell::Price(price) => price.to_string(),
        DocumentCell::Percent(points) => format!("{points}%"),
        DocumentCell::Day(day) => day.to_string(),
        DocumentCell::Time(time) => time.format("%H:%M").to_string(),
        DocumentCell::Empty | DocumentCell::Text(_) | DocumentCell::Computed(..) => panic!("{cell:?}"),
    };
    vec![
        ("ics", icalendar(plan)),
        ("schedule", schedule(plan)),
        ("actuals", actuals(plan)),
        ("markdown", markdown::markdown(&outlined(plan), &written)),
    ]
}

/// A plan with this date in every date field.
fn dated(on: NaiveDate) -> Plan {
    use groundswell::plan::model::metric::Source;
    use groundswell::plan::model::timing::{DatedAmount, Timing};
    use groundswell::plan::model::tracking::Figure;
    let mut plan = example("o2o", "en");
    let some = Some(on);
    (plan.basics.first_day, plan.basics.last_day) = (some, some);
    for metric in &mut plan.goals.metrics {
        (metric.baseline_on, metric.due) = (some, some);
        if let Some(Source::OwnStatistics(tracking)) = &mut metric.source {
            tracking.ready_by = some;
        }
    }
    plan.goals.results.iter_mut().for_each(|goal| goal.due = some);
    plan.phases.iter_mut().for_each(|phase| (phase.first, phase.last) = (some, some));
    plan.activities.iter_mut().for_each(|item| (item.first, item.last) = (some, some));
    plan.partners.iter_mut().for_each(|item| (item.first, item.last) = (some, some));
    plan.feedback.iter_mut().for_each(|item| item.on = some);
    plan.schedule.posts.iter_mut().for_each(|post| post.on = on);
    let figures = plan.figures_by_day().into_iter();
    plan.tracking.figures = figures.map(|figure| Figure { on, ..figure }).collect();
    for test in &mut plan.strategy.channel_tests {
        (test.first, test.last) = (some, some);
        test.days.iter_mut().for_each(|day| day.on = on);
    }
    let amount = groundswell::plan::numbers::money::Money::from_minor(500).unwrap();
    let timings = [
        Timing::Phase,
        Timing::Once { on },
        Timing::Evenly { first: on, last: on },
        Timing::Monthly { first: on, last: on },
        Timing::ByHand { parts: vec![DatedAmount { on, amount }] },
    ];
    for (line, timing) in plan.budget.lines.iter_mut().zip(timings.into_iter().cycle()) {
        line.timing = timing;
    }
    plan
}

/// Dates in years out of range are written unchanged or left out, never as another date or a formula.
#[test]
fn dates_of_any_year_are_exported_unchanged_or_left_out() {
    let days = ["-0005-03-01", "0001-01-01", "1899-12-31", "1900-01-01", "1900-02-28", "9999-12-31", "+20277-03-01"];
    let near = made(&dated("2027-03-01".parse().unwrap()), "en");
    for text in days {
        let on: NaiveDate = text.parse().unwrap();
        let plan = dated(on);
        let book = made(&plan, "en");
        let cells = |book: &Book| book.sheets.iter().map(|sheet| sheet.rows.iter().flatten().count()).sum::<usize>();
        assert!(cells(&book) <= cells(&near), "{text}");
        let is_shown = |serial: f64| (61.0..=2_958_465.0).contains(&serial);
        let all = || book.sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten());
        for cell in all() {
            if let book::SheetCell::Number(value, book::CellStyle::Date) = cell {
                assert!(is_shown(*value), "{text}: a spreadsheet cannot show {value}");
            }
        }
        let as_text = all().filter(|cell| matches!(cell, book::SheetCell::Text(found, _) if *found == on.to_string()));
        assert_eq!(as_text.count() > 10, text != "9999-12-31", "{text}");
        assert!(groundswell_workbook::write(&book).is_ok());
        for (name, file) in every_export(&plan) {
            assert!(file.len() < 200_000, "{name} of {text}: {}", file.len());
            match name {
                "ics" => {
                    let in_range = text.starts_with("1900");
                    assert_eq!(file.contains("BEGIN:VEVENT"), in_range, "{text}");
                    let starts = file.lines().filter(|line| line.starts_with("DTSTART"));
                    assert!(starts.into_iter().all(|line| line.contains(":1900")), "{text}");
                }
                "markdown" => assert!(file.contains(&on.to_string()), "{text}"),
                _ => {
                    let cells = file.lines().flat_map(|line| line.split(',')).map(|cell| cell.trim_matches('"'));
                    let mut dates = cells.filter(|cell| cell.contains(&on.to_string())).peekable();
                    assert!(dates.peek().is_some(), "{name} of {text}");
                    assert!(dates.all(|cell| !csv::begins_formula(cell)), "{name} of {text}");
                }
            }
        }
    }
}

/// With names at the length limit and texts longer than a cell, every export succeeds and reports what it cut.
#[test]
fn every_export_accepts_long_names_and_texts() {
    let name = |at: usize| format!("{at} {}", "江畔Long ".repeat(60)).chars().take(300).collect::<String>();
    let text = "说明 note, with = and | marks; ".repeat(1_400);
    assert!(text.encode_utf16().count() > 40_000);
    let mut plan = example("o2o", "en");
    plan.basics.name = name(0);
    plan.basics.product.clone_from(&text);
    plan.phases.iter_mut().zip(1..).for_each(|(phase, at)| {
        phase.name = name(at);
        phase.profile.clone_from(&text);
    });
    plan.strategy.channels.iter_mut().zip(10..).for_each(|(channel, at)| channel.name = name(at));
    plan.activities.iter_mut().zip(50..).for_each(|(item, at)| {
        item.name = name(at);
        item.note.clone_from(&text);
    });
    plan.partners.iter_mut().zip(100..).for_each(|(item, at)| item.name = name(at));
    plan.budget.lines.iter_mut().zip(200..).for_each(|(line, at)| {
        line.description = name(at);
        line.note.clone_from(&text);
    });
    plan.schedule.posts.iter_mut().zip(300..).for_each(|(post, at)| post.title = name(at));
    let continues = "… (continues in the plan file)";
    let paper = WorkbookOptions {
        language: "en",
        made_on: "2027-02-20".parse().unwrap(),
        sign: ("¥", true),
        chart: "",
        continues,
    };
    let (book, cut) = book(&outlined(&plan), &paper);
    assert_eq!(cut, 1 + plan.phases.len() + plan.activities.len() + plan.budget.lines.len());
    let mut ended = 0;
    for cell in book.sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten()) {
        if let book::SheetCell::Text(words, _) = cell {
            assert!(words.encode_utf16().count() <= 32_767);
            ended += usize::from(words.ends_with(continues));
        }
    }
    assert_eq!(ended, cut);
    assert!(book.sheets.iter().all(|sheet| sheet.name.chars().count() <= 31));
    assert!(groundswell_workbook::write(&book).unwrap().starts_with(b"PK"));
    // Text formats are not cut, since their lines may be folded.
    for (kind, file) in every_export(&plan).into_iter().filter(|(kind, _)| *kind != "actuals") {
        let file = file.replace("\r\n ", "");
        assert!(file.contains(name(300).trim()), "{kind}");
    }
    // The formulas work with names of 300 characters.
    for (sheet, formula, value) in book.sheets.iter().flat_map(|sheet| {
        sheet.rows.iter().flatten().filter_map(|cell| match cell {
            book::SheetCell::Formula(formula, value, _) => Some((&sheet.name, formula, value)),
            _ => None,
        })
    }) {
        assert!((reckoned(&book, sheet, formula) - value).abs() < 1e-6, "{formula}");
    }
}

#[test]
fn a_copied_plan_has_its_own_calendar_ids() {
    let plan = small();
    let copy = file::as_copy(plan.clone(), groundswell::plan::model::id::Id::from_bits(99), "Copy".into());
    let uids = |plan: &Plan| -> Vec<String> {
        let text = icalendar(plan).replace("\r\n ", "");
        text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    assert_eq!(uids(&plan), uids(&plan));
    assert!(uids(&plan).iter().all(|uid| !uids(&copy).contains(uid)));
}

#[test]
fn totals_in_the_document_match_the_ledger() {
    let plan = example("o2o", "en");
    let (document, ledger) = (outlined(&plan), Ledger::of(&plan));
    let budget = document.chapters.iter().find(|chapter| chapter.part == DocumentPart::Budget).unwrap();
    let total = &budget.tables[0].totals[0];
    let sums: Vec<&DocumentCell> = total
        .iter()
        .filter(|cell| matches!(cell, DocumentCell::Computed(_, CellFormula::Column)))
        .map(DocumentCell::content)
        .collect();
    let totals = ledger.totals();
    assert_eq!(
        sums,
        [
            &DocumentCell::Money(totals.planned),
            &DocumentCell::Money(totals.committed),
            &DocumentCell::Money(totals.actual)
        ]
    );
}

#[test]
fn a_blank_plan_has_a_workbook() {
    let mut bits = 0;
    let plan = Plan::blank(&mut || {
        bits += 1;
        bits
    });
    let book = made(&plan, "en");
    assert!(book.sheets.iter().all(|sheet| sheet.charts.is_empty()));
    assert!(groundswell_workbook::write(&book).unwrap().starts_with(b"PK"));
}

/// The Python with the reader libraries, if installed. These tests are skipped without it; the browser tests need it.
fn python() -> Option<String> {
    let noted = std::fs::read_to_string(format!("{ROOT}/.tools/python")).ok()?;
    Some(noted.trim().to_owned())
}

#[test]
fn an_independent_reader_reads_every_cell_of_the_workbook() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    for example_ in EXAMPLES {
        for language in LANGUAGES {
            let plan = example(example_.key, language);
            let book = made(&plan, if language == "zh" { "zh-CN" } else { "en" });
            let bytes = groundswell_workbook::write(&book).unwrap();
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

/// The entries that the calendar of a plan should have, as the plan has them.
fn entries(plan: &Plan) -> Vec<serde_json::Value> {
    let mut entries = Vec::new();
    let mut add = |kind: &str,
                   id: String,
                   summary: &str,
                   (first, last): (Option<String>, Option<String>),
                   url: &str,
                   note: &str| {
        let Some(first) = first else { return };
        let url = if url.starts_with("http") { url } else { "" };
        let uid = format!("{kind}-{id}-{}@groundswell", plan.id);
        let (summary, note) = (summary.trim(), note.trim());
        entries.push(serde_json::json!({ "uid": uid, "summary": summary, "first": first, "last": last, "url": url, "note": note }));
    };
    let days = |first: Option<NaiveDate>, last: Option<NaiveDate>| {
        (first.or(last).map(|day| day.to_string()), last.or(first).map(|day| day.to_string()))
    };
    for phase in &plan.phases {
        let days = days(phase.first, phase.last);
        add("phase", phase.id.to_string(), &phase_name(phase), days, "", &phase.profile);
    }
    for activity in &plan.activities {
        let days = days(activity.first, activity.last);
        add("activity", activity.id.to_string(), &activity.name, days, "", &activity.note);
    }
    for partner in &plan.partners {
        let url = partner.link.address().unwrap_or_default();
        let days = days(partner.first, partner.last);
        add("partner", partner.id.to_string(), &partner.name, days, &url, &partner.note);
    }
    for post in &plan.schedule.posts {
        let channel = channel_name(plan, post.channel);
        let title = post.title.trim();
        let summary = if title.is_empty() { channel } else { format!("{channel}: {title}") };
        let when = match post.at {
            Some(at) => (Some(post.on.and_time(at).format("%Y-%m-%dT%H:%M:%S").to_string()), None),
            None => days(Some(post.on), None),
        };
        add("piece", post.id.to_string(), &summary, when, &post.link, &post.owner);
    }
    entries
}

#[test]
fn another_reader_finds_every_entry_of_the_calendar() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let examples = EXAMPLES.iter().flat_map(|known| LANGUAGES.map(|language| example(known.key, language)));
    for (at, plan) in examples.chain([small()]).enumerate() {
        let path = folder.join(format!("{at}.ics"));
        std::fs::write(&path, icalendar(&plan)).unwrap();
        let listed = folder.join(format!("{at}.entries.json"));
        std::fs::write(&listed, serde_json::to_string(&entries(&plan)).unwrap()).unwrap();
        let Some(python) = python() else { continue };
        let reader = format!("{ROOT}/tests/fixtures/exports/read_calendar.py");
        let output = Command::new(python).arg(reader).arg(&path).arg(&listed).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn archives_of_compressible_and_incompressible_files_are_readable() {
    let mut archive = archive::ArchiveWriter::new(NaiveDate::from_ymd_opt(2027, 2, 20).unwrap());
    archive.add("a.txt", b"x").unwrap();
    archive.add("计划.csv", "渠道,".repeat(500).as_bytes()).unwrap();
    let bytes = archive.finish().unwrap();
    assert!(bytes.len() < 500);
    let read = ZipArchive::open(&bytes).unwrap();
    assert_eq!(read.text("a.txt").unwrap().unwrap(), "x");
    assert_eq!(read.text("计划.csv").unwrap().unwrap(), "渠道,".repeat(500));
}

proptest! {
    #[test]
    fn archived_files_survive_a_round_trip(files in prop::collection::vec("\\PC{0,300}", 0..6)) {
        let mut archive = archive::ArchiveWriter::new(NaiveDate::from_ymd_opt(2027, 2, 20).unwrap());
        for (at, file) in files.iter().enumerate() {
            archive.add(&format!("{at}.txt"), file.as_bytes()).unwrap();
        }
        let bytes = archive.finish().unwrap();
        let read = ZipArchive::open(&bytes).unwrap();
        for (at, file) in files.iter().enumerate() {
            prop_assert_eq!(&read.text(&format!("{at}.txt")).unwrap().unwrap(), file);
        }
    }

    #[test]
    fn any_text_is_folded_into_valid_calendar_lines(text in "[\\PC\n\r;,\\\\:\u{7}]{0,200}") {
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
        plan.schedule.posts.truncate(1);
        plan.schedule.posts[0].title = title;
        let row = schedule(&plan).lines().nth(1).unwrap().to_owned();
        let cell = row.split(',').nth(4).unwrap().trim_matches('"').to_owned();
        prop_assert!(!csv::begins_formula(&cell));
    }
}
