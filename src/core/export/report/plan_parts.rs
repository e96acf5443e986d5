//! The chapters on basics, strategy and schedule, and on assumptions and open findings.

use super::model::{ReportBlock, ReportCell, ReportChapter, ReportRowKind, ReportTable};
use super::source::{DASH, ReportSource, joined, or_dash};
use super::words::{ReportPhrase, ReportTerm, ReportWord};
use crate::plan::model::channel::{Channel, Role};
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::review::findings::{Severity, check_with};
use crate::plan::schedule::posts::monday_of;
use crate::plan::strategy::comparison::{TestOutcome, compare_counted};
use crate::plan::strategy::tracked_tests::counted_tests;

/// The chapter on basics.
pub fn basics(source: &ReportSource) -> ReportChapter {
    let basics = &source.plan.basics;
    let mut blocks = vec![ReportBlock::Facts(vec![
        (source.text(ReportWord::Product), basics.product.clone()),
        (
            source.text(ReportWord::ProjectKind),
            basics.kind.map(|kind| source.term(ReportTerm::Project(kind)).to_owned()).unwrap_or_default(),
        ),
        (source.text(ReportWord::Region), basics.region.clone()),
        (source.text(ReportWord::Period), source.days(basics.first_day, basics.last_day)),
        (source.text(ReportWord::Currency), basics.currency.code().to_owned()),
    ])];
    if !basics.audience.is_empty() {
        let columns = [(source.say(ReportWord::Audience), false), (source.say(ReportWord::ReachedAt), false)];
        let mut table = ReportTable::new(source.say(ReportWord::Audience), &columns);
        for group in &basics.audience {
            table.plain(vec![or_dash(&group.who).into(), or_dash(&group.reached_at).into()]);
        }
        blocks.push(ReportBlock::Heading(source.text(ReportWord::AudienceTitle)));
        blocks.push(ReportBlock::Table(table));
    }
    ReportChapter {
        id: "report-basics".to_owned(),
        title: source.text(ReportWord::Basics),
        about: source.text(ReportWord::BasicsAbout),
        blocks,
    }
}

/// The chapter on strategy; `None` if nothing is entered.
pub fn strategy(source: &ReportSource) -> Option<ReportChapter> {
    let strategy = &source.plan.strategy;
    let mut blocks = Vec::new();
    if !strategy.rule.focus.trim().is_empty() {
        blocks.push(ReportBlock::Lead(strategy.rule.focus.clone()));
    }
    if !strategy.channels.is_empty() {
        blocks.push(ReportBlock::Heading(source.text(ReportWord::Channels)));
        blocks.push(ReportBlock::Table(channels(source)));
    }
    if !strategy.channel_tests.is_empty() {
        blocks.push(ReportBlock::Heading(source.text(ReportWord::Tests)));
        blocks.push(test_rule(source));
        blocks.push(ReportBlock::Table(tests(source)));
        blocks.push(ReportBlock::Small(source.text(ReportWord::TestsCaveat)));
    }
    (!blocks.is_empty()).then(|| ReportChapter {
        id: "report-strategy".to_owned(),
        title: source.text(ReportWord::Strategy),
        about: source.text(ReportWord::StrategyAbout),
        blocks,
    })
}

fn channels(source: &ReportSource) -> ReportTable {
    let plan = source.plan;
    // A column for each phase, if they fit on a page.
    let by_phase = plan.phases.len() <= 4;
    let names: Vec<String> = plan.phases.iter().map(|phase| source.words.phase(phase)).collect();
    let mut columns = vec![(source.say(ReportWord::Channel), false), (source.say(ReportWord::Fit), false)];
    if by_phase {
        columns.extend(names.iter().map(|name| (name.as_str(), false)));
    } else {
        columns.push((source.say(ReportWord::Roles), false));
    }
    let mut table = ReportTable::new(source.say(ReportWord::Channels), &columns);
    let role = |channel: &Channel, at: usize| match channel.role_in(plan.phases[at].id) {
        Role::Unused => DASH.to_owned(),
        role => source.term(ReportTerm::Role(role)).to_owned(),
    };
    for channel in &plan.strategy.channels {
        let account = channel.account.map_or("", |kind| source.term(ReportTerm::Account(kind)));
        let below = joined([&*channel.handle, account, &*channel.link, &*channel.note]);
        let fit = channel.fit.map_or(DASH, |fit| source.term(ReportTerm::Fit(fit)));
        let mut cells = vec![ReportCell::from(source.words.channel(channel)).below(below), fit.into()];
        if by_phase {
            cells.extend((0..names.len()).map(|at| ReportCell::from(role(channel, at))));
        } else {
            let used = (0..names.len()).filter(|at| channel.role_in(plan.phases[*at].id) != Role::Unused);
            let roles: Vec<String> = used.map(|at| source.labelled(&names[at], &role(channel, at))).collect();
            cells.push(joined(roles.iter().map(String::as_str)).into());
        }
        table.plain(cells);
    }
    table
}

