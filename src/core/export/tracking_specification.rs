//! The tracking specification: all metrics with custom tracking, as one Markdown document for engineering. The caller passes
//! words, names and numbers.

use chrono::NaiveDate;

use super::markdown::escaped;
use crate::plan::Plan;
use crate::plan::model::measure::AddsUp;
use crate::plan::model::metric::{Metric, Source, TrackingSpecification};

/// The document's words, and how to write what it takes from the plan.
pub struct TrackingSpecificationWords<'a> {
    /// The title, with the plan's name in it.
    pub title: String,
    /// The introduction.
    pub intro: &'a str,
    /// Labels of a metric's specification.
    pub facts: MetricFacts<'a>,
    /// The colon after a label, as the language writes it.
    pub colon: &'a str,
    /// The text of an empty field.
    pub not_written: &'a str,
    /// The table of periods, from day to year.
    pub ladder: TargetLadder<'a>,
    /// A metric's name.
    pub metric: &'a dyn Fn(&Metric) -> String,
    /// A metric's goal, from baseline to target; empty if it has none.
    pub goal: &'a dyn Fn(&Metric) -> String,
    /// A day.
    pub date: &'a dyn Fn(NaiveDate) -> String,
}

/// Labels of a metric's specification.
pub struct MetricFacts<'a> {
    /// The goal.
    pub goal: &'a str,
    /// The event.
    pub event: &'a str,
    /// The trigger of the event.
    pub trigger: &'a str,
    /// The properties of the event.
    pub properties: &'a str,
    /// The formula.
    pub formula: &'a str,
    /// The owner.
    pub owner: &'a str,
    /// The day from which it is tracked.
    pub ready_by: &'a str,
    /// The acceptance criteria.
    pub acceptance: &'a str,
}

/// The table of how the figure of each period is computed.
pub struct TargetLadder<'a> {
    /// Its heading.
    pub heading: &'a str,
    /// Heading of the periods.
    pub period: &'a str,
    /// Heading of the rules.
    pub computed: &'a str,
    /// Day, week, month, quarter, year.
    pub periods: [&'a str; 5],
    /// How a day's figure is computed.
    pub day: &'a str,
    /// How a longer period's figure follows.
    pub longer: &'a dyn Fn(AddsUp) -> &'static str,
}

/// The metrics with custom tracking and their specifications, in the plan's order.
pub fn tracked_metrics(plan: &Plan) -> impl Iterator<Item = (&Metric, &TrackingSpecification)> {
    plan.goals.metrics.iter().filter_map(|metric| match &metric.source {
        Some(Source::OwnStatistics(specification)) => Some((metric, specification)),
        _ => None,
    })
}

/// The document, ending with a line break.
pub fn markdown(plan: &Plan, words: &TrackingSpecificationWords) -> String {
    let mut text = String::new();
    paragraph(&mut text, "# ", &words.title);
    paragraph(&mut text, "", words.intro);
    for (metric, specification) in tracked_metrics(plan) {
        section(&mut text, metric, specification, words);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn section(
    text: &mut String,
    metric: &Metric,
    specification: &TrackingSpecification,
    words: &TrackingSpecificationWords,
) {
    paragraph(text, "## ", &(words.metric)(metric));
    let facts = &words.facts;
    let ready_by = specification.ready_by.map(words.date).unwrap_or_default();
    let goal = (words.goal)(metric);
    if !goal.is_empty() {
        fact(text, facts.goal, &goal, words);
    }
    fact(text, facts.owner, &specification.owner, words);
    if !ready_by.is_empty() {
        fact(text, facts.ready_by, &ready_by, words);
    }
    code(text, facts.event, &specification.event, words);
    fact(text, facts.trigger, &specification.trigger, words);
    code(text, facts.properties, &specification.properties, words);
    code(text, facts.formula, &specification.formula, words);
    fact(text, facts.acceptance, &specification.acceptance, words);
    text.push('\n');

    let ladder = &words.ladder;
    paragraph(text, "### ", ladder.heading);
    row(text, ladder.period, ladder.computed);
    text.push_str("| --- | --- |\n");
    let longer = (ladder.longer)(metric.definition.adds_up());
    for (index, period) in ladder.periods.into_iter().enumerate() {
        row(text, period, if index == 0 { ladder.day } else { longer });
    }
    text.push('\n');
}

fn paragraph(text: &mut String, mark: &str, words: &str) {
    text.push_str(mark);
    text.push_str(&escaped(words));
    text.push_str("\n\n");
}

/// `- **Label:** text`
fn fact(text: &mut String, head: &str, words: &str, labels: &TrackingSpecificationWords) {
    let words = escaped(words);
    for part in ["- **", head, labels.colon, "** ", if words.is_empty() { labels.not_written } else { &words }, "\n"] {
        text.push_str(part);
    }
}

/// As [`fact`], as code, so that identifiers are not read as Markdown.
fn code(text: &mut String, head: &str, words: &str, labels: &TrackingSpecificationWords) {
    let words = one_line(words);
    if words.is_empty() {
        return fact(text, head, "", labels);
    }
    // A fence longer than any backticks within; a space keeps backticks at the ends apart from it.
    let longest = words.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    for part in ["- **", head, labels.colon, "** ", &fence, space, &words, space, &fence, "\n"] {
        text.push_str(part);
    }
}

fn row(text: &mut String, first: &str, second: &str) {
    for part in ["| ", &escaped(first), " | ", &escaped(second), " |\n"] {
        text.push_str(part);
    }
}

/// Line breaks would end the list item.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
