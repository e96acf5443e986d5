//! What a new plan gets besides its line items: name, market, currency, dates, total budget, phases and channels. Each can
//! be changed where the table leaves it open.

use leptos::prelude::*;

use super::state::Import;
use super::target::NewPlanForm;
use crate::app::currency_choices;
use crate::i18n::format;
use crate::i18n::words::{common, new_plan_import as w};
use crate::import::budget::ImportPreview;
use crate::import::budget::new_plan::{CurrencyBasis, NameBasis, NewPlan, PhaseBasis, TotalBasis};
use crate::plan::Plan;
use crate::plan::model::basics::Market;
use crate::plan::model::phase::Phase;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::ui::labels::{names, values};
use crate::widgets::{Checkbox, DateField, SelectField, SelectOption, Tag, TextField};

/// At most so many channels are named.
const NAMED: usize = 12;

type Made = Memo<Option<NewPlan>>;

/// The facts, above the details of the import.
pub fn facts(import: Import, form: NewPlanForm, made: Made, preview: RwSignal<ImportPreview>) -> AnyView {
    view! {
        <section class="import-plan" aria-labelledby="import-plan-heading">
            <h3 id="import-plan-heading">{w::heading()}</h3>
            <div class="row import-facts">
                {name_field(form, made)} {market_field(form, made)} {currency_field(form, made)}
                {first_day_field(form, made)} {last_day_field(form, made)} {total_field(form, made)}
            </div>
            {move || of(made, |made| made.plan.basics.first_day.is_none()).then(|| view! { <p class="small muted">{w::no_dates()}</p> })}
            {phases(import, form, made)}
            {channels(import, preview)}
        </section>
    }
    .into_any()
}

/// Reads from the plan that would be created.
fn of<T: Default>(made: Made, look: impl FnOnce(&NewPlan) -> T) -> T {
    made.with(|made| made.as_ref().map(look).unwrap_or_default())
}

fn name_field(form: NewPlanForm, made: Made) -> AnyView {
    let value =
        Signal::derive(move || form.name.get().unwrap_or_else(|| of(made, |made| made.plan.basics.name.clone())));
    let hint = Signal::derive(move || {
        if form.name.with(Option::is_some) {
            return String::new();
        }
        let words = |made: &NewPlan| match made.name {
            NameBasis::Title { row } => w::name_of_title(&row.to_string()),
            NameBasis::File => w::name_of_file().to_owned(),
            NameBasis::Missing => w::name_missing().to_owned(),
        };
        of(made, words)
    });
    let commit = Callback::new(move |name: String| form.name.set(Some(name)));
    view! { <TextField id="import-plan-name" label=w::name() hint value commit /> }.into_any()
}

fn market_field(form: NewPlanForm, made: Made) -> AnyView {
    let options = Market::ALL.map(|market| SelectOption::new(market_code(market), values::market(market))).to_vec();
    let value = Signal::derive(move || of(made, |made| market_code(made.plan.basics.market).to_owned()));
    let commit = Callback::new(move |code: String| {
        let market = Market::ALL.into_iter().find(|market| market_code(*market) == code);
        form.choices.update(|choices| choices.market = market);
    });
    view! { <SelectField id="import-plan-market" label=w::market() options value commit /> }.into_any()
}

fn market_code(market: Market) -> &'static str {
    market.pick("china", "international")
}

fn currency_field(form: NewPlanForm, made: Made) -> AnyView {
    let currency = Memo::new(move |_| made.with(|made| made.as_ref().map(|made| made.plan.basics.currency)));
    let market = Memo::new(move |_| of(made, |made| made.plan.basics.market));
    let hint = Signal::derive(move || {
        let words = |made: &NewPlan| match &made.currency.basis {
            CurrencyBasis::Stated => w::currency_stated().to_owned(),
            CurrencyBasis::Shared(sign) => w::currency_shared(sign),
            CurrencyBasis::Several(found) => {
                let others = found.iter().filter(|currency| **currency != made.currency.currency);
                w::currency_several(&codes(others))
            }
            CurrencyBasis::NotStated => w::currency_not_stated().to_owned(),
            CurrencyBasis::Chosen => String::new(),
        };
        of(made, words)
    });
    let options = Signal::derive(move || currency_choices(currency.get().unwrap_or_default(), market.get()));
    let value = Signal::derive(move || currency.get().map(|currency| currency.code().to_owned()).unwrap_or_default());
    let commit = Callback::new(move |code: String| {
        form.choices.update(|choices| choices.currency = Currency::from_code(&code));
    });
    view! { <SelectField id="import-plan-currency" label=w::currency() hint options value commit /> }.into_any()
}

