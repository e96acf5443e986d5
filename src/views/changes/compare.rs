//! The differences between the two sides: totals first, then part by part in the order of the steps.

use leptos::prelude::*;

use crate::app::shell::route::{Origin, Route};
use crate::app::shell::step_names::step_name;
use crate::app::use_editor;
use crate::browser::page::{clock, document};
use crate::i18n::format;
use crate::i18n::words::changes as w;
use crate::plan::review::changes::ChangeKind;
use crate::plan::{PlanId, Step};
use crate::views::changes::sides::{Side, Sides};
use crate::views::changes::words::{ComparisonView, FieldRow, Figure, ShownPart};
use crate::views::changes::{sides, words};
use crate::widgets::{
    Checkbox, DataCell, DataHead, Disclosure, Notice, NoticeKind, SelectField, SelectOption, Tag, Tone, data_table,
};

/// How many parts are drawn until the user asks for more.
const FIRST: usize = 60;

/// Which differences to hide.
#[derive(Clone, Copy)]
struct DifferenceFilter {
    step: RwSignal<String>,
    money: RwSignal<bool>,
    most: RwSignal<usize>,
}

impl DifferenceFilter {
    /// The parts that match, with the rows that match.
    fn of(self, parts: &[ShownPart]) -> Vec<ShownPart> {
        let (step, money) = (self.step.get(), self.money.get());
        let passes = |part: &&ShownPart| (step.is_empty() || part.step.slug() == step) && (!money || part.money);
        let mut kept: Vec<ShownPart> = parts.iter().filter(passes).cloned().collect();
        if money {
            for part in &mut kept {
                // Quantity and unit are not money, but explain a changed amount.
                if part.amount.is_empty() {
                    part.rows.retain(|row| row.money);
                }
            }
        }
        kept
    }
}

/// The comparison.
pub fn section(sides: Sides) -> AnyView {
    let found = Memo::new(move |_| {
        let (from, to) = (sides.from.get(), sides.to.get());
        if from == to {
            return None;
        }
        let read = sides.read(&from, |before| sides.read(&to, |after| words::between(before, after)));
        Some(read.and_then(|inner| inner))
    });
    let filter = DifferenceFilter {
        step: RwSignal::new(String::new()),
        money: RwSignal::new(false),
        most: RwSignal::new(FIRST),
    };
    let names = move || {
        let (from, to) = (sides.name(&sides.from.get()), sides.name(&sides.to.get()));
        w::print_line(&from, &to, &format::date(clock::today()))
    };
    // Rebuilt when other sides are selected; changes within a side only replace the parts.
    let state = Memo::new(move |_| {
        found.with(|found| match found {
            None => ComparisonState::SameSide,
            Some(Err(said)) => ComparisonState::Unreadable(said.clone()),
            Some(Ok(shown)) if shown.parts.is_empty() => ComparisonState::Nothing,
            Some(Ok(_)) => ComparisonState::Changes,
        })
    });
    let body = move || match state.get() {
        ComparisonState::SameSide => view! { <p class="muted">{w::same_side()}</p> }.into_any(),
        ComparisonState::Unreadable(said) => {
            view! { <Notice kind=NoticeKind::Bad live=true><p>{said}</p></Notice> }.into_any()
        }
        ComparisonState::Nothing => view! { <Notice kind=NoticeKind::Ok>{w::no_difference()}</Notice> }.into_any(),
        ComparisonState::Changes => changes(sides, found, filter),
    };
    view! {
        <section aria-labelledby="changes">
            <h2 id="changes" tabindex="-1">{w::compare()}</h2>
            {sides::choice(sides)}
            <p class="print-only">{names}</p>
            {body}
        </section>
    }
    .into_any()
}

#[derive(Clone, PartialEq)]
enum ComparisonState {
    SameSide,
    Unreadable(String),
    Nothing,
    Changes,
}

type FoundComparison = Memo<Option<Result<ComparisonView, String>>>;

fn shown<T: Default>(found: FoundComparison, look: impl FnOnce(&ComparisonView) -> T) -> T {
    found.with(|found| match found {
        Some(Ok(shown)) => look(shown),
        _ => T::default(),
    })
}

