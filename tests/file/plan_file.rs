//! The plan file: it keeps everything, and a file that cannot be read is refused with its position and reason.

use std::collections::BTreeSet;

use groundswell::file::{self, LoadError, MAX_UNITS, TextPosition, read, write};
use groundswell::plan::Plan;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::model::budget::LineItem;
use groundswell::plan::model::channel::Channel;
use groundswell::plan::model::id::Id;
use groundswell::plan::model::metric::{Metric, MetricDefinition};
use groundswell::plan::model::references::Reference;
use groundswell::plan::model::tracking::{Figure, FigureTable};
use groundswell::plan::numbers::decimal::Decimal;
use groundswell_random_plan::{KINDS, PLANS, edit, kind, random_source, targets};
use proptest::prelude::*;

/// A small plan with one of each kind of value that a test damages.
const SMALL: &str = include_str!("../fixtures/plan-v2.json");
/// The same plan with the earlier list of tracked figures.
const LISTED: &str = include_str!("../fixtures/plan-v2-list-of-figures.json");
/// The same plan as version 1 of the format wrote it.
const FIRST: &str = include_str!("../fixtures/plan-v1.json");

#[test]
fn export_import_export_is_identical_to_the_byte() {
    for plan in PLANS.iter() {
        let exported = write(plan);
        let imported = read(&exported).unwrap();
        assert!(imported.plan == *plan && imported.migrated_from.is_none());
        assert!(write(&imported.plan) == exported);
        assert!(exported.ends_with("}\n") && !exported.contains('\r'));
    }
    // A file of the published version reads as the same plan.
    assert_eq!(write(&read(SMALL).unwrap().plan), SMALL);
    let listed = read(LISTED).unwrap();
    assert_eq!((listed.migrated_from, write(&listed.plan).as_str()), (None, SMALL));
    let first = read(FIRST).unwrap();
    assert_eq!((first.migrated_from, write(&first.plan).as_str()), (Some(1), SMALL));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn export_import_export_is_identical_after_any_edits(mut random in random_source(20)) {
        let mut plan = PLANS[random.index_below(PLANS.len())].clone();
        let mut kinds = [0; KINDS];
        while random.has_numbers() {
            let made = edit(&plan, &mut random);
            kinds[kind(&made)] += 1;
            let _ = apply(&mut plan, made);
        }
        let exported = write(&plan);
        let imported = read(&exported);
        prop_assert!(imported.is_ok(), "{:?} after {:?}", imported.err(), kinds);
        prop_assert!(write(&imported.unwrap().plan) == exported);
    }

    #[test]
    fn no_text_makes_reading_panic(text in "[\\[\\]{}\",:0-9a-z \\\\n]{0,80}", at in any::<prop::sample::Index>()) {
        let _ = read(&text);
        // The same text in the middle of a real file.
        let cut = SMALL.trim_end().char_indices().map(|(index, _)| index).collect::<Vec<_>>();
        let index = cut[at.index(cut.len())];
        let damaged = format!("{}{text}{}", &SMALL[..index], &SMALL[index..]);
        let _ = read(&damaged);
        prop_assert!(read(&SMALL[..index]).is_err());
    }

    #[test]
    fn one_changed_line_of_the_budget_is_one_changed_line_of_the_file(which in 0usize..26, price in 1i64..1_000_000) {
        let plan = &PLANS[1];
        let mut changed = plan.clone();
        changed.budget.lines[which].unit_price = Decimal::from_int(price);
        let (before, after) = (write(plan), write(&changed));
        prop_assert_eq!(before.lines().count(), after.lines().count());
        let different = before.lines().zip(after.lines()).filter(|(before, after)| before != after).count();
        prop_assert!(different <= 1, "{} lines differ", different);
    }
}

/// The text with one part replaced, and the position of the replacement, in lines and characters from 1.
fn damaged(old: &str, new: &str) -> (String, TextPosition) {
    assert_eq!(SMALL.matches(old).count(), 1, "{old} occurs exactly once");
    let start = SMALL.find(old).unwrap();
    let line = SMALL[..start].matches('\n').count() + 1;
    let column = SMALL[..start].chars().rev().take_while(|&letter| letter != '\n').count() + 1;
    (SMALL.replace(old, new), TextPosition { line, column })
}

fn refused(text: &str) -> LoadError {
    read(text).expect_err("this file is damaged")
}

#[test]
fn a_byte_order_mark_is_accepted() {
    assert_eq!(read(&format!("\u{feff}{SMALL}")), read(SMALL));
}

