//! The chapter on plan against actual: the goals in a table, each with its picture, and the last week's summary. Only for
//! a plan with figures.

use chrono::NaiveDate;

use super::model::{ReportBlock, ReportCell, ReportChapter, ReportFill, ReportPicture, ReportTable};
use super::picture::{ProgressWords, progress};
use super::source::{DASH, ReportSource};
use super::words::{GoalWords, ReportPhrase, ReportWord};
use crate::plan::model::metric::Metric;
use crate::plan::tracking::figures::{DayFigure, Figures};
use crate::plan::tracking::picture::goal_picture;
use crate::plan::tracking::plan_vs_actual::is_paced;
use crate::plan::tracking::standing::GoalStanding;
use crate::plan::tracking::weekly_summary::weekly_summary;

/// So many goals have a picture, the north star first; all are in the table.
const PICTURES: usize = 4;

/// A goal with figures.
struct Tracked<'a> {
    metric: &'a Metric,
    latest: DayFigure,
    standing: GoalStanding<'a>,
    words: GoalWords,
}

/// The chapter; `None` for a plan without a figure of a goal.
pub fn plan_against_actual(source: &ReportSource) -> Option<ReportChapter> {
    let figures = Figures::of(source.plan);
    let goals: Vec<Tracked> =
        source.plan.goals.metrics.iter().filter_map(|metric| tracked(source, figures, metric)).collect();
    if goals.is_empty() {
        return None;
    }
    let mut blocks = vec![ReportBlock::Table(table(source, &goals))];
    let pictured = |goal: &Tracked| {
        let heading = ReportBlock::Heading(source.words.metric(&goal.metric.definition));
        let picture = picture(source, goal).map(ReportBlock::Picture);
        let sentences = ReportBlock::Small(goal.words.sentences.clone());
        std::iter::once(heading).chain(picture).chain([sentences]).collect::<Vec<_>>()
    };
    let star = source.plan.goals.north_star.as_ref().map(|star| star.metric);
    let mut first: Vec<&Tracked> = goals.iter().collect();
    first.sort_by_key(|goal| Some(goal.metric.id) != star);
    first.truncate(PICTURES);
    for pair in first.chunks(2) {
        match pair {
            [left, right] => blocks.push(ReportBlock::Beside(pictured(left), pictured(right))),
            rest => blocks.extend(rest.iter().flat_map(|goal| pictured(goal))),
        }
    }
    if let Some(week) = weekly_summary(figures, source.ledger, source.today).filter(|week| !week.changes.is_empty()) {
        let (title, parts) = source.words.week(source.plan, &week);
        blocks.push(ReportBlock::Heading(title));
        for (heading, said) in parts {
            blocks.push(ReportBlock::Subheading(heading));
            blocks.push(ReportBlock::List(said));
        }
    }
    Some(ReportChapter {
        id: "report-progress".to_owned(),
        title: source.text(ReportWord::Progress),
        about: source.text(ReportWord::ProgressAbout),
        blocks,
    })
}

fn tracked<'a>(source: &ReportSource, figures: Figures<'a>, metric: &'a Metric) -> Option<Tracked<'a>> {
    if !is_paced(metric) {
        return None;
    }
    let standing = GoalStanding::of(figures, metric, source.today);
    let latest = standing.latest().filter(|_| standing.progress.is_some())?;
    let words = source.words.goal(&standing);
    Some(Tracked { metric, latest, standing, words })
}

fn table(source: &ReportSource, goals: &[Tracked]) -> ReportTable {
    let columns = [
        (source.say(ReportWord::Goal), false),
        (source.say(ReportWord::Target), true),
        (source.say(ReportWord::Latest), true),
        (source.say(ReportWord::AgainstPlan), false),
        (source.say(ReportWord::NeededADay), true),
        (source.say(ReportWord::Forecast), true),
        (source.say(ReportWord::ChanceOf), true),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::Progress), &columns);
    for goal in goals {
        let metric = Some(goal.metric);
        let rough = |value| source.rough(goal.metric, value);
        let due = goal.metric.due.map(|due| source.short(due)).unwrap_or_default();
        let needed = goal.standing.needed().map(|needed| rough(needed.per_day));
        let (forecast, chance) = match &goal.standing.forecast {
            Ok(found) => {
                let interval = source.words.phrase(ReportPhrase::Range(&rough(found.low), &rough(found.high)));
                (ReportCell::from(rough(found.median)).below(interval), goal.words.chance.clone())
            }
            Err(_) => (DASH.into(), DASH.to_owned()),
        };
        table.plain(vec![
            source.words.metric(&goal.metric.definition).into(),
            ReportCell::from(source.value_or_dash(metric, goal.metric.target)).below(due),
            ReportCell::from(source.value(metric, goal.latest.value)).below(source.short(goal.latest.on)),
            ReportCell::from(goal.words.status.clone()).below(goal.words.share.clone()),
            needed.unwrap_or_else(|| DASH.to_owned()).into(),
            forecast,
            chance.into(),
        ]);
    }
    table
}

fn picture(source: &ReportSource, goal: &Tracked) -> Option<ReportPicture> {
    let drawn = goal_picture(&goal.standing)?;
    let mut legend = vec![(ReportFill::LinePlanned, source.text(ReportWord::LinePlanned))];
    if !drawn.mean.is_empty() {
        legend.push((ReportFill::LinePale, source.text(ReportWord::LineActual)));
        legend.push((ReportFill::LineActual, source.text(ReportWord::LineMean)));
    } else if !drawn.tracked.is_empty() {
        legend.push((ReportFill::LineActual, source.text(ReportWord::LineActual)));
    }
    if drawn.ahead.is_some() {
        legend.push((ReportFill::Band, source.text(ReportWord::LineInterval)));
    }
    let name = source.words.metric(&goal.metric.definition);
    let target = goal.metric.target.map(|target| source.value(Some(goal.metric), target));
    Some(progress(
        &drawn,
        ProgressWords {
            label: source.labelled(&name, &goal.words.share),
            target: target.map(|target| source.labelled(source.say(ReportWord::Target), &target)),
            write: &|value| source.rough(goal.metric, value),
            date: &|day: NaiveDate| source.short(day),
            legend,
        },
    ))
}
