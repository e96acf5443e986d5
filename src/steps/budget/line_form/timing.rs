//! When a line item's money is spent, including a custom amount per cycle.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::{Editor, problem_at};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{budget as w, common};
use crate::plan::Step;
use crate::plan::budget::cycles::{cycles, spread};
use crate::plan::budget::totals::{fill_remaining, place_in, placed_in};
use crate::plan::model::budget::{LineItem, LineItemId};
use crate::plan::model::phase::Phase;
use crate::plan::model::timing::{DatedAmount, Timing};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::limits::AMOUNT_LIMIT;
use crate::plan::numbers::money::Money;
use crate::steps::budget::line_form::step_link;
use crate::ui::form::{Form, money_kind};
use crate::ui::labels::names;
use crate::widgets::{Button, ButtonKind, DateField, NumberField, SelectField, SelectOption};

fn timing_code(timing: &Timing) -> &'static str {
    match timing {
        Timing::Phase => "phase",
        Timing::Once { .. } => "once",
        Timing::Evenly { .. } => "evenly",
        Timing::Monthly { .. } => "monthly",
        Timing::ByHand { .. } => "by_hand",
    }
}

pub(super) fn timing(editor: Editor, form: Form<LineItem>, id: LineItemId) -> AnyView {
    let options = vec![
        SelectOption::new("phase", w::timing_phase()),
        SelectOption::new("once", w::timing_once()),
        SelectOption::new("evenly", w::timing_evenly()),
        SelectOption::new("monthly", w::timing_monthly()),
        SelectOption::new("by_hand", w::timing_by_hand()),
    ];
    let kind = Memo::new(move |_| form.get(|line| timing_code(&line.timing)).unwrap_or_default());
    let prefilled = Prefilled::new(Vec::new());
    let choose = Callback::new(move |code: String| {
        if code != kind.get_untracked() {
            let timing = begun(editor, id, &code);
            prefilled.set(prefilled_cycles(editor, &timing));
            form.choose(|line| line.timing = timing);
        }
    });
    let anchor = form.anchor("line-timing");
    let details = move || match kind.get() {
        "once" => timing_day(form, "line-day", w::timing_day(), TimingDate::On),
        "evenly" | "monthly" => view! {
            {timing_day(form, "line-first", common::first_day(), TimingDate::First)}
            {timing_day(form, "line-last", common::last_day(), TimingDate::Last)}
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <div class="row">
            <SelectField
                id=anchor.clone()
                label=w::when()
                options
                value=Signal::derive(move || kind.get().to_owned())
                commit=choose
                problem=problem_at(anchor)
            />
            {details}
        </div>
        {move || (kind.get() == "by_hand").then(|| by_hand(editor, form, id, prefilled))}
    }
    .into_any()
}

/// A timing of another kind, starting from the line item's current one.
fn begun(editor: Editor, id: LineItemId, code: &str) -> Timing {
    editor.peek(|plan| {
        let line = plan.find(id);
        let phase = line.and_then(|line| line.phase).and_then(|phase| plan.find(phase));
        let home = phase.and_then(Phase::days).or_else(|| plan.basics.days());
        let (first, last) = match line.map(|line| &line.timing) {
            Some(Timing::Evenly { first, last } | Timing::Monthly { first, last }) => (*first, *last),
            Some(Timing::Once { on }) => (*on, home.map_or(*on, |home| home.last().max(*on))),
            _ => home.map_or_else(|| (clock::today(), clock::today()), |home| (home.first(), home.last())),
        };
        match code {
            "once" => Timing::Once { on: first },
            "evenly" => Timing::Evenly { first, last },
            "monthly" => Timing::Monthly { first, last },
            "by_hand" => {
                // A custom timing starts with the current amounts, so that only differences must be typed.
                let days = plan.basics.days();
                let cycles = days.map_or_else(Vec::new, |days| cycles(days, plan.budget.settings.cycle));
                let amount = line.and_then(|line| plan.amount(line).ok()).unwrap_or_default();
                let now = line.map_or(Timing::Phase, |line| line.timing.clone());
                let parts = cycles
                    .iter()
                    .zip(spread(amount, &now, home, &cycles).over(cycles.len()))
                    .filter(|(_, amount)| *amount != Money::ZERO)
                    .map(|(cycle, amount)| DatedAmount { on: cycle.first(), amount })
                    .collect();
                Timing::ByHand { parts }
            }
            _ => Timing::Phase,
        }
    })
}

/// Cycles that were pre-filled and not edited since, each with its weight: what is entered in one is subtracted from
/// the others. Kept while the form is open; entered amounts are never changed.
type Prefilled = RwSignal<Vec<(DateRange, u64)>>;

fn prefilled_cycles(editor: Editor, timing: &Timing) -> Vec<(DateRange, u64)> {
    let Timing::ByHand { parts } = timing else { return Vec::new() };
    let cycles =
        editor.peek(|plan| plan.basics.days().map_or_else(Vec::new, |days| cycles(days, plan.budget.settings.cycle)));
    let weight = |cycle: DateRange| placed_in(parts, cycle).map_or(0, |part| part.minor().unsigned_abs());
    cycles.into_iter().map(|cycle| (cycle, weight(cycle))).filter(|(_, weight)| *weight > 0).collect()
}

/// Which date of a timing.
#[derive(Clone, Copy)]
enum TimingDate {
    On,
    First,
    Last,
}

fn timing_day(form: Form<LineItem>, name: &'static str, label: &str, which: TimingDate) -> AnyView {
    let day = move |wanted: TimingDate| {
        form.get(|line| match (&line.timing, wanted) {
            (Timing::Once { on }, _) => Some(*on),
            (Timing::Evenly { first, .. } | Timing::Monthly { first, .. }, TimingDate::First) => Some(*first),
            (Timing::Evenly { last, .. } | Timing::Monthly { last, .. }, _) => Some(*last),
            _ => None,
        })
        .flatten()
    };
    let commit = Callback::new(move |day: Option<NaiveDate>| {
        let Some(day) = day else { return Err(common::date_missing().to_owned()) };
        form.change(name, |line| match (&mut line.timing, which) {
            (Timing::Once { on }, _) => *on = day,
            (Timing::Evenly { first, .. } | Timing::Monthly { first, .. }, TimingDate::First) => *first = day,
            (Timing::Evenly { last, .. } | Timing::Monthly { last, .. }, _) => *last = day,
            _ => {}
        });
        Ok(())
    });
    view! { <DateField id=form.anchor(name) label=label value=Signal::derive(move || day(which)) commit /> }.into_any()
}

/// One amount per cycle, and how much of the line item is not distributed yet.
fn by_hand(editor: Editor, form: Form<LineItem>, id: LineItemId, prefilled: Prefilled) -> AnyView {
    let all =
        editor.memo(|plan| plan.basics.days().map_or_else(Vec::new, |days| cycles(days, plan.budget.settings.cycle)));
    let left = editor.memo(move |plan| {
        let line = plan.find(id)?;
        let Timing::ByHand { parts } = &line.timing else { return None };
        let amount = plan.amount(line).ok()?;
        let placed: Money = parts.iter().map(|part| part.amount).sum();
        Some((amount - placed, amount, plan.basics.currency))
    });
    // The cycles without an amount, with their lengths in days as weights.
    let empty = move |line: &LineItem| -> Vec<(DateRange, u64)> {
        let Timing::ByHand { parts } = &line.timing else { return Vec::new() };
        let days = |cycle: DateRange| (cycle, u64::from(cycle.len()));
        let cycles = all.get_untracked().into_iter();
        cycles.filter(|cycle| placed_in(parts, *cycle).is_none_or(|part| part == Money::ZERO)).map(days).collect()
    };
    let some_empty = Memo::new(move |_| form.get(move |line| !empty(line).is_empty()).unwrap_or_default());
    let fill = Callback::new(move |()| {
        let amount = left.get_untracked().map(|(_, amount, _)| amount);
        form.choose(|line| {
            let cycles = empty(line);
            if let (Timing::ByHand { parts }, Some(amount)) = (&mut line.timing, amount) {
                fill_remaining(parts, &cycles, amount);
            }
        });
    });
    let words = move || {
        let (left, amount, currency) = left.get()?;
        let money = |amount| names::money(amount, currency);
        Some(if left == Money::ZERO {
            view! { <p class="small muted">{w::by_hand_exact(&money(amount))}</p> }.into_any()
        } else if (left < Money::ZERO) != (amount < Money::ZERO) {
            let over = if left < Money::ZERO { Money::ZERO - left } else { left };
            view! { <p class="too-much">{w::by_hand_over(&money(over))}</p> }.into_any()
        } else {
            view! {
                <p>
                    <strong>{w::by_hand_left(&money(left))}</strong> " "
                    {some_empty.get().then(|| view! { <Button kind=ButtonKind::Plain on_press=fill>{w::by_hand_fill()}</Button> })}
                </p>
            }
            .into_any()
        })
    };
    let fields = move || {
        let cycles = all.get();
        if cycles.is_empty() {
            let to = step_link(Step::Basics);
            return view! { <p>{w::by_hand_no_days()} " " <a href=to>{w::to_basics()}</a></p> }.into_any();
        }
        let fields: Vec<AnyView> =
            cycles.into_iter().map(|cycle| cycle_field(editor, form, cycle, prefilled)).collect();
        view! { <div class="row parts">{fields}</div> }.into_any()
    };
    view! { <fieldset class="manual-timing"><legend>{w::by_hand()}</legend>{fields}{words}</fieldset> }.into_any()
}

fn cycle_field(editor: Editor, form: Form<LineItem>, cycle: DateRange, prefilled: Prefilled) -> AnyView {
    let kind = money_kind(editor.peek(|plan| plan.basics.currency));
    let value = Signal::derive(move || {
        form.get(|line| match &line.timing {
            Timing::ByHand { parts } => placed_in(parts, cycle).map(Money::minor),
            _ => None,
        })
        .flatten()
    });
    let id = form.anchor("line-part") + "-" + &cycle.first().to_string();
    let field = id.clone();
    let commit = Callback::new(move |minor: Option<i64>| {
        let amount = minor.and_then(Money::from_minor);
        prefilled.update(|cycles| cycles.retain(|(other, _)| *other != cycle));
        let whole = untrack(|| form.get(LineItem::clone)).and_then(|line| editor.peek(|plan| plan.amount(&line).ok()));
        form.change(&field, |line| {
            if let Timing::ByHand { parts } = &mut line.timing {
                place_in(parts, cycle, amount);
                if let Some(whole) = whole {
                    prefilled.with_untracked(|cycles| fill_remaining(parts, cycles, whole));
                }
            }
        });
        Ok(())
    });
    view! { <NumberField id label=format::span_short(cycle.first(), cycle.last()) kind value commit least=Some(-AMOUNT_LIMIT) most=Some(AMOUNT_LIMIT) /> }
        .into_any()
}
