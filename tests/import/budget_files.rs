//! Export and import of budget lines: our own CSV survives a round trip exactly, and tables of other programs are imported.

use groundswell::export::csv::budget::{self as budget_csv, BudgetColumn, BudgetCsvWords};
use groundswell::i18n::{self, Locale, words};
use groundswell::import::bounds::{Bound, ROWS as MAX_ROWS};
use groundswell::import::budget::{CellErrorKind, ImportPreview, PreviewContext, SkipReason, preview};
use groundswell::import::part_names::PartNames;
use groundswell::import::reading::{ReadError, ReadOptions, open};
use groundswell::import::table::dictionary;
use groundswell::import::table::mapping::{ColumnMeaning, Mapping};
use groundswell::import::table::{Table, TableError};
use groundswell::import::text::file_kind::{FileKind, TextEncoding};
use groundswell::import::text::numbers::{DecimalMark, NumberError};
use groundswell::import::workbook::Workbook;
use groundswell::plan::Plan;
use groundswell::plan::catalogue::channels::CHANNELS;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::model::budget::{Category, LineItem, LineStatus};
use groundswell::plan::model::channel::Channel;
use groundswell::plan::model::id::Id;
use groundswell::plan::model::metric::{Metric, MetricDefinition};
use groundswell::plan::model::phase::{Phase, PhaseKind};
use groundswell::plan::model::timing::{DatedAmount, Timing};
use groundswell::plan::numbers::currency::Currency;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use groundswell::ui::labels::budget_terms::{category, channel, phase, status};
use groundswell_random_plan::{PLANS, edit, random_source};
use proptest::prelude::*;
use std::fmt::Write as _;

const ZH: &[u8] = include_bytes!("../fixtures/budget/budget-zh.xlsx");
const EN: &[u8] = include_bytes!("../fixtures/budget/budget-en.xlsx");

fn counting() -> impl FnMut() -> u64 {
    let mut bits = 1_000_000;
    move || {
        bits += 1;
        bits
    }
}

fn blank() -> Plan {
    let mut plan = Plan::blank(&mut counting());
    plan.basics.first_day = "2027-03-01".parse().ok();
    plan.basics.last_day = "2027-07-18".parse().ok();
    plan
}

fn metric(key: &str) -> String {
    words::metric::by_key(key).unwrap_or(key).to_owned()
}

/// The CSV file in a language.
fn written(plan: &Plan, language: Locale) -> String {
    i18n::install(&i18n::packs(language)).unwrap();
    let names = PartNames::of(plan, &metric);
    let chinese = language == Locale::Zh;
    let words = BudgetCsvWords {
        heading: &|column| if chinese && column == BudgetColumn::What { "内容" } else { column.key() },
        phase: &|id| names.phase_cell(id, &plan.find(id).map(phase).unwrap_or_default()),
        channel: &|id| {
            let found = plan.find(id);
            names.channel_cell(id, &found.map(channel).unwrap_or_default())
        },
        category: &category,
        pays_for: &|paid| names.pays_for_cell(paid),
        metric: &|id| names.metric_cell(id),
        status: &status,
        monthly: if chinese { "每月" } else { "monthly" },
        by_hand: if chinese { "手动" } else { "by hand" },
    };
    budget_csv::csv(plan, &words)
}

fn preview_with(table: &Table, mapping: &Mapping, plan: &Plan, language: Locale) -> ImportPreview {
    i18n::install(&i18n::packs(language)).unwrap();
    let names = PartNames::of(plan, &metric);
    preview(table, mapping, &PreviewContext { plan, names: &names, year: 2027 })
}

fn import_text(text: &str, plan: &Plan, language: Locale) -> ImportPreview {
    let table = Table::parse(text, None).expect("a table");
    let mapping = Mapping::guess(&table);
    preview_with(&table, &mapping, plan, language)
}

fn change_counts(preview: &ImportPreview) -> (usize, usize, usize) {
    let counts = preview.counts(false);
    (counts.new, counts.changed, counts.same)
}

// Our own file

