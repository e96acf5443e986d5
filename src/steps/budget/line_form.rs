//! The form with all fields of one line item.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::lines;
use crate::app::shell::route::Route;
use crate::app::{Editor, problem_at, use_editor, use_navigation};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{budget as w, common};
use crate::lens;
use crate::plan::Step;
use crate::plan::budget::cycles::cycles;
use crate::plan::budget::cycles::spread;
use crate::plan::budget::totals::fill_left;
use crate::plan::budget::totals::place_in;
use crate::plan::budget::totals::placed_in;
use crate::plan::model::activity::Activity;
use crate::plan::model::budget::Category;
use crate::plan::model::budget::ExpectedResult;
use crate::plan::model::budget::LineItem;
use crate::plan::model::budget::LineItemId;
use crate::plan::model::budget::LineStatus;
use crate::plan::model::budget::PaysFor;
use crate::plan::model::measure::Unit;
use crate::plan::model::metric::MetricId;
use crate::plan::model::partner::Partner;
use crate::plan::model::phase::Phase;
use crate::plan::model::timing::DatedAmount;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::numbers::limits::AMOUNT_LIMIT;
use crate::plan::numbers::money::Money;
use crate::plan::review::findings::step_of;
use crate::ui::form::expandable_row::Opening;
use crate::ui::form::fields::Form;
use crate::ui::form::fields::Label;
use crate::ui::form::fields::Lens;
use crate::ui::form::fields::money_kind;
use crate::ui::form::fields::price_kind;
use crate::ui::labels::names;
use crate::widgets::{
    Button, ButtonKind, DateField, Disclosure, EntryField, NumberField, NumberKind, SelectField, SelectOption, Toasts,
    read_number,
};

/// The id of the datalist of common units.
const UNITS: &str = "line-units";

/// Currencies offered for a line item besides the plan's own.
pub const CURRENCIES: [&str; 12] = ["CNY", "USD", "EUR", "HKD", "TWD", "JPY", "GBP", "KRW", "SGD", "THB", "AUD", "CAD"];

/// The datalist of common units; once on the page.
pub fn unit_suggestions() -> AnyView {
    let units = [
        w::unit_post(),
        w::unit_thousand(),
        w::unit_click(),
        w::unit_day(),
        w::unit_month(),
        w::unit_booth(),
        w::unit_piece(),
        w::unit_person_day(),
        w::unit_video(),
        w::unit_note(),
        w::unit_coupon(),
        w::unit_event(),
    ];
    let options: Vec<_> = units.into_iter().map(|unit| view! { <option value=unit></option> }).collect();
    view! { <datalist id=UNITS>{options}</datalist> }.into_any()
}

/// The form below an expanded line item.
pub fn card(opening: Opening<LineItem>, id: LineItemId) -> AnyView {
    let editor = use_editor();
    let form = Form::item(editor, id);
    let toasts = Toasts::here();
    view! {
        <div class="line-card">
            {form.text("line-description", Label::new(w::description()).placeholder(w::description_example()), lens!(description))}
            <div class="row">
                {phase_field(editor, form)}
                {category_field(form)}
                {channel_field(editor, form)}
            </div>
            <div class="row short">
                {form.signed_decimal("line-quantity", common::quantity(), Unit::Ratio, lens!(quantity))}
                {unit_field(form)}
                {price_field(editor, form)}
                {amount(editor, id)}
            </div>
            {timing(editor, form, id)}
            {expected(editor, form, id)}
            <Disclosure summary=w::line_more()>{more(editor, form)}</Disclosure>
            <div class="actions">
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| opening.done(id))>{common::done()}</Button>
                <Button on_press=Callback::new(move |()| lines::add_after(editor, opening, id))>{w::add_line()}</Button>
                <Button kind=ButtonKind::Plain on_press=Callback::new(move |()| lines::duplicate(editor, opening, toasts, id))>
                    {common::duplicate()}
                </Button>
                <Button kind=ButtonKind::Plain on_press=Callback::new(move |()| lines::remove(editor, opening, id))>
                    {common::remove()}
                </Button>
            </div>
        </div>
    }
    .into_any()
}

fn phase_field(editor: Editor, form: Form<LineItem>) -> AnyView {
    let options = editor.memo(|plan| {
        plan.phases.iter().map(|phase| SelectOption::new(phase.id.to_string(), names::phase(phase))).collect::<Vec<_>>()
    });
    form.select(
        "line-phase",
        Label::new(common::phase()).placeholder(w::phase_whole_plan()),
        options,
        |line| line.phase.map(|id| id.to_string()).unwrap_or_default(),
        |line, value| line.phase = value.parse().ok(),
    )
}

