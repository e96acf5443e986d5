//! Figures of files against a plan: what is proposed, what changes, and our own export read again.

use chrono::{Days, NaiveDate};
use groundswell::export::csv::actuals::{self, ActualsColumn, ActualsCsvWords};
use groundswell::import::actuals::ReadingChoices;
use groundswell::import::actuals::against_plan::{
    ChannelTarget, ExistingFigures, FigureImport, MetricTarget, RateScale, Refusal, SeriesChoice, against,
};
use groundswell::import::actuals::file::read;
use groundswell::import::actuals::found::{FigureErrorKind, FigureFile};
use groundswell::import::actuals::proposals::propose;
use groundswell::import::actuals::remembered::RememberedChoices;
use groundswell::import::part_names::PartNames;
use groundswell::import::reading::ReadOptions;
use groundswell::import::text::dates::DayOrder;
use groundswell::plan::Plan;
use groundswell::plan::edit::apply::apply;
use groundswell::plan::model::channel::{Channel, ChannelId};
use groundswell::plan::model::id::Id;
use groundswell::plan::model::measure::{AddsUp, Better, Unit};
use groundswell::plan::model::metric::{CustomMetric, Metric, MetricDefinition, MetricId};
use groundswell::plan::model::tracking::{Figure, FigureTable};
use groundswell::plan::numbers::currency::Currency;
use groundswell::plan::numbers::decimal::Decimal;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn counting() -> impl FnMut() -> u64 {
    let mut bits = 1_000_000;
    move || {
        bits += 1;
        bits
    }
}

const FOLLOWERS: u64 = 70;
const CTR: u64 = 71;
const SMILES: u64 = 72;
const WECHAT: u64 = 80;
const STALLS: u64 = 81;

fn metric(bits: u64) -> MetricId {
    Id::from_bits(bits)
}
fn channel(bits: u64) -> ChannelId {
    Id::from_bits(bits)
}

/// A plan with new followers, a rate and a metric of its own, and two channels.
fn plan() -> Plan {
    let mut plan = Plan::blank(&mut counting());
    plan.basics.currency = Currency::CNY;
    plan.basics.first_day = Some(day("2027-04-01"));
    plan.basics.last_day = Some(day("2027-07-18"));
    let smiles = CustomMetric { name: "Smiles".into(), unit: Unit::Count, adds_up: AddsUp::Sum, better: Better::Up };
    plan.goals.metrics = vec![
        Metric::new(metric(FOLLOWERS), MetricDefinition::Dictionary("new_followers".into())),
        Metric::new(metric(CTR), MetricDefinition::Dictionary("ctr".into())),
        Metric::new(metric(SMILES), MetricDefinition::Custom(smiles)),
    ];
    plan.strategy.channels = vec![
        Channel::new(channel(WECHAT), Some("wechat_oa".into())),
        Channel { name: "Stalls".into(), ..Channel::new(channel(STALLS), None) },
    ];
    plan
}

fn file(content: &str) -> FigureFile {
    let choices = ReadingChoices::new(day("2027-04-25"));
    read(content.as_bytes(), &ReadOptions::default(), &choices, &mut |_| {}).unwrap()
}

fn names(plan: &Plan) -> PartNames {
    PartNames::of(plan, &str::to_owned)
}

fn proposed(plan: &Plan, file: &FigureFile, adds: bool) -> Vec<SeriesChoice> {
    propose(plan, file, &names(plan), &|_| None, true, adds)
}

fn compared(plan: &Plan, file: &FigureFile, choices: &[SeriesChoice]) -> FigureImport {
    against(plan, file, choices, ExistingFigures::Replace, &mut counting())
}

const USERS: &str =
    "时间,新关注人数,取消关注人数,净增关注人数,累积关注人数\n2027-04-01,52,1,51,1127\n2027-04-02,61,5,56,1183\n";

