//! Export of the line items as a CSV file.

use crate::app::Editor;
use crate::browser::files::transfer;
use crate::browser::page::clock;
use crate::export::csv::budget::{self as budget_csv, BudgetColumn, BudgetCsvWords};
use crate::file::{self, PlanFileKind};
use crate::i18n::format;
use crate::i18n::words::{budget, budget_files as w, common, metric};
use crate::import::part_names::PartNames;
use crate::plan::Plan;
use crate::ui::labels::names;
use crate::widgets::Toasts;

/// Downloads the line items as a file and reports the result.
pub fn export(editor: Editor, toasts: Toasts) {
    let (name, text, lines) = editor
        .peek(|plan| (file::file_name(plan, clock::today(), PlanFileKind::Budget), csv(plan), plan.budget.lines.len()));
    if lines == 0 {
        return toasts.say(w::no_lines());
    }
    let (count, counted) = format::counted(lines);
    toasts.say(match transfer::download(&name, "text/csv", text.as_bytes()) {
        Ok(()) => w::exported(count, &counted, &name),
        Err(error) => w::not_downloaded(&error.to_string()),
    });
}

/// The plan's parts by name, for export and import.
pub fn names_of(plan: &Plan) -> PartNames {
    PartNames::of(plan, &|key| metric::by_key(key).unwrap_or(key).to_owned())
}

/// The line items as CSV.
pub fn csv(plan: &Plan) -> String {
    let known = names_of(plan);
    let words = BudgetCsvWords {
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
pub fn heading(column: BudgetColumn) -> &'static str {
    match column {
        BudgetColumn::Id => w::file_id(),
        BudgetColumn::Phase => common::phase(),
        BudgetColumn::Channel => common::channel(),
        BudgetColumn::Category => budget::category(),
        BudgetColumn::What => budget::description(),
        BudgetColumn::Quantity => common::quantity(),
        BudgetColumn::Unit => budget::unit(),
        BudgetColumn::UnitPrice => common::unit_price(),
        BudgetColumn::Currency => w::currency_of_line(),
        BudgetColumn::Amount => common::amount(),
        BudgetColumn::When => budget::when(),
        BudgetColumn::PaysFor => budget::pays_for(),
        BudgetColumn::Expected => budget::expected(),
        BudgetColumn::Status => common::status(),
        BudgetColumn::Committed => budget::committed(),
        BudgetColumn::Actual => budget::actual(),
        BudgetColumn::Owner => common::owner(),
        BudgetColumn::Note => common::note(),
    }
}