/// The cost categories as select options, by index.
pub fn category_options() -> Vec<SelectOption> {
    let option = |kind| SelectOption::new((kind as usize).to_string(), names::category(kind));
    Category::ALL.into_iter().map(option).collect()
}

fn category_field(form: Form<LineItem>) -> AnyView {
    form.select(
        "line-category",
        w::category(),
        category_options(),
        |line| (line.category as usize).to_string(),
        |line, value| {
            let chosen = value.parse::<usize>().ok().and_then(|at| Category::ALL.get(at).copied());
            line.category = chosen.unwrap_or_default();
        },
    )
}

fn channel_field(editor: Editor, form: Form<LineItem>) -> AnyView {
    let options = editor.memo(|plan| {
        let channels = plan.strategy.channels.iter();
        channels.map(|channel| SelectOption::new(channel.id.to_string(), names::channel(channel))).collect::<Vec<_>>()
    });
    let label = Label::new(common::channel()).placeholder(w::no_channel());
    let label = if options.with_untracked(Vec::is_empty) { label.hint(w::no_channels_yet()) } else { label };
    form.select(
        "line-channel",
        label,
        options,
        |line| line.channel.map(|id| id.to_string()).unwrap_or_default(),
        |line, value| line.channel = value.parse().ok(),
    )
}

