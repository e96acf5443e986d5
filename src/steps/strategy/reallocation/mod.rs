//! Reallocating the budget: how uncommitted money could be distributed over the tested channels within the user's
//! limits. Applied only on request, as a single edit.

mod advice;
mod limits;

use leptos::prelude::*;

use crate::app::Editor;
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{concentrate as w, terms};
use crate::plan::Plan;
use crate::plan::budget::ledger::Ledger;
use crate::plan::edit::PlanEdit;
use crate::plan::model::budget::LineItemId;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::strategy::reallocation::{Advice, AdviceError, ExclusionReason, ReallocationLimits, advise, movable};
use crate::steps::strategy::reallocation::advice::{changes, drawn, no_advice, said_applied};
use crate::steps::strategy::reallocation::limits::{asked, line_list};
use crate::steps::strategy::test_progress::TestInputs;
use crate::ui::labels::names;
use crate::widgets::explained_heading;

/// Line items that are named; the rest are counted.
const NAMED: usize = 3;

/// A line item whose money can be moved.
#[derive(Clone, PartialEq)]
struct OpenLine {
    pub(super) id: LineItemId,
    pub(super) name: String,
    pub(super) channel: String,
    pub(super) amount: Money,
    pub(super) open: Money,
}

/// An applied reallocation and the plan's figures at that time: its message is shown while they are unchanged.
#[derive(Clone, PartialEq)]
struct Applied {
    pub(super) changes: String,
    pub(super) lines: Vec<OpenLine>,
    grounds: TestInputs,
}

/// The user's settings. They are not part of the plan.
#[derive(Clone, Copy)]
struct ReallocationSettings {
    pub(super) scope: RwSignal<Option<PhaseId>>,
    pub(super) without: RwSignal<Vec<LineItemId>>,
    pub(super) share: RwSignal<BasisPoints>,
    pub(super) step: RwSignal<BasisPoints>,
}

impl ReallocationSettings {
    fn limits(self) -> ReallocationLimits {
        ReallocationLimits { share: self.share.get(), step: self.step.get() }
    }
}

/// The advice as displayed, with texts that depend on the plan.
#[derive(Clone, PartialEq)]
struct AdviceView {
    pub(super) advice: Advice,
    pub(super) names: Vec<String>,
    pub(super) left_out: Vec<String>,
}

/// The section.
pub(super) fn section(editor: Editor) -> AnyView {
    let limits = ReallocationLimits::default();
    let wish = ReallocationSettings {
        scope: RwSignal::new(editor.peek_figures(first_scope)),
        without: RwSignal::new(Vec::new()),
        share: RwSignal::new(limits.share),
        step: RwSignal::new(limits.step),
    };
    let grounds = TestInputs::memo(editor);
    let currency = editor.peek(|plan| plan.basics.currency);
    let lines = editor.figures(move |plan, ledger| open_lines(plan, ledger, wish.scope.get()));
    let advice = Memo::new(move |_| {
        // Read, not only tracked: a memo that has never been read has no dependencies yet.
        grounds.with(|_| ());
        lines.with(|_| ());
        editor.peek_figures(|plan, ledger| shown(plan, ledger, wish))
    });
    let applied = RwSignal::new(None::<Applied>);
    let progress = Memo::new(move |_| {
        applied.with(|applied| {
            let applied = applied.as_ref()?;
            let stands = lines.with(|lines| *lines == applied.lines) && grounds.with(|now| *now == applied.grounds);
            stands.then(|| applied.changes.clone())
        })
    });
    let tested = Memo::new(move |_| advice.with(|advice| !matches!(advice, Err(AdviceError::NoTests))));
    let apply = Callback::new(move |()| {
        let Ok(AdviceView { advice: Advice { edit: Some(edit), moves, .. }, names, .. }) = advice.get_untracked()
        else {
            return;
        };
        let changes = changes(&moves, &names, currency);
        let count = if let PlanEdit::Batch(edits) = &edit { edits.len() } else { 1 };
        let (n, text) = format::counted(count);
        if editor.apply_undoably(edit, &w::applied_toast(n, &text)) {
            let (lines, grounds) = (lines.get_untracked(), grounds.get_untracked());
            applied.set(Some(Applied { changes, lines, grounds }));
            focus_when_rendered("advice-applied".to_owned());
        }
    });
    let outcome = move || match progress.get() {
        Some(changes) => said_applied(&changes, applied),
        None => advice.with(|advice| match advice {
            Ok(shown) => drawn(shown, currency, apply),
            Err(none) => no_advice(editor, none),
        }),
    };
    let form =
        move || tested.get().then(|| view! { {asked(editor, wish, currency)} {line_list(wish, lines, currency)} });
    view! {
        <section aria-labelledby="strategy-concentrate">
            {explained_heading("strategy-concentrate", w::title(), terms::reallocation(), terms::reallocation_text())}
            <p class="muted">{w::gloss()}</p>
            {form}
            <div class="advice">{outcome}</div>
        </section>
    }
    .into_any()
}

