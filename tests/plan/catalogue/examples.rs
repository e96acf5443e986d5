//! The worked examples: builds their plan files from the sources, and checks their figures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::{Datelike, Days, NaiveDate};
use groundswell::file;
use groundswell::plan::Plan;
use groundswell::plan::budget::cost_effectiveness::{CostSource, measured_costs};
use groundswell::plan::budget::ledger::Ledger;
use groundswell::plan::budget::pacing::pacing;
use groundswell::plan::catalogue::channels::CatalogueChannel;
use groundswell::plan::catalogue::examples::{EXAMPLES, Example, LANGUAGES};
use groundswell::plan::catalogue::methods::Method;
use groundswell::plan::goals::funding_gap::{Estimate, LimitingFactor, goal_coverage};
use groundswell::plan::model::basics::Market;
use groundswell::plan::model::budget::{Allocation, Category, LineItem};
use groundswell::plan::model::dates::shifted;
use groundswell::plan::model::id::Id;
use groundswell::plan::model::metric::{MetricDefinition, MetricId, Source};
use groundswell::plan::model::metric_dictionary::Platform;
use groundswell::plan::model::phase::PhaseId;
use groundswell::plan::model::schedule::PostState;
use groundswell::plan::model::tracking::Tracking;
use groundswell::plan::numbers::decimal::Decimal;
use groundswell::plan::numbers::money::Money;
use groundswell::plan::review::findings::check;
use groundswell::plan::schedule::posts::{week_count, weeks};
use serde_json::{Map, Value, json};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/core/plan/catalogue/examples"))
}

fn source(example: &Example) -> Value {
    let path = folder().join("source").join(format!("{}.json", example.key));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The plan of an example in one language.
fn build(example: &Example, language: &str) -> Plan {
    let mut counter = 0;
    let plan = plain(source(example), language, &mut counter);
    let text = json!({ "format": file::FORMAT, "version": file::VERSION, "plan": plan }).to_string();
    match file::read(&text) {
        Ok(loaded) => loaded.plan,
        Err(error) => panic!("{} in {language}: {error:?}", example.key),
    }
}

/// Expands the shorthand of a source: texts in two languages, names instead of ids, series of daily figures.
fn plain(value: Value, language: &str, counter: &mut u64) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix('@').filter(|name| name.contains('/')) {
            Some(name) => Value::String(id_of(name)),
            None => Value::String(text),
        },
        Value::Array(items) if items.iter().any(|item| item.get("values").is_some()) => {
            let actuals = items.into_iter().flat_map(|run| actuals(&plain(run, language, counter), counter));
            Value::Array(actuals.collect())
        }
        Value::Array(items) => items.into_iter().map(|item| plain(item, language, counter)).collect(),
        Value::Object(mut fields) if fields.len() == 2 && fields.contains_key("en") && fields.contains_key("zh") => {
            fields.remove(language).unwrap()
        }
        Value::Object(fields) if fields.contains_key("from") && fields.contains_key("results") => test_days(&fields),
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (key, plain(value, language, counter))).collect()
        }
        other => other,
    }
}

/// An id derived from the part's name only (FNV-1a), so that adding a part changes no other line of the files.
fn id_of(name: &str) -> String {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    Id::<()>::from_bits(hash ^ (hash >> 50)).to_string()
}

fn days_from(first: &Value, every: u64) -> impl Iterator<Item = NaiveDate> + use<> {
    let first: NaiveDate = first.as_str().unwrap().parse().unwrap();
    (0..).map(move |index| first + Days::new(index * every))
}

/// Expands `{metric, channel, from, every, values}` to one figure every `every` days.
fn actuals(run: &Value, counter: &mut u64) -> Vec<Value> {
    let every = run.get("every").map_or(1, |every| every.as_u64().unwrap());
    let values = run["values"].as_array().unwrap();
    days_from(&run["from"], every)
        .zip(values)
        .map(|(on, value)| {
            // Sequential rather than hashed ids: thousands of similar ids compress well.
            *counter += 1;
            let id = Id::<()>::from_bits(*counter).to_string();
            let mut actual = Map::new();
            actual.insert("id".to_owned(), json!(id));
            actual.insert("on".to_owned(), json!(on));
            actual.insert("metric".to_owned(), run["metric"].clone());
            if let Some(channel) = run.get("channel") {
                actual.insert("channel".to_owned(), channel.clone());
            }
            actual.insert("value".to_owned(), value.clone());
            Value::Object(actual)
        })
        .collect()
}

