//! Tests of every finding: a sound plan does not have it, the same plan with one fault does.

use chrono::NaiveDate;

use crate::plan::model::activity::Activity;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::budget::{Allocation, Category, LineItem, PaysFor};
use crate::plan::model::channel::{AccountKind, Channel};
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::funnel::{FunnelStage, StageKind};
use crate::plan::model::goals::{NorthStar, OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::metric::{Metric, MetricDefinition, PathShape, Source, TrackingSpecification};
use crate::plan::model::partner::{Partner, PartnerKind};
use crate::plan::model::phase::{Comparison, Criterion, Objective};
use crate::plan::model::schedule::{Cadence, Post, PostState};
use crate::plan::model::suggestions::SuggestedPart;
use crate::plan::model::timing::Timing;
use crate::plan::model::tracked_link::TrackedLink;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::review::findings::*;

fn id<T>(bits: u64) -> Id<T> {
    Id::from_bits(bits)
}
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
#[allow(clippy::unnecessary_wraps)] // the fields hold options
fn some(text: &str) -> Option<NaiveDate> {
    Some(day(text))
}
fn int(value: i64) -> Option<Decimal> {
    Decimal::from_int(value)
}
fn minor(value: i64) -> Option<Money> {
    Money::from_minor(value)
}

/// A small plan without any finding.
fn sound() -> Plan {
    let mut next = 100;
    let mut plan = Plan::blank(&mut || {
        next += 1;
        next
    });
    plan.basics.product = "Vegetables by bicycle".into();
    (plan.basics.first_day, plan.basics.last_day) = (some("2027-03-01"), some("2027-05-23"));
    plan.basics.audience.push(AudienceGroup { id: id(1), who: "Families".into(), reached_at: "Group chats".into() });

    let mut metric = Metric::new(id(2), MetricDefinition::Dictionary("followers".into()));
    (metric.baseline, metric.baseline_on, metric.target) = (int(0), some("2027-02-28"), int(1_000));
    (metric.due, metric.owner) = (some("2027-03-28"), "Ann".into());
    metric.source = Some(Source::Platform("WOA".into()));
    plan.goals.metrics.push(metric);
    plan.goals.north_star = Some(NorthStar { metric: id(2), why: String::new() });
    plan.goals.teams.push(Team { id: id(3), name: "Content".into(), lead: String::new() });
    plan.goals.outputs.push(OutputGoal {
        id: id(4),
        team: id(3),
        what: "Articles".into(),
        channel: None,
        per_week: Some(5),
        original: Some(3),
        owner: String::new(),
    });
    plan.goals.results.push(ResultGoal {
        id: id(5),
        team: id(3),
        metric: Some(id(2)),
        last_month: None,
        target: int(1_000),
        due: None,
        share: Some(BasisPoints::WHOLE),
        owner: String::new(),
    });
    plan.goals.funnel.stages = vec![
        FunnelStage { id: id(6), kind: StageKind::Visit, name: String::new(), rate: None },
        FunnelStage { id: id(7), kind: StageKind::Follow, name: String::new(), rate: int(40) },
    ];

    plan.budget.settings.total_budget = minor(1_000_000);
    plan.budget.settings.contingency = Allocation::Fixed(Money::ZERO);
    for (index, phase) in plan.phases.iter_mut().enumerate() {
        phase.allocation = Allocation::Share(BasisPoints([3_000, 3_000, 4_000][index]));
        let days = [("2027-03-01", "2027-03-28"), ("2027-03-29", "2027-04-25"), ("2027-04-26", "2027-05-23")][index];
        (phase.first, phase.last) = (some(days.0), some(days.1));
        phase.objective = Some(Objective { metric: Some(id(2)), number: int(1_000) });
        let reached = Criterion {
            metric: Some(id(2)),
            words: String::new(),
            holds: Comparison::AtLeast,
            value: int(1_000),
            seen: None,
        };
        phase.exit.push(reached);
        let mut activity = Activity::new(id(20 + index as u64), phase.id, None, "Invite friends".into());
        activity.owner = "Ann".into();
        plan.activities.push(activity);
    }
    for index in 0..10 {
        let mut line = LineItem::new(id(30 + index));
        line.phase = Some(plan.phases[usize::try_from(index).unwrap() % 3].id);
        (line.quantity, line.unit_price) = (int(2), int(40));
        plan.budget.lines.push(line);
    }
    plan.strategy.rule.focus = "Twenty communities around six shops".into();
    plan.strategy.channels.push(Channel::new(id(50), Some("wechat_group".into())));
    plan.groups.push(Group {
        id: id(51),
        phase: plan.phases[0].id,
        channel: Some(id(50)),
        name: "Fans".into(),
        count: 2,
        capacity: 500,
        admins: String::new(),
        rules: String::new(),
        rhythm: String::new(),
    });
    plan.strategy.rule.target_cost = minor(2_000);
    let mut test = ChannelTest::new(id(52), id(50));
    (test.first, test.last) = (some("2027-04-01"), some("2027-04-14"));
    test.set_totals(minor(6_000), Some(3));
    plan.strategy.channel_tests.push(test);
    plan.partners.push(Partner {
        id: id(53),
        phase: plan.phases[2].id,
        kind: PartnerKind::Mall,
        name: "Mall".into(),
        contact: String::new(),
        first: some("2027-05-01"),
        last: some("2027-05-02"),
        channel: None,
        expected: None,
        counted: None,
        link: TrackedLink {
            page: "https://shop.example".into(),
            source: "mall".into(),
            medium: "qr".into(),
            campaign: "spring".into(),
            ..TrackedLink::default()
        },
        note: String::new(),
    });
    plan.schedule.cadences.push(Cadence {
        id: id(54),
        channel: id(50),
        phase: None,
        per_week: 5,
        original: 3,
        weekdays: Vec::new(),
        at: None,
        owner: String::new(),
    });
    plan.schedule.posts.push(Post {
        id: id(55),
        on: day("2027-03-02"),
        at: None,
        channel: id(50),
        cadence: None,
        title: String::new(),
        original: true,
        paid: false,
        owner: String::new(),
        state: PostState::Idea,
        link: String::new(),
    });
    plan
}

/// A code, and the fault that makes the check find it in a sound plan.
type Fault = (&'static str, fn(&mut Plan));

/// One fault for each code.
fn faults() -> Vec<Fault> {
    vec![
        ("BAS-01", |plan| plan.basics.product = "  ".into()),
        ("BAS-02", |plan| plan.basics.last_day = None),
        ("BAS-03", |plan| plan.basics.last_day = some("2027-02-01")),
        ("BAS-04", |plan| plan.basics.audience.clear()),
        ("BAS-05", |plan| plan.basics.audience[0].reached_at.clear()),
        ("BAS-06", |plan| plan.basics.last_day = some("+20277-05-23")),
        ("BAS-07", |plan| plan.basics.last_day = some("2037-05-23")),
        ("BAS-08", |plan| {
            plan.basics.last_day = some("2061-05-23");
        }),
        ("GOA-01", |plan| plan.goals.north_star = None),
        ("GOA-02", |plan| {
            plan.goals.north_star = None;
            plan.goals.metrics[0].target = None;
        }),
        ("GOA-03", |plan| plan.goals.metrics[0].baseline = None),
        ("GOA-04", |plan| plan.goals.metrics[0].due = None),
        ("GOA-05", |plan| plan.goals.metrics[0].owner.clear()),
        ("GOA-06", |plan| plan.goals.metrics[0].source = None),
        ("GOA-07", |plan| plan.goals.metrics[0].target = int(-1)),
        ("GOA-08", |plan| plan.goals.metrics[0].due = some("2027-05-24")),
        ("GOA-09", |plan| plan.goals.metrics[0].baseline_on = None),
        ("GOA-10", |plan| plan.goals.outputs[0].original = Some(6)),
        ("GOA-11", |plan| plan.goals.results[0].share = Some(BasisPoints(9_900))),
        ("GOA-12", |plan| plan.goals.funnel.stages[1].rate = int(101)),
        ("GOA-13", |plan| plan.goals.results[0].target = None),
        ("GOA-14", |plan| {
            plan.goals.metrics[0].source = Some(Source::OwnStatistics(TrackingSpecification::default()));
        }),
        ("GOA-15", |plan| {
            let specification = TrackingSpecification { owner: "Bo".into(), ..TrackingSpecification::default() };
            plan.goals.metrics[0].source = Some(Source::OwnStatistics(specification));
        }),
        ("GOA-16", |plan| {
            plan.goals.metrics[0].definition = MetricDefinition::Dictionary("unfollows".into());
            plan.goals.metrics[0].source = Some(Source::Platform("XHS".into()));
        }),
        ("GOA-17", |plan| plan.goals.metrics[0].target = None),
        ("GOA-18", |plan| plan.goals.metrics[0].path.shape = PathShape::Compound),
        ("GOA-19", |plan| plan.goals.metrics[0].baseline_on = some("2027-03-28")),
        ("GOA-20", |plan| {
            plan.goals.funnel.given = int(400_001);
        }),
        ("GOA-21", |plan| {
            let metric = &mut plan.goals.metrics[0];
            metric.path.shape = PathShape::Compound;
            (metric.baseline, metric.target) = (int(1), int(1_000));
        }),
        ("GOA-22", |plan| plan.goals.funnel.stages[1].rate = None),
        ("GOA-23", |plan| plan.goals.results[0].target = int(999)),
        ("GOA-24", |plan| plan.goals.results[0].target = int(1_002)),
        ("GOA-25", |plan| {
            plan.goals.metrics[0].definition = MetricDefinition::Dictionary("reg_conv".into());
            plan.goals.metrics[0].target = int(101);
        }),
        ("GOA-26", |plan| plan.goals.results[0].metric = None),
        ("GOA-27", |plan| plan.goals.outputs[0].per_week = None),
        ("GOA-28", |plan| {
            plan.goals.metrics[0].definition = MetricDefinition::Dictionary("unfollows".into());
            (plan.goals.metrics[0].baseline, plan.goals.metrics[0].target) = (int(2_000), int(1_000));
            plan.goals.results[0].target = int(1_100);
        }),
        ("BUD-01", |plan| plan.budget.settings.total_budget = None),
        ("BUD-02", |plan| plan.budget.settings.total_budget = minor(79_999)),
        ("BUD-03", |plan| plan.phases[0].allocation = Allocation::Fixed(minor(31_999).unwrap())),
        ("BUD-04", |plan| plan.phases[0].allocation = Allocation::Share(BasisPoints(3_001))),
        ("BUD-05", |plan| plan.phases[0].allocation = Allocation::Share(BasisPoints(2_999))),
        ("BUD-06", |plan| plan.budget.lines[0].unit_price = None),
        ("BUD-07", |plan| plan.budget.lines[0].phase = None),
        ("BUD-08", |plan| plan.budget.lines[0].timing = Timing::Once { on: day("2027-05-24") }),
        ("BUD-09", |plan| plan.budget.lines[0].quantity = int(10)),
        ("BUD-10", |plan| plan.budget.lines[0].currency = Currency::from_code("USD")),
        ("BUD-11", |plan| {
            let line = &mut plan.budget.lines[0];
            (line.quantity, line.unit_price) = (int(900_000_000), int(900_000_000));
        }),
        ("BUD-12", |plan| plan.budget.lines[0].actual = minor(8_001)),
        ("BUD-13", |plan| {
            plan.budget.lines[0].quantity = int(1);
        }),
        ("BUD-14", |plan| {
            plan.activities[0].method = Some("invitation".into());
            let line = &mut plan.budget.lines[0];
            line.pays_for = Some(PaysFor::Activity(plan.activities[0].id));
            (line.category, line.channel) = (Category::Incentive, Some(id(50)));
        }),
        ("BUD-15", |plan| plan.budget.lines[0].actual = minor(100_000_000_000_001)),
        ("STR-01", |plan| plan.strategy.channels.clear()),
        ("STR-02", |plan| plan.strategy.rule.focus.clear()),
        ("STR-03", |plan| plan.strategy.channel_tests[0].last = some("2027-03-31")),
        ("STR-04", |plan| *plan.strategy.channel_tests[0].entered_results_mut() = Some(0)),
        ("STR-05", |plan| plan.strategy.channels[0].catalogue = Some("alt_accounts".into())),
        ("STR-06", |plan| plan.strategy.channels[0].catalogue = Some("wechat_oa".into())),
        ("PHA-01", |plan| plan.phases[1].first = None),
        ("PHA-02", |plan| plan.phases[1].last = some("2027-03-28")),
        ("PHA-03", |plan| plan.phases[2].last = some("2027-05-24")),
        ("PHA-04", |plan| plan.phases[1].first = some("2027-03-30")),
        ("PHA-05", |plan| plan.phases[1].first = some("2027-03-28")),
        ("PHA-06", |plan| plan.phases[0].objective = None),
        ("PHA-07", |plan| {
            plan.activities.remove(0);
        }),
        ("PHA-08", |plan| plan.phases[0].exit.clear()),
        ("PHA-09", |plan| plan.groups[0].count = 1),
        ("PHA-10", |plan| plan.groups[0].capacity = 501),
        ("PHA-11", |plan| plan.activities[0].owner.clear()),
        ("PHA-12", |plan| {
            (plan.activities[0].first, plan.activities[0].last) = (some("2027-03-05"), some("2027-03-04"));
        }),
        ("PHA-13", |plan| plan.activities[0].first = some("2027-03-29")),
        ("PHA-14", |plan| plan.partners[0].first = None),
        ("PHA-15", |plan| plan.partners[0].last = some("2027-04-30")),
        ("PHA-16", |plan| {
            let mut other = plan.partners[0].clone();
            other.id = id(56);
            plan.partners.push(other);
        }),
        ("PHA-17", |plan| {
            let days = plan.phases[0].days().unwrap();
            let mut other = plan.activities[0].clone();
            (other.id, other.after) = (id(59), vec![plan.activities[0].id]);
            (other.first, other.last) = (Some(days.first()), Some(days.last()));
            (plan.activities[0].first, plan.activities[0].last) = (other.first, other.last);
            plan.activities.push(other);
        }),
        ("PHA-18", |plan| plan.phases.swap(0, 1)),
        ("SCH-01", |plan| plan.schedule.cadences.clear()),
        ("SCH-02", |plan| plan.schedule.cadences[0].original = 6),
        ("SCH-03", |plan| plan.schedule.posts[0].on = day("2027-02-28")),
        ("SCH-04", |plan| {
            let channel = &mut plan.strategy.channels[0];
            (channel.catalogue, channel.account) = (Some("wechat_oa".into()), Some(AccountKind::Service));
        }),
        ("REV-01", |plan| plan.tracking.figures.extend([figure("+20277-03-01")])),
        ("REV-02", |plan| plan.approvals.push(approval(plan, "0001-01-01"))),
        ("REV-03", |plan| plan.suggested.mark(SuggestedPart::Funnel)),
    ]
}

/// A daily figure of the sound plan's metric.
fn figure(on: &str) -> crate::plan::model::tracking::Figure {
    let value = int(900_000).unwrap();
    crate::plan::model::tracking::Figure { on: day(on), metric: id(2), channel: None, value }
}

fn approval(plan: &Plan, on: &str) -> crate::plan::model::approval::Approval {
    let plan = crate::plan::model::approval::Frozen::of(plan);
    crate::plan::model::approval::Approval { id: id(70), by: "Ann".into(), on: day(on), note: String::new(), plan }
}

/// Figures in years out of range are reported once for their metric, and none of them is used as the latest figure.
#[test]
fn figures_in_years_out_of_range_are_reported_and_ignored() {
    use crate::plan::goals::current_value;
    use crate::plan::phases::exit_criteria;
    let mut plan = sound();
    plan.tracking.figures.extend(["+20277-03-01", "0001-01-01", "1899-12-31"].map(figure));
    plan.tracking.figures.set(id(2), None, day("2027-03-05"), int(40));
    let about = |plan: &Plan| check(plan).into_iter().filter(|found| found.code() == "REV-01").collect::<Vec<_>>();
    let found = about(&plan);
    let issue = Issue::FiguresOutOfRange { metric: id(2), count: 3, day: day("0001-01-01") };
    assert_eq!(found.iter().map(|found| found.issue.clone()).collect::<Vec<_>>(), [issue]);
    let metric = &plan.goals.metrics[0];
    assert_eq!(current_value::current(&plan, metric).map(|now| now.value), int(40));
    assert_eq!(crate::plan::tracking::entry::latest_values(&plan, id(2), 9).len(), 1);
    assert_eq!(exit_criteria::as_of(&plan, day("2027-03-10")), day("2027-03-10"));
    // After removing them, there is no finding.
    for far in ["+20277-03-01", "0001-01-01", "1899-12-31"] {
        plan.tracking.figures.set(id(2), None, day(far), None);
    }
    assert!(about(&plan).is_empty());
}

fn codes(plan: &Plan) -> Vec<&'static str> {
    check(plan).iter().map(Finding::code).collect()
}

#[test]
fn a_sound_plan_has_no_finding() {
    assert_eq!(check(&sound()), []);
}

#[test]
fn each_fault_is_found() {
    for (code, fault) in faults() {
        let mut plan = sound();
        fault(&mut plan);
        assert!(codes(&plan).contains(&code), "{code} is not found; found {:?}", codes(&plan));
    }
}

/// A date in a year out of range is found at its own field, wherever it is in the plan.
#[test]
fn every_date_in_a_year_out_of_range_is_found_at_its_field() {
    type Put = fn(&mut Plan, NaiveDate);
    let fields: Vec<(&str, Put)> = vec![
        ("basics-first-day", |plan, day| plan.basics.first_day = Some(day)),
        ("basics-last-day", |plan, day| plan.basics.last_day = Some(day)),
        ("metric-baseline-on", |plan, day| plan.goals.metrics[0].baseline_on = Some(day)),
        ("metric-due", |plan, day| plan.goals.metrics[0].due = Some(day)),
        ("result-due", |plan, day| plan.goals.results[0].due = Some(day)),
        ("line-timing", |plan, on| plan.budget.lines[0].timing = Timing::Once { on }),
        ("line-timing", |plan, last| {
            plan.budget.lines[0].timing = Timing::Monthly { first: plan.basics.first_day.unwrap(), last };
        }),
        ("test-first", |plan, day| plan.strategy.channel_tests[0].first = Some(day)),
        ("test-last", |plan, day| plan.strategy.channel_tests[0].last = Some(day)),
        ("phase-first", |plan, day| plan.phases[0].first = Some(day)),
        ("phase-last", |plan, day| plan.phases[0].last = Some(day)),
        ("activity-first", |plan, day| plan.activities[0].first = Some(day)),
        ("activity-last", |plan, day| plan.activities[0].last = Some(day)),
        ("partner-first", |plan, day| plan.partners[0].first = Some(day)),
        ("partner-last", |plan, day| plan.partners[0].last = Some(day)),
        ("post-on", |plan, day| plan.schedule.posts[0].on = day),
    ];
    for text in ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "+20277-03-01", "+262142-12-31"] {
        for (field, put) in &fields {
            let mut plan = sound();
            put(&mut plan, day(text));
            let found: Vec<_> = check(&plan)
                .into_iter()
                .filter(|finding| finding.issue == Issue::DayOutOfRange { day: day(text) })
                .map(|finding| finding.place.field)
                .collect();
            assert_eq!(found, [*field], "{text}");
        }
    }
    let mut plan = sound();
    (plan.basics.first_day, plan.basics.last_day) = (some("1900-01-01"), some("2199-12-31"));
    assert!(!codes(&plan).contains(&"BAS-06"));
}

