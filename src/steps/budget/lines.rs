//! The line items as a table: one row each, and the form of one below its row while it is expanded.
//!
//! A row reads only its own slice of the plan and rows are drawn in chunks, so that a keystroke costs what is on
//! screen.

use leptos::prelude::*;

use super::{files, grid, line_form};
use crate::app::Editor;
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::dom::grid::WidthWatch;
use crate::i18n::format;
use crate::i18n::words::{budget as w, common};
use crate::plan::Plan;
use crate::plan::budget::totals::AmountError;
use crate::plan::edit::{ListEdit, PlanEdit};
use crate::plan::model::budget::{LineItem, LineItemId, LineStatus, PaysFor};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::phase::{Phase, PhaseId};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::ui::form::expandable_row::ExpandedRow;
use crate::ui::labels::names;
use crate::widgets::{Button, EmptyState, MenuButton, MenuItem, SelectField, SelectOption, Tag, Toasts, Tone};

/// Rows drawn at first, and added by each "Show more".
const CHUNK: usize = 100;

/// The order of the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Entered,
    Amount,
    Name,
}

/// The user's filter and sort order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct RowFilter {
    phase: Option<PhaseId>,
    order: Order,
    chunks: usize,
}

/// The rows to draw, and the figures below them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct VisibleRows {
    ids: Vec<LineItemId>,
    choice: RowFilter,
    /// Matching line items, drawn or not, and their sum.
    matching: usize,
    sum: Money,
    all: usize,
}

/// Names that rows show, looked up once for all rows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RowNames {
    phases: Vec<(PhaseId, String, Tone)>,
    channels: Vec<(ChannelId, String)>,
}

/// The width from which the line items are a grid; below, each is a card. In rem.
const TABLE_FROM: f64 = 40.01;

/// The section.
pub fn section(editor: Editor) -> AnyView {
    let wide = RwSignal::new(true);
    let watch = WidthWatch::at_least(TABLE_FROM, move |is| wide.set(is));
    // Kept while the step is shown.
    let _watch = StoredValue::new_local(watch);
    view! {
        <section aria-labelledby="budget-lines">
            <h2 id="budget-lines">{w::lines()}</h2>
            {files::bar(editor)}
            {move || if wide.get() { table(editor) } else { cards(editor) }}
            {line_form::unit_suggestions()}
        </section>
    }
    .into_any()
}

/// The line items as a grid; without any, an explanation of what a line item is.
fn table(editor: Editor) -> AnyView {
    let none = editor.memo(|plan| plan.budget.lines.is_empty());
    let currency = editor.peek(|plan| plan.basics.currency);
    view! {
        {move || none.get().then(|| view! {
            <p class="small muted">{w::lines_empty()} " " {w::lines_empty_example(&example_price(currency))}</p>
        })}
        {grid::section(editor)}
    }
    .into_any()
}

/// The line items as cards; one at a time shows its form.
fn cards(editor: Editor) -> AnyView {
    let expanded = ExpandedRow::of("line-");
    let choice = RwSignal::new(RowFilter { chunks: 1, ..RowFilter::default() });
    let shown = Memo::new(move |before: Option<&VisibleRows>| {
        // While a form is open the rows keep their places: a field must not move while it is being edited.
        let open = expanded.get();
        let held = before.filter(|_| open.is_some());
        editor.read(|plan| rows(plan, choice.get(), open, held))
    });
    let all_names = editor.memo(|plan| RowNames {
        phases: plan
            .phases
            .iter()
            .map(|phase| (phase.id, names::phase(phase), names::tone(Some(phase.kind))))
            .collect(),
        channels: plan.strategy.channels.iter().map(|channel| (channel.id, names::channel(channel))).collect(),
    });
    let some = Memo::new(move |_| shown.with(|shown| shown.all > 0));
    let several = Memo::new(move |_| shown.with(|shown| shown.all > 1));
    let table = move || {
        if !some.get() {
            return empty(editor, expanded, choice);
        }
        view! {
            {move || several.get().then(|| controls(all_names, choice))}
            <table class="cards lines">
                <thead>
                    <tr>
                        <th scope="col">{w::what()}</th>
                        <th scope="col">{common::phase()}</th>
                        <th scope="col" class="n">{w::quantity_price()}</th>
                        <th scope="col" class="n">{common::amount()}</th>
                        <th scope="col"><span class="visually-hidden">{common::more_actions()}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || shown.with(|shown| shown.ids.clone())
                        key=|id| *id
                        children=move |id| row(editor, expanded, all_names, id)
                    />
                </tbody>
                {move || shown.with(|shown| foot(shown, editor))}
            </table>
            <div class="actions">
                {add_button(editor, expanded, choice)}
                {move || more(shown, choice)}
            </div>
        }
        .into_any()
    };
    table.into_any()
}

