//! Drafting a plan from a few answers: the words of a draft, and its preview.

use std::cell::Cell;

use leptos::prelude::*;

use crate::browser::page::{clock, random};
use crate::i18n::format;
use crate::i18n::words::{channel, common, method, suggestions as w, tracking};
use crate::plan::Plan;
use crate::plan::catalogue::north_stars::{Proposal, proposals};
use crate::plan::draft::answers::{AnswerError, QuickStart};
use crate::plan::draft::draft_plan::{draft_edit, draft_plan};
use crate::plan::draft::preview::{Preview, PreviewPhase};
use crate::plan::draft::words::{DraftWords, TimeUnit, UsualRisk};
use crate::plan::edit::PlanEdit;
use crate::plan::model::basics::{Market, ProjectKind};
use crate::plan::model::budget::Category;
use crate::plan::model::channel::Role;
use crate::plan::model::phase::PhaseKind;
use crate::ui::labels::{budget_terms, figures, names, north_stars, values};
use crate::widgets::Tag;

/// The words of a draft in the page's language.
struct Words;

impl DraftWords for Words {
    fn line(&self, channel: &str, category: Category) -> String {
        common::labelled(channel_name(channel), budget_terms::category(category))
    }

    fn small_items(&self) -> String {
        w::small_items().to_owned()
    }

    fn unit(&self, unit: TimeUnit) -> String {
        match unit {
            TimeUnit::Week => w::unit_week(),
            TimeUnit::Day => w::unit_day(),
        }
        .to_owned()
    }

    fn activity(&self, key: &str) -> String {
        method::by_key(key).unwrap_or(key).to_owned()
    }

    fn reservations(&self) -> String {
        north_stars::name(Proposal::Reservations).to_owned()
    }

    fn why(&self, key: &str) -> String {
        let kinds = ProjectKind::ALL.into_iter();
        let mut all = kinds.flat_map(|kind| Market::ALL.into_iter().flat_map(move |market| proposals(kind, market)));
        let found = all.find(|proposal| proposal.key() == key);
        found.map_or("", |proposal| north_stars::reason(*proposal)).to_owned()
    }

    fn tracking(&self, key: &str) -> [String; 3] {
        if key == Proposal::Reservations.key() {
            return [w::reservations_trigger(), w::reservations_formula(), w::reservations_acceptance()]
                .map(str::to_owned);
        }
        let mut lines = tracking::by_key(key).unwrap_or_default().lines().map(str::to_owned);
        std::array::from_fn(|_| lines.next().unwrap_or_default())
    }

    fn focus(&self, tested: &[&str]) -> String {
        let channels: Vec<String> = tested.iter().map(|key| channel_name(key).to_owned()).collect();
        w::focus(&format::list(&channels))
    }

    fn exit(&self, phase: PhaseKind) -> String {
        match phase {
            PhaseKind::Seed => w::exit_seed(),
            PhaseKind::Initial => w::exit_initial(),
            PhaseKind::Brand | PhaseKind::Other => "",
        }
        .to_owned()
    }

    fn risk(&self, risk: UsualRisk) -> [String; 2] {
        match risk {
            UsualRisk::SilentSeedUsers => [w::silent_seed(), w::silent_seed_answer()],
            UsualRisk::SlowFixes => [w::slow_fixes(), w::slow_fixes_answer()],
            UsualRisk::NoClearChannel => [w::no_clear_channel(), w::no_clear_channel_answer()],
            UsualRisk::Bursts => [w::bursts(), w::bursts_answer()],
            UsualRisk::LatePartners => [w::late_partners(), w::late_partners_answer()],
            UsualRisk::RisingCost => [w::rising_cost(), w::rising_cost_answer()],
        }
        .map(str::to_owned)
    }
}

fn channel_name(key: &str) -> &str {
    channel::by_key(key).unwrap_or(key)
}

/// The edit that makes the draft of a blank plan.
///
/// # Errors
/// Fails where the answers contradict each other.
pub fn edit(blank: &Plan, answers: &QuickStart) -> Result<PlanEdit, AnswerError> {
    draft_edit(blank, answers, clock::today(), &Words, &mut random::bits)
}