#[test]
fn the_worked_examples_survive_a_csv_round_trip_in_both_languages() {
    for plan in PLANS.iter().skip(1) {
        for (out, back) in [(Locale::En, Locale::En), (Locale::Zh, Locale::En), (Locale::En, Locale::Zh)] {
            let text = written(plan, out);
            let found = import_text(&text, plan, back);
            assert_eq!(found.errors, []);
            assert_eq!(change_counts(&found), (0, 0, plan.budget.lines.len()));
            // Imported into the plan without its lines, they are unchanged.
            let mut without = plan.clone();
            without.budget.lines.clear();
            let found = import_text(&text, &without, back);
            apply(&mut without, found.edit(plan, false, true, &mut counting())).unwrap_err();
            let edit = found.edit(&without, false, true, &mut counting());
            let undo = apply(&mut without, edit).unwrap();
            assert_eq!(&without, plan);
            apply(&mut without, undo).unwrap();
            assert!(without.budget.lines.is_empty());
        }
    }
}

/// Text that needs quoting or guarding in a CSV file.
fn awkward_text() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        Just("="),
        Just("+"),
        Just("-"),
        Just("@"),
        Just("'"),
        Just("\""),
        Just(","),
        Just(";"),
        Just("\t"),
        Just("\r"),
        Just("\n"),
        Just("\r\n"),
        Just("\u{feff}"),
        Just("🎈"),
        Just("预算"),
        Just(" "),
        Just("12"),
        Just("."),
        Just("[0000000001]"),
        Just("合计"),
        Just("sep=;"),
        Just("\\"),
        Just("|"),
    ];
    prop::collection::vec(parts, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_plan_survives_a_csv_round_trip_exactly(mut random in random_source(24), zh in any::<bool>(), back in any::<bool>()) {
        let mut plan = PLANS[random.index_below(PLANS.len())].clone();
        while random.has_numbers() {
            let made = edit(&plan, &mut random);
            let _ = apply(&mut plan, made);
        }
        prop_assume!(!plan.budget.lines.is_empty());
        let language = |zh| if zh { Locale::Zh } else { Locale::En };
        let text = written(&plan, language(zh));
        let found = import_text(&text, &plan, language(back));
        prop_assert_eq!(&found.errors, &Vec::new());
        for (taken, line) in found.lines.iter().zip(&plan.budget.lines) {
            prop_assert_eq!(&taken.line, line);
        }
        prop_assert_eq!(change_counts(&found), (0, 0, plan.budget.lines.len()));
    }

    #[test]
    fn any_text_survives_a_csv_round_trip_exactly(texts in prop::collection::vec((awkward_text(), "\\PC{0,8}", awkward_text(), awkward_text()), 1..6), phase in awkward_text()) {
        let mut plan = blank();
        plan.phases[1].name = phase;
        for (at, (what, unit, owner, note)) in texts.into_iter().enumerate() {
            let mut line = LineItem::new(Id::from_bits(50 + at as u64));
            (line.description, line.unit, line.owner, line.note) = (what, unit, owner, note);
            line.phase = Some(plan.phases[at % 3].id);
            plan.budget.lines.push(line);
        }
        let text = written(&plan, Locale::En);
        let found = import_text(&text, &plan, Locale::Zh);
        prop_assert_eq!(&found.errors, &Vec::new());
        let lines: Vec<_> = found.lines.into_iter().map(|taken| taken.line).collect();
        prop_assert_eq!(lines, plan.budget.lines);
    }

    #[test]
    fn no_exported_cell_is_a_formula(what in awkward_text()) {
        let mut plan = blank();
        plan.budget.lines.push(LineItem { description: what, ..LineItem::new(Id::from_bits(9)) });
        let table = Table::parse(&written(&plan, Locale::En), None).unwrap();
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            prop_assert!(!groundswell::export::csv::begins_formula(cell), "{:?}", cell);
        }
    }

    #[test]
    fn damaged_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in 0..ZH.len(), flipped in 0..ZH.len()) {
        let _ = Workbook::open(&bytes).map(|book| book.first_table());
        let _ = Table::parse(&String::from_utf8_lossy(&bytes), None).map(|table| preview_with(&table, &Mapping::guess(&table), &blank(), Locale::En));
        let _ = Workbook::open(&ZH[..cut]).map(|book| book.first_table());
        let mut damaged = ZH.to_vec();
        damaged[flipped] ^= 0x55;
        let _ = Workbook::open(&damaged).map(|book| book.first_table().map(|(_, table)| preview_with(&table, &Mapping::guess(&table), &blank(), Locale::En)));
    }
}