fn codes<'c>(currencies: impl Iterator<Item = &'c Currency>) -> String {
    format::list(&currencies.map(|currency| currency.code().to_owned()).collect::<Vec<_>>())
}

/// The total budget: a choice where the table states one that differs from the sum of its lines.
fn total_field(form: NewPlanForm, made: Made) -> AnyView {
    let totals =
        Memo::new(move |_| made.with(|made| made.as_ref().map(|made| (made.total, made.plan.basics.currency))));
    let is_open = Memo::new(move |_| {
        totals.get().is_some_and(|(total, _)| total.stated.is_some_and(|(_, stated)| stated != total.lines))
    });
    let hint = move || {
        let Some((total, currency)) = totals.get() else { return String::new() };
        match (total.stated, total.basis) {
            (Some((_, stated)), _) if stated != total.lines => {
                let difference = names::money(
                    if stated > total.lines { stated - total.lines } else { total.lines - stated },
                    currency,
                );
                let sum = names::money(total.lines, currency);
                if stated > total.lines { w::total_above(&sum, &difference) } else { w::total_below(&sum, &difference) }
            }
            (Some((row, _)), _) => w::total_agrees(&row.to_string()),
            (None, _) => w::total_sum().to_owned(),
        }
    };
    let field = move || {
        if !is_open.get() {
            let amount = move || {
                totals
                    .get()
                    .and_then(|(total, currency)| Some(names::money(total.chosen()?, currency)))
                    .unwrap_or_else(|| w::total_none().to_owned())
            };
            return view! {
                <div class="field">
                    <span class="fact-label" id="import-plan-total">{w::total()}</span>
                    <small>{hint}</small>
                    <strong class="fact" aria-labelledby="import-plan-total" role="group">{amount}</strong>
                </div>
            }
            .into_any();
        }
        let options = Signal::derive(move || {
            let Some((total, currency)) = totals.get() else { return Vec::new() };
            let (row, stated) = total.stated.unwrap_or((0, Money::ZERO));
            vec![
                SelectOption::new("row", w::total_of_row(&names::money(stated, currency), &row.to_string())),
                SelectOption::new("lines", w::total_of_lines(&names::money(total.lines, currency))),
            ]
        });
        let value = Signal::derive(move || {
            let is_sum = totals.get().is_some_and(|(total, _)| total.basis == TotalBasis::Lines);
            if is_sum { "lines" } else { "row" }.to_owned()
        });
        let commit =
            Callback::new(move |code: String| form.choices.update(|choices| choices.sum_as_total = code == "lines"));
        view! { <SelectField id="import-plan-total" label=w::total() hint=Signal::derive(hint) options value commit /> }
            .into_any()
    };
    field.into_any()
}

fn first_day_field(form: NewPlanForm, made: Made) -> AnyView {
    let first = Memo::new(move |_| of(made, |made| made.plan.basics.first_day));
    let last = Signal::derive(move || of(made, |made| made.plan.basics.last_day));
    let commit = Callback::new(move |day| {
        form.choices.update(|choices| choices.first_day = day);
        Ok(())
    });
    view! { <DateField id="import-plan-first" label=common::first_day() value=first max=last commit /> }.into_any()
}

fn last_day_field(form: NewPlanForm, made: Made) -> AnyView {
    let first = Signal::derive(move || of(made, |made| made.plan.basics.first_day));
    let last = Memo::new(move |_| of(made, |made| made.plan.basics.last_day));
    let commit = Callback::new(move |day| {
        form.choices.update(|choices| choices.last_day = day);
        Ok(())
    });
    view! { <DateField id="import-plan-last" label=common::last_day() value=last min=first commit /> }.into_any()
}