fn test_rule(source: &ReportSource) -> ReportBlock {
    let rule = &source.plan.strategy.rule;
    let minimum = source
        .words
        .phrase(ReportPhrase::Minimum(&source.count(rule.minimum_days), &source.count(rule.minimum_results)));
    ReportBlock::Facts(vec![
        (source.text(ReportWord::Metric), source.metric_name(rule.metric)),
        (source.text(ReportWord::TestMinimum), minimum),
        (source.text(ReportWord::TestCost), rule.target_cost.map(|cost| source.money(cost)).unwrap_or_default()),
        (source.text(ReportWord::Exploration), source.percent(rule.exploration)),
        (source.text(ReportWord::StopWhen), rule.stop_when.clone()),
    ])
}

fn tests(source: &ReportSource) -> ReportTable {
    let columns = [
        (source.say(ReportWord::Channel), false),
        (source.say(ReportWord::Days), false),
        (source.say(ReportWord::Spent), true),
        (source.say(ReportWord::Result), true),
        (source.say(ReportWord::CostOfOne), true),
        (source.say(ReportWord::ChanceBest), true),
        (source.say(ReportWord::TestProgress), false),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::Tests), &columns).short(&[1]);
    let row = |(test, outcome): (&ChannelTest, TestOutcome)| {
        let money = |amount: Option<_>| amount.map_or_else(|| DASH.to_owned(), |amount| source.money(amount));
        let results = test.counted().map_or_else(|| DASH.to_owned(), |count| source.count(count));
        let (verdict, why) = source.words.verdict(&outcome, source.plan);
        let interval = outcome
            .cost
            .map(|cost| source.words.phrase(ReportPhrase::Span(&source.exact(cost.low), &source.exact(cost.high))));
        vec![
            ReportCell::from(source.channel(Some(test.channel))).below(test.what.clone()),
            or_dash(&source.short_days(test.first, test.last)).into(),
            money(test.spent()).into(),
            results.into(),
            ReportCell::from(outcome.progress.each.map_or_else(|| DASH.to_owned(), |each| source.exact(each)))
                .below(interval.unwrap_or_default()),
            outcome.best.map_or_else(|| DASH.to_owned(), |best| source.words.chance(best)).into(),
            ReportCell::from(verdict).below(why),
        ]
    };
    let tests = counted_tests(source.plan);
    for test in tests.iter().zip(compare_counted(source.plan, &tests, source.today)) {
        table.plain(row(test));
    }
    table
}

/// The chapter on the schedule; `None` without cadences and posts.
pub fn schedule(source: &ReportSource) -> Option<ReportChapter> {
    let schedule = &source.plan.schedule;
    let mut blocks = Vec::new();
    if !schedule.cadences.is_empty() {
        blocks.push(ReportBlock::Heading(source.text(ReportWord::Cadences)));
        blocks.push(ReportBlock::Table(cadences(source)));
    }
    if !schedule.posts.is_empty() {
        blocks.push(ReportBlock::Heading(source.text(ReportWord::Posts)));
        blocks.push(ReportBlock::Table(posts(source)));
        blocks.push(ReportBlock::Small(source.text(ReportWord::PostsNote)));
    }
    (!blocks.is_empty()).then(|| ReportChapter {
        id: "report-schedule".to_owned(),
        title: source.text(ReportWord::Schedule),
        about: source.text(ReportWord::ScheduleAbout),
        blocks,
    })
}

fn cadences(source: &ReportSource) -> ReportTable {
    let columns = [
        (source.say(ReportWord::Channel), false),
        (source.say(ReportWord::Phase), false),
        (source.say(ReportWord::AWeek), true),
        (source.say(ReportWord::Original), true),
        (source.say(ReportWord::When), false),
        (source.say(ReportWord::Owner), false),
    ];
    let mut table = ReportTable::new(source.say(ReportWord::Cadences), &columns);
    let row = |cadence: &Cadence| {
        let days: Vec<String> = cadence.weekdays.iter().map(|day| source.words.weekday(*day)).collect();
        let at = cadence.at.map(|at| source.words.time(at)).unwrap_or_default();
        let days = days.join(" ");
        vec![
            ReportCell::from(source.channel(Some(cadence.channel))),
            source.phase(cadence.phase).into(),
            source.count(cadence.per_week).into(),
            source.count(cadence.original).into(),
            or_dash(&joined([&*days, &*at])).into(),
            or_dash(&cadence.owner).into(),
        ]
    };
    for cadence in &source.plan.schedule.cadences {
        table.plain(row(cadence));
    }
    table
}