#[test]
fn the_csv_file_has_bom_quoting_and_formula_guards() {
    let mut plan = blank();
    plan.basics.currency = Currency::from_code("JPY").unwrap();
    let mut line = LineItem::new(Id::from_bits(7));
    line.description = "=HYPERLINK(\"http://x\")".into();
    line.quantity = Decimal::from_int(-3);
    line.unit_price = Decimal::from_scaled(12_345, 4);
    line.timing = Timing::ByHand {
        parts: vec![DatedAmount { on: "2027-03-01".parse().unwrap(), amount: Money::from_minor(250).unwrap() }],
    };
    line.note = "two\nlines, \"quoted\"".into();
    plan.budget.lines.push(line);
    let text = written(&plan, Locale::En);
    let (head, rest) = text.split_once("\r\n").unwrap();
    assert!(head.starts_with("\u{feff}id [id],phase [phase],"));
    assert!(head.contains("amount [amount:JPY]"));
    assert_eq!(
        rest,
        "line-0000000007,,,Other,\"'=HYPERLINK(\"\"http://x\"\")\",-3,,1.2345,,-4,by hand 2027-03-01 = 250,,,Planned,,,,\"two\nlines, \"\"quoted\"\"\"\r\n"
    );
}

#[test]
fn only_lines_changed_in_a_spreadsheet_count_as_changed() {
    let plan = &PLANS[1];
    let text = written(plan, Locale::Zh);
    // Saved by a spreadsheet of another locale: semicolons, local date format, one row copied, one row added.
    let table = Table::parse(&text, None).unwrap();
    let mut rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells.clone()).collect();
    rows[1][5] = "99".into();
    let copied = rows[2].clone();
    rows.push(copied);
    let width = rows[0].len();
    let mut added = vec![String::new(); width];
    added[4] = "New one".into();
    added[9] = "1234.50".into();
    rows.push(added);
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let again: Vec<String> = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(";")).collect();
    let found = import_text(&again.join("\n"), plan, Locale::En);
    assert_eq!(found.errors, []);
    assert_eq!(change_counts(&found), (2, 1, plan.budget.lines.len() - 1));
    let new = &found.lines.last().unwrap().line;
    assert_eq!((new.quantity, new.unit_price), (Decimal::from_int(1), Decimal::from_scaled(12_345_000, 4)));
    let mut after = plan.clone();
    let edit = found.edit(&after, true, true, &mut counting());
    apply(&mut after, edit).unwrap();
    assert_eq!(after.budget.lines.len(), plan.budget.lines.len() + 2);
    assert_eq!(after.budget.lines[0].quantity, Decimal::from_int(99));
    assert_eq!(after.budget.lines[0].note, plan.budget.lines[0].note);
}