/// Expands `{from, spend, results}` to the days of a test.
fn test_days(run: &Map<String, Value>) -> Value {
    let (spend, results) = (run["spend"].as_array().unwrap(), run["results"].as_array().unwrap());
    assert_eq!(spend.len(), results.len());
    days_from(&run["from"], 1)
        .zip(spend.iter().zip(results))
        .map(|(on, (spend, results))| json!({ "on": on, "spend": spend, "results": results }))
        .collect()
}

fn each_plan(check: impl Fn(&Example, &str, &Plan)) {
    for example in &EXAMPLES {
        for language in LANGUAGES {
            check(example, language, &build(example, language));
        }
    }
}

#[test]
fn the_published_example_files_match_their_sources() {
    each_plan(|example, language, plan| {
        let path = folder().join(example.file(language));
        let made = file::write(plan);
        if std::env::var_os("UPDATE_EXAMPLES").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == made,
            "{} is not what its source makes. If that is intended: UPDATE_EXAMPLES=1 cargo test --test plan examples",
            path.display()
        );
        assert!(made.len() < 100_000, "{} weighs {} bytes", path.display(), made.len());
    });
}

#[test]
fn the_two_languages_of_an_example_differ_only_in_texts() {
    fn without_words(value: &Value) -> Value {
        match value {
            Value::String(text) if text.is_ascii() && !text.contains(' ') => Value::String(text.clone()),
            Value::String(_) => Value::Null,
            Value::Array(items) => items.iter().map(without_words).collect(),
            Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), without_words(value))).collect(),
            other => other.clone(),
        }
    }
    fn shape(value: &Value) -> Value {
        match value {
            Value::String(text) if text.parse::<NaiveDate>().is_ok() => json!(text),
            Value::String(_) => json!("text"),
            Value::Array(items) => items.iter().map(shape).collect(),
            Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), shape(value))).collect(),
            other => other.clone(),
        }
    }
    fn has_chinese(text: &str) -> bool {
        text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
    }
    for example in &EXAMPLES {
        let (en, zh) = (build(example, "en"), build(example, "zh"));
        let (en_json, zh_json) = (serde_json::to_value(&en).unwrap(), serde_json::to_value(&zh).unwrap());
        assert_eq!(shape(&en_json), shape(&zh_json));
        assert!(!has_chinese(&without_words(&zh_json).to_string()));
        assert!(!has_chinese(&en_json.to_string()), "{}: Chinese in the English plan", example.key);
        assert!(has_chinese(&zh.basics.name));
    }
}