/// The posts by week and channel. Times, owners and links are left to the tables of posts.
fn posts(source: &ReportSource) -> ReportTable {
    let columns = [(source.say(ReportWord::Channel), false), (source.say(ReportWord::PostTitle), false)];
    let mut posts: Vec<&Post> = source.plan.schedule.posts.iter().collect();
    posts.sort_by_key(|post| (post.on, post.at));
    let mut table = ReportTable::new(source.say(ReportWord::Posts), &columns).dense();
    for week in posts.chunk_by(|one, other| monday_of(one.on) == monday_of(other.on)) {
        let Some(first) = week.first() else { continue };
        let original = week.iter().filter(|post| post.original).count() as u64;
        let count = week.len() as u64;
        let counted = source.words.phrase(ReportPhrase::Posts(count, &source.count(count), &source.count(original)));
        // Said once if it is the same for all.
        let state = week.iter().all(|post| post.state == first.state).then_some(first.state);
        let said = state.map_or("", |state| source.term(ReportTerm::Post(state)));
        let span = source.short_days(Some(first.on), week.last().map(|post| post.on));
        table.row(ReportRowKind::Heading, vec![joined([&*span, &*counted, said]).into()]);
        for group in alike(week) {
            table.plain(posts_row(source, &group, state.is_none()));
        }
    }
    table
}

/// The posts of a week in groups that share channel, status and payment, in the order of their first posts.
fn alike<'p>(week: &[&'p Post]) -> Vec<Vec<&'p Post>> {
    let key = |post: &Post| (post.channel, post.state, post.paid);
    let mut groups: Vec<Vec<&Post>> = Vec::new();
    for post in week {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| key(first) == key(post))) {
            Some(group) => group.push(post),
            None => groups.push(vec![post]),
        }
    }
    groups
}

fn posts_row(source: &ReportSource, group: &[&Post], with_state: bool) -> Vec<ReportCell> {
    let Some(first) = group.first() else { return Vec::new() };
    let weekday = |post: &Post| source.words.weekday(chrono::Datelike::weekday(&post.on));
    let (titled, untitled): (Vec<&Post>, Vec<&Post>) =
        group.iter().copied().partition(|post| !post.title.trim().is_empty());
    let mut texts: Vec<String> = titled.iter().map(|post| [&*weekday(post), " ", post.title.trim()].concat()).collect();
    if !untitled.is_empty() {
        let count = untitled.len() as u64;
        texts.push(source.words.phrase(ReportPhrase::Untitled(count, &source.count(count))));
    }
    if first.paid {
        texts.push(source.text(ReportWord::IsPaid));
    }
    if with_state {
        texts.push(source.term(ReportTerm::Post(first.state)).to_owned());
    }
    vec![source.channel(Some(first.channel)).into(), joined(texts.iter().map(String::as_str)).into()]
}

/// The chapter on assumptions and open findings.
pub fn assumptions(source: &ReportSource) -> ReportChapter {
    let plan = source.plan;
    let mut blocks = Vec::new();
    let mut assumed = Vec::new();
    for rate in &plan.budget.rates {
        let one = [rate.currency.code(), " 1 = ", &source.words.decimal(rate.rate), " ", plan.basics.currency.code()]
            .concat();
        let on = rate.on.map_or_else(|| source.text(ReportWord::DateMissing), |on| source.words.date(on));
        assumed.push((source.text(ReportWord::Rates), joined([&*one, &*on])));
    }
    for metric in &plan.goals.metrics {
        if let Some(loss) = metric.path.daily_loss {
            let name = source.words.metric(&metric.definition);
            assumed.push((name, source.words.phrase(ReportPhrase::DailyLoss(&source.words.decimal(loss)))));
        }
    }
    if let Some(margin) = plan.budget.settings.gross_margin {
        assumed.push((source.text(ReportWord::Margin), source.percent(margin)));
    }
    assumed.push((source.text(ReportWord::Reserve), source.money(source.ledger.totals().reserve)));
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Assumptions)));
    blocks.push(ReportBlock::Facts(assumed));
    let findings = check_with(plan, source.ledger);
    blocks.push(ReportBlock::Heading(source.text(ReportWord::Open)));
    if findings.is_empty() {
        blocks.push(ReportBlock::Text(source.text(ReportWord::NothingOpen)));
    }
    let severities = [
        (Severity::Error, ReportWord::SeverityError),
        (Severity::Warning, ReportWord::SeverityWarning),
        (Severity::Hint, ReportWord::SeverityHint),
    ];
    for (severity, heading) in severities {
        let here = findings.iter().filter(|finding| finding.severity() == severity);
        let said: Vec<String> =
            here.map(|finding| [&source.words.finding(finding, plan), " · ", finding.code()].concat()).collect();
        if !said.is_empty() {
            blocks.push(ReportBlock::Subheading(source.text(heading)));
            blocks.push(ReportBlock::List(said));
        }
    }
    ReportChapter {
        id: "report-open".to_owned(),
        title: source.text(ReportWord::OpenTitle),
        about: source.text(ReportWord::OpenAbout),
        blocks,
    }
}