/// The default scope: the first phase in which money can be moved between channels.
fn first_scope(plan: &Plan, ledger: &Ledger) -> Option<PhaseId> {
    let several = |phase: &PhaseId| {
        let lines = movable(plan, ledger, Some(*phase));
        let mut channels: Vec<_> =
            plan.budget.lines.iter().filter(|line| lines.contains(&line.id)).map(|line| line.channel).collect();
        channels.sort_unstable();
        channels.dedup();
        channels.len() > 1
    };
    plan.phases.iter().map(|phase| phase.id).find(several)
}

fn open_lines(plan: &Plan, ledger: &Ledger, scope: Option<PhaseId>) -> Vec<OpenLine> {
    let movable = movable(plan, ledger, scope);
    let mut movable = movable.into_iter().peekable();
    let lines = plan.budget.lines.iter().zip(ledger.lines());
    // Both are in the plan's order.
    lines
        .filter(|(line, _)| movable.next_if_eq(&line.id).is_some())
        .map(|(line, figures)| OpenLine {
            id: line.id,
            name: names::line(line),
            channel: names::channel_of(plan, line.channel),
            amount: figures.amount.unwrap_or_default(),
            open: figures.outstanding,
        })
        .collect()
}

fn shown(plan: &Plan, ledger: &Ledger, wish: ReallocationSettings) -> Result<AdviceView, AdviceError> {
    let scope = wish.scope.get();
    let in_scope = plan.budget.lines.iter().filter(|line| scope.is_none() || line.phase == scope);
    let chosen: Vec<LineItemId> =
        wish.without.with(|without| in_scope.map(|line| line.id).filter(|id| !without.contains(id)).collect());
    let advice = advise(plan, ledger, &chosen, wish.limits(), clock::today())?;
    let names = advice.moves.iter().map(|step| names::channel_of(plan, Some(step.channel))).collect();
    let left_out = left_out_words(plan, &advice.left_out);
    Ok(AdviceView { advice, names, left_out })
}

/// The excluded line items, by reason.
fn left_out_words(plan: &Plan, left_out: &[(LineItemId, ExclusionReason)]) -> Vec<String> {
    let mut by_reason: Vec<(&'static str, Vec<LineItemId>)> = Vec::new();
    for (id, why) in left_out {
        let why = match why {
            ExclusionReason::Gone => w::out_gone(),
            ExclusionReason::Contingency => w::out_contingency(),
            ExclusionReason::NoChannel => w::out_no_channel(),
            ExclusionReason::Untested => w::out_untested(),
            ExclusionReason::OtherResult => w::out_other_result(),
            ExclusionReason::Settled => w::out_settled(),
            ExclusionReason::NoAmount(_) => w::out_no_amount(),
            ExclusionReason::ForeignCurrency(_) => w::out_foreign(),
        };
        match by_reason.iter_mut().find(|(known, _)| *known == why) {
            Some((_, ids)) => ids.push(*id),
            None => by_reason.push((why, vec![*id])),
        }
    }
    let name = |id: &LineItemId| plan.find(*id).map(names::line).unwrap_or_default();
    let row = |(why, ids): (&str, Vec<LineItemId>)| {
        let named: Vec<String> = ids.iter().take(NAMED).map(name).collect();
        let more = ids.len().saturating_sub(NAMED);
        let lines =
            if more > 0 { w::left_out_more(&named.join(", "), &format::counted(more).1) } else { format::list(&named) };
        w::left_out_row(why, &lines)
    };
    by_reason.into_iter().map(row).collect()
}