#[test]
fn malformed_json_is_refused_with_its_position() {
    assert_eq!(refused(""), LoadError::NotJson { at: TextPosition { line: 1, column: 1 } });
    // A surplus comma after Chinese text: the column counts characters.
    let (text, at) = damaged("\"unit\":\"场\",", "\"unit\":\"场\",,");
    let TextPosition { line, column } = at;
    assert_eq!(
        refused(&text),
        LoadError::NotJson { at: TextPosition { line, column: column + "\"unit\":\"场\",".chars().count() } }
    );
    // Cut off in the middle, as by an interrupted download.
    let half: String = SMALL.lines().take(12).collect::<Vec<_>>().join("\n");
    let last = half.lines().last().unwrap().chars().count();
    match refused(&half) {
        LoadError::NotJson { at } => assert!(at.line == 12 && at.column >= last, "{at:?}"),
        other => panic!("{other:?}"),
    }
    // Two files pasted together.
    let lines = SMALL.lines().count();
    assert_eq!(
        refused(&format!("{SMALL}{SMALL}")),
        LoadError::NotJson { at: TextPosition { line: lines + 1, column: 1 } }
    );
}

#[test]
fn other_json_is_not_a_plan() {
    for text in ["{}", "[]", "null", "17", "\"groundswell-plan\"", "{\"plan\":{}}", "{\"format\":7,\"version\":1}"] {
        assert_eq!(refused(text), LoadError::NotAPlan { format: None }, "{text}");
    }
    let other = "{\"format\":\"excalidraw\",\"version\":1}";
    assert_eq!(refused(other), LoadError::NotAPlan { format: Some("excalidraw".to_owned()) });
}

#[test]
fn a_newer_version_is_refused_whatever_else_it_holds() {
    for (found, text) in [
        (3, SMALL.replace("\"version\":2", "\"version\":3")),
        (7, "{\"format\":\"groundswell-plan\",\"version\":7,\"plans\":[]}".to_owned()),
    ] {
        assert_eq!(refused(&text), LoadError::NewerVersion { found, known: file::VERSION });
    }
}

