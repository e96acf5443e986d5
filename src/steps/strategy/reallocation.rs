//! Reallocating the budget: how uncommitted money could be distributed over the tested channels within the user's
//! limits. Applied only on request, as a single edit.

use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::{Editor, use_navigation};
use crate::browser::dom::focus::{focus_by_id, focus_when_rendered};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{common, concentrate as w};
use crate::plan::budget::ledger::Ledger;
use crate::plan::edit::PlanEdit;
use crate::plan::model::budget::LineItemId;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::plan::numbers::ratio::BasisPoints;
use crate::plan::strategy::comparison::StopReason;
use crate::plan::strategy::reallocation::{
    Advice, Bound, LeftOut, Limits, Mode, Move, NoAdvice, Reason, advise, movable,
};
use crate::plan::{Plan, Step};
use crate::steps::strategy::test_progress::Grounds;
use crate::ui::labels::names;
use crate::ui::labels::verdicts::chance;
use crate::widgets::data_table;
use crate::widgets::{
    BarRow, BarRows, Button, ButtonKind, Checkbox, DataCell, DataHead, Disclosure, Fill, LegendItem, Notice,
    NoticeKind, NumberField, NumberKind, SelectField, SelectOption,
};

/// Line items that are named; the rest are counted.
const NAMED: usize = 3;

/// A line item whose money can be moved.
#[derive(Clone, PartialEq)]
struct OpenLine {
    id: LineItemId,
    name: String,
    channel: String,
    amount: Money,
    open: Money,
}

/// An applied reallocation and the plan's figures at that time: its message is shown while they are unchanged.
#[derive(Clone, PartialEq)]
struct Applied {
    changes: String,
    lines: Vec<OpenLine>,
    grounds: Grounds,
}

/// The user's settings. They are not part of the plan.
#[derive(Clone, Copy)]
struct Wish {
    scope: RwSignal<Option<PhaseId>>,
    without: RwSignal<Vec<LineItemId>>,
    share: RwSignal<BasisPoints>,
    step: RwSignal<BasisPoints>,
}

impl Wish {
    fn limits(self) -> Limits {
        Limits { share: self.share.get(), step: self.step.get() }
    }
}

/// The advice as displayed, with texts that depend on the plan.
#[derive(Clone, PartialEq)]
struct Shown {
    advice: Advice,
    names: Vec<String>,
    left_out: Vec<String>,
}

