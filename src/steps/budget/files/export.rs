//! Export of the line items as a CSV file.

use crate::app::Editor;
use crate::browser::files::transfer;
use crate::browser::page::clock;
use crate::export::budget_csv::{self, Column, Words};
use crate::file::{self, FileKind};
use crate::i18n::format;
use crate::i18n::words::{budget, budget_files as w, common, metric};
use crate::import::budget::names::Names;
use crate::plan::Plan;
use crate::ui::labels::names;
use crate::widgets::Toasts;

/// Downloads the line items as a file and reports the result.
pub fn export(editor: Editor, toasts: Toasts) {
    let (name, text, lines) = editor
        .peek(|plan| (file::file_name(plan, clock::today(), FileKind::Budget), csv(plan), plan.budget.lines.len()));
    if lines == 0 {
        return toasts.say(w::no_lines());
    }
    let (count, counted) = format::counted(lines);
    toasts.say(match transfer::download(&name, "text/csv", text.as_bytes()) {
        Ok(()) => w::exported(count, &counted, &name),
        Err(reason) => w::not_downloaded(&reason),
    });
}

/// The plan's parts by name, for export and import.
pub fn names_of(plan: &Plan) -> Names {
    Names::of(plan, &|key| metric::by_key(key).unwrap_or(key).to_owned())
}

/// The line items as CSV.
pub fn csv(plan: &Plan) -> String {
    let known = names_of(plan);
    let words = Words {
        heading: &heading,
        phase: &|id| known.phase_cell(id, &plan.find(id).map(names::phase).unwrap_or_default()),
        channel: &|id| known.channel_cell(id, &names::channel_of(plan, Some(id))),
        category: &names::category,
        pays_for: &|paid| known.pays_for_cell(paid),
        metric: &|id| known.metric_cell(id),
        status: &names::status,
        monthly: w::file_monthly(),
        by_hand: w::file_by_hand(),
    };
    budget_csv::csv(plan, &words)
}

/// A column's heading in the file.
pub fn heading(column: Column) -> &'static str {
    match column {
        Column::Id => w::file_id(),
        Column::Phase => common::phase(),
        Column::Channel => common::channel(),
        Column::Category => budget::category(),
        Column::What => budget::description(),
        Column::Quantity => common::quantity(),
        Column::Unit => budget::unit(),
        Column::UnitPrice => common::unit_price(),
        Column::Currency => w::currency_of_line(),
        Column::Amount => common::amount(),
        Column::When => budget::when(),
        Column::PaysFor => budget::pays_for(),
        Column::Expected => budget::expected(),
        Column::Status => common::status(),
        Column::Committed => budget::committed(),
        Column::Actual => budget::actual(),
        Column::Owner => common::owner(),
        Column::Note => common::note(),
    }
}