/// What the answers will be drafted to; nothing while one is missing.
pub fn preview(answers: Signal<Option<QuickStart>>) -> AnyView {
    let shown = Memo::new(move |_| answers.with(|answers| answers.as_ref().and_then(preview_of)));
    (move || match shown.get() {
        Some((plan, preview)) => drawn(&plan, &preview),
        None => view! { <p class="muted">{w::preview_waiting()}</p> }.into_any(),
    })
    .into_any()
}

fn preview_of(answers: &QuickStart) -> Option<(Plan, Preview)> {
    // Counted ids: the same answers give an equal plan, and nothing is drawn again.
    let bits = Cell::new(0);
    let mut fresh = || {
        bits.set(bits.get() + 1);
        bits.get()
    };
    let blank = Plan::blank(&mut fresh);
    let plan = draft_plan(&blank, answers, clock::today(), &Words, &mut fresh).ok()?;
    let preview = Preview::of(&plan);
    Some((plan, preview))
}

fn drawn(plan: &Plan, preview: &Preview) -> AnyView {
    let currency = plan.basics.currency;
    let money = |amount| names::money_whole(amount, currency);
    let unit = values::unit_of(plan, plan.goals.north_star.as_ref().map(|star| star.metric));
    let phase = |phase: &PreviewPhase| {
        let reached = phase.objective.map(|number| w::preview_until(&names::value(number, unit, currency)));
        view! {
            <li>
                <Tag tone=names::tone(Some(phase.kind)) label=phase_name(phase.kind) />
                <span>
                    {format::span_short(phase.days.first(), phase.days.last())}
                    {reached.map(|text| view! { <small class="muted">{text}</small> })}
                </span>
                <b class="amount">{money(phase.allocated)}</b>
            </li>
        }
    };
    let channel = |(key, role): &(String, Role)| {
        view! {
            <li>
                <span>{channel_name(key).to_owned()}</span>
                <small class="muted">{values::role(*role)}</small>
            </li>
        }
    };
    view! {
        <h3>{w::preview_phases()}</h3>
        <ul class="plain qs-phases">
            {preview.phases.iter().map(phase).collect::<Vec<_>>()}
            <li>
                <span class="muted">{w::preview_contingency()}</span>
                <span></span>
                <b class="amount">{money(preview.contingency)}</b>
            </li>
        </ul>
        <h3>{w::preview_channels()}</h3>
        <ul class="plain qs-channels">{preview.channels.iter().map(channel).collect::<Vec<_>>()}</ul>
        <div class="qs-results">
            <p>{counts(preview)}</p>
            {results(plan, preview)}
        </div>
    }
    .into_any()
}

fn phase_name(kind: PhaseKind) -> &'static str {
    match kind {
        PhaseKind::Seed => common::phase_seed(),
        PhaseKind::Initial => common::phase_initial(),
        PhaseKind::Brand | PhaseKind::Other => common::phase_brand(),
    }
}

fn counts(preview: &Preview) -> String {
    let counted = |words: fn(u64, &str) -> String, count: usize| {
        let (count, text) = format::counted(count);
        words(count, &text)
    };
    w::preview_counts(
        &counted(w::preview_activities, preview.activities),
        &counted(w::preview_lines, preview.lines),
        &counted(w::preview_posts, preview.posts_a_week as usize),
    )
}

/// What the goal needs, and what a result may cost.
fn results(plan: &Plan, preview: &Preview) -> AnyView {
    let currency = plan.basics.currency;
    let star = plan.goals.north_star.as_ref().and_then(|star| plan.find(star.metric));
    let Some(star) = star else { return ().into_any() };
    let cost = match &preview.cost {
        Some((price, kpi)) => {
            let cost = w::preview_cost(&figures::cost_name(star, *kpi), &names::cost(*price, currency));
            view! { <p><strong>{cost}</strong> <br /> <small class="muted">{w::preview_cost_why()}</small></p> }
                .into_any()
        }
        None => view! { <p class="muted small">{w::preview_cost_open()}</p> }.into_any(),
    };
    let need = preview.need.and_then(|need| figures::need_words(need, star.definition.unit(), currency));
    let need = need.map(|need| view! { <p>{common::labelled(&names::metric(&star.definition), &need)}</p> });
    view! { {need} {cost} }.into_any()
}