/// The section.
pub(super) fn section(editor: Editor) -> AnyView {
    let limits = Limits::default();
    let wish = Wish {
        scope: RwSignal::new(editor.peek_figures(first_scope)),
        without: RwSignal::new(Vec::new()),
        share: RwSignal::new(limits.share),
        step: RwSignal::new(limits.step),
    };
    let grounds = Grounds::memo(editor);
    let currency = editor.peek(|plan| plan.basics.currency);
    let lines = editor.figures(move |plan, ledger| open_lines(plan, ledger, wish.scope.get()));
    let advice = Memo::new(move |_| {
        // Read, not only tracked: a memo that has never been read has no dependencies yet.
        grounds.with(|_| ());
        lines.with(|_| ());
        editor.peek_figures(|plan, ledger| shown(plan, ledger, wish))
    });
    let applied = RwSignal::new(None::<Applied>);
    let standing = Memo::new(move |_| {
        applied.with(|applied| {
            let applied = applied.as_ref()?;
            let stands = lines.with(|lines| *lines == applied.lines) && grounds.with(|now| *now == applied.grounds);
            stands.then(|| applied.changes.clone())
        })
    });
    let tested = Memo::new(move |_| advice.with(|advice| !matches!(advice, Err(NoAdvice::NoTests))));
    let apply = Callback::new(move |()| {
        let Ok(Shown { advice: Advice { edit: Some(edit), moves, .. }, names, .. }) = advice.get_untracked() else {
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
    let outcome = move || match standing.get() {
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
            <h2 id="strategy-concentrate">{w::title()}</h2>
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
            open: figures.to_come,
        })
        .collect()
}

fn shown(plan: &Plan, ledger: &Ledger, wish: Wish) -> Result<Shown, NoAdvice> {
    let scope = wish.scope.get();
    let in_scope = plan.budget.lines.iter().filter(|line| scope.is_none() || line.phase == scope);
    let chosen: Vec<LineItemId> =
        wish.without.with(|without| in_scope.map(|line| line.id).filter(|id| !without.contains(id)).collect());
    let advice = advise(plan, ledger, &chosen, wish.limits(), clock::today())?;
    let names = advice.moves.iter().map(|step| names::channel_of(plan, Some(step.channel))).collect();
    let left_out = left_out_words(plan, &advice.left_out);
    Ok(Shown { advice, names, left_out })
}

/// The excluded line items, by reason.
fn left_out_words(plan: &Plan, left_out: &[(LineItemId, LeftOut)]) -> Vec<String> {
    let mut by_reason: Vec<(&'static str, Vec<LineItemId>)> = Vec::new();
    for (id, why) in left_out {
        let why = match why {
            LeftOut::Gone => w::out_gone(),
            LeftOut::Contingency => w::out_contingency(),
            LeftOut::NoChannel => w::out_no_channel(),
            LeftOut::Untested => w::out_untested(),
            LeftOut::OtherResult => w::out_other_result(),
            LeftOut::Settled => w::out_settled(),
            LeftOut::NoAmount(_) => w::out_no_amount(),
            LeftOut::ForeignCurrency(_) => w::out_foreign(),
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

/// The user's limits, and those set by the test rules.
fn asked(editor: Editor, wish: Wish, currency: Currency) -> AnyView {
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
fn line_list(wish: Wish, lines: Memo<Vec<OpenLine>>, currency: Currency) -> AnyView {
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

fn drawn(shown: &Shown, currency: Currency, apply: Callback<()>) -> AnyView {
    let Shown { advice, names, left_out } = shown;
    let money = |amount: Money| names::money_plain(amount, currency);
    let leader = |on: ChannelId| {
        advice
            .moves
            .iter()
            .position(|step| step.channel == on)
            .and_then(|at| names.get(at))
            .cloned()
            .unwrap_or_default()
    };
    let (mode, why) = match advice.mode {
        Mode::Unknown => (w::mode_unknown().to_owned(), w::mode_unknown_why()),
        Mode::ByChance => (w::mode_chance().to_owned(), w::mode_chance_why()),
        Mode::Concentrate { on } => (w::mode_concentrate(&leader(on)), w::mode_concentrate_why()),
        Mode::ByCurves => (w::mode_curves().to_owned(), w::mode_curves_why()),
    };
    let weeks = advice
        .weeks
        .filter(|_| advice.mode == Mode::ByCurves)
        .map(|weeks| " ".to_owned() + &w::last_weeks(&tenths(weeks)));
    let unspent = (advice.unspent > Money::ZERO).then(|| {
        let title = w::cannot_spend(&money(advice.unspent), &money(advice.money));
        let bound = |(step, name): (&Move, &String)| {
            let bound = match (step.reason, step.bound) {
                (Reason::Stopped(_), _) => w::word_stopped(),
                (_, Some(bound)) => bound_word(bound)?,
                _ => return None,
            };
            Some(w::bound_of(name, bound))
        };
        let bounds: Vec<String> = advice.moves.iter().zip(names).filter_map(bound).collect();
        view! {
            <Notice kind=NoticeKind::Warn title=Signal::stored(title)>{w::cannot_spend_why(&format::list(&bounds))}</Notice>
        }
    });
    let end = if advice.edit.is_some() {
        let less = (advice.unspent > Money::ZERO).then(|| " ".to_owned() + &w::apply_unspent(&money(advice.unspent)));
        view! {
            <p class="small muted">{w::apply_gloss()} {less}</p>
            <div class="actions">
                <Button id="advice-apply" on_press=apply>{w::apply()}</Button>
            </div>
        }
        .into_any()
    } else {
        view! { <p>{w::as_advised()}</p> }.into_any()
    };
    let left_out = (!left_out.is_empty()).then(|| {
        let (n, text) = format::counted(advice.left_out.len());
        let items: Vec<_> = left_out.iter().map(|row| view! { <li>{row.clone()}</li> }).collect();
        view! {
            <Disclosure summary=Signal::stored(w::left_out(n, &text))>
                <ul class="plain small">{items}</ul>
            </Disclosure>
        }
    });
    view! {
        {left_out}
        <h3>{mode}</h3>
        <p class="muted small">{why} {weeks}</p>
        {picture(advice, names, currency)}
        {table(advice, names, currency)}
        {unspent}
        {end}
    }
    .into_any()
}

/// A number of weeks with one decimal.
#[allow(clippy::cast_possible_truncation)] // the weeks of a plan
fn tenths(value: f64) -> String {
    format::decimal((value * 10.0).round() as i64, 1)
}

fn picture(advice: &Advice, names: &[String], currency: Currency) -> AnyView {
    let money = move |amount: Money| names::money_plain(amount, currency);
    let row = |(step, name): (&Move, &String)| BarRow {
        key: step.channel.bits(),
        label: name.clone(),
        value: if step.from == step.to { money(step.to) } else { w::bar(&money(step.from), &money(step.to)) },
        parts: vec![(Fill::Plain, step.to.minor())],
        mark: Some(step.from.minor()),
    };
    let rows: Vec<BarRow> = advice.moves.iter().zip(names).map(row).collect();
    let most = advice.moves.iter().zip(names).max_by_key(|(step, _)| step.to);
    let label = most.map(|(step, name)| w::picture(&money(advice.money), &money(step.to), name)).unwrap_or_default();
    let series = vec![LegendItem { fill: Fill::Plain, label: w::to().to_owned() }];
    view! {
        <BarRows id="picture-advice" label=Signal::stored(label) rows=Signal::stored(rows) series />
        <p class="muted small">{w::picture_key()}</p>
    }
    .into_any()
}

fn table(advice: &Advice, names: &[String], currency: Currency) -> AnyView {
    let money = |amount: Money| names::money(amount, currency);
    let signed = |from: Money, to: Money| match to.minor() - from.minor() {
        0 => DataCell::from(w::same()),
        up @ 1.. => DataCell::from("+".to_owned() + &money(Money::saturating(up.into()))),
        down => DataCell::from("−".to_owned() + &money(Money::saturating((-down).into()))),
    };
    // Money that some channels may not receive goes to the others.
    let some_are_held = advice.moves.iter().any(|step| step.bound.and_then(bound_word).is_some());
    let row = |(step, name): (&Move, &String)| {
        let why = DataCell::from(reason_words(step));
        let why = match (step.reason, step.bound) {
            (Reason::Stopped(_), _) => why,
            (_, Some(bound)) => why.about(bound_sentence(bound).to_owned()),
            (Reason::Chance | Reason::Explored, None) if some_are_held => why.about(w::takes_rest().to_owned()),
            _ => why,
        };
        vec![
            DataCell::from(name.clone()),
            money(step.from).into(),
            money(step.to).into(),
            signed(step.from, step.to),
            why,
        ]
    };
    let mut rows: Vec<Vec<DataCell>> = advice.moves.iter().zip(names).map(row).collect();
    if advice.unspent > Money::ZERO {
        rows.push(vec![
            w::unspent().into(),
            "–".into(),
            money(advice.unspent).into(),
            signed(Money::ZERO, advice.unspent),
            DataCell::default(),
        ]);
    }
    let foot = vec![DataCell::from(common::total()), money(advice.money).into(), money(advice.money).into()];
    let heads = [
        DataHead::words(common::channel()),
        DataHead::figures(w::from()),
        DataHead::figures(w::to()),
        DataHead::figures(w::difference()),
        DataHead::words(w::why()),
    ];
    view! { <div class="advice-table">{data_table(w::table(), "unseen", &heads, rows, foot)}</div> }.into_any()
}

fn reason_words(step: &Move) -> String {
    let best = step.best.map(chance).unwrap_or_default();
    match step.reason {
        Reason::Unknown => w::reason_unknown().to_owned(),
        Reason::Chance => w::reason_chance(&best),
        Reason::WinsInBursts => w::reason_bursts().to_owned(),
        Reason::Wins => w::reason_wins(&best),
        Reason::Explored => w::reason_explored().to_owned(),
        Reason::Curve => w::reason_curve().to_owned(),
        Reason::Stopped(StopReason::InVain) => w::reason_in_vain().to_owned(),
        Reason::Stopped(StopReason::TooDear) => w::reason_too_dear().to_owned(),
    }
}

fn bound_sentence(bound: Bound) -> &'static str {
    match bound {
        Bound::Exploration => w::bound_exploration(),
        Bound::Share => w::bound_share(),
        Bound::Step => w::bound_step(),
        Bound::Saturated => w::bound_saturated(),
        Bound::Dear => w::bound_dear(),
        Bound::Overtaken => w::bound_overtaken(),
        Bound::Bursty => w::bound_bursty(),
        Bound::TooEarly => w::bound_too_early(),
    }
}

/// What keeps a channel from receiving more; `None` for what keeps it from receiving less.
fn bound_word(bound: Bound) -> Option<&'static str> {
    Some(match bound {
        Bound::Exploration => return None,
        Bound::Share => w::word_share(),
        Bound::Step => w::word_step(),
        Bound::Saturated => w::word_saturated(),
        Bound::Dear => w::word_dear(),
        Bound::Overtaken => w::word_overtaken(),
        Bound::Bursty => w::word_bursty(),
        Bound::TooEarly => w::word_too_early(),
    })
}

fn changes(moves: &[Move], names: &[String], currency: Currency) -> String {
    let money = |amount: Money| names::money_plain(amount, currency);
    let changed = moves.iter().zip(names).filter(|(step, _)| step.from != step.to);
    let changes: Vec<String> =
        changed.map(|(step, name)| w::applied_change(name, &money(step.from), &money(step.to))).collect();
    format::list(&changes)
}

fn said_applied(changes: &str, applied: RwSignal<Option<Applied>>) -> AnyView {
    let again = Callback::new(move |()| {
        applied.set(None);
        focus_when_rendered("strategy-concentrate".to_owned());
    });
    view! {
        <div id="advice-applied" tabindex="-1">
            <Notice kind=NoticeKind::Ok title=Signal::stored(w::applied(changes))>{w::applied_next()}</Notice>
        </div>
        <div class="actions">
            <Button on_press=again>{w::look_again()}</Button>
        </div>
    }
    .into_any()
}

fn no_advice(editor: Editor, none: &NoAdvice) -> AnyView {
    let words = match none {
        NoAdvice::NoTests => w::none_tests().to_owned(),
        NoAdvice::NoLines(_) => w::none_lines().to_owned(),
        NoAdvice::OneChannel(channel) => w::none_one(&editor.peek(|plan| names::channel_of(plan, Some(*channel)))),
        NoAdvice::NothingOpen => w::none_open().to_owned(),
    };
    let budget = matches!(none, NoAdvice::NoLines(_) | NoAdvice::OneChannel(_) | NoAdvice::NothingOpen).then(|| {
        let to = use_navigation().peek().plan().map(|plan| Route::step(plan, Step::Budget).to_string());
        view! { " " <a href=to.unwrap_or_default()>{w::to_budget()}</a> }
    });
    view! { <p>{words} {budget}</p> }.into_any()
}