/// The unit, with common units as suggestions.
fn unit_field(form: Form<LineItem>) -> AnyView {
    let id = form.anchor("line-unit");
    let value = form.memo(|line| line.unit.clone());
    let typed = move |unit: String| form.change("line-unit", |line| line.unit = unit);
    view! {
        <div class="field">
            <label for=id.clone()>{w::unit()}</label>
            <input
                id=id
                type="text"
                list=UNITS
                autocomplete="off"
                prop:value=move || value.get()
                on:input=move |event| typed(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// The unit price, exact: up to four decimals, whatever the currency.
fn price_field(editor: Editor, form: Form<LineItem>) -> AnyView {
    let home = editor.peek(|plan| plan.basics.currency);
    let currency = Memo::new(move |_| form.get(|line| line.currency).flatten().unwrap_or(home));
    let value = Signal::derive(move || {
        form.get(|line| line.unit_price).flatten().map(names::decimal_entry).unwrap_or_default()
    });
    let commit = Callback::new(move |text: String| {
        let kind = price_kind(currency.get_untracked());
        let price = read_number(&text, &kind, None, None)?;
        let decimal = price.and_then(Decimal::from_ten_thousandths);
        if price.is_some() && decimal.is_none() {
            return Err(common::number_too_large().to_owned());
        }
        form.change("line-price", |line| line.unit_price = decimal);
        Ok(())
    });
    let id = form.anchor("line-price");
    let problem = problem_at(id.clone());
    // The symbol is part of the field, so the field is rebuilt for another currency.
    (move || {
        let currency = currency.get();
        // Two currencies may share a symbol; foreign ones show the code.
        let (sign, leads) =
            if currency == home { format::currency_sign(home.code()) } else { (currency.code().to_owned(), true) };
        let (prefix, suffix) = if leads { (sign, String::new()) } else { (String::new(), sign) };
        view! {
            <EntryField
                id=id.clone()
                label=common::unit_price()
                value
                commit
                problem
                prefix
                suffix
                inputmode="decimal"
                end=true
            />
        }
    })
    .into_any()
}

/// Quantity times unit price; for foreign prices, with the exchange rate.
fn amount(editor: Editor, id: LineItemId) -> AnyView {
    let amount = editor.memo(move |plan| {
        let line = plan.find(id)?;
        let home = plan.basics.currency;
        let foreign = line.currency.filter(|currency| *currency != home);
        let by = foreign.and_then(|currency| {
            let own = Money::of(line.quantity?, line.unit_price?, currency)?;
            Some([&*names::money_foreign(own, currency), " ", &names::rate(plan, currency)].concat())
        });
        Some((plan.amount(line).ok()?, home, by))
    });
    let words = move || {
        amount.get().map_or_else(|| w::no_amount().to_owned(), |(amount, currency, _)| names::money(amount, currency))
    };
    let by = move || amount.get().and_then(|(.., by)| by).map(|by| view! { <small class="muted">{by}</small> });
    let is_refund = move || amount.get().is_some_and(|(amount, ..)| amount < Money::ZERO);
    let refund = move || is_refund().then(|| view! { <small class="muted">{w::line_refund()}</small> });
    view! { <p class="line-amount"><span>{w::line_amount()}</span> <b>{words}</b> {by} {refund}</p> }.into_any()
}

/// The committed or spent amount in the line item's currency, with its value in the plan's.
fn paid_field(
    editor: Editor,
    form: Form<LineItem>,
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    lens: Lens<LineItem, Option<Money>>,
) -> AnyView {
    let home = editor.peek(|plan| plan.basics.currency);
    let currency = Memo::new(move |_| form.get(|line| line.currency_paid(home)).unwrap_or(home));
    let id = form.anchor(name);
    // The currency is part of the field, so the field is rebuilt for another one.
    (move || {
        let currency = currency.get();
        let value = Signal::derive(move || form.get(|line| lens.0(line).map(Money::minor)).flatten());
        let commit = Callback::new(move |value: Option<i64>| {
            let amount = value.and_then(Money::from_minor);
            form.change(name, |line| line.set_paid(home, |line| *lens.1(line) = amount));
            Ok(())
        });
        let is_foreign = currency != home;
        let converted = move || {
            let text = editor.read(|plan| {
                let amount = form.get(|line| plan.paid(line, *lens.0(line))).flatten()?;
                Some([&*names::money(amount, home), " ", &names::rate(plan, currency)].concat())
            });
            text.map(|text| view! { <small class="muted">{text}</small> })
        };
        let kind = if is_foreign {
            NumberKind::Price { code: currency.code().to_owned(), decimals: currency.digits() }
        } else {
            crate::ui::form::fields::money_kind(currency)
        };
        view! {
            <div>
                <NumberField
                    id=id.clone()
                    label=label
                    hint=hint.unwrap_or_default().to_owned()
                    kind
                    value
                    commit
                    least=Some(-AMOUNT_LIMIT)
                    most=Some(AMOUNT_LIMIT)
                    problem=problem_at(id.clone())
                    suffix=if is_foreign { currency.code().to_owned() } else { String::new() }
                />
                {is_foreign.then_some(converted)}
            </div>
        }
    })
    .into_any()
}

// Timing

fn timing_code(timing: &Timing) -> &'static str {
    match timing {
        Timing::Phase => "phase",
        Timing::Once { .. } => "once",
        Timing::Evenly { .. } => "evenly",
        Timing::Monthly { .. } => "monthly",
        Timing::ByHand { .. } => "by_hand",
    }
}

fn timing(editor: Editor, form: Form<LineItem>, id: LineItemId) -> AnyView {
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
        "once" => timing_day(form, "line-day", w::timing_day(), Which::On),
        "evenly" | "monthly" => view! {
            {timing_day(form, "line-first", common::first_day(), Which::First)}
            {timing_day(form, "line-last", common::last_day(), Which::Last)}
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
                let cycles = days.map_or_else(Vec::new, |days| cycles(days, plan.budget.frame.cycle));
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
        editor.peek(|plan| plan.basics.days().map_or_else(Vec::new, |days| cycles(days, plan.budget.frame.cycle)));
    let weight = |cycle: DateRange| placed_in(parts, cycle).map_or(0, |part| part.minor().unsigned_abs());
    cycles.into_iter().map(|cycle| (cycle, weight(cycle))).filter(|(_, weight)| *weight > 0).collect()
}

/// Which date of a timing.
#[derive(Clone, Copy)]
enum Which {
    On,
    First,
    Last,
}

fn timing_day(form: Form<LineItem>, name: &'static str, label: &str, which: Which) -> AnyView {
    let day = move |wanted: Which| {
        form.get(|line| match (&line.timing, wanted) {
            (Timing::Once { on }, _) => Some(*on),
            (Timing::Evenly { first, .. } | Timing::Monthly { first, .. }, Which::First) => Some(*first),
            (Timing::Evenly { last, .. } | Timing::Monthly { last, .. }, _) => Some(*last),
            _ => None,
        })
        .flatten()
    };
    let commit = Callback::new(move |day: Option<NaiveDate>| {
        let Some(day) = day else { return Err(common::date_missing().to_owned()) };
        form.change(name, |line| match (&mut line.timing, which) {
            (Timing::Once { on }, _) => *on = day,
            (Timing::Evenly { first, .. } | Timing::Monthly { first, .. }, Which::First) => *first = day,
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
        editor.memo(|plan| plan.basics.days().map_or_else(Vec::new, |days| cycles(days, plan.budget.frame.cycle)));
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
                fill_left(parts, &cycles, amount);
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
    view! { <fieldset class="by-hand"><legend>{w::by_hand()}</legend>{fields}{words}</fieldset> }.into_any()
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
                    prefilled.with_untracked(|cycles| fill_left(parts, cycles, whole));
                }
            }
        });
        Ok(())
    });
    view! { <NumberField id label=format::span_short(cycle.first(), cycle.last()) kind value commit least=Some(-AMOUNT_LIMIT) most=Some(AMOUNT_LIMIT) /> }
        .into_any()
}

// Expected results

fn expected(editor: Editor, form: Form<LineItem>, id: LineItemId) -> AnyView {
    let metrics = editor.memo(|plan| {
        let metrics = plan.goals.metrics.iter();
        metrics.map(|metric| (metric.id, names::metric(&metric.definition))).collect::<Vec<(MetricId, String)>>()
    });
    let count = Memo::new(move |_| form.get(|line| line.expected.len()).unwrap_or_default());
    let add = Callback::new(move |()| {
        let metric = editor.peek(|plan| {
            let line = plan.find(id)?;
            let named = |metric: MetricId| line.expected.iter().any(|expected| expected.metric == metric);
            let mut metrics = plan.goals.metrics.iter().map(|metric| metric.id);
            metrics.clone().find(|&metric| !named(metric)).or_else(|| metrics.next())
        });
        let Some(metric) = metric else { return };
        let at = count.get_untracked();
        form.choose(|line| line.expected.push(ExpectedResult { metric, count: Decimal::ZERO }));
        crate::browser::dom::focus::focus_when_rendered(result_id("line-result-count", id, at));
    });
    let rows = move || {
        if metrics.with(Vec::is_empty) {
            let to = step_link(Step::Goals);
            return view! { <p class="small">{w::expected_no_metrics()} " " <a href=to>{w::to_goals()}</a></p> }
                .into_any();
        }
        view! {
            <For each=move || 0..count.get() key=|at| *at children=move |at| result_row(form, id, metrics, at) />
            <Button kind=ButtonKind::Plain on_press=add>{w::expected_add()}</Button>
        }
        .into_any()
    };
    view! { <fieldset class="expected"><legend>{w::expected()}<small>{w::expected_gloss()}</small></legend>{rows}</fieldset> }
        .into_any()
}

fn result_id(name: &str, line: LineItemId, at: usize) -> String {
    name.to_owned() + "-" + &at.to_string() + "-" + &line.to_string()
}

fn result_row(form: Form<LineItem>, id: LineItemId, metrics: Memo<Vec<(MetricId, String)>>, at: usize) -> AnyView {
    let number = format::counted(at + 1).1;
    let options = Signal::derive(move || {
        metrics.with(|metrics| {
            metrics.iter().map(|(id, name)| SelectOption::new(id.to_string(), name)).collect::<Vec<_>>()
        })
    });
    let metric = Signal::derive(move || {
        form.get(|line| line.expected.get(at).map(|expected| expected.metric.to_string())).flatten().unwrap_or_default()
    });
    let choose = Callback::new(move |value: String| {
        if let Ok(metric) = value.parse() {
            form.choose(|line| {
                if let Some(expected) = line.expected.get_mut(at) {
                    expected.metric = metric;
                }
            });
        }
    });
    // An added result starts at zero: shown as a field still to fill.
    let count = Signal::derive(move || {
        let count = form.get(|line| line.expected.get(at).map(|expected| expected.count.ten_thousandths())).flatten();
        count.filter(|&count| count != 0)
    });
    let count_id = result_id("line-result-count", id, at);
    let field = count_id.clone();
    let commit = Callback::new(move |value: Option<i64>| {
        let Some(count) = Decimal::from_ten_thousandths(value.unwrap_or(0)) else {
            return Err(common::number_too_large().to_owned());
        };
        form.change(&field, |line| {
            if let Some(expected) = line.expected.get_mut(at) {
                expected.count = count;
            }
        });
        Ok(())
    });
    let remove = Callback::new(move |()| {
        form.choose(|line| {
            if at < line.expected.len() {
                line.expected.remove(at);
            }
        });
    });
    view! {
        <div class="result-row">
            <SelectField
                id=result_id("line-result-metric", id, at)
                label=w::expected_metric(&number)
                options
                value=metric
                commit=choose
                bare=true
            />
            <NumberField
                id=count_id
                label=w::expected_count(&number)
                kind=NumberKind::Decimal(Decimal::DECIMALS)
                value=count
                commit
                bare=true
            />
            <Button kind=ButtonKind::Plain on_press=remove name=w::expected_remove(&number)>{common::remove()}</Button>
        </div>
    }
    .into_any()
}

// Status, payment and note

fn more(editor: Editor, form: Form<LineItem>) -> AnyView {
    let statuses: Vec<SelectOption> = LineStatus::ALL
        .into_iter()
        .map(|status| SelectOption::new(status_code(status), names::status(status)))
        .collect();
    view! {
        <div class="row">
            {form.select(
                "line-status",
                common::status(),
                statuses,
                |line| status_code(line.status).to_owned(),
                |line, code| {
                    let chosen = LineStatus::ALL.into_iter().find(|&status| status_code(status) == code);
                    line.status = chosen.unwrap_or_default();
                },
            )}
            {paid_field(editor, form, "line-committed", w::committed(), None, lens!(committed))}
            {paid_field(editor, form, "line-actual", w::actual(), Some(w::actual_hint()), lens!(actual))}
        </div>
        <div class="row">
            {form.text("line-owner", common::owner(), lens!(owner))}
            {pays_for_field(editor, form)}
            {currency_field(editor, form)}
        </div>
        {paid_for(editor, form)}
        {form.area("line-note", common::note(), 2, lens!(note))}
    }
    .into_any()
}

fn status_code(status: LineStatus) -> &'static str {
    match status {
        LineStatus::Planned => "planned",
        LineStatus::Committed => "committed",
        LineStatus::Paid => "paid",
    }
}