#[test]
fn the_examples_have_their_documented_sums() {
    let checks: Value = serde_json::from_str(include_str!("../../fixtures/example_checks.json")).unwrap();
    each_plan(|example, _, plan| {
        let check = &checks[example.key];
        let expect = |what: &str, minor: i64| assert_eq!(json!(minor), check[what], "{}: {what}", example.key);
        let amount = |line: &LineItem| {
            Money::of(line.quantity.unwrap(), line.unit_price.unwrap(), plan.basics.currency).unwrap().minor()
        };

        let total: i64 = plan.budget.lines.iter().map(amount).sum();
        expect("budget", total);
        assert_eq!(plan.budget.settings.total_budget.unwrap().minor(), total);

        let mut by_phase: BTreeMap<String, i64> = BTreeMap::new();
        let mut by_category: BTreeMap<String, i64> = BTreeMap::new();
        for line in &plan.budget.lines {
            let phase = line.phase.map_or(json!("all"), |id| json!(plan.find(id).unwrap().kind));
            *by_phase.entry(phase.as_str().unwrap().to_owned()).or_default() += amount(line);
            let category = json!(line.category).as_str().unwrap().to_owned();
            *by_category.entry(category).or_default() += amount(line);
        }
        assert_eq!(json!(by_phase), check["by_phase"]);
        assert_eq!(json!(by_category), check["by_category"]);
        for phase in &plan.phases {
            let kind = json!(phase.kind);
            let Allocation::Fixed(allocation) = phase.allocation else { panic!("{kind} has no fixed allotment") };
            assert_eq!(json!(allocation), check["by_phase"][kind.as_str().unwrap()]);
        }
        assert_eq!(json!({ "fixed": by_category["contingency"] }), json!(plan.budget.settings.contingency));

        let committed: Money = plan.budget.lines.iter().filter_map(|line| line.committed).sum();
        let actual: Money = plan.budget.lines.iter().filter_map(|line| line.actual).sum();
        expect("committed", committed.minor());
        expect("actual", actual.minor());
        expect("available", total - committed.minor() - actual.minor());
        assert!(plan.budget.lines.iter().filter(|line| line.category == Category::Contingency).count() == 1);

        for test in &plan.strategy.channel_tests {
            assert_eq!(test.days.iter().map(|day| day.spend).sum::<Money>(), test.spent().unwrap());
            assert_eq!(test.days.iter().map(|day| day.results).sum::<u32>(), test.counted().unwrap());
        }
        let counted = plan.strategy.rule.metric.unwrap();
        expect("results_total", sum(plan, counted));
        let results: Value = check["results_by_channel"].as_object().unwrap().values().cloned().collect();
        let mut found = channel_sums(plan, counted);
        let mut wanted: Vec<i64> = results.as_array().unwrap().iter().map(|count| count.as_i64().unwrap()).collect();
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted);
        // The metric is in whole currency units; money is in minor units.
        let spent: i64 = figures(plan, metric(plan, "spend")).map(|value| value.to_scaled(2)).sum();
        expect("daily_spend_sum", spent);

        for (name, value) in check["sums"].as_object().unwrap() {
            let found = match name.as_str() {
                "end_fans" => {
                    let fans = metric(plan, "followers");
                    let last = plan.tracking.figures.iter().filter(|figure| figure.metric == fans).max_by_key(|a| a.on);
                    last.unwrap().value.trunc()
                }
                "end_subscribers" => {
                    let of = metric(plan, "subscribers");
                    let last = plan.tracking.figures.iter().filter(|figure| figure.metric == of).max_by_key(|a| a.on);
                    last.unwrap().value.trunc()
                }
                "reservations" => sum(plan, plan.goals.north_star.as_ref().unwrap().metric),
                "shop_orders" => sum(plan, metric(plan, "orders")),
                key => sum(plan, metric(plan, key)),
            };
            assert_eq!(json!(found), *value, "{}: {name}", example.key);
        }
    });
}

#[test]
fn the_ledger_of_an_example_has_the_sums_computed_by_hand() {
    let checks: Value = serde_json::from_str(include_str!("../../fixtures/example_checks.json")).unwrap();
    each_plan(|example, _, plan| {
        let check = &checks[example.key];
        let ledger = Ledger::of(plan);
        let totals = ledger.totals();
        let found = json!({
            "budget": totals.planned,
            "committed": totals.committed,
            "actual": totals.actual,
            "available": totals.available(),
        });
        for (what, minor) in found.as_object().unwrap() {
            assert_eq!(*minor, check[what], "{}: {what}", example.key);
        }
        assert_eq!(totals.without_amount, 0);

        let name = |phase: Option<PhaseId>| phase.map_or(json!("all"), |id| json!(plan.find(id).unwrap().kind));
        let by_phase: Map<String, Value> = ledger
            .by_phase()
            .iter()
            .map(|row| (name(row.of).as_str().unwrap().to_owned(), json!(row.total())))
            .collect();
        assert_eq!(json!(by_phase), check["by_phase"]);
        let by_category: Map<String, Value> = ledger
            .by_category()
            .into_iter()
            .map(|(category, sum)| (json!(category).as_str().unwrap().to_owned(), json!(sum)))
            .collect();
        assert_eq!(json!(by_category), check["by_category"]);

        // The sums by channel have no hand-computed figures: they are computed here in another way.
        for row in ledger.by_channel() {
            let lines = || plan.budget.lines.iter().filter(|line| line.channel == row.of);
            assert_eq!(row.total(), lines().map(|line| plan.amount(line).unwrap()).sum());
            assert_eq!(row.sums.committed(), lines().filter_map(|line| line.committed).sum());
            assert_eq!(row.sums.actual(), lines().filter_map(|line| line.actual).sum());
            assert_eq!(row.parts().chain([row.outside()]).sum::<Money>(), row.total());
        }
        assert_eq!(ledger.by_month(plan).into_iter().map(|(_, sum)| sum).sum::<Money>(), totals.planned);
    });
}