#[test]
fn metrics_and_the_channel_of_the_plan_are_proposed_and_others_can_be_added_in_the_same_undo() {
    let mut changed = plan();
    let before = changed.clone();
    let users = file(USERS);
    let of_plan = proposed(&changed, &users, false);
    assert_eq!(of_plan[0].metric, MetricTarget::Known(metric(FOLLOWERS)));
    assert_eq!(of_plan[0].channel, ChannelTarget::Known(channel(WECHAT)));
    assert!(of_plan[1..].iter().all(|choice| choice.metric == MetricTarget::LeaveOut));
    let all = proposed(&changed, &users, true);
    assert_eq!(all[3].metric, MetricTarget::Listed("followers"));
    let found = compared(&changed, &users, &all);
    assert_eq!((found.new, found.parts.len(), found.targets.len()), (8, 3, 4));
    let undo = apply(&mut changed, found.edit(&before).unwrap()).unwrap();
    assert_eq!((changed.tracking.figures.len(), changed.goals.metrics.len()), (8, 6));
    let value = changed.tracking.figures.get(metric(FOLLOWERS), Some(channel(WECHAT)), day("2027-04-02"));
    assert_eq!(value, Some(Decimal::whole(61)));
    apply(&mut changed, undo).unwrap();
    assert_eq!(changed, before);
}

#[test]
fn a_plan_without_any_of_the_metrics_is_offered_all_and_the_channel_too() {
    let mut empty = plan();
    empty.goals.metrics.clear();
    empty.strategy.channels.clear();
    let choices = proposed(&empty, &file(USERS), false);
    let listed: Vec<_> = choices.iter().map(|choice| choice.metric.clone()).collect();
    assert_eq!(listed, ["new_followers", "unfollows", "net_followers", "followers"].map(MetricTarget::Listed));
    assert_eq!(choices[0].channel, ChannelTarget::Listed("wechat_oa"));
    let found = compared(&empty, &file(USERS), &choices);
    assert_eq!(found.parts.len(), 5);
}

#[test]
fn days_that_are_there_are_replaced_or_kept_and_never_removed() {
    let mut plan = plan();
    let set = |plan: &mut Plan, on: &str, value| {
        plan.tracking.figures.set(metric(FOLLOWERS), Some(channel(WECHAT)), day(on), Some(Decimal::whole(value)));
    };
    set(&mut plan, "2027-04-01", 52);
    set(&mut plan, "2027-04-02", 60);
    set(&mut plan, "2027-04-03", 40);
    let content = "时间,新关注人数,取消关注人数,净增关注人数,累积关注人数\n2027-03-31,9,1,8,1075\n2027-04-01,52,1,51,1127\n2027-04-02,61,5,56,1183\n2027-04-03,-,2,-,-\n";
    let file = file(content);
    let choices = proposed(&plan, &file, false);
    let replace = compared(&plan, &file, &choices);
    assert_eq!((replace.new, replace.same, replace.different, replace.before_plan), (1, 1, 1, 1));
    assert_eq!(replace.changes.len(), 2);
    let keep = against(&plan, &file, &choices, ExistingFigures::Keep, &mut counting());
    assert_eq!((keep.different, keep.changes.len()), (1, 1));
    let mut after = plan.clone();
    apply(&mut after, replace.edit(&plan).unwrap()).unwrap();
    let days = after.tracking.figures.days(metric(FOLLOWERS), Some(channel(WECHAT)));
    let values: Vec<i64> = days.iter().map(|day| day.1.to_scaled(0)).collect();
    assert_eq!(values, [9, 52, 61, 40]);
    // The same file again changes nothing.
    let again = compared(&after, &file, &choices);
    assert_eq!((again.same, again.edit(&after)), (3, None));
}