/// Our CSV as a German spreadsheet saves it: semicolons, decimal commas, grouped digits in formatted columns, dates with
/// points. Cells with more than a number or a date stay unchanged.
fn saved_in_german(plan: &Plan, grouped: bool) -> String {
    let table = Table::parse(&written(plan, Locale::En), None).unwrap();
    let number = |cell: &str| {
        let (sign, digits) = cell.strip_prefix('-').map_or(("", cell), |digits| ("-", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let whole: String = whole.chars().enumerate().fold(String::new(), |text, (at, digit)| {
            let ends_group = grouped && at > 0 && (whole.len() - at).is_multiple_of(3);
            text + if ends_group { "." } else { "" } + &digit.to_string()
        });
        let cents = if grouped && fraction.len() < 2 { format!("{fraction:0<2}") } else { fraction.to_owned() };
        Some(sign.to_owned() + &whole + if cents.is_empty() { "" } else { "," } + &cents)
    };
    let day = |cell: &str| cell.parse().ok().map(|day: chrono::NaiveDate| day.format("%d.%m.%Y").to_string());
    let cell = |cell: &String| {
        let saved = day(cell).or_else(|| number(cell)).unwrap_or_else(|| cell.clone());
        if saved.contains([';', '"', '\n']) { format!("\"{}\"", saved.replace('"', "\"\"")) } else { saved }
    };
    table.rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(";") + "\r\n").collect()
}

#[test]
fn our_csv_is_read_after_a_german_spreadsheet_saved_it() {
    for plan in PLANS.iter().skip(1) {
        for grouped in [false, true] {
            let found = import_text(&saved_in_german(plan, grouped), plan, Locale::En);
            assert_eq!(found.errors, []);
            assert_eq!(change_counts(&found), (0, 0, plan.budget.lines.len()), "{grouped}");
        }
    }
    // Without evidence the person chooses the decimal mark.
    let mut plan = blank();
    let mut line = LineItem::new(Id::from_bits(7));
    line.description = "Stand".into();
    (line.quantity, line.unit_price) = (Decimal::from_int(1), Decimal::from_scaled(12_500, 4));
    plan.budget.lines.push(line);
    let text = saved_in_german(&plan, false).replace("1,25", "1.500");
    let table = Table::parse(&text, None).unwrap();
    let mut mapping = Mapping::guess(&table);
    assert!(mapping.own && mapping.is_mark_ambiguous());
    let found = preview_with(&table, &mapping, &plan, Locale::En);
    assert!(found.errors.iter().all(|error| error.kind == CellErrorKind::Number(NumberError::Ambiguous)));
    assert!(found.lines[0].faulty);
    mapping.choose_mark(DecimalMark::Comma);
    let found = preview_with(&table, &mapping, &plan, Locale::En);
    assert_eq!((found.errors.len(), found.lines[0].line.unit_price), (0, Decimal::from_int(1500)));
}

#[test]
fn fields_of_removed_columns_keep_their_values() {
    let plan = &PLANS[1];
    let table = Table::parse(&written(plan, Locale::En), None).unwrap();
    let keep = |row: &Vec<String>| [4, 0, 5].map(|at| row[at].clone()).join("\t");
    let mut rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells.clone()).collect();
    let cut: Vec<String> = rows.iter().map(keep).collect();
    assert_eq!(change_counts(&import_text(&cut.join("\n"), plan, Locale::Zh)), (0, 0, plan.budget.lines.len()));
    rows[1][5] = "41".into();
    let cut: Vec<String> = rows.iter().map(keep).collect();
    let found = import_text(&cut.join("\n"), plan, Locale::Zh);
    assert_eq!(change_counts(&found), (0, 1, plan.budget.lines.len() - 1));
    let line = &plan.budget.lines[0];
    assert_eq!(found.lines[0].line, LineItem { quantity: Decimal::from_int(41), ..line.clone() });
}

#[test]
fn amounts_from_a_plan_in_another_currency_keep_that_currency() {
    let mut there = blank();
    there.basics.currency = Currency::from_code("USD").unwrap();
    let mut line = LineItem::new(Id::from_bits(7));
    (line.quantity, line.unit_price) = (Decimal::from_int(2), Decimal::from_int(30));
    line.actual = Money::from_minor(500);
    there.budget.lines.push(line);
    let found = import_text(&written(&there, Locale::En), &blank(), Locale::En);
    assert_eq!(found.lines[0].line.currency, Currency::from_code("USD"));
    assert_eq!(found.lines[0].line.actual, None);
    assert_eq!(found.errors.iter().map(|error| error.kind).collect::<Vec<_>>(), [CellErrorKind::OtherCurrency]);
    assert!(found.lines[0].faulty);
}

#[test]
fn parts_that_share_a_name_are_identified_by_id() {
    let mut plan = blank();
    plan.phases.push(Phase::new(Id::from_bits(77), PhaseKind::Seed));
    plan.phases.push(Phase { name: "初始用户期".into(), ..Phase::new(Id::from_bits(78), PhaseKind::Other) });
    plan.phases.push(Phase::new(Id::from_bits(79), PhaseKind::Other));
    for (at, key) in ["followers", "followers", "orders"].into_iter().enumerate() {
        plan.goals.metrics.push(Metric::new(Id::from_bits(200 + at as u64), MetricDefinition::Dictionary(key.into())));
    }
    for (bits, name, key) in
        [(90, "", Some("douyin")), (91, "Douyin", None), (92, "抖音 2", None), (93, "", Some("weibo"))]
    {
        plan.strategy
            .channels
            .push(Channel { name: name.into(), ..Channel::new(Id::from_bits(bits), key.map(str::to_owned)) });
    }
    let phases: Vec<_> = plan.phases.iter().map(|phase| phase.id).collect();
    let channels: Vec<_> = plan.strategy.channels.iter().map(|channel| channel.id).collect();
    for (at, &phase) in phases.iter().enumerate() {
        let mut line = LineItem::new(Id::from_bits(10 + at as u64));
        (line.phase, line.channel) = (Some(phase), channels.get(at).copied());
        line.expected = plan
            .goals
            .metrics
            .iter()
            .map(|metric| groundswell::plan::model::budget::ExpectedResult { metric: metric.id, count: Decimal::ZERO })
            .collect();
        plan.budget.lines.push(line);
    }
    for (out, back) in [(Locale::En, Locale::Zh), (Locale::Zh, Locale::En)] {
        let text = written(&plan, out);
        assert_eq!(change_counts(&import_text(&text, &plan, back)), (0, 0, plan.budget.lines.len()), "{text}");
    }
}