#[test]
fn measured_costs_of_the_examples_match_their_tests() {
    let checks: Value = serde_json::from_str(include_str!("../../fixtures/example_checks.json")).unwrap();
    each_plan(|example, _, plan| {
        let metric = plan.strategy.rule.metric;
        let found = measured_costs(plan, &Ledger::of(plan)).costs;
        let whole = found.iter().find(|found| found.channel.is_none() && found.metric == metric).unwrap();
        assert_eq!(whole.by, CostSource::Tracking);
        assert_eq!(json!(whole.cost.spend), checks[example.key]["daily_spend_sum"]);
        assert_eq!(json!(whole.cost.results), checks[example.key]["results_total"]);
        for test in &plan.strategy.channel_tests {
            let cost = found.iter().find(|found| found.channel == Some(test.channel)).unwrap();
            assert_eq!((cost.by, Some(cost.cost.spend)), (CostSource::ChannelTest, test.spent()));
            assert_eq!(cost.cost.results, Decimal::from_int(test.counted().unwrap().into()).unwrap());
        }
    });
}

/// Computed by hand: the need, the results expected by the due date, the missing results and their cost.
#[test]
fn goal_coverage_of_the_examples_matches_the_figures_computed_by_hand() {
    let wanted = [
        // 0.2 % leave each day: 0.002 × 15,000 / (1 − 0.998¹⁴⁰) = 122.73 a day, 140 days.
        ("o2o", "followers", 17_183, 15_500, 1_683, 2_642_853),
        // An average of 120 a day for 140 days.
        ("o2o", "new_followers", 16_800, 15_500, 1_300, 2_041_420),
        // From 26 to 360 a day in 84 days: 334 × 85 / 2 above the baseline. The brand phase starts after the due date.
        ("tool-app", "activations", 14_195, 12_960, 1_235, 1_257_871),
        // 0.1 % leave each day: 0.001 × (18,000 − 8,000 × 0.999¹⁴⁰) / (1 − 0.999¹⁴⁰) = 84.51 a day.
        ("museum", "followers", 11_832, 10_790, 1_042, 1_319_159),
    ];
    for (key, goal, need, expected, short, price) in wanted {
        let example = EXAMPLES.iter().find(|example| example.key == key).unwrap();
        let plan = build(example, "en");
        let found = goal_coverage(&plan, &Ledger::of(&plan));
        let found = found.goals.iter().find(|found| found.metric == metric(&plan, goal)).unwrap();
        let int = |number| Decimal::from_int(number).unwrap();
        assert_eq!(found.need.map(|need| need.count), Some(int(need)), "{key}: {goal}");
        assert_eq!(found.expected.results, int(expected), "{key}: {goal}");
        // The whole total budget is planned: nothing is free.
        let money = Estimate::exactly(Money::from_minor(price).unwrap());
        assert_eq!(
            found.limiting_factor,
            LimitingFactor::Money { short: int(short), money, missing_budget: money },
            "{key}: {goal}"
        );
    }
}

