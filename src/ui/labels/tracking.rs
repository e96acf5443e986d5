//! Tracked figures in words: how a goal keeps pace, its forecast, and the week's summary.

use crate::export::report::GoalWords;
use crate::i18n::format;
use crate::i18n::words::{track_progress as p, track_weekly as w};
use crate::plan::Plan;
use crate::plan::model::measure::{AddsUp, Better, Unit};
use crate::plan::model::metric::{Metric, MetricId};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::strategy::steadiness::SteadinessGrade;
use crate::plan::tracking::forecast::{Forecast, ForecastOf, NoForecast, Unknown};
use crate::plan::tracking::plan_vs_actual::{DryRun, Evenness, Needed, PaceStatus, ResultPace};
use crate::plan::tracking::standing::GoalStanding;
use crate::plan::tracking::weekly_summary::{Decision, MetricChange, OffPlan, WeeklySummary};
use crate::ui::labels::{figures, names};

/// A computed value with no more digits than it can bear: three, or more where whole numbers have more.
pub fn rough(value: f64, unit: Unit, currency: Currency) -> String {
    let digits = match value.abs() {
        size if size >= 1_000.0 => 10f64.powf(size.log10().floor() - 2.0),
        size if size >= 100.0 => 1.0,
        size if size >= 10.0 => 0.1,
        // Two decimals would be those of nothing.
        size if size < 0.005 => 0.000_1,
        _ => 0.01,
    };
    let rounded = (value / digits).round() * digits;
    match unit {
        // Amounts of three digits and more need no decimals.
        Unit::Money if value.abs() >= 100.0 => {
            #[allow(clippy::cast_possible_truncation)] // three significant digits
            format::money_plain(rounded as i64, currency.code(), 0)
        }
        _ => figures::computed(rounded, unit, currency),
    }
}

/// A share from 0 to 1 as a whole percentage, without claiming certainty.
pub fn chance(share: f64) -> String {
    match share {
        share if share > 0.99 => p::chance_over().to_owned(),
        share if share < 0.01 => p::chance_under().to_owned(),
        _ => whole_percent(share),
    }
}

/// A share from 0 to 1 as a whole percentage.
#[allow(clippy::cast_possible_truncation)] // a share
pub fn whole_percent(share: f64) -> String {
    format::percent_bp((share * 100.0).clamp(-1e9, 1e9).round() as i64 * 100)
}

/// How a goal keeps pace, and the class of its colour.
pub fn pace_status(status: PaceStatus) -> (&'static str, &'static str) {
    match status {
        PaceStatus::OnTrack => (p::on_track(), "pace"),
        PaceStatus::Watch => (p::watch(), "pace watch"),
        PaceStatus::Off => (p::off(), "pace off"),
        PaceStatus::NotCredible => (p::not_credible(), "pace off"),
    }
}

/// What came against what was planned to date; empty while nothing was planned.
pub fn of_plan(found: &GoalStanding) -> String {
    let Some(share) = found.pace().and_then(ResultPace::share) else { return String::new() };
    match found.metric.definition.better() {
        Better::Up => p::of_plan(&whole_percent(share)),
        // "30% of plan" would sound like a failure.
        Better::Down => match whole_percent((share - 1.0).abs()) {
            by if by == whole_percent(0.0) => p::as_planned().to_owned(),
            by if share < 1.0 => p::below_plan(&by),
            by => p::above_plan(&by),
        },
    }
}

/// What was planned and what came, to date.
fn pace_sentence(metric: &Metric, pace: &ResultPace, currency: Currency) -> String {
    let unit = metric.definition.unit();
    let say = |value| rough(value, unit, currency);
    let date = format::date(pace.as_of);
    match metric.definition.adds_up() {
        AddsUp::EndOfPeriod => p::pace_gained(&say(pace.actual), &say(pace.planned), &date),
        AddsUp::Sum => p::pace_sum(&say(pace.actual), &say(pace.planned), &date),
        _ => p::pace_recent(&say(pace.actual), &say(pace.planned), &date),
    }
}