#[test]
fn the_dictionary_contains_the_words_of_both_language_packs() {
    for language in Locale::ALL {
        i18n::install(&i18n::packs(language)).unwrap();
        for kind in [PhaseKind::Seed, PhaseKind::Initial, PhaseKind::Brand] {
            assert_eq!(dictionary::phase(&phase(&Phase::new(Id::from_bits(1), kind))), Some(kind));
        }
        for kind in Category::ALL {
            assert_eq!(dictionary::category(category(kind)), Some(kind), "{}", category(kind));
        }
        for state in LineStatus::ALL {
            assert_eq!(dictionary::status(status(state)), Some(state));
        }
        for entry in CHANNELS {
            assert_eq!(
                dictionary::channel(words::channel::by_key(entry.key).unwrap()),
                Some(entry.key),
                "{}",
                entry.key
            );
        }
        assert!(dictionary::is_whole_plan(words::steps::whole_plan()));
    }
}

// Tables of other programs

fn sheet(bytes: &[u8]) -> Table {
    Workbook::open(bytes).unwrap().first_table().unwrap().1
}

fn meanings(table: &Table) -> Vec<ColumnMeaning> {
    Mapping::guess(table).columns.iter().map(|column| column.meaning).collect()
}

#[test]
fn a_chinese_workbook_is_imported() {
    use ColumnMeaning::{Field, Ignored};
    let book = Workbook::open(ZH).unwrap();
    assert_eq!(book.sheets().collect::<Vec<_>>(), ["封面", "预算明细"]);
    let (at, table) = book.first_table().unwrap();
    assert_eq!(at, 1);
    assert_eq!(book.table(0), Err(TableError::Empty));
    let columns = [
        Ignored,
        Field(BudgetColumn::Phase),
        Field(BudgetColumn::Channel),
        Field(BudgetColumn::Category),
        Field(BudgetColumn::What),
        Field(BudgetColumn::Quantity),
        Field(BudgetColumn::UnitPrice),
        Field(BudgetColumn::Amount),
        Field(BudgetColumn::When),
        Field(BudgetColumn::Owner),
        Field(BudgetColumn::Note),
    ];
    assert_eq!(meanings(&table), columns);

    let plan = blank();
    let mapping = Mapping::guess(&table);
    assert_eq!(table.rows[mapping.heading.unwrap()].number, 4);
    let found = preview_with(&table, &mapping, &plan, Locale::En);
    assert_eq!(found.errors, []);
    assert_eq!(
        found.skipped.iter().map(|skipped| (skipped.row, skipped.why, skipped.text.as_str())).collect::<Vec<_>>(),
        [(7, SkipReason::Total, "小计"), (11, SkipReason::Total, "合计"),]
    );
    let lines: Vec<&LineItem> = found.lines.iter().map(|taken| &taken.line).collect();
    assert_eq!(lines.len(), 5);
    let phase = |kind| plan.phase_of_kind(kind).map(|phase| phase.id);
    // The second row has the phase of the merged cell above it.
    assert_eq!(
        lines.iter().map(|line| line.phase).collect::<Vec<_>>(),
        [
            phase(PhaseKind::Seed),
            phase(PhaseKind::Seed),
            phase(PhaseKind::Initial),
            phase(PhaseKind::Initial),
            phase(PhaseKind::Brand),
        ]
    );
    assert_eq!(
        lines.iter().map(|line| line.category).collect::<Vec<_>>(),
        [Category::Event, Category::Gift, Category::Media, Category::Media, Category::Creator,]
    );
    let amounts: Vec<i64> = lines.iter().map(|line| plan.amount(line).unwrap().minor()).collect();
    assert_eq!(amounts, [640_000, 250_000, 2_160_000, 980_000, 1_000_000]);
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(lines[0].timing, Timing::Once { on: day("2027-03-06") });
    assert_eq!(lines[1].timing, Timing::Evenly { first: day("2027-03-01"), last: day("2027-03-28") });
    assert_eq!(lines[2].timing, Timing::Evenly { first: day("2027-04-01"), last: day("2027-04-30") });
    assert_eq!(lines[3].timing, Timing::Phase);
    assert_eq!(lines[4].timing, Timing::Once { on: day("2027-05-10") });
    // 大众点评 is not in the catalogue: it is offered under its own name, the others under the catalogue's.
    let offered: Vec<_> = found.channels.iter().map(|channel| (channel.name.as_str(), channel.catalogue)).collect();
    assert_eq!(
        offered,
        [
            ("社区地推", Some("ground_community")),
            ("微信群", Some("wechat_group")),
            ("本地公众号", Some("local_oa")),
            ("大众点评", None),
            ("抖音", Some("douyin")),
        ]
    );

    let mut after = plan.clone();
    let undo = apply(&mut after, found.edit(&plan, true, true, &mut counting())).unwrap();
    assert_eq!((after.budget.lines.len(), after.strategy.channels.len()), (5, 5));
    assert!(after.budget.lines.iter().all(|line| line.channel.is_some()));
    // Importing the same sheet again: the channels exist now.
    assert_eq!(preview_with(&table, &mapping, &after, Locale::Zh).channels, []);
    apply(&mut after, undo).unwrap();
    assert_eq!(after, plan);
    apply(&mut after, found.edit(&plan, true, false, &mut counting())).unwrap();
    assert!(after.strategy.channels.is_empty() && after.budget.lines.iter().all(|line| line.channel.is_none()));
}

