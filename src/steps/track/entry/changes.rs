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
    if let Some(why) = editor.peek(|plan| too_many(plan, &edit)) {
        return Err(why);
    }
    editor.edit(edit, field);
    Ok(())
}

/// The message where the plan would have too many figures.
fn too_many(plan: &Plan, edit: &PlanEdit) -> Option<String> {
    let most = exceeded_limit(plan, edit)?;
    let PlanEdit::Figures(changes) = edit else { return None };
    let there = plan.tracking.figures.len();
    let count = |is_it: &dyn Fn(&FigureChange) -> bool| changes.iter().filter(|change| is_it(change)).count();
    let is_there =
        |change: &FigureChange| plan.tracking.figures.get(change.metric, change.channel, change.on).is_some();
    let added = count(&|change| change.value.is_some() && !is_there(change));
    let removed = count(&|change| change.value.is_none() && is_there(change));
    let text = |count: usize| format::counted(count).1;
    let new = added.saturating_sub(removed);
    Some(w::too_many(&text(there), &text(new), &text((there + new).saturating_sub(most)), &text(most)))
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