fn pays_for_field(editor: Editor, form: Form<LineItem>) -> AnyView {
    let options = editor.memo(|plan| {
        let activities = plan.activities.iter().map(|activity| {
            SelectOption::new(pays_for_code(PaysFor::Activity(activity.id)), &activity.name).under(w::activities())
        });
        let partners = plan.partners.iter().map(|partner| {
            SelectOption::new(pays_for_code(PaysFor::Partner(partner.id)), &partner.name).under(w::partners())
        });
        activities.chain(partners).collect::<Vec<_>>()
    });
    form.select(
        "line-pays-for",
        Label::new(w::pays_for()).placeholder(w::pays_for_nothing()),
        options,
        |line| line.pays_for.map(pays_for_code).unwrap_or_default(),
        |line, value| {
            line.pays_for = match value.split_once(':') {
                Some(("activity", id)) => id.parse().ok().map(PaysFor::Activity),
                Some(("partner", id)) => id.parse().ok().map(PaysFor::Partner),
                _ => None,
            };
        },
    )
}

/// A link to what the line item pays for.
fn paid_for(editor: Editor, form: Form<LineItem>) -> AnyView {
    let found = editor.memo(move |plan| {
        let paid = form.get(|line| line.pays_for).flatten()?;
        let (name, phase, anchor) = match paid {
            PaysFor::Activity(id) => {
                let activity = plan.find(id)?;
                (activity.name.clone(), activity.phase, Form::<Activity>::item(editor, id).anchor("activity-name"))
            }
            PaysFor::Partner(id) => {
                let partner = plan.find(id)?;
                (partner.name.clone(), partner.phase, Form::<Partner>::item(editor, id).anchor("partner-name"))
            }
        };
        let phase = plan.find(phase)?;
        let href = Route::field(plan.id, step_of(phase.kind), anchor).to_string();
        Some((href, w::paid_for_show(&name, &names::phase(phase))))
    });
    let link = move || found.get().map(|(href, words)| view! { <p class="small"><a href=href>{words}</a></p> });
    link.into_any()
}

fn pays_for_code(pays_for: PaysFor) -> String {
    match pays_for {
        PaysFor::Activity(id) => "activity:".to_owned() + &id.to_string(),
        PaysFor::Partner(id) => "partner:".to_owned() + &id.to_string(),
    }
}

fn currency_field(editor: Editor, form: Form<LineItem>) -> AnyView {
    let home = editor.peek(|plan| plan.basics.currency);
    let now = untrack(move || form.get(|line| line.currency).flatten());
    let offered = CURRENCIES.into_iter().filter_map(Currency::from_code);
    let unusual = now.filter(|now| !CURRENCIES.contains(&now.code()));
    let options: Vec<SelectOption> = offered
        .chain(unusual)
        .filter(|&currency| currency != home)
        .map(|currency| SelectOption::new(currency.code(), currency.code()))
        .collect();
    form.select(
        "line-currency",
        Label::new(w::currency()).placeholder(w::currency_of_plan(home.code())),
        options,
        |line| line.currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
        |line, code| line.currency = Currency::from_code(code),
    )
}

/// The address of another step of the open plan.
fn step_link(step: Step) -> String {
    use_navigation().peek().plan().map(|plan| Route::step(plan, step).to_string()).unwrap_or_default()
}