#[test]
fn every_code_has_a_fault() {
    let covered: Vec<&str> = faults().into_iter().map(|(code, _)| code).collect();
    assert_eq!(covered, CODES);
}

#[test]
fn two_groups_of_five_hundred_have_capacity_for_a_thousand() {
    let mut plan = sound();
    assert!(!codes(&plan).contains(&"PHA-09"));
    plan.phases[0].objective = Some(Objective { metric: None, number: int(1_001) });
    let found = check(&plan).into_iter().find(|finding| finding.code() == "PHA-09").unwrap();
    assert_eq!(found.issue, Issue::GroupsTooSmall { phase: plan.phases[0].id, capacity: 1_000, needed: 1_001 });
}

/// Groups need capacity for the followers that a phase adds, or for its group members, and for no other metric.
#[test]
fn group_capacity_is_compared_with_the_people_to_be_won() {
    let mut plan = sound();
    let objective = |plan: &mut Plan, metric, number| {
        plan.phases[0].objective = Some(Objective { metric, number: int(number) });
    };
    objective(&mut plan, Some(id(2)), 1_400);
    assert!(codes(&plan).contains(&"PHA-09"), "1,400 from zero");
    plan.goals.metrics[0].baseline = int(400);
    assert!(!codes(&plan).contains(&"PHA-09"), "1,400, of which 400 follow already");
    objective(&mut plan, Some(id(2)), 1_401);
    let found = check(&plan).into_iter().find(|finding| finding.code() == "PHA-09").unwrap();
    assert_eq!(found.issue, Issue::GroupsTooSmall { phase: plan.phases[0].id, capacity: 1_000, needed: 1_001 });
    for (key, expected) in [("group_members", true), ("orders", false), ("new_followers", false), ("reg_conv", false)] {
        plan.goals.metrics[0].definition = MetricDefinition::Dictionary(key.into());
        assert_eq!(codes(&plan).contains(&"PHA-09"), expected, "{key}");
    }
}