/// The phases with their dates and what their lines come to.
fn phases(import: Import, form: NewPlanForm, made: Made) -> AnyView {
    let basis = Memo::new(move |_| made.with(|made| made.as_ref().map(|made| made.phases)));
    let said = move || {
        Some(match basis.get()? {
            PhaseBasis::Table => w::phases_of_table(),
            PhaseBasis::TableWithoutDays => w::phases_without_days(),
            PhaseBasis::LaidOut => w::phases_laid_out(),
            PhaseBasis::Undated => w::phases_undated(),
        })
    };
    let rows = move || {
        of(made, |made| {
            let row = |phase: &Phase| phase_row(&made.plan, phase);
            let mut rows: Vec<AnyView> = made.plan.phases.iter().map(row).collect();
            if made.without_phase > 0 {
                rows.push(whole_plan_row(made));
            }
            rows
        })
    };
    let by_date = move || {
        (basis.get() == Some(PhaseBasis::LaidOut)).then(|| {
            let checked = Signal::derive(move || form.choices.with(|choices| choices.phases_by_date));
            let commit = Callback::new(move |by_date| form.choices.update(|choices| choices.phases_by_date = by_date));
            view! {
                <Checkbox
                    id="import-plan-by-date"
                    label=w::by_date()
                    hint=Signal::stored(w::by_date_hint().to_owned())
                    checked
                    commit
                />
            }
        })
    };
    let is_report = Memo::new(move |_| import.of(|source| source.mapping.report.is_some()));
    let report = move || is_report.get().then(|| view! { <p class="small muted">{w::report_says()}</p> });
    view! {
        <h4>{w::phases()}</h4>
        <p class="small muted">{said}</p>
        <table class="cards import-phases">
            <thead>
                <tr>
                    <th scope="col">{common::phase()}</th>
                    <th scope="col">{w::dates()}</th>
                    <th scope="col" class="n">{w::lines()}</th>
                    <th scope="col" class="n">{common::amount()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {by_date}
        {report}
    }
    .into_any()
}

fn phase_row(plan: &Plan, phase: &Phase) -> AnyView {
    let days = phase.days().map_or_else(|| w::undated().to_owned(), |days| format::span(days.first(), days.last()));
    let lines = plan.budget.lines.iter().filter(|line| line.phase == Some(phase.id));
    let amount: Money = lines.clone().filter_map(|line| plan.amount(line).ok()).sum();
    row(
        view! { <Tag tone=names::tone(Some(phase.kind)) label=names::phase(phase) /> }.into_any(),
        days,
        lines.count(),
        names::money(amount, plan.basics.currency),
    )
}

fn whole_plan_row(made: &NewPlan) -> AnyView {
    let plan = &made.plan;
    let lines = plan.budget.lines.iter().filter(|line| line.phase.is_none());
    let amount: Money = lines.filter_map(|line| plan.amount(line).ok()).sum();
    let name = names::phase_of(plan, None).into_any();
    row(name, String::new(), made.without_phase, names::money(amount, plan.basics.currency))
}

fn row(name: AnyView, days: String, lines: usize, amount: String) -> AnyView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=w::dates()>{days}</td>
            <td class="n" data-label=w::lines()>{format::counted(lines).1}</td>
            <td class="n" data-label=common::amount()>{amount}</td>
        </tr>
    }
    .into_any()
}

/// The channels: which the catalogue knows, and which are added as the table names them.
fn channels(import: Import, preview: RwSignal<ImportPreview>) -> AnyView {
    let listed = move |known: bool| {
        preview.with(|preview| {
            let channels =
                preview.channels.iter().filter(|channel| channel.key(preview.takes_similar).is_some() == known);
            channels.map(|channel| channel.name.clone()).collect::<Vec<_>>()
        })
    };
    let text = |channels: &[String]| {
        let mut text = format::list(&channels[..channels.len().min(NAMED)]);
        if channels.len() > NAMED {
            text.push('…');
        }
        text
    };
    let said = move || {
        let (known, others) = (listed(true), listed(false));
        if !import.add_channels.get() {
            return view! { <p class="small muted">{w::channels_left_out()}</p> }.into_any();
        }
        if known.is_empty() && others.is_empty() {
            return view! { <p class="small muted">{w::channels_none()}</p> }.into_any();
        }
        let known = (!known.is_empty()).then(|| {
            let (count, counted) = format::counted(known.len());
            view! { <li>{w::channels_known(count, &counted, &text(&known))}</li> }
        });
        let others = (!others.is_empty()).then(|| {
            let (count, counted) = format::counted(others.len());
            view! { <li>{w::channels_other(count, &counted, &text(&others))}</li> }
        });
        view! {
            <ul>{known} {others}</ul>
            <p class="small muted">{w::channels_roles()}</p>
        }
        .into_any()
    };
    view! {
        <h4>{w::channels()}</h4>
        {said}
    }
    .into_any()
}