/// A name that is nearly that of a channel of the catalogue is proposed as that channel, and can be kept as it is.
#[test]
fn similar_names_of_channels_are_proposed_and_can_be_refused() {
    let table = Table::parse(
        "Item,Channel,Amount\nHost reads,Podcast ads,800\nOwn show,Podcasts,200\nSpots,Radio ads,300\n",
        None,
    )
    .unwrap();
    let mapping = Mapping::guess(&table);
    let plan = blank();
    let mut found = preview_with(&table, &mapping, &plan, Locale::En);
    let offered: Vec<_> =
        found.channels.iter().map(|channel| (&*channel.name, channel.catalogue, channel.similar)).collect();
    assert_eq!(
        offered,
        [("Podcast ads", None, Some("podcasts")), ("Podcasts", Some("podcasts"), None), ("Radio ads", None, None)]
    );
    let channels = |found: &ImportPreview, plan: &Plan| {
        let mut after = plan.clone();
        apply(&mut after, found.edit(plan, true, true, &mut counting())).unwrap();
        let named = |line: &LineItem| {
            let channel = after.find(line.channel.unwrap()).unwrap();
            channel.catalogue.clone().unwrap_or_else(|| channel.name.clone())
        };
        (after.strategy.channels.len(), after.budget.lines.iter().map(named).collect::<Vec<_>>())
    };
    let names = |names: [&str; 3]| names.map(str::to_owned).to_vec();
    assert_eq!(channels(&found, &plan), (3, names(["Podcast ads", "podcasts", "Radio ads"])));
    found.takes_similar = true;
    assert_eq!(channels(&found, &plan), (2, names(["podcasts", "podcasts", "Radio ads"])));
    // The plan's own channel of that kind is used.
    let mut with_podcasts = plan.clone();
    with_podcasts.strategy.channels.push(Channel::new(Id::from_bits(77), Some("podcasts".to_owned())));
    let mut found = preview_with(&table, &mapping, &with_podcasts, Locale::En);
    found.takes_similar = true;
    assert_eq!(channels(&found, &with_podcasts), (2, names(["podcasts", "podcasts", "Radio ads"])));
}