fn changes(sides: Sides, found: FoundComparison, filter: DifferenceFilter) -> AnyView {
    let head = move || {
        shown(found, |shown| {
            let unrelated = (!shown.related).then(|| view! { <p class="muted">{w::nothing_in_common()}</p> });
            let (count, kinds) = (shown.count.clone(), shown.kinds.clone());
            Some(view! {
                <p class="big">{count} <small>{kinds}</small></p>
                {unrelated}
                {figures(w::numbers(), &shown.figures)}
                {(!shown.shares.is_empty()).then(|| {
                    let table = figures(w::shares_caption(), &shown.shares);
                    view! { <Disclosure summary=Signal::stored(w::shares_caption().to_owned()) open=true>{table}</Disclosure> }
                })}
            })
        })
    };
    let steps = Memo::new(move |_| {
        shown(found, |shown| {
            let mut steps: Vec<Step> = shown.parts.iter().map(|part| part.step).collect();
            steps.dedup();
            steps.into_iter().map(|step| SelectOption::new(step.slug(), step_name(step))).collect::<Vec<_>>()
        })
    });
    let kept = Memo::new(move |_| shown(found, |shown| filter.of(&shown.parts)));
    let editor = use_editor();
    // Only parts of the open plan as it is now can be linked to.
    let open = Memo::new(move |_| (sides.to.get() == Side::Now).then(|| editor.open_plan()).flatten());
    let list = move || {
        let open = open.get();
        let most = filter.most.get();
        kept.with(|kept| {
            if kept.is_empty() {
                return view! { <p class="muted">{w::filter_none()}</p> }.into_any();
            }
            let mut drawn = kept.iter().take(most).cloned().peekable();
            let mut steps = Vec::new();
            while let Some(first) = drawn.peek() {
                let step = first.step;
                let mut items = Vec::new();
                while let Some(part) = drawn.next_if(|part| part.step == step) {
                    items.push(item(open, part));
                }
                steps.push(view! { <h3>{step_name(step)}</h3><ul class="changed plain">{items}</ul> });
            }
            let rest = kept.len().saturating_sub(most);
            let more = (rest > 0).then(|| {
                let (n, text) = format::counted(rest);
                let all = move |_| filter.most.set(usize::MAX);
                view! { <p class="actions"><button type="button" class="btn quiet" on:click=all>{w::show_more(n, &text)}</button></p> }
            });
            view! { {steps} {more} }.into_any()
        })
    };
    let print = move |_| document::print();
    view! {
        {head}
        <div class="row wide no-print">
            <SelectField
                id="changes-step"
                label=w::filter_step()
                options=steps
                placeholder=w::filter_all()
                value=filter.step
                commit=Callback::new(move |step| filter.step.set(step))
            />
            <Checkbox
                id="changes-money"
                label=w::filter_money()
                checked=filter.money
                commit=Callback::new(move |money| filter.money.set(money))
            />
        </div>
        {list}
        <p class="actions">
            <button type="button" class="btn quiet" on:click=print>{w::print()}</button>
        </p>
    }
    .into_any()
}

fn figures(caption: &str, figures: &[Figure]) -> AnyView {
    let heads = [
        DataHead::words(w::figure()),
        DataHead::figures(w::before()),
        DataHead::figures(w::after()),
        DataHead::figures(w::difference()),
    ];
    let row = |figure: &Figure| -> Vec<DataCell> {
        let difference = match (figure.changed, figure.difference.is_empty()) {
            (false, _) => DataCell::from(w::same()).class("muted"),
            (true, true) => "–".into(),
            (true, false) => DataCell::from(figure.difference.clone()).class("lead"),
        };
        vec![figure.name.clone().into(), figure.from.clone().into(), figure.to.clone().into(), difference]
    };
    data_table(caption, "visually-hidden", &heads, figures.iter().map(row).collect(), Vec::new())
}

fn item(open: Option<PlanId>, part: ShownPart) -> AnyView {
    let tag = match part.change {
        ChangeKind::Kept => None,
        ChangeKind::Added => Some(view! { " " <Tag tone=Tone::Seed label=w::added() /> }.into_any()),
        ChangeKind::Removed => Some(view! { " " <Tag tone=Tone::Brand label=w::removed() /> }.into_any()),
    };
    let open = open.filter(|_| part.change != ChangeKind::Removed);
    let link = move |step: Step, anchor: String, words: String| match open {
        Some(plan) => {
            let href = Route::field(plan, step, anchor).coming_from(Some(Origin::Changes)).to_string();
            view! { <a href=href>{words}</a> }.into_any()
        }
        None => words.into_any(),
    };
    let (name, kind) = if part.name.is_empty() { (part.kind.to_owned(), "") } else { (part.name.clone(), part.kind) };
    let about: Vec<String> = [kind.to_owned(), part.amount.clone(), part.moved.clone()]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    let rows: Vec<AnyView> = part.rows.into_iter().map(|found| row(found, &link)).collect();
    let rows = (!rows.is_empty()).then(|| view! { <dl class="change">{rows}</dl> });
    view! {
        <li>
            <p>
                <strong>{link(part.step, part.anchor, name)}</strong> {tag} " "
                <small class="muted">{about.join(" · ")}</small>
            </p>
            {rows}
        </li>
    }
    .into_any()
}

fn row(row: FieldRow, link: &impl Fn(Step, String, String) -> AnyView) -> AnyView {
    let said = |words: String| if words.is_empty() { w::none().to_owned() } else { words };
    let difference = (!row.difference.is_empty()).then(|| view! { " " <span class="by">{row.difference}</span> });
    view! {
        <div>
            <dt>{link(row.step, row.anchor, row.label)}</dt>
            <dd>
                <span class="visually-hidden">{w::was()} " "</span>
                <del>{said(row.from)}</del>
                <span aria-hidden="true">" → "</span>
                <span class="visually-hidden">", " {w::is_now()} " "</span>
                <ins>{said(row.to)}</ins>
                {difference}
            </dd>
        </div>
    }
    .into_any()
}