/// The matching rows in the selected order; rows of `held` keep their places.
fn rows(plan: &Plan, choice: RowFilter, open: Option<LineItemId>, held: Option<&VisibleRows>) -> VisibleRows {
    let held = held.filter(|held| held.choice == choice);
    let was_there = |id: LineItemId| held.is_some_and(|held| held.ids.contains(&id));
    let fits = |line: &LineItem| choice.phase.is_none_or(|phase| line.phase == Some(phase)) || was_there(line.id);
    let mut matching: Vec<(&LineItem, Money)> = Vec::new();
    for line in plan.budget.lines.iter().filter(|line| fits(line)) {
        matching.push((line, plan.amount(line).unwrap_or_default()));
    }
    let (count, sum) = (matching.len(), matching.iter().map(|(_, amount)| *amount).sum());
    match choice.order {
        Order::Entered => {}
        Order::Amount => matching.sort_by_key(|(_, amount)| std::cmp::Reverse(*amount)),
        Order::Name => matching.sort_by_cached_key(|(line, _)| line.description.to_lowercase()),
    }
    if let Some(held) = held {
        let place = |id: LineItemId| held.ids.iter().position(|&there| there == id).unwrap_or(usize::MAX);
        matching.sort_by_cached_key(|(line, _)| place(line.id));
    }
    let mut ids: Vec<LineItemId> = matching.iter().map(|(line, _)| line.id).take(choice.chunks * CHUNK).collect();
    // A line item that a link leads to is always shown.
    if let Some(open) = open.filter(|open| !ids.contains(open))
        && plan.budget.lines.iter().any(|line| line.id == open)
    {
        ids.push(open);
    }
    VisibleRows { ids, choice, matching: count, sum, all: plan.budget.lines.len() }
}

fn empty(editor: Editor, expanded: ExpandedRow<LineItem>, choice: RwSignal<RowFilter>) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    view! {
        <EmptyState text=w::lines_empty() example=w::lines_empty_example(&example_price(currency))>
            {add_button(editor, expanded, choice)}
        </EmptyState>
    }
    .into_any()
}

/// An example unit price in the plan's currency: a market stall for a day.
fn example_price(currency: Currency) -> String {
    names::money_plain(Money::saturating(800 * 10i128.pow(u32::from(currency.digits()))), currency)
}

fn controls(all_names: Memo<RowNames>, choice: RwSignal<RowFilter>) -> AnyView {
    let phases = Signal::derive(move || {
        all_names.with(|names| {
            let phase = |(id, name, _): &(PhaseId, String, Tone)| SelectOption::new(id.to_string(), name);
            names.phases.iter().map(phase).collect::<Vec<_>>()
        })
    });
    let phase = Signal::derive(move || choice.get().phase.map(|id| id.to_string()).unwrap_or_default());
    let choose_phase = Callback::new(move |value: String| {
        choice.update(|choice| *choice = RowFilter { phase: value.parse().ok(), chunks: 1, ..*choice });
    });
    let orders = vec![
        SelectOption::new("", w::sort_entered()),
        SelectOption::new("amount", w::sort_amount()),
        SelectOption::new("name", w::sort_name()),
    ];
    let order = Signal::derive(move || {
        match choice.get().order {
            Order::Entered => "",
            Order::Amount => "amount",
            Order::Name => "name",
        }
        .to_owned()
    });
    let choose_order = Callback::new(move |value: String| {
        let order = match value.as_str() {
            "amount" => Order::Amount,
            "name" => Order::Name,
            _ => Order::Entered,
        };
        choice.update(|choice| *choice = RowFilter { order, chunks: 1, ..*choice });
    });
    view! {
        <div class="row short controls">
            <SelectField
                id="lines-phase"
                label=w::filter_phase()
                options=phases
                value=phase
                commit=choose_phase
                placeholder=w::all_phases()
            />
            <SelectField id="lines-order" label=w::sort_by() options=orders value=order commit=choose_order />
        </div>
    }
    .into_any()
}

/// A line item with its amount, as its row shows them.
type Slice = Option<(LineItem, Result<Money, AmountError>)>;