/// The budget of an example brings what its goals need, or at least nine tenths of it where its notes say what brings the
/// rest; all of it in the international ones.
#[test]
fn the_examples_cover_their_goals() {
    each_plan(|example, language, plan| {
        for goal in goal_coverage(plan, &Ledger::of(plan)).goals {
            let metric = plan.find(goal.metric).unwrap();
            let name = format!("{} in {language}: {:?}", example.key, metric.definition);
            let (need, brought) = (goal.need.unwrap().count, goal.expected.results);
            assert!(brought * 10 >= need * 9, "{name}: {brought:?} of {need:?}");
            if example.market == Market::International {
                assert!(brought >= need, "{name}: {brought:?} of {need:?}");
            }
        }
    });
}

/// A finished plan has no finding, not even a hint, wherever it is moved: a year of weeks meets every length and start of a
/// month, the leap day included.
#[test]
fn examples_have_no_findings_wherever_they_are_moved() {
    each_plan(|example, language, plan| {
        for weeks in 0..60 {
            let found: Vec<_> =
                check(&shifted(plan, weeks).unwrap()).into_iter().map(|finding| finding.issue).collect();
            assert!(found.is_empty(), "{} in {language}, {weeks} weeks later: {found:?}", example.key);
        }
    });
}

/// Everything in an example is suggested in its market.
#[test]
fn the_examples_stay_in_their_market() {
    each_plan(|example, _, plan| {
        for metric in &plan.goals.metrics {
            if let Some(Source::Platform(key)) = &metric.source {
                assert!(Platform::by_key(key).unwrap().markets.include(example.market), "{key}");
            }
        }
        for key in plan.strategy.channels.iter().filter_map(|channel| channel.catalogue.as_deref()) {
            assert!(CatalogueChannel::by_key(key).unwrap().markets.include(example.market), "{key}");
        }
        for key in plan.activities.iter().filter_map(|activity| activity.method.as_deref()) {
            assert!(Method::by_key(key).unwrap().markets.include(example.market), "{key}");
        }
        assert!(plan.partners.iter().all(|partner| partner.kind.markets().include(example.market)));
        let is_yuan = plan.basics.currency.code() == "CNY";
        assert_eq!(is_yuan, example.market == Market::China, "{}", example.key);
    });
}

/// What an example tells has happened by the day it is written as of, and part of the plan lies ahead of that day.
#[test]
fn the_examples_stay_in_their_story() {
    each_plan(|example, _, plan| {
        let today = example.as_of;
        assert_eq!(plan.tracking.figures.iter().map(|figure| figure.on).max(), Some(today));
        assert!(plan.phases.first().unwrap().last < Some(today) && Some(today) < plan.phases.last().unwrap().first);
        for line in &plan.budget.lines {
            let first = line.phase.and_then(|id| plan.find(id)).and_then(|phase| phase.first);
            assert!(line.actual.is_none() || first.unwrap() <= today, "{}", line.description);
        }
        for activity in plan.activities.iter().filter(|activity| activity.first > Some(today)) {
            assert!(activity.checklist.iter().all(|item| !item.done), "{}", activity.name);
        }
        for post in &plan.schedule.posts {
            assert_eq!(post.state == PostState::Published, post.on <= today, "{}", post.title);
        }
        assert!(plan.feedback.iter().all(|feedback| feedback.on.unwrap() <= today));
        assert!(plan.strategy.channel_tests.iter().flat_map(|test| &test.days).all(|day| day.on <= today));
    });
}

/// No week of an example's calendar is empty, and the week it is written as of and the next have what their cadences ask.
#[test]
fn every_week_of_an_example_has_posts() {
    each_plan(|example, language, plan| {
        for week in weeks(plan.basics.days().unwrap()) {
            let count = week_count(plan, week);
            assert!(count.posts >= 2, "{} in {language}, week of {week}: {count:?}", example.key);
            if (example.as_of - week).num_days().abs() < 7 {
                assert!(count.is_full(), "{} in {language}, week of {week}: {count:?}", example.key);
            }
        }
        let titles: BTreeSet<&str> = plan.schedule.posts.iter().map(|post| post.title.as_str()).collect();
        assert_eq!(titles.len(), plan.schedule.posts.len(), "{} in {language}: a title occurs twice", example.key);
    });
}