#[test]
fn rates_are_percent_points_and_asked_for_where_they_may_be_shares() {
    let plan = plan();
    let read = |cells: [&str; 2], scale| {
        let file = file(&format!("Date,CTR\n2027-04-01,{}\n2027-04-02,{}\n", cells[0], cells[1]));
        let choices: Vec<_> =
            proposed(&plan, &file, false).into_iter().map(|choice| SeriesChoice { scale, ..choice }).collect();
        let found = compared(&plan, &file, &choices);
        let values: Vec<String> =
            found.changes.iter().filter_map(|change| change.value).map(|value| value.to_string()).collect();
        let unfit: Vec<String> = found.unfit.iter().map(|figure| figure.value.to_string()).collect();
        (values.join(" "), found.refused, unfit.join(" "))
    };
    assert_eq!(read(["28.64%", "3%"], RateScale::ByValues).0, "28.64 3");
    assert_eq!(read(["0.106523", "0.2"], RateScale::ByValues).0, "10.6523 20");
    assert_eq!(read(["0.9", "3.5"], RateScale::ByValues).1, [(0, Refusal::Scale)]);
    assert_eq!(read(["0.9", "3.5"], RateScale::Points).0, "0.9 3.5");
    let as_shares = read(["0.9", "3.5"], RateScale::Shares);
    assert_eq!((as_shares.0.as_str(), as_shares.2.as_str()), ("90", "350"), "no share is above 100 %");
    // Where some numbers have a percent sign, the others are not guessed. Zero is zero.
    let mixed = file("Date,CTR\n2027-04-01,3.4%\n2027-04-02,0.9\n2027-04-03,0\n");
    assert_eq!(
        mixed.tables[0].errors.first.iter().map(|error| (error.row, error.kind)).collect::<Vec<_>>(),
        [(3, FigureErrorKind::NoPercent)]
    );
    assert_eq!(compared(&plan, &mixed, &proposed(&plan, &mixed, false)).new, 2);
    // A percentage is no count.
    let file = file("Date,New followers\n2027-04-01,5%\n");
    let choices = proposed(&plan, &file, false);
    assert_eq!(compared(&plan, &file, &choices).refused, [(0, Refusal::Percent)]);
}

#[test]
fn money_of_another_currency_is_refused() {
    let plan = plan();
    let spend = |heading: &str, cell: &str| {
        let file = file(&format!("Date,{heading}\n2027-04-01,{cell}\n"));
        let choice = SeriesChoice { metric: MetricTarget::Listed("spend"), ..SeriesChoice::default() };
        compared(&plan, &file, &[choice]).refused
    };
    assert_eq!(spend("Spend", "20"), []);
    assert_eq!(spend("Spend", "¥20"), []);
    assert_eq!(spend("Amount spent (USD)", "20"), [(0, Refusal::Currency("USD".into()))]);
    assert_eq!(spend("Spend", "$20"), [(0, Refusal::Currency("$".into()))]);
}

#[test]
fn money_is_no_count_and_a_currency_beside_it_makes_no_money_of_counts() {
    let plan = plan();
    let refused = |content: &str| {
        let file = file(content);
        compared(&plan, &file, &proposed(&plan, &file, false)).refused
    };
    assert_eq!(refused("Date,New followers\n2027-04-01,¥5\n"), [(0, Refusal::Money)]);
    assert_eq!(refused("Date,New followers,Currency\n2027-04-01,5,CNY\n"), []);
}

#[test]
fn figures_that_the_metric_cannot_have_are_left_out_and_named() {
    let plan = plan();
    // The heading names no metric, so that the file itself shows nothing wrong.
    let file = file("Date,A,B\n2027-04-01,-5,140%\n2027-04-02,3,100%\n2027-04-03,-1,-2%\n");
    let choices = [FOLLOWERS, CTR]
        .map(|bits| SeriesChoice { metric: MetricTarget::Known(metric(bits)), ..SeriesChoice::default() });
    let found = compared(&plan, &file, &choices);
    let unfit: Vec<_> = found
        .unfit
        .iter()
        .map(|one| (one.series, one.on.to_string(), one.value.to_string(), one.is_below_zero()))
        .collect();
    assert_eq!(
        unfit,
        [
            (0, "2027-04-01".to_owned(), "-5".to_owned(), true),
            (0, "2027-04-03".to_owned(), "-1".to_owned(), true),
            (1, "2027-04-01".to_owned(), "140".to_owned(), false),
            (1, "2027-04-03".to_owned(), "-2".to_owned(), true),
        ]
    );
    assert_eq!((found.new, found.changes.len()), (2, 2));
    // Smiles are the team's own: nothing is known of them.
    let own = [SMILES, SMILES]
        .map(|bits| SeriesChoice { metric: MetricTarget::Known(metric(bits)), ..SeriesChoice::default() });
    assert_eq!(compared(&plan, &file, &own[..1]).unfit, []);
}