fn row(editor: Editor, expanded: ExpandedRow<LineItem>, all_names: Memo<RowNames>, id: LineItemId) -> AnyView {
    let slice: Memo<Slice> = editor.memo(move |plan| {
        let line = plan.find(id)?;
        Some((line.clone(), plan.amount(line)))
    });
    let read = move |write: fn(&LineItem, Result<Money, AmountError>, Editor) -> String| {
        slice.with(|slice| slice.as_ref().map(|(line, amount)| write(line, *amount, editor)).unwrap_or_default())
    };
    let name = Signal::derive(move || read(|line, _, _| names::line(line)));
    let about = move || {
        slice.with(|slice| {
            let Some((line, _)) = slice else { return String::new() };
            let category = names::category(line.category);
            let channel = all_names.with(|names| {
                names.channels.iter().find(|(id, _)| Some(*id) == line.channel).map(|(_, name)| name.clone())
            });
            channel.map_or_else(|| category.to_owned(), |channel| channel + " · " + category)
        })
    };
    let phase = move || {
        let phase = slice.with(|slice| slice.as_ref().and_then(|(line, _)| line.phase));
        all_names.with(|names| {
            names
                .phases
                .iter()
                .find(|(id, ..)| Some(*id) == phase)
                .map(|(_, name, tone)| view! { <Tag tone=*tone label=name.clone() /> })
        })
    };
    let amount = move || {
        let known = slice.with(|slice| slice.as_ref().is_some_and(|(_, amount)| amount.is_ok()));
        view! { <span class:muted=!known>{read(amount_words)}</span> }
    };
    let is_open = expanded.is(id);
    view! {
        <tr class:open=move || is_open.get()>
            <td>
                {expanded.name(id, name, w::edit_line)} <small class="about">{about}</small>
            </td>
            <td data-label=common::phase()>{phase}</td>
            <td class="n wraps" data-label=w::quantity_price()>{move || read(quantity_words)}</td>
            <td class="n" data-label=common::amount()>
                {amount} <small class="about">{move || read(|line, _, _| names::status(line.status).to_owned())}</small>
            </td>
            <td class="n">{menu(editor, expanded, name, id)}</td>
        </tr>
        {expanded.under(id, 5, line_form::card)}
    }
    .into_any()
}

fn quantity_words(line: &LineItem, _: Result<Money, AmountError>, editor: Editor) -> String {
    let home = editor.peek(|plan| plan.basics.currency);
    let quantity = line.quantity.map(|quantity| {
        let number = names::decimal(quantity);
        if line.unit.trim().is_empty() { number } else { w::quantity_of(&number, &line.unit) }
    });
    let price = line.unit_price.map(|price| names::price(price, line.currency, home));
    match (quantity, price) {
        (Some(quantity), Some(price)) => w::times(&quantity, &price),
        (only, None) | (None, only) => only.unwrap_or_default(),
    }
}

fn amount_words(_: &LineItem, amount: Result<Money, AmountError>, editor: Editor) -> String {
    match amount {
        Ok(amount) => names::money(amount, editor.peek(|plan| plan.basics.currency)),
        Err(AmountError::Unpriced) => w::no_amount().to_owned(),
        Err(AmountError::NoRate(_)) => w::no_rate().to_owned(),
        Err(AmountError::TooLarge) => w::too_large().to_owned(),
    }
}

fn menu(editor: Editor, expanded: ExpandedRow<LineItem>, name: Signal<String>, id: LineItemId) -> AnyView {
    let toasts = Toasts::here();
    let items = vec![
        MenuItem::new(common::duplicate(), Callback::new(move |()| duplicate(editor, expanded, toasts, id))),
        MenuItem::new(common::remove(), Callback::new(move |()| remove(editor, expanded, id))).danger(),
    ];
    // The name is read when the menu is built: screen readers hear the name as of then.
    view! { <MenuButton label="⋯" name=common::more_actions_for(&name.get_untracked()) items /> }.into_any()
}

/// Inserts a copy of a line item below it and opens the copy.
pub fn duplicate(editor: Editor, expanded: ExpandedRow<LineItem>, toasts: Toasts, id: LineItemId) {
    let copied = editor.peek(|plan| {
        let at = plan.budget.lines.iter().position(|line| line.id == id)?;
        Some((at + 1, plan.budget.lines[at].clone()))
    });
    let Some((at, line)) = copied else { return };
    let name = names::line(&line);
    let copy = copy_of(editor, &line);
    let id = copy.id;
    if editor.insert_at(at, copy) {
        expanded.open(id);
        toasts.say(w::line_copied(&name));
        focus_when_rendered(anchor("line-description", id));
    }
}

