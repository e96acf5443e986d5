//! The form with all fields of one line item.

mod expected_results;
mod payment;
mod price;
mod timing;

pub use payment::CURRENCIES;
pub use price::unit_suggestions;

use leptos::prelude::*;

use crate::app::shell::route::Route;
use crate::app::{Editor, use_editor, use_navigation};
use crate::i18n::words::{budget as w, common};
use crate::lens;
use crate::plan::Step;
use crate::plan::model::budget::{Category, LineItem, LineItemId};
use crate::plan::model::measure::Unit;
use crate::steps::budget::line_form::expected_results::expected;
use crate::steps::budget::line_form::payment::more;
use crate::steps::budget::line_form::price::{amount, price_field, unit_field};
use crate::steps::budget::line_form::timing::timing;
use crate::steps::budget::lines;
use crate::ui::form::expandable_row::ExpandedRow;
use crate::ui::form::{Form, Label};
use crate::ui::labels::names;
use crate::widgets::{Button, ButtonKind, Disclosure, SelectOption, Toasts};

/// The form below an expanded line item.
pub fn card(expanded: ExpandedRow<LineItem>, id: LineItemId) -> AnyView {
    let editor = use_editor();
    let form = Form::item(editor, id);
    let toasts = Toasts::here();
    view! {
        <div class="line-card">
            {form.text("line-description", Label::new(w::description()).placeholder(w::description_example()), lens!(description))}
            <div class="row">
                {phase_field(editor, form)}
                {category_field(form)}
                {channel_field(form)}
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
                <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| expanded.done(id))>{common::done()}</Button>
                <Button on_press=Callback::new(move |()| lines::add_after(editor, expanded, id))>{w::add_line()}</Button>
                <Button kind=ButtonKind::Plain on_press=Callback::new(move |()| lines::duplicate(editor, expanded, toasts, id))>
                    {common::duplicate()}
                </Button>
                <Button kind=ButtonKind::Plain on_press=Callback::new(move |()| lines::remove(editor, expanded, id))>
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

fn channel_field(form: Form<LineItem>) -> AnyView {
    let label = Label::new(common::channel()).placeholder(w::no_channel());
    form.channel("line-channel", label, |line| line.channel, |line, channel| line.channel = channel)
}

/// The address of another step of the open plan.
fn step_link(step: Step) -> String {
    use_navigation().peek().plan().map(|plan| Route::step(plan, step).to_string()).unwrap_or_default()
}