#[test]
fn unreadable_cells_of_a_workbook_are_reported_by_row_and_column() {
    let table = sheet(EN);
    let mapping = Mapping::guess(&table);
    assert_eq!(mapping.columns[5].power, 3);
    let plan = blank();
    let found = preview_with(&table, &mapping, &plan, Locale::En);
    let errors: Vec<_> = found.errors.iter().map(|error| (error.row, error.column, error.text.as_str())).collect();
    assert_eq!(errors, [(4, 3, "two"), (4, 6, "soon")]);
    assert_eq!(found.skipped.len(), 1);
    let film = &found.lines[0].line;
    assert_eq!(film.currency, Currency::from_code("USD"));
    assert_eq!(film.unit_price, Decimal::from_int(12_500));
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(film.timing, Timing::Evenly { first: day("2027-03-01"), last: day("2027-03-31") });
    let search = &found.lines[1].line;
    assert_eq!((search.quantity, search.unit_price), (Decimal::from_int(3), Decimal::from_int(400)));
    assert_eq!(found.counts(true).new, 2);
    assert_eq!((found.counts(false).new, found.counts(false).faulty), (3, 1));
    assert_eq!(found.lines[2].line.note, "");
}

#[test]
fn a_pasted_table_without_a_header_row_is_imported() {
    let table = Table::parse("Stalls\t8\t¥6,400\nPosts\t12\t2.16万\n", None).unwrap();
    let mapping = Mapping::guess(&table);
    assert_eq!(mapping.heading, None);
    let found = preview_with(&table, &mapping, &blank(), Locale::En);
    let lines: Vec<_> =
        found.lines.iter().map(|taken| (taken.line.description.as_str(), taken.line.unit_price)).collect();
    assert_eq!(lines, [("Stalls", Decimal::from_int(6_400)), ("Posts", Decimal::from_int(21_600))]);
}

#[test]
fn delimiters_preambles_and_multi_line_cells_are_recognised() {
    for (text, delimiter, heading, rows) in [
        ("Item,Amount\n\"a\nb\",1\n", b',', 1, vec![1, 2]),
        ("Item;Amount\r\na;1,5\r\n\r\nb;2\r\n", b';', 1, vec![1, 2, 4]),
        ("sep=;\r\nItem;Amount\r\na, b;1\r\n", b';', 2, vec![2, 3]),
        ("Item\tAmount\na, b; c\t1\n", b'\t', 1, vec![1, 2]),
        ("Budget 2027, draft\n\nMade by: Ana\n\nItem,Amount\na,1\n", b',', 5, vec![1, 3, 5, 6]),
        ("Item,Amount\ra,1\rb,2", b',', 1, vec![1, 2, 3]),
    ] {
        let table = Table::parse(text, None).unwrap();
        assert_eq!(table.delimiter, Some(delimiter), "{text:?}");
        let mapping = Mapping::guess(&table);
        assert_eq!(mapping.heading.map(|at| table.rows[at].number), Some(heading), "{text:?}");
        assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), rows, "{text:?}");
    }
    assert_eq!(Table::parse(" \n,,\n", None), Err(TableError::Empty));
}

#[test]
fn decimal_commas_need_evidence_or_a_choice() {
    let table = Table::parse("Item;Amount\na;1.234,56\nb;12,5\nc;99\n", None).unwrap();
    let mut mapping = Mapping::guess(&table);
    assert_eq!(mapping.mark, DecimalMark::Comma);
    let plan = blank();
    let amounts = |preview: &ImportPreview| -> Vec<Option<i64>> {
        preview.lines.iter().map(|taken| plan.amount(&taken.line).ok().map(Money::minor)).collect()
    };
    assert_eq!(amounts(&preview_with(&table, &mapping, &plan, Locale::En)), [Some(123_456), Some(1_250), Some(9_900)]);
    mapping.choose_mark(DecimalMark::Point);
    let found = preview_with(&table, &mapping, &plan, Locale::En);
    assert_eq!(amounts(&found), [None, None, Some(9_900)]);
    assert!(found.errors.iter().all(|error| error.kind == CellErrorKind::Number(NumberError::Ambiguous)));
    assert_eq!(found.errors.iter().map(|error| (error.row, error.column)).collect::<Vec<_>>(), [(2, 1), (3, 1)]);
}