/// A copy of a line item without committed and spent amounts, which belong to the original.
pub fn copy_of(editor: Editor, line: &LineItem) -> LineItem {
    LineItem {
        id: editor.fresh_id(),
        description: if line.description.trim().is_empty() { String::new() } else { w::copy_of(&line.description) },
        status: LineStatus::Planned,
        committed: None,
        actual: None,
        paid_in: None,
        ..line.clone()
    }
}

/// That a line item was deleted, and what it paid for.
pub fn deleted_words(plan: &Plan, line: &LineItem) -> String {
    let paid = match line.pays_for {
        Some(PaysFor::Activity(id)) => names::activity_of(plan, id),
        Some(PaysFor::Partner(id)) => plan.find(id).map(names::partner).unwrap_or_default(),
        None => String::new(),
    };
    let name = names::line(line);
    if paid.is_empty() { common::deleted(&name) } else { w::line_deleted_paid(&name, &paid) }
}

/// Deletes a line item; the message offers undo.
pub fn remove(editor: Editor, expanded: ExpandedRow<LineItem>, id: LineItemId) {
    let said = editor.peek(|plan| plan.find(id).map(|line| deleted_words(plan, line)));
    let Some(said) = said else { return };
    if expanded.peek() == Some(id) {
        expanded.close();
    }
    if editor.apply_undoably(PlanEdit::LineItem(ListEdit::Remove(id)), &said) {
        focus_when_rendered("budget-lines".to_owned());
    }
}

fn add_button(editor: Editor, expanded: ExpandedRow<LineItem>, choice: RwSignal<RowFilter>) -> AnyView {
    let add = Callback::new(move |()| {
        let phase = choice.get_untracked().phase;
        add(editor, expanded, phase);
    });
    view! { <Button on_press=add id="line-add">{w::add_line()}</Button> }.into_any()
}

/// Adds a line item at the end and opens it. Without a phase, it gets the last one's: lines are entered phase by phase.
fn add(editor: Editor, expanded: ExpandedRow<LineItem>, phase: Option<PhaseId>) {
    let before = editor.peek(phase_of_next);
    let line = LineItem { phase: phase.or(before), ..LineItem::new(editor.fresh_id()) };
    let id = line.id;
    if editor.insert(line) {
        expanded.open(id);
        focus_when_rendered(anchor("line-description", id));
    }
}

/// The phase of a new line item: the last line item's; in a plan without any, the first phase.
pub fn phase_of_next(plan: &Plan) -> Option<PhaseId> {
    let first = || plan.phases.first().map(|phase: &Phase| phase.id);
    plan.budget.lines.last().map_or_else(first, |line| line.phase)
}

/// Adds a line item with the phase of another.
pub fn add_after(editor: Editor, expanded: ExpandedRow<LineItem>, id: LineItemId) {
    let phase = editor.peek(|plan| plan.find(id).and_then(|line| line.phase));
    add(editor, expanded, phase);
}

fn anchor(field: &str, id: LineItemId) -> String {
    field.to_owned() + "-" + &id.to_string()
}

/// "12 line items", or "12 of 340 line items".
pub fn counted(shown: usize, all: usize) -> String {
    let (count, text) = format::counted(all);
    if shown == all { w::lines_all(count, &text) } else { w::lines_shown(&format::counted(shown).1, &text) }
}

fn foot(shown: &VisibleRows, editor: Editor) -> AnyView {
    let currency = editor.peek(|plan| plan.basics.currency);
    let lines = counted(shown.matching, shown.all);
    view! {
        <tfoot>
            <tr>
                <td>{lines}</td>
                <td></td>
                <td class="n"></td>
                <td class="n" data-label=common::total()>{names::money(shown.sum, currency)}</td>
                <td></td>
            </tr>
        </tfoot>
    }
    .into_any()
}

fn more(shown: Memo<VisibleRows>, choice: RwSignal<RowFilter>) -> Option<AnyView> {
    let hidden = shown.with(|shown| shown.matching.saturating_sub(shown.choice.chunks * CHUNK));
    let next = hidden.min(CHUNK);
    let show = Callback::new(move |()| choice.update(|choice| choice.chunks += 1));
    (next > 0).then(|| view! { <Button on_press=show>{w::show_more(&format::counted(next).1)}</Button> }.into_any())
}
