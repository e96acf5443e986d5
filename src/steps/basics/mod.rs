//! The Basics step: product, audience, launch area, dates and currency, entered once and used everywhere.

mod audience;
mod currency;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::shell::sections::Section;
use crate::app::{Editor, problem_at, use_editor};
use crate::i18n::format;
use crate::i18n::words::{basics as w, common};
use crate::lens;
use crate::plan::edit::PlanEdit;
use crate::plan::model::basics::{Basics, Market, ProjectKind};
use crate::plan::model::phase::Phase;
use crate::plan::phases::follow_plan::{following, with_new_days};
use crate::ui::form::{Form, Label, Lens};
use crate::ui::labels::{names, values};
use crate::widgets::{DateField, SelectOption};

/// A section of the step.
pub fn content(section: Section) -> AnyView {
    match section {
        Section::Dates => {
            let market = use_editor().market();
            // The example of an area follows the market, which is chosen right above: the field is drawn anew.
            view! {
                {time_section()}
                <For each=move || [market.get()] key=|market| *market children=|_| region_section() />
            }
            .into_any()
        }
        _ => view! { {plan_section()} {audience::section()} }.into_any(),
    }
}

fn region_section() -> AnyView {
    let editor = use_editor();
    let example = editor.by_market(w::region_example, w::region_example_abroad);
    let region = Label::new(w::region()).hint(w::region_hint()).placeholder(example);
    view! {
        <section>
            <h2>{w::region_heading()}</h2>
            <div class="stack">{Form::basics(editor).text("basics-region", region, lens!(region))}</div>
        </section>
    }
    .into_any()
}

fn plan_section() -> AnyView {
    let form = Form::basics(use_editor());
    view! {
        <section>
            <h2>{w::plan_heading()}</h2>
            <div class="stack">
                {form.text("basics-name", Label::new(w::plan_name()).placeholder(w::plan_name_example()), lens!(name))}
                {form
                    .text(
                        "basics-product",
                        Label::new(w::product()).hint(w::product_hint()).placeholder(w::product_example()),
                        lens!(product),
                    )}
                {form
                    .select(
                        "basics-kind",
                        Label::new(w::kind()).hint(w::kind_hint()).placeholder(common::choose()),
                        Signal::stored(kinds()),
                        |basics| basics.kind.map(key_of).unwrap_or_default().to_owned(),
                        |basics, value| basics.kind = ProjectKind::ALL.into_iter().find(|kind| key_of(*kind) == value),
                    )}
            </div>
        </section>
    }
    .into_any()
}

fn kinds() -> Vec<SelectOption> {
    ProjectKind::ALL.into_iter().map(|kind| SelectOption::new(key_of(kind), values::project_kind(kind))).collect()
}

fn markets() -> Vec<SelectOption> {
    Market::ALL.into_iter().map(|market| SelectOption::new(key_of_market(market), values::market(market))).collect()
}

/// A market's value in the select field.
fn key_of_market(market: Market) -> &'static str {
    match market {
        Market::China => "china",
        Market::International => "international",
    }
}

/// A project kind's value in the select field.
fn key_of(kind: ProjectKind) -> &'static str {
    match kind {
        ProjectKind::O2o => "o2o",
        ProjectKind::ToolApp => "tool_app",
        ProjectKind::ContentBrand => "content_brand",
        ProjectKind::Ecommerce => "ecommerce",
        ProjectKind::LocalService => "local_service",
        ProjectKind::Other => "other",
    }
}

fn time_section() -> AnyView {
    let editor = use_editor();
    let form = Form::basics(editor);
    let length = form.memo(length);
    view! {
        <section>
            <h2>{w::time_heading()}</h2>
            <div class="row">
                {day_field(editor, FIRST_DAY, common::first_day(), lens!(first_day))}
                {day_field(editor, LAST_DAY, common::last_day(), lens!(last_day))}
            </div>
            <p class="muted small" aria-live="polite">
                {move || length.with(|text| if text.is_empty() { w::days_hint().to_owned() } else { text.clone() })}
                " " {phases_in_words(editor)}
            </p>
            <div class="row">
                {form
                    .select(
                        "basics-market",
                        Label::new(w::market()).hint(w::market_hint()),
                        Signal::stored(markets()),
                        |basics| key_of_market(basics.market).to_owned(),
                        |basics, value| {
                            let chosen = Market::ALL.into_iter().find(|market| key_of_market(*market) == value);
                            basics.market = chosen.unwrap_or(basics.market);
                        },
                    )}
                {currency::field(editor)}
            </div>
        </section>
    }
    .into_any()
}

const FIRST_DAY: &str = "basics-first-day";
const LAST_DAY: &str = "basics-last-day";

/// The plan's first or last day. Phases that nobody has dated by hand follow it, in the same step of the history.
fn day_field(editor: Editor, id: &'static str, label: &'static str, lens: Lens<Basics, Option<NaiveDate>>) -> AnyView {
    let commit = Callback::new(move |day| {
        let mut basics = editor.peek(|plan| plan.basics.clone());
        *lens.1(&mut basics) = day;
        match editor.peek(|plan| with_new_days(plan, basics.clone())) {
            // A name of its own in the history: its steps restore the phases too.
            Some(edit) => editor.edit(edit, Some(&(id.to_owned() + "-phases"))),
            None => editor.edit(PlanEdit::Basics(Box::new(basics)), Some(id)),
        };
        Ok(())
    });
    let value = Signal::derive(move || editor.read(|plan| *lens.0(&plan.basics)));
    view! { <DateField id=id label=label value=value commit=commit problem=problem_at(id) /> }.into_any()
}

/// The phases that follow the plan's dates, with theirs.
fn phases_in_words(editor: Editor) -> AnyView {
    let said = editor.memo(|plan| {
        let follow = following(plan);
        let named = |phase: &Phase| {
            let days = phase.days().filter(|_| follow.contains(&phase.id))?;
            Some(w::phase_dated(&names::phase(phase), &format::span_short(days.first(), days.last())))
        };
        let named: Vec<String> = plan.phases.iter().filter_map(named).collect();
        if named.is_empty() { String::new() } else { w::phases_follow(&format::list(&named)) }
    });
    (move || said.get()).into_any()
}

/// The plan's length in days and weeks; empty while a date is missing.
fn length(basics: &Basics) -> String {
    let Some(days) = basics.days() else { return String::new() };
    let said = |text: fn(u64, &str) -> String, count: u32| text(u64::from(count), &format::count(i64::from(count)));
    let (weeks, over) = (days.len() / 7, days.len() % 7);
    let whole = said(common::days, days.len());
    match (weeks, over) {
        (0, _) => w::length_days_only(&whole),
        (_, 0) => w::length(&whole, &said(common::weeks, weeks)),
        _ => w::length(&whole, &w::weeks_and_days(&said(common::weeks, weeks), &said(common::days, over))),
    }
}