#[test]
fn numbers_with_more_decimals_than_a_figure_has_are_rounded_and_counted() {
    let plan = plan();
    let read = |heading: &str, cells: &str| {
        let rows: Vec<String> =
            cells.split(' ').enumerate().map(|(at, cell)| format!("2027-04-{:02},{cell}", at + 1)).collect();
        let file = file(&format!("Date,{heading}\n{}\n", rows.join("\n")));
        let found = compared(&plan, &file, &proposed(&plan, &file, true));
        let values: Vec<String> =
            found.changes.iter().filter_map(|change| change.value).map(|value| value.to_string()).collect();
        (values.join(" "), found.rounded)
    };
    assert_eq!(read("Spend", "12.3456789 0.30000000000000004 5.25"), ("12.3457 0.3 5.25".to_owned(), 1));
    assert_eq!(read("CTR", "0.0345678 0.034567 0.5"), ("3.4568 3.4567 50".to_owned(), 1));
    assert_eq!(read("CTR", "3.45678% 3.4%"), ("3.4568 3.4".to_owned(), 1));
}

#[test]
fn a_column_for_each_channel_goes_to_these_channels() {
    let plan = plan();
    let file = file("日期,微信公众号,Stalls,抖音\n2027-04-01,5,6,7\n");
    let channels: Vec<_> = proposed(&plan, &file, true).into_iter().map(|choice| choice.channel).collect();
    assert_eq!(
        channels,
        [ChannelTarget::Known(channel(WECHAT)), ChannelTarget::Known(channel(STALLS)), ChannelTarget::Listed("douyin"),]
    );
}

const FOLLOWS: &str = "Date,Impressions,New follows,Unfollows\n\
    \"Mon, Apr 5, 2027\",9,4,1\n\"Sun, Apr 4, 2027\",9,6,2\n\"Sat, Apr 3, 2027\",9,2,8\n\"Thu, Apr 1, 2027\",9,3,0\n";

/// A plan with the account on X and its followers.
fn plan_on_x() -> Plan {
    let mut plan = plan();
    plan.goals.metrics.push(Metric::new(metric(STOCK), MetricDefinition::Dictionary("followers".into())));
    plan.strategy.channels.push(Channel::new(channel(X), Some("x".into())));
    plan
}

const STOCK: u64 = 73;
const X: u64 = 82;

/// The followers that importing a file would set, by day.
fn totals(found: &FigureImport) -> Vec<String> {
    let of_stock = found.changes.iter().filter(|change| change.metric == metric(STOCK));
    of_stock.map(|change| format!("{} {}", change.on.format("%d"), change.value.unwrap())).collect()
}

#[test]
fn totals_that_x_does_not_export_are_counted_back_from_one_that_is_given() {
    let plan = plan_on_x();
    let file = file(FOLLOWS);
    let mut choices = proposed(&plan, &file, false);
    let last = choices.len() - 1;
    // Without a total nothing is invented.
    assert_eq!((&choices[last].metric, choices[last].total), (&MetricTarget::LeaveOut, None));
    choices[last].metric = MetricTarget::Known(metric(STOCK));
    let found = compared(&plan, &file, &choices);
    assert_eq!(found.refused, [(last, Refusal::NoTotal(day("2027-04-05")))]);
    choices[last].total = Some(500_000_000);
    // 2 April is not in the file: nothing is known of the days before it.
    assert_eq!(totals(&compared(&plan, &file, &choices)), ["03 493", "04 497", "05 500"]);
    choices[last].total = Some(4_000_000);
    assert_eq!(compared(&plan, &file, &choices).refused, [(last, Refusal::BelowZero(day("2027-04-03")))]);
}

