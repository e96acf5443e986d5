//! The tracking specification compared with a golden file, and the escaping of its Markdown.

use groundswell::export::tracking_specification::{
    MetricFacts, TargetLadder, TrackingSpecificationWords, markdown, tracked_metrics,
};
use groundswell::plan::Plan;
use groundswell::plan::model::id::Id;
use groundswell::plan::model::measure::{AddsUp, Unit};
use groundswell::plan::model::metric::{CustomMetric, Metric, MetricDefinition, Source, TrackingSpecification};

fn plan() -> Plan {
    let mut bits = 0;
    let mut plan = Plan::blank(&mut || {
        bits += 1;
        bits
    });
    plan.basics.name = "Spring launch".into();
    let mut metric = |key: &str, source: Source| {
        let id = Id::from_bits(100 + plan.goals.metrics.len() as u64);
        let mut metric = Metric::new(id, MetricDefinition::Dictionary(key.into()));
        metric.source = Some(source);
        plan.goals.metrics.push(metric);
    };
    metric(
        "activations",
        Source::OwnStatistics(TrackingSpecification {
            event: "app_first_open".into(),
            trigger: "First open after the install,\nonce per device.".into(),
            properties: "user_id|anon_id, ts (UTC ms), device_id".into(),
            formula: "count distinct device_id where `test` = false".into(),
            owner: "Bo, data".into(),
            acceptance: "A reinstall on the same device adds 0.".into(),
            ready_by: "2027-02-15".parse().ok(),
        }),
    );
    metric("followers", Source::Platform("WOA".into()));
    metric("reg_conv", Source::OwnStatistics(TrackingSpecification::default()));
    metric("visitors", Source::OwnStatistics(TrackingSpecification::default()));
    metric("followers", Source::OwnStatistics(TrackingSpecification::default()));
    plan.goals.metrics[4].definition = MetricDefinition::Custom(CustomMetric {
        name: "Seats | free".into(),
        unit: Unit::Count,
        adds_up: AddsUp::EndOfPeriod,
        better: groundswell::plan::model::measure::Better::Down,
    });
    plan
}

fn name(metric: &Metric) -> String {
    match &metric.definition {
        MetricDefinition::Dictionary(key) => key.clone(),
        MetricDefinition::Custom(custom) => custom.name.clone(),
    }
}

fn longer(adds_up: AddsUp) -> &'static str {
    match adds_up {
        AddsUp::Sum => "Sum of its days",
        AddsUp::EndOfPeriod => "Value of its last day",
        AddsUp::RatioOfSums => "Sum of numerators ÷ sum of denominators",
        AddsUp::Distinct => "Distinct people counted anew",
        AddsUp::Average | AddsUp::Compound | AddsUp::Recomputed => "Another way",
    }
}

fn document(plan: &Plan) -> String {
    let words = TrackingSpecificationWords {
        title: format!("Tracking specification: {}", plan.basics.name),
        intro: "Figures that no platform shows.",
        facts: MetricFacts {
            goal: "Goal",
            event: "Event",
            trigger: "Triggered when",
            properties: "Properties",
            formula: "Formula",
            owner: "Tracking owner",
            ready_by: "Live by",
            acceptance: "Acceptance criteria",
        },
        colon: ":",
        not_written: "not filled in yet",
        ladder: TargetLadder {
            heading: "Weekly to yearly roll-up",
            period: "Period",
            computed: "Calculation",
            periods: ["Daily", "Weekly", "Monthly", "Quarterly", "Yearly"],
            day: "The formula, for each day",
            longer: &longer,
        },
        metric: &name,
        goal: &|metric| if name(metric) == "activations" { "8,000 → 12,000".to_owned() } else { String::new() },
        date: &|day| day.to_string(),
    };
    markdown(plan, &words)
}

#[test]
fn the_document_matches_the_golden_file() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/tracking_specification.md");
    let found = document(&plan());
    if std::env::var_os("GOLDEN").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(path).unwrap(), "GOLDEN=1 cargo test writes it anew");
}

#[test]
fn markdown_in_a_specification_is_escaped() {
    let mut plan = plan();
    let hostile = "<script>alert(1)</script> ![x](http://evil.example/p.png) [y](javascript:alert(1)) a|b *c*";
    plan.basics.name = hostile.into();
    if let Some(Source::OwnStatistics(specification)) = &mut plan.goals.metrics[0].source {
        for text in [&mut specification.owner, &mut specification.trigger, &mut specification.acceptance] {
            *text = hostile.into();
        }
    }
    let found = document(&plan);
    assert_eq!(found.matches("alert(1)").count(), 8);
    for mark in ["<script", "![", "](", " *c", " a|b"] {
        assert!(!found.replace("\\[", "").replace("\\]", "").contains(mark), "{mark} is not escaped");
    }
}

#[test]
fn it_contains_exactly_the_metrics_with_custom_tracking() {
    let plan = plan();
    assert_eq!(tracked_metrics(&plan).count(), 4);
    let found = document(&plan);
    assert_eq!(found.matches("\n## ").count(), 4);
    // For each of the five periods a heading and a rule.
    assert_eq!(found.lines().filter(|line| line.starts_with('|')).count(), 4 * 7);
}

#[test]
fn every_roll_up_has_a_rule() {
    for (metric, rule) in [
        ("activations", "Sum of its days"),
        ("reg_conv", "Sum of numerators ÷ sum of denominators"),
        ("visitors", "Distinct people counted anew"),
        ("Seats", "Value of its last day"),
    ] {
        let found = document(&plan());
        let section = found.split("\n## ").find(|section| section.starts_with(metric)).unwrap();
        assert_eq!(section.matches(rule).count(), 4, "{metric}");
    }
}