#[test]
fn missing_factors_follow_from_the_amount() {
    let table = Table::parse(
        "Item,Qty,Unit price,Amount\nlump,,,500\nprice,3,,10000\ncount,,25,100\nboth,2,100,300\nnegative,1,-5,\nten,10,,0.05\n",
        None,
    )
    .unwrap();
    let plan = blank();
    let found = preview_with(&table, &Mapping::guess(&table), &plan, Locale::En);
    let amounts: Vec<_> = found.lines.iter().map(|taken| plan.amount(&taken.line).ok().map(Money::minor)).collect();
    assert_eq!(amounts, [Some(50_000), Some(1_000_000), Some(10_000), Some(20_000), Some(-500), Some(5)]);
    assert_eq!(found.lines[1].line.quantity, Decimal::from_int(3));
    assert_eq!(found.lines[2].line.quantity, Decimal::from_int(4));
    let kinds: Vec<_> = found.errors.iter().map(|error| (error.row, error.kind.needs_correction())).collect();
    assert_eq!(kinds, [(5, false)]);
    assert!(matches!(found.errors[0].kind, CellErrorKind::AmountDiffers { product, .. } if product.minor() == 20_000));
}

#[test]
fn month_columns_set_the_timing() {
    let table = Table::parse(
        "项目,渠道,3月（元）,4月（元）,5月（元）,合计\n软文,微博,1000,,500,1500\n摊位,,,,-,\n合计,,1000,,500,1500\n",
        None,
    )
    .unwrap();
    let mapping = Mapping::guess(&table);
    assert_eq!(
        mapping.columns[2..5].iter().map(|column| column.meaning).collect::<Vec<_>>(),
        [ColumnMeaning::Month; 3]
    );
    let mut plan = blank();
    plan.basics.first_day = "2027-03-08".parse().ok();
    let found = preview_with(&table, &mapping, &plan, Locale::Zh);
    assert_eq!(found.errors, []);
    assert_eq!((found.lines.len(), found.skipped.len()), (1, 2));
    let line = &found.lines[0].line;
    assert_eq!(plan.amount(line).map(Money::minor), Ok(150_000));
    let part = |on: &str, minor| DatedAmount { on: on.parse().unwrap(), amount: Money::from_minor(minor).unwrap() };
    // Each month is spread over its days within the plan, in cycles of two weeks.
    let parts = vec![
        part("2027-03-08", 58_333),
        part("2027-03-22", 41_667),
        part("2027-05-01", 3_226),
        part("2027-05-03", 22_581),
        part("2027-05-17", 22_580),
        part("2027-05-31", 1_613),
    ];
    assert_eq!(line.timing, Timing::ByHand { parts });
}

#[test]
fn a_table_at_the_row_limit_is_imported_and_a_larger_one_refused() {
    let mut text = String::from("Item,Amount\n");
    for row in 0..MAX_ROWS - 1 {
        writeln!(text, "LineItem {row},{row}").unwrap();
    }
    let table = Table::parse(&text, None).unwrap();
    let plan = blank();
    let found = preview_with(&table, &Mapping::guess(&table), &plan, Locale::En);
    assert_eq!(found.counts(true).new, MAX_ROWS - 1);
    text.push_str("one more,1\n");
    let refused = open(text.as_bytes(), &ReadOptions::default(), &mut |_| {}).map(drop);
    assert_eq!(refused, Err(ReadError::TooLarge(Bound::Rows)));
}

#[test]
fn files_without_a_table_are_refused_with_their_reason() {
    let fixture =
        |name: &str| std::fs::read(format!("{}/tests/fixtures/budget/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert_eq!(FileKind::of(&fixture("budget-gb18030.csv")), FileKind::Text(TextEncoding::Gb18030));
    assert_eq!(FileKind::of(&fixture("empty.xlsx")), FileKind::Zip);
    let empty = fixture("empty.xlsx");
    assert_eq!(Workbook::open(&empty).unwrap().first_table().unwrap_err(), TableError::Empty);
    assert!(matches!(Workbook::open(&fixture("cut-off.xlsx")), Err(TableError::Damaged { .. })));
    // An empty zip archive.
    let nothing = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    assert!(matches!(Workbook::open(&nothing), Err(TableError::NotAWorkbook)));
}