/// What is needed from now on, and whether that is credible.
fn needed_sentences(metric: &Metric, needed: &Needed, pace: Option<&ResultPace>, currency: Currency) -> Vec<String> {
    if needed.missing <= 0.0 {
        return vec![p::needed_nothing().to_owned()];
    }
    let say = |value| rough(value, metric.definition.unit(), currency);
    let (count, text) = format::counted(needed.days.len());
    let mut said = vec![p::needed(count, &say(needed.per_day), &text)];
    said.extend(needed.gross_per_day.map(|gross| p::needed_gross(&say(gross))));
    said.extend(pace.and_then(|pace| pace.best_week).map(|best| p::best_week(&say(best))));
    said
}

/// Where a goal will stand, and the chance of reaching its target.
pub fn forecast_sentences(metric: &Metric, found: &Forecast, currency: Currency) -> Vec<String> {
    let unit = metric.definition.unit();
    let say = |value| rough(value, unit, currency);
    let (date, median, low, high) = (format::date(found.due), say(found.median), say(found.low), say(found.high));
    let outlook = match found.of {
        ForecastOf::Stock => p::forecast_stock(&date, &median, &low, &high),
        ForecastOf::LastWeek if metric.definition.adds_up() == AddsUp::Sum => {
            p::forecast_week(&date, &median, &low, &high)
        }
        ForecastOf::LastWeek => p::forecast_week_rate(&date, &median, &low, &high),
        ForecastOf::Average => p::forecast_average(&date, &median, &low, &high),
    };
    vec![outlook, p::chance_of(&say(found.target), &chance(found.chance))]
}

/// Why there is no forecast.
pub fn no_forecast(why: NoForecast) -> String {
    let count = |number: u32| format::counted(number as usize);
    match why {
        NoForecast::NoTarget | NoForecast::NoDueDate => p::none_goal().to_owned(),
        NoForecast::Over => p::none_over().to_owned(),
        NoForecast::NotForecast => p::none_kind().to_owned(),
        NoForecast::NotEnoughData { have, need } => {
            let (have, text) = count(have);
            p::none_few_days(have, &text, &count(need).1)
        }
        NoForecast::TooFewResults { have, need } => p::none_few_results(&count(have).1, &count(need).1),
        NoForecast::Stale { last } => p::none_stale(&format::date(last)),
    }
}

/// Something that a forecast does not know.
pub fn unknown(unknown: Unknown) -> String {
    let count = |number: u32| format::counted(number as usize);
    match unknown {
        Unknown::FewDays { figures } => {
            let (n, text) = count(figures);
            p::unknown_few(n, &text)
        }
        Unknown::MissingDays { missing, of } => p::unknown_missing(&count(missing).1, &count(of).1),
        Unknown::Bursts { top_share } => p::unknown_bursts(&whole_percent(top_share)),
        Unknown::FarAhead { ahead, behind } => p::unknown_far(&count(ahead).1, &count(behind).1),
        Unknown::Trend { per_week } => {
            p::unknown_trend(&format::rough_change(per_week).unwrap_or_else(|| format::change(per_week)))
        }
        Unknown::Old { days } => {
            let (n, text) = count(days);
            p::unknown_old(n, &text)
        }
        Unknown::LacksChannels { days } => {
            let (n, text) = count(days);
            p::unknown_channels(n, &text)
        }
        Unknown::CountsNotTracked => p::unknown_counts().to_owned(),
    }
}

fn dry_run(run: DryRun) -> String {
    let (n, text) = format::counted(run.open_days as usize);
    p::even_dry(n, &text, &format::span_short(run.days.first(), run.days.last()))
}