#[test]
fn a_total_that_the_plan_has_is_the_one_that_others_are_counted_from() {
    for (on, value, expected) in [
        ("2027-04-05", 500, ["03 493", "04 497"].as_slice()),
        ("2027-04-04", 497, &["03 493", "05 500"]),
        // The evening before the first day.
        ("2027-04-02", 499, &["03 493", "04 497", "05 500"]),
    ] {
        let mut plan = plan_on_x();
        plan.tracking.figures.set(metric(STOCK), Some(channel(X)), day(on), Some(Decimal::whole(value)));
        let file = file(FOLLOWS);
        let choices = proposed(&plan, &file, false);
        assert_eq!(totals(&compared(&plan, &file, &choices)), expected, "{on}");
    }
    // Of another channel, or of a day before the gap: of no use.
    let mut plan = plan_on_x();
    plan.tracking.figures.set(metric(STOCK), None, day("2027-04-05"), Some(Decimal::whole(500)));
    plan.tracking.figures.set(metric(STOCK), Some(channel(X)), day("2027-04-01"), Some(Decimal::whole(499)));
    assert_eq!(proposed(&plan, &file(FOLLOWS), false).last().unwrap().total, None);
}

#[test]
fn two_columns_of_one_metric_are_added_up_unless_it_does_not_add_up() {
    let plan = plan();
    let content = "Date,A,B\n2027-04-01,5,7\n2027-04-02,3,-\n";
    let by = |target: MetricTarget| {
        let choice = SeriesChoice { metric: target, ..SeriesChoice::default() };
        compared(&plan, &file(content), &[choice.clone(), choice])
    };
    let added = by(MetricTarget::Known(metric(FOLLOWERS)));
    let values: Vec<_> = added.changes.iter().filter_map(|change| change.value).collect();
    assert_eq!(values, [Decimal::whole(12), Decimal::whole(3)]);
    assert_eq!(by(MetricTarget::Listed("followers")).refused, [(1, Refusal::NotAdditive)]);
}

#[test]
fn absent_days_become_zero_only_when_confirmed() {
    let plan = plan();
    let content = "sep=,\n\"Instagram follows\"\n\"Date\",\"Primary\"\n\"2027-04-01T00:00:00\",\"20\"\n\"2027-04-04T00:00:00\",\"5\"\n";
    let file = file(content);
    let mut choices = proposed(&plan, &file, false);
    assert_eq!(choices[0].channel, ChannelTarget::Listed("instagram"));
    assert_eq!(compared(&plan, &file, &choices).new, 2);
    choices[0].fill_absent = true;
    let filled = compared(&plan, &file, &choices);
    assert_eq!((filled.new, filled.filled), (4, 2));
    assert_eq!(filled.changes[1].value, Some(Decimal::ZERO));
}

#[test]
fn the_tables_of_a_youtube_archive_are_not_counted_twice() {
    let bytes =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/figures/youtube_content.zip")).unwrap();
    let choices = ReadingChoices::new(day("2027-04-25"));
    let file = read(&bytes, &ReadOptions::default(), &choices, &mut |_| {}).unwrap();
    let mut plan = plan();
    plan.goals.metrics.push(Metric::new(metric(90), MetricDefinition::Dictionary("views".into())));
    let choices = proposed(&plan, &file, false);
    let found = compared(&plan, &file, &choices);
    let views: Vec<_> = found.changes.iter().filter_map(|change| change.value).collect();
    assert_eq!(views, [Decimal::whole(130), Decimal::whole(520)]);
    // Chosen all the same, the second table is refused.
    let all: Vec<_> = choices
        .iter()
        .map(|choice| SeriesChoice { metric: MetricTarget::Known(metric(90)), ..choice.clone() })
        .collect();
    assert!(compared(&plan, &file, &all).refused.iter().any(|(_, why)| *why == Refusal::OtherTable));
}

