//! The scope, limits and line items of a reallocation, as the user sets them.

use leptos::prelude::*;

use crate::app::Editor;
use crate::browser::dom::focus::focus_by_id;
use crate::i18n::format;
use crate::i18n::words::{common, concentrate as w};
use crate::plan::model::budget::LineItemId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::steps::strategy::reallocation::{OpenLine, ReallocationSettings};
use crate::ui::labels::names;
use crate::widgets::{Button, ButtonKind, Checkbox, Disclosure, NumberField, NumberKind, SelectField, SelectOption};

/// The user's limits, and those set by the test rules.
pub(super) fn asked(editor: Editor, wish: ReallocationSettings, currency: Currency) -> AnyView {
    let scopes = editor.memo(|plan| {
        let phases = plan.phases.iter().map(|phase| SelectOption::new(phase.id.to_string(), names::phase(phase)));
        std::iter::once(SelectOption::new("", w::scope_whole())).chain(phases).collect::<Vec<_>>()
    });
    let share = |signal: RwSignal<BasisPoints>| {
        let value = Signal::derive(move || Some(i64::from(signal.get().0)));
        let commit = Callback::new(move |value: Option<i64>| {
            match value.and_then(|value| u32::try_from(value).ok()) {
                Some(points) => signal.set(BasisPoints(points)),
                None => return Err(common::number_missing().to_owned()),
            }
            Ok(())
        });
        (value, commit)
    };
    let (most, set_most) = share(wish.share);
    let (step, set_step) = share(wish.step);
    let rule = editor.memo(move |plan| {
        let rule = &plan.strategy.rule;
        let exploration = format::percent_bp(i64::from(rule.exploration.0));
        match rule.target_cost.filter(|target| *target > Money::ZERO) {
            Some(target) => w::from_rule(&exploration, &names::money(target, currency)),
            None => w::from_rule_open(&exploration),
        }
    });
    let to_rule = Callback::new(move |()| _ = focus_by_id("rule-cost"));
    view! {
        <div class="row">
            <SelectField
                id="advice-scope"
                label=w::scope()
                options=scopes
                value=Signal::derive(move || wish.scope.get().map(|id| id.to_string()).unwrap_or_default())
                commit=Callback::new(move |value: String| wish.scope.set(value.parse().ok()))
            />
            <NumberField
                id="advice-share"
                label=w::share()
                hint=w::share_hint().to_owned()
                kind=NumberKind::Percent
                value=most
                commit=set_most
                most=Some(10_000)
            />
            <NumberField
                id="advice-step"
                label=w::step()
                hint=w::step_hint().to_owned()
                kind=NumberKind::Percent
                value=step
                commit=set_step
                most=Some(1_000_000)
            />
        </div>
        <p class="small muted">
            {move || rule.get()} " " <Button kind=ButtonKind::Plain on_press=to_rule>{w::change_rule()}</Button>
        </p>
    }
    .into_any()
}

/// The line items whose money can be moved; each can be excluded.
pub(super) fn line_list(wish: ReallocationSettings, lines: Memo<Vec<OpenLine>>, currency: Currency) -> AnyView {
    let some = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    let summary = Signal::derive(move || {
        lines.with(|lines| {
            let is_in = |line: &&OpenLine| wish.without.with(|without| !without.contains(&line.id));
            let (n, text) = format::counted(lines.iter().filter(is_in).count());
            let open: Money = lines.iter().filter(is_in).map(|line| line.open).sum();
            w::lines(n, &text, &names::money_plain(open, currency))
        })
    });
    let ids = Memo::new(move |_| lines.with(|lines| lines.iter().map(|line| line.id).collect::<Vec<_>>()));
    let item = move |id: LineItemId| {
        let line = Memo::new(move |_| lines.with(|lines| lines.iter().find(|line| line.id == id).cloned()));
        let hint = Signal::derive(move || {
            line.with(|line| {
                let line = line.as_ref()?;
                let money = |amount| names::money_plain(amount, currency);
                Some(w::line(&line.channel, &money(line.open), &money(line.amount)))
            })
            .unwrap_or_default()
        });
        let checked = Signal::derive(move || wish.without.with(|without| !without.contains(&id)));
        let tick = Callback::new(move |on: bool| {
            wish.without.update(|without| {
                without.retain(|other| *other != id);
                if !on {
                    without.push(id);
                }
            });
        });
        let name = line.get_untracked().map(|line| line.name).unwrap_or_default();
        view! { <Checkbox id="advice-line-".to_owned() + &id.to_string() label=name hint checked commit=tick /> }
    };
    (move || {
        some.get().then(|| {
            view! {
                <Disclosure summary>
                    <p class="muted small">{w::lines_gloss()}</p>
                    <div class="advice-lines"><For each=move || ids.get() key=|id| *id children=item /></div>
                </Disclosure>
            }
        })
    })
    .into_any()
}