/// How steadily results come.
fn evenness(found: &Evenness) -> Vec<String> {
    let grade = match found.steadiness.grade() {
        SteadinessGrade::Steady => p::even_steady(),
        SteadinessGrade::Uneven => p::even_uneven(),
        SteadinessGrade::Bursty => p::even_bursty(),
        SteadinessGrade::TooFew => p::even_too_few(),
    };
    let mut said = vec![grade.to_owned()];
    if found.steadiness.days >= 7 {
        said.push(p::even_top(&whole_percent(found.steadiness.top_share)));
    }
    said.extend(found.dry_run.filter(|run| run.open_days > 1).map(dry_run));
    said
}

/// How a goal stands, for the report.
pub fn goal_words(standing: &GoalStanding) -> GoalWords {
    let mut said = goal_sentences(standing);
    let forecast = &standing.forecast;
    match forecast {
        Ok(found) => said.extend(forecast_sentences(standing.metric, found, currency_of(standing))),
        Err(why) => said.push(no_forecast(*why)),
    }
    GoalWords {
        status: standing.pace().map(|pace| pace_status(pace.status).0.to_owned()).unwrap_or_default(),
        share: of_plan(standing),
        chance: forecast.as_ref().map(|found| chance(found.chance)).unwrap_or_default(),
        sentences: joined(said),
    }
}

fn currency_of(standing: &GoalStanding) -> Currency {
    standing.figures.plan().basics.currency
}

/// What was planned and what came, what is needed from now on, and how steadily results come.
pub fn goal_sentences(standing: &GoalStanding) -> Vec<String> {
    let (metric, currency, pace) = (standing.metric, currency_of(standing), standing.pace());
    let mut said: Vec<String> = pace.map(|pace| pace_sentence(metric, pace, currency)).into_iter().collect();
    if let Some(needed) = standing.needed() {
        said.extend(needed_sentences(metric, needed, pace, currency));
    }
    let found = standing.progress.iter().filter_map(|progress| progress.evenness.as_ref());
    said.extend(found.flat_map(evenness));
    said
}

/// A week's summary in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeeklyWords {
    /// Which week.
    pub title: String,
    /// Its parts: heading and sentences. Where there is nothing to say, one sentence says so.
    pub parts: Vec<(&'static str, Vec<String>)>,
}

impl WeeklyWords {
    /// The summary in words.
    pub fn of(plan: &Plan, summary: &WeeklySummary) -> WeeklyWords {
        let or = |mut said: Vec<String>, nothing: &str| {
            if said.is_empty() {
                said.push(nothing.to_owned());
            }
            said
        };
        let changes = summary.changes.iter().filter_map(|found| change(plan, found)).collect();
        let off_plan = summary.off_plan.iter().filter_map(|found| off_plan(plan, found)).chain(bursts(plan, summary));
        let off_plan = off_plan.collect();
        let decisions = unlikely(plan, summary).into_iter();
        let decisions = decisions.chain(summary.decisions.iter().filter_map(|found| decision(plan, found)));
        let decisions = decisions.chain(missing(plan, summary)).collect();
        WeeklyWords {
            title: w::title(&format::span(summary.week.first(), summary.week.last())),
            parts: vec![
                (w::changes(), or(changes, w::no_figures())),
                (w::off_plan(), or(off_plan, w::off_plan_none())),
                (w::decisions(), or(decisions, w::decisions_none())),
            ],
        }
    }

    /// As plain text.
    pub fn text(&self) -> String {
        self.written("", "", "- ")
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        self.written("## ", "### ", "- ")
    }

    fn written(&self, title: &str, heading: &str, item: &str) -> String {
        let mut lines = vec![title.to_owned() + &self.title];
        for (name, said) in &self.parts {
            lines.extend([String::new(), heading.to_owned() + name]);
            if !heading.is_empty() {
                lines.push(String::new());
            }
            lines.extend(said.iter().map(|said| item.to_owned() + said));
        }
        lines.join("\n") + "\n"
    }
}

fn metric(plan: &Plan, id: MetricId) -> Option<(&Metric, String)> {
    let metric = plan.find(id)?;
    Some((metric, names::metric(&metric.definition)))
}