/// An example is moved to the reader's day, so its texts must be true on any day.
#[test]
fn the_texts_of_the_examples_name_no_date_month_season_or_holiday() {
    const ENGLISH: &[&str] = &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "spring",
        "summer",
        "autumn",
        "winter",
        "holiday",
        "holidays",
        "festival",
        "festivals",
        "Christmas",
        "Easter",
        "Halloween",
        "semester",
        "exam",
        "exams",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
    ];
    const CHINESE: &[&str] =
        &["春", "夏", "秋", "冬", "节日", "节庆", "假期", "季度", "公共假", "五一", "国庆", "学期", "考试"];
    fn texts(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) if text.parse::<NaiveDate>().is_err() => found.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
            Value::Object(fields) => fields.values().for_each(|item| texts(item, found)),
            _ => {}
        }
    }
    /// `3 月`, `六月`, but not `3 个月` or `月活`.
    fn names_a_month(text: &str) -> bool {
        text.match_indices('月').any(|(at, _)| {
            let before = text[..at].trim_end().chars().next_back();
            before.is_some_and(|last| last.is_ascii_digit() || "一二三四五六七八九十".contains(last))
        })
    }
    /// A year such as 2027, alone or in a parameter.
    fn names_a_year(text: &str) -> bool {
        text.split(|letter: char| !letter.is_ascii_digit()).any(|part| part.len() == 4 && part.starts_with("20"))
    }
    each_plan(|example, language, plan| {
        let mut found = Vec::new();
        // Series of figures are texts of numbers.
        let worded = Plan { tracking: Tracking::default(), ..plan.clone() };
        texts(&serde_json::to_value(&worded).unwrap(), &mut found);
        for text in found {
            let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
            let is_dated = words.any(|word| ENGLISH.contains(&word) || ENGLISH.contains(&word.to_lowercase().as_str()))
                || CHINESE.iter().any(|word| text.contains(word))
                || names_a_month(&text)
                || names_a_year(&text);
            assert!(!is_dated, "{} in {language}: {text}", example.key);
        }
    });
}

/// On any day its reader opens it, a Sunday or a leap day, an example has its last figures in the last seven days.
#[test]
fn an_example_is_opened_as_of_the_readers_week() {
    each_plan(|example, _, plan| {
        for today in ["2027-04-25", "2027-04-26", "2027-05-01", "2027-04-24", "2026-11-30", "2028-02-29", "2031-12-31"]
        {
            let today: NaiveDate = today.parse().unwrap();
            let opened = example.plan_on(plan.clone(), today);
            let last = opened.tracking.figures.iter().map(|figure| figure.on).max().unwrap();
            assert!((0..7).contains(&(today - last).num_days()), "{}: {last} on {today}", example.key);
            assert!(opened.basics.first_day < Some(today) && Some(today) < opened.basics.last_day);
            let start = |plan: &Plan| plan.basics.first_day.unwrap().weekday();
            assert_eq!(start(&opened), start(plan));
        }
        assert_eq!(example.plan_on(plan.clone(), example.as_of), *plan);
        // A clock that is off by millennia.
        assert_eq!(example.plan_on(plan.clone(), NaiveDate::MAX), *plan);
    });
}

#[test]
fn pacing_of_an_example_follows_its_deliveries() {
    let example = EXAMPLES.iter().find(|example| example.key == "o2o").unwrap();
    let plan = build(example, "en");
    let found = pacing(&plan, &Ledger::of(&plan), "2027-04-25".parse().unwrap());
    let money = |minor| Money::from_minor(minor).unwrap();
    // 56 of 140 days: all 34,000 of the seed phase; half of the 104,000 of the initial phase, except amounts entered by hand.
    assert_eq!((found.plan.elapsed, found.phases[0].1.to_date), (56, money(3_400_000)));
    // The seed lines are paid with 32,600 and saved 1,400. The rest is still expected to be spent.
    assert_eq!((found.plan.forecast, found.plan.at_completion), (money(29_860_000), money(140_000)));
    assert_eq!(found.phases[0].1.at_completion, money(140_000));
    let contingency = &found.phases.last().unwrap().1;
    assert_eq!((contingency.planned, contingency.to_date, contingency.pacing), (money(2_200_000), Money::ZERO, None));
}