#[test]
fn choices_are_proposed_again_for_a_file_with_the_same_headings_in_any_plan() {
    let content = "When,Hits,Smiles\n03/04/2027,5,7\n04/04/2027,6,8\n";
    let chosen = ReadingChoices { order: Some(DayOrder::DayFirst), ..ReadingChoices::new(day("2027-04-25")) };
    let found = read(content.as_bytes(), &ReadOptions::default(), &chosen, &mut |_| {}).unwrap();
    let choices = [
        SeriesChoice { metric: MetricTarget::Listed("sessions"), ..SeriesChoice::default() },
        SeriesChoice {
            metric: MetricTarget::Known(metric(SMILES)),
            channel: ChannelTarget::Known(channel(WECHAT)),
            ..SeriesChoice::default()
        },
    ];
    let mut memory = RememberedChoices::default();
    memory.remember(&plan(), &found, &chosen, &choices);
    let memory = RememberedChoices::from_text(&memory.to_text());
    let next = file("When,Hits,Smiles\n05/04/2027,5,7\n06/04/2027,6,8\n");
    let reading = memory.reading(&next, &ReadingChoices::new(day("2027-04-25")));
    assert_eq!(reading.as_ref().unwrap().order, Some(DayOrder::DayFirst));
    let next_text = "When,Hits,Smiles\n05/04/2027,5,7\n06/04/2027,6,8\n";
    let next = read(next_text.as_bytes(), &ReadOptions::default(), &reading.unwrap(), &mut |_| {}).unwrap();
    let mut other = plan();
    other.strategy.channels.clear();
    let mut proposed = proposed(&other, &next, false);
    assert!(memory.apply(&other, &names(&other), &next, &mut proposed));
    assert_eq!(proposed[0].metric, MetricTarget::Listed("sessions"));
    assert_eq!(proposed[1].metric, MetricTarget::Known(metric(SMILES)));
    assert_eq!(proposed[1].channel, ChannelTarget::Listed("wechat_oa"));
    assert!(!memory.apply(&other, &names(&other), &file("When,Hits\n05/04/2027,5\n"), &mut proposed));
}

fn export(plan: &Plan) -> String {
    let known = names(plan);
    let shown = |id: ChannelId| {
        let channel = plan.find(id).unwrap();
        if channel.name.is_empty() { channel.catalogue.clone().unwrap_or_default() } else { channel.name.clone() }
    };
    let words = ActualsCsvWords {
        heading: &ActualsColumn::key,
        metric: &|id| known.metric_cell(id),
        channel: &|id| known.channel_cell(id, &shown(id)),
    };
    actuals::csv(plan, &words)
}

fn imported(plan: &Plan, content: &str) -> FigureTable {
    let file = file(content);
    let choices = proposed(plan, &file, false);
    let found = compared(plan, &file, &choices);
    assert_eq!((found.refused.len(), file.tables[0].errors.count), (0, 0));
    let mut after = plan.clone();
    if let Some(edit) = found.edit(plan) {
        apply(&mut after, edit).unwrap();
    }
    assert_eq!(after.goals, plan.goals, "nothing is added");
    after.tracking.figures
}

#[test]
fn our_own_export_adds_what_another_plan_does_not_have() {
    let mut from = plan();
    from.tracking.figures.set(metric(SMILES), Some(channel(STALLS)), day("2027-04-03"), Some(Decimal::whole(4)));
    from.tracking.figures.set(metric(FOLLOWERS), None, day("2027-04-03"), Some(Decimal::whole(9)));
    let content = export(&from);
    let mut other = plan();
    other.goals.metrics.clear();
    other.strategy.channels.clear();
    let choices = proposed(&other, &file(&content), false);
    assert_eq!(choices[0].metric, MetricTarget::Listed("new_followers"));
    assert_eq!(
        (&choices[1].metric, &choices[1].channel),
        (&MetricTarget::Named("Smiles".into()), &ChannelTarget::Named("Stalls".into()))
    );
}

proptest! {
    #[test]
    fn figures_out_and_in_again_are_the_same(
        figures in prop::collection::vec((0_usize..3, 0_usize..3, 0_u64..60, -9_999_999_i64..=9_999_999, 0_u8..=4), 0..80),
    ) {
        let mut before = plan();
        before.tracking.figures = figures.into_iter().map(|(of, on, after, value, decimals)| Figure {
            on: day("2027-02-20") + Days::new(after),
            metric: metric([FOLLOWERS, CTR, SMILES][of]),
            channel: [None, Some(channel(WECHAT)), Some(channel(STALLS))][on],
            value: Decimal::from_scaled(value, decimals).unwrap(),
        }).collect();
        let mut empty = before.clone();
        empty.tracking.figures = FigureTable::default();
        prop_assume!(!before.tracking.figures.is_empty());
        prop_assert_eq!(imported(&empty, &export(&before)), before.tracking.figures);
    }
}