fn joined(sentences: impl IntoIterator<Item = String>) -> String {
    sentences.into_iter().collect::<Vec<_>>().join(format::sentence_gap())
}

fn change(plan: &Plan, found: &MetricChange) -> Option<String> {
    let (metric, name) = metric(plan, found.metric)?;
    let (unit, currency) = (metric.definition.unit(), plan.basics.currency);
    let say = |value: Decimal| figures::computed(value.to_f64(), unit, currency);
    let now = say(found.now);
    let by = match (found.change, found.percent) {
        (Some(0.0), _) | (None, None) => None,
        (_, Some(percent)) => Some(format::rough_change(percent / 100.0)),
        (Some(points), None) if unit == Unit::Percent => {
            let sign = if points > 0.0 { "+" } else { "" };
            Some(Some(w::points(
                &[sign, &figures::computed((points * 10.0).round() / 10.0, Unit::Count, currency)].concat(),
            )))
        }
        (Some(change), None) => {
            let sign = if change > 0.0 { "+" } else { "" };
            Some(Some([sign, &rough(change, unit, currency)].concat()))
        }
    };
    let said = match (found.before.map(say), by) {
        (None, _) => w::change_first(&name, &now),
        (Some(_), None) => w::change_same(&name, &now),
        (Some(before), Some(None)) => w::change_little(&name, &before, &now),
        (Some(before), Some(Some(by))) if found.per_day => w::change_per_day(&name, &before, &now, &by),
        (Some(before), Some(Some(by))) => w::change(&name, &before, &now, &by),
    };
    let missing = (found.coverage.missing() > 0).then(|| {
        let (n, text) = format::counted(found.coverage.missing() as usize);
        w::change_missing(n, &text)
    });
    Some(joined(std::iter::once(said).chain(missing)))
}

fn off_plan(plan: &Plan, found: &OffPlan) -> Option<String> {
    let currency = plan.basics.currency;
    let money = |amount| names::money_plain(amount, currency);
    match found {
        OffPlan::Results { metric: id, pace, needed_per_day } => {
            let (metric, name) = metric(plan, *id)?;
            let date = format::date_short(pace.as_of);
            let share = pace.share().unwrap_or(pace.index);
            let behind = match metric.definition.better() {
                Better::Up => w::results_behind(&name, &whole_percent(share), &date),
                Better::Down => w::results_above(&name, &whole_percent((share - 1.0).max(0.0)), &date),
            };
            let needed = needed_per_day.filter(|needed| *needed > 0.0);
            let needed = needed.map(|needed| w::results_needed(&rough(needed, metric.definition.unit(), currency)));
            Some(joined(std::iter::once(behind).chain(needed)))
        }
        OffPlan::Money { pace } => {
            let (spent, planned) = (money(pace.spent()), money(pace.budget.to_date));
            let is_over = pace.spent() > pace.budget.to_date;
            Some(if is_over { w::money_over(&spent, &planned) } else { w::money_under(&spent, &planned) })
        }
        OffPlan::Bursts { metric: id, channel: None, dry_run: run, top_share } => {
            let said = w::bursts(&metric(plan, *id)?.1, &whole_percent(*top_share));
            Some(joined(std::iter::once(said).chain(run.map(dry_run))))
        }
        OffPlan::Bursts { channel: Some(_), .. } => None,
    }
}

/// The channels through which a metric comes in bursts: one sentence a metric.
fn bursts(plan: &Plan, summary: &WeeklySummary) -> Vec<String> {
    let found = |of: MetricId| {
        let channels: Vec<String> = summary
            .off_plan
            .iter()
            .filter_map(|found| match found {
                OffPlan::Bursts { metric, channel: Some(channel), top_share, .. } if *metric == of => {
                    let name = names::channel_of(plan, Some(*channel));
                    Some(w::channel_best_day(&name, &whole_percent(*top_share)))
                }
                _ => None,
            })
            .collect();
        (!channels.is_empty()).then(|| w::bursts_channels(&names::metric_of(plan, Some(of)), &format::list(&channels)))
    };
    plan.goals.metrics.iter().filter_map(|metric| found(metric.id)).collect()
}