#[test]
fn days_between_phases_and_outside_the_plan_are_counted() {
    let mut plan = sound();
    let [seed, initial, brand] = [0, 1, 2].map(|at| plan.phases[at].id);
    let about_days = |plan: &Plan| {
        let codes = ["PHA-03", "PHA-04", "PHA-05", "PHA-18"];
        let found = check(plan).into_iter().filter(|finding| codes.contains(&finding.code()));
        found.map(|finding| (finding.issue, finding.place.field)).collect::<Vec<_>>()
    };
    assert_eq!(about_days(&plan), []);
    plan.phases[1].first = some("2027-04-01");
    plan.phases[2].first = some("2027-04-20");
    plan.phases[2].last = some("2027-05-25");
    assert_eq!(
        about_days(&plan),
        [
            (Issue::PhaseGap { before: seed, phase: initial, days: 3 }, "phase-first"),
            (Issue::PhaseOutsidePlan { phase: brand, days: 2 }, "phase-last"),
            (Issue::PhaseOverlap { before: initial, phase: brand, days: 6 }, "phase-first"),
        ]
    );
    let mut plan = sound();
    plan.phases.swap(0, 1);
    assert_eq!(about_days(&plan)[0], (Issue::PhaseOutOfTurn { before: initial, phase: seed, days: 28 }, "phase-first"));
}