#[test]
fn an_unknown_version_is_invalid() {
    for version in ["0", "-1", "1.5", "\"1\"", "null"] {
        let (text, place) = damaged("\"version\":2", &format!("\"version\":{version}"));
        match refused(&text) {
            LoadError::Invalid { at: Some(at), path, .. } => {
                assert_eq!((path.as_str(), at.line), ("version", place.line), "{version}");
            }
            other => panic!("{version}: {other:?}"),
        }
    }
    let (text, _) = damaged(" \"version\":2,\n", "");
    match refused(&text) {
        LoadError::Invalid { reason, .. } => assert!(reason.contains("`version`"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_invalid_field_is_reported_with_its_position() {
    for (old, new, path, reason) in [
        (
            "\"quantity\":2",
            "\"quantity\":\"two\"",
            "plan.budget.lines[0].quantity",
            "a number with at most four decimals",
        ),
        ("\"quantity\":2", "\"quantity\":2.00001", "plan.budget.lines[0].quantity", "at most four decimals"),
        ("\"currency\":\"CNY\"", "\"currency\":\"YUAN\"", "plan.basics.currency", "currency code of ISO 4217"),
        (
            "\"category\":\"event\"",
            "\"category\":\"party\"",
            "plan.budget.lines[0].category",
            "unknown variant `party`",
        ),
        ("\"actual\":90000", "\"actual\":900.5", "plan.budget.lines[0].actual", "whole minor units"),
        ("\"actual\":90000", "\"actual\":9007199254740992", "plan.budget.lines[0].actual", "2^53 - 1"),
        ("\"from\":\"2027-04-10\"", "\"from\":\"2027-02-30\"", "plan.tracking.series[0].from", "out of range"),
        ("\"values\":\"12\"", "\"values\":\"12 12,5\"", "plan.tracking.series[0].values", "separated by spaces"),
        ("\"id\":\"0000000020\"", "\"id\":\"0000000oil\"", "plan.budget.lines[0].id", "ten of the letters"),
        ("\"id\":\"0000000020\",", "", "plan.budget.lines[0]", "missing field `id`"),
        ("\"last_day\":", "\"lastday\":", "plan.basics.lastday", "unknown field `lastday`"),
        ("{\"share\":800}", "{\"share\":800,\"fixed\":1}", "plan.budget.frame.contingency.share", "expected"),
        ("\"description\":\"试吃\"", "\"description\":\"\\ud800\"", "plan.budget.lines[0].description", "hex escape"),
        ("\"once\"", "\"twice\"", "plan.budget.lines[0].timing.twice", "unknown variant `twice`"),
    ] {
        let (text, place) = damaged(old, new);
        match refused(&text) {
            LoadError::Invalid { at: Some(at), path: found, reason: words } => {
                assert_eq!(found, path, "{new}");
                assert!(words.contains(reason), "{new}: {words}");
                assert!(!words.contains(" line "), "the position is separate from the message: {words}");
                assert_eq!(at.line, place.line, "{new}");
                assert!(at.column >= place.column.min(2), "{new}: {at:?} before {place:?}");
            }
            other => panic!("{new}: {other:?}"),
        }
    }
}

#[test]
fn an_unknown_field_is_refused_wherever_it_is() {
    fn each_object(value: &mut serde_json::Value, path: &str, visit: &mut dyn FnMut(&str)) -> usize {
        let mut count = 0;
        match value {
            serde_json::Value::Object(fields) => {
                visit(path);
                count += 1;
                for (key, value) in fields {
                    count += each_object(value, &format!("{path}/{key}"), visit);
                }
            }
            serde_json::Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    count += each_object(item, &format!("{path}/{index}"), visit);
                }
            }
            _ => {}
        }
        count
    }
    let mut paths = Vec::new();
    let mut value: serde_json::Value = serde_json::from_str(SMALL).unwrap();
    let count = each_object(&mut value, "", &mut |path| paths.push(path.to_owned()));
    assert!(count > 30);
    for path in paths {
        let mut damaged = value.clone();
        let object = damaged.pointer_mut(&path).unwrap().as_object_mut().unwrap();
        object.insert("surprise".to_owned(), serde_json::json!(true));
        let text = damaged.to_string();
        assert!(matches!(refused(&text), LoadError::Invalid { .. }), "{path} accepts an unknown field");
    }
}

#[test]
fn two_items_with_one_id_are_refused() {
    let (text, _) = damaged("\"id\":\"0000000021\"", "\"id\":\"0000000020\"");
    let path = "plan.budget.lines[1]".to_owned();
    assert_eq!(refused(&text), LoadError::DuplicateId { path, id: "0000000020".to_owned() });
    let (text, _) = damaged("\"id\":\"0000000031\",\"kind\":\"order\"", "\"id\":\"0000000030\",\"kind\":\"order\"");
    let path = "plan.goals.funnel.stages[1]".to_owned();
    assert_eq!(refused(&text), LoadError::DuplicateId { path, id: "0000000030".to_owned() });
}

#[test]
fn a_dangling_reference_is_refused_and_names_the_part_that_has_it() {
    for (old, new, path, to) in [
        (
            "\"north_star\":{\"metric\":\"0000000010\"",
            "\"north_star\":{\"metric\":\"000000zzzz\"",
            "plan.goals.north_star",
            Reference::Metric("000000zzzz".parse().unwrap()),
        ),
        (
            "\"channel\":\"0000000040\",\"category\"",
            "\"channel\":\"000000zzzz\",\"category\"",
            "plan.budget.lines[0]",
            Reference::Channel("000000zzzz".parse().unwrap()),
        ),
        (
            "\"rule\":{\"metric\":\"0000000010\"",
            "\"rule\":{\"metric\":\"000000zzzz\"",
            "plan.strategy.rule",
            Reference::Metric("000000zzzz".parse().unwrap()),
        ),
        // The id of a channel where a metric is expected.
        (
            "{\"metric\":\"0000000010\",\"channel\":\"0000000040\",\"from\"",
            "{\"metric\":\"0000000040\",\"channel\":\"0000000040\",\"from\"",
            "plan.tracking.series",
            Reference::Metric("0000000040".parse().unwrap()),
        ),
    ] {
        let (text, _) = damaged(old, new);
        assert_eq!(refused(&text), LoadError::BrokenReference { path: path.to_owned(), to });
    }
}

#[test]
fn every_reference_is_validated_on_loading() {
    // For each part that is referred to: removing it from the text while keeping the references is refused.
    let plan = &PLANS[1];
    for target in targets(plan) {
        let mut broken = plan.clone();
        match target {
            Reference::Phase(id) => broken.phases.retain(|part| part.id != id),
            Reference::Channel(id) => broken.strategy.channels.retain(|part| part.id != id),
            Reference::Metric(id) => broken.goals.metrics.retain(|part| part.id != id),
            Reference::Team(id) => broken.goals.teams.retain(|part| part.id != id),
            Reference::Activity(id) => broken.activities.retain(|part| part.id != id),
            Reference::Partner(id) => broken.partners.retain(|part| part.id != id),
            Reference::Cadence(id) => broken.schedule.cadences.retain(|part| part.id != id),
        }
        match (broken.uses(target), read(&write(&broken))) {
            (0, outcome) => assert!(outcome.is_ok(), "{target:?}"),
            (_, Err(LoadError::BrokenReference { to, .. })) => assert_eq!(to, target),
            (uses, other) => panic!("{target:?}, used {uses} times: {:?}", other.err()),
        }
    }
}

#[test]
fn every_id_in_a_file_is_an_identity_or_a_validated_reference() {
    /// How many texts outside the fields called `id` are ids of parts that others can refer to.
    fn pointing(value: &serde_json::Value, ids: &BTreeSet<String>) -> usize {
        match value {
            serde_json::Value::String(text) => usize::from(ids.contains(text)),
            serde_json::Value::Array(items) => items.iter().map(|item| pointing(item, ids)).sum(),
            serde_json::Value::Object(fields) => {
                fields.iter().filter(|(key, _)| *key != "id").map(|(_, value)| pointing(value, ids)).sum()
            }
            _ => 0,
        }
    }
    let small = read(SMALL).unwrap().plan;
    for plan in PLANS.iter().chain([&small]) {
        let ids = targets(plan).into_iter().map(|target| match target {
            Reference::Phase(id) => id.to_string(),
            Reference::Channel(id) => id.to_string(),
            Reference::Metric(id) => id.to_string(),
            Reference::Team(id) => id.to_string(),
            Reference::Activity(id) => id.to_string(),
            Reference::Partner(id) => id.to_string(),
            Reference::Cadence(id) => id.to_string(),
        });
        let written = pointing(&serde_json::to_value(plan).unwrap(), &ids.collect());
        let mut followed = 0;
        plan.references(&mut |_| followed += 1);
        assert_eq!(followed, written, "{}", plan.basics.name);
    }
}

#[test]
fn an_oversized_file_is_refused_before_parsing() {
    let units = MAX_UNITS + 1;
    assert_eq!(refused(&" ".repeat(units)), LoadError::TooLarge { units, limit: MAX_UNITS });
    // The size is counted in UTF-16 units: a Chinese text of three times as many bytes fits as well.
    assert!(!matches!(refused(&"字".repeat(MAX_UNITS)), LoadError::TooLarge { .. }));
    assert_eq!(refused(&"字".repeat(units)), LoadError::TooLarge { units, limit: MAX_UNITS });
}

#[test]
fn five_thousand_lines_stay_small() {
    let mut plan: Plan = PLANS[1].clone();
    let lines = plan.budget.lines.clone();
    plan.budget.lines = lines
        .iter()
        .cycle()
        .take(5_000)
        .enumerate()
        .map(|(index, line)| LineItem { id: Id::from_bits(index as u64), ..line.clone() })
        .collect();
    let text = write(&plan);
    let compact = serde_json::to_string(&plan).unwrap();
    // The layout adds little to compact JSON, and the file fits a browser's storage of five million characters.
    assert!(text.len() < compact.len() * 103 / 100, "{} against {}", text.len(), compact.len());
    assert!(text.chars().count() < 2_500_000, "{}", text.chars().count());
    assert!(read(&text).unwrap().plan == plan);
}

/// Three years of ten metrics on eight channels.
#[test]
fn years_of_daily_figures_fit_a_browsers_storage() {
    let mut plan: Plan = PLANS[1].clone();
    plan.tracking.figures = FigureTable::default();
    let small = write(&plan).len();
    let (metrics, channels): (Vec<_>, Vec<_>) =
        ((1..=10).map(Id::from_bits).collect(), (1..=8).map(Id::from_bits).collect());
    plan.goals.metrics.extend(metrics.iter().map(|id| Metric::new(*id, MetricDefinition::Dictionary("orders".into()))));
    plan.strategy.channels.extend(channels.iter().map(|id| Channel::new(*id, None)));
    let first: chrono::NaiveDate = "2027-01-01".parse().unwrap();
    let mut random = 1_u64;
    for (metric, channel) in metrics.iter().flat_map(|metric| channels.iter().map(move |channel| (metric, channel))) {
        for on in first.iter_days().take(1_095) {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let value = Decimal::from_int(i64::try_from(random >> 54).unwrap()); // up to 1,023
            plan.tracking.figures.set(*metric, Some(*channel), on, value);
        }
    }
    assert_eq!(plan.tracking.figures.len(), 87_600);
    let began = std::time::Instant::now();
    let text = write(&plan);
    let written = began.elapsed();
    let began = std::time::Instant::now();
    let loaded = read(&text).unwrap().plan;
    let read = began.elapsed();
    println!("87,600 figures: {} bytes, written in {written:?}, read in {read:?}", text.len() - small);
    assert!(loaded == plan && write(&loaded) == text);
    assert!(text.len() - small < 400_000, "{}", text.len() - small);

    let item = |figure: Figure| {
        let (on, metric, value) = (figure.on, figure.metric, figure.value);
        format!(r#"{{"id":"0000000001","on":"{on}","metric":"{metric}","channel":"{metric}","value":{value}}}"#).len()
            + 6
    };
    let list: usize = plan.tracking.figures.iter().map(item).sum();
    println!("as a list of figures: {list} bytes");
    assert!(list > 5 * 1024 * 1024, "it would not fit");
}