/// The targets that are unlikely to be reached, in one sentence.
fn unlikely(plan: &Plan, summary: &WeeklySummary) -> Option<String> {
    let found: Vec<&Forecast> = summary
        .decisions
        .iter()
        .filter_map(|found| if let Decision::ReviewTarget { forecast } = found { Some(forecast) } else { None })
        .collect();
    let said = |forecast: &&Forecast| {
        let (metric, name) = metric(plan, forecast.metric)?;
        let target = rough(forecast.target, metric.definition.unit(), plan.basics.currency);
        Some((name, target, chance(forecast.chance)))
    };
    if let [only] = found[..] {
        let (name, target, chance) = said(&only)?;
        return Some(w::review_target(&name, &target, &format::date_short(only.due), &chance));
    }
    let targets: Vec<String> = found
        .iter()
        .filter_map(|found| said(found).map(|(name, target, chance)| w::target_chance(&name, &target, &chance)))
        .collect();
    (!targets.is_empty()).then(|| w::review_targets(&format::list(&targets)))
}

/// The figures that are missing, of all metrics in one sentence.
fn missing(plan: &Plan, summary: &WeeklySummary) -> Option<String> {
    // Metric, whether days are missing or only channels of days, and of how many days.
    let found = summary.decisions.iter().filter_map(|found| {
        let Decision::EnterFigures { metric: id, coverage } = found else { return None };
        let lacks_days = coverage.missing() > 0;
        let (n, text) =
            format::counted(if lacks_days { coverage.missing() } else { coverage.lacking_channels } as usize);
        Some((metric(plan, *id)?.1, lacks_days, n, text))
    });
    let found: Vec<_> = found.collect();
    Some(match &found[..] {
        [] => return None,
        [(name, true, n, text)] => w::enter_figures(*n, text, name),
        [(name, false, n, text)] => w::enter_channels(*n, name, text),
        _ => {
            let each = found.iter().map(|(name, lacks_days, n, text)| {
                if *lacks_days { w::missing_days(*n, name, text) } else { w::missing_channels(*n, name, text) }
            });
            w::enter_missing(&format::list(&each.collect::<Vec<_>>()))
        }
    })
}

fn decision(plan: &Plan, found: &Decision) -> Option<String> {
    let currency = plan.basics.currency;
    let money = |amount| names::money_plain(amount, currency);
    Some(match found {
        Decision::ReviewTarget { .. } | Decision::EnterFigures { .. } => return None,
        Decision::DueSoon { metric: id, due, needed_per_day } => {
            let (metric, name) = metric(plan, *id)?;
            let needed = rough(*needed_per_day, metric.definition.unit(), currency);
            w::due_soon(&name, &format::date_short(*due), &needed)
        }
        Decision::SlowSpending { over } => w::slow_spending(&money(*over)),
        Decision::UseBudget { under } => w::use_budget(&money(*under)),
        Decision::CompareChannels { metric: id, cheap, dear } => {
            let name = metric(plan, *id)?.1;
            let channel = |id| names::channel_of(plan, Some(id));
            let (dear_channel, cheap_channel) = (channel(dear.0), channel(cheap.0));
            w::compare_channels(&name, &money(dear.1), &dear_channel, &money(cheap.1), &cheap_channel)
        }
        Decision::ChannelDry { metric: id, channel, dry_run } => {
            let name = metric(plan, *id)?.1;
            let (n, text) = format::counted(dry_run.open_days as usize);
            let channel = names::channel_of(plan, Some(*channel));
            w::channel_dry(n, &channel, &name, &text, &format::date_short(dry_run.days.first()))
        }
    })
}