#[test]
fn contingency_needs_no_phase() {
    let mut plan = sound();
    plan.budget.lines[0].phase = None;
    plan.budget.lines[0].category = Category::Contingency;
    assert!(!codes(&plan).contains(&"BUD-07"));
}

#[test]
fn a_wecom_group_has_its_own_limit_and_a_custom_channel_has_none() {
    let mut plan = sound();
    plan.groups[0].capacity = 501;
    plan.strategy.channels[0].catalogue = Some("wecom_group".into());
    let found = check(&plan).into_iter().find(|finding| finding.code() == "PHA-10").unwrap();
    let Issue::GroupAboveLimit { limit, .. } = found.issue else { panic!() };
    assert_eq!((limit.number, limit.publisher()), (500, "developer.work.weixin.qq.com"));
    plan.strategy.channels[0].catalogue = None;
    assert!(!codes(&plan).contains(&"PHA-10"));
}

#[test]
fn cadences_of_a_channel_add_up_where_they_overlap() {
    let mut plan = sound();
    let channel = &mut plan.strategy.channels[0];
    (channel.catalogue, channel.account) = (Some("wechat_oa".into()), Some(AccountKind::Subscription));
    let mut second =
        Cadence { id: id(57), phase: Some(plan.phases[0].id), per_week: 2, ..plan.schedule.cadences[0].clone() };
    let third = Cadence { id: id(58), phase: Some(plan.phases[1].id), ..second.clone() };
    plan.schedule.cadences.extend([second.clone(), third]);
    assert!(!codes(&plan).contains(&"SCH-04"), "seven a week in each phase");
    second.per_week = 3;
    plan.schedule.cadences[1] = second;
    let found = check(&plan).into_iter().find(|finding| finding.code() == "SCH-04").unwrap();
    assert!(matches!(found.issue, Issue::CadenceAboveLimit { per_week: 8, .. }), "{found:?}");
    // One a week fits the four a month of a service account.
    plan.schedule.cadences.truncate(1);
    plan.schedule.cadences[0].per_week = 1;
    plan.strategy.channels[0].account = Some(AccountKind::Service);
    assert!(!codes(&plan).contains(&"SCH-04"));
    plan.strategy.channels[0].account = None;
    assert!(!codes(&plan).contains(&"STR-06"));
}

#[test]
fn a_reward_with_a_note_is_not_reported() {
    let mut plan = sound();
    plan.activities[0].method = Some("invitation".into());
    plan.activities[0].channel = Some(id(50));
    let line = &mut plan.budget.lines[0];
    (line.category, line.pays_for) = (Category::Gift, Some(PaysFor::Activity(plan.activities[0].id)));
    assert!(codes(&plan).contains(&"BUD-14"), "by the channel of the activity");
    plan.budget.lines[0].note = "For the member's own first order".into();
    assert!(!codes(&plan).contains(&"BUD-14"));
    plan.budget.lines[0].note.clear();
    plan.strategy.channels[0].catalogue = Some("douyin".into());
    assert!(!codes(&plan).contains(&"BUD-14"));
}
