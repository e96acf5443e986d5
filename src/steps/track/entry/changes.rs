//! Changes of figures, whatever form they are entered in.

use chrono::NaiveDate;

use super::columns::FigureColumn;
use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::track_entry as w;
use crate::plan::Plan;
use crate::plan::edit::PlanEdit;
use crate::plan::edit::size_limits::exceeded_limit;
use crate::plan::model::tracking::FigureChange;
use crate::plan::numbers::decimal::Decimal;

/// The change of a day's figure; `None` where the day has this figure already.
pub fn change(plan: &Plan, column: &FigureColumn, on: NaiveDate, value: Option<Decimal>) -> Option<FigureChange> {
    let (metric, channel) = (column.metric, column.channel());
    let is_new = plan.tracking.figures.get(metric, channel, on) != value;
    is_new.then_some(FigureChange { on, metric, channel, value })
}

/// Makes changes as one undo step; those of one field that follow each other are undone together.
///
/// # Errors
/// Fails with a message where the plan would have too many figures; nothing is changed then.
pub fn apply(editor: Editor, changes: Vec<FigureChange>, field: Option<&str>) -> Result<(), String> {
    if changes.is_empty() {
        return Ok(());
    }
    let edit = PlanEdit::Figures(changes);
    if let Some(most) = editor.peek(|plan| exceeded_limit(plan, &edit)) {
        return Err(w::too_many(&format::counted(most).1));
    }
    editor.edit(edit, field);
    Ok(())
}

/// Reads a text into a day's figure; an empty one removes it.
///
/// # Errors
/// Fails with a message where the text is no figure of the metric, or the plan would have too many.
pub fn enter(
    editor: Editor,
    column: &FigureColumn,
    on: NaiveDate,
    text: &str,
    field: Option<&str>,
) -> Result<(), String> {
    let value = column.read(text)?;
    let change = editor.peek(|plan| change(plan, column, on, value));
    apply(editor, change.into_iter().collect(), field)
}