fn metric(plan: &Plan, key: &str) -> MetricId {
    let definition = MetricDefinition::Dictionary(key.to_owned());
    plan.goals.metrics.iter().find(|metric| metric.definition == definition).unwrap().id
}

fn figures(plan: &Plan, metric: MetricId) -> impl Iterator<Item = Decimal> + '_ {
    plan.tracking.figures.iter().filter(move |figure| figure.metric == metric).map(|figure| figure.value)
}

fn sum(plan: &Plan, metric: MetricId) -> i64 {
    figures(plan, metric).map(Decimal::trunc).sum()
}

fn channel_sums(plan: &Plan, metric: MetricId) -> Vec<i64> {
    let mut sums: BTreeMap<_, i64> = BTreeMap::new();
    for figure in plan.tracking.figures.iter().filter(|figure| figure.metric == metric) {
        *sums.entry(figure.channel).or_default() += figure.value.trunc();
    }
    sums.into_values().collect()
}

#[test]
fn examples_are_complete_and_use_only_catalogue_keys() {
    each_plan(|example, language, plan| {
        assert_eq!(plan.basics.market, example.market);
        assert!(plan.basics.kind.is_some());
        let days = plan.basics.days().unwrap();
        for metric in &plan.goals.metrics {
            let known =
                matches!(metric.definition, MetricDefinition::Custom(_)) || metric.definition.dictionary().is_some();
            assert!(known, "{:?}", metric.definition);
            assert!(metric.baseline.is_some() && metric.baseline_on.is_some() && metric.target.is_some());
            assert!(metric.due.is_some_and(|due| days.contains(due)) && !metric.owner.is_empty());
            match metric.source.as_ref().unwrap() {
                Source::Platform(key) => {
                    let entry = metric.definition.dictionary();
                    assert!(entry.is_none_or(|entry| entry.platforms.contains(&key.as_str()) || key == "WOA"));
                }
                Source::OwnStatistics(built) => {
                    assert!(!built.event.is_empty() && !built.formula.is_empty() && !built.acceptance.is_empty());
                }
            }
        }
        for channel in &plan.strategy.channels {
            match &channel.catalogue {
                Some(key) => assert!(CatalogueChannel::by_key(key).is_some(), "{key}"),
                None => assert!(!channel.name.is_empty()),
            }
        }
        for activity in &plan.activities {
            assert!(
                activity.method.as_deref().is_none_or(|key| Method::by_key(key).is_some()),
                "{:?}",
                activity.method
            );
            let phase = plan.find(activity.phase).unwrap().days().unwrap();
            assert!(activity.first.is_some_and(|first| phase.contains(first)), "{}", activity.name);
            assert!(!activity.owner.is_empty() && !activity.checklist.is_empty());
        }
        let mut day = plan.basics.first_day.unwrap();
        for phase in &plan.phases {
            assert_eq!(phase.first, Some(day), "{language}: the phases follow each other without gaps");
            day = phase.last.unwrap().succ_opt().unwrap();
        }
        assert_eq!(plan.basics.last_day, day.pred_opt());
        for cadence in &plan.schedule.cadences {
            assert!(cadence.original <= cadence.per_week);
            assert_eq!(cadence.weekdays.len(), cadence.per_week as usize);
        }
        for post in &plan.schedule.posts {
            let cadence = plan.schedule.cadences.iter().find(|cadence| Some(cadence.id) == post.cadence).unwrap();
            assert_eq!(cadence.channel, post.channel);
            assert!(cadence.weekdays.contains(&post.on.weekday()), "{}", post.title);
        }
    });
}
