//! Why a text is not a readable plan, in the reader's language.

use crate::file::{FieldError, LoadError, TextPosition, part_of};
use crate::i18n::format;
use crate::i18n::words::{app, load_errors as w};
use crate::plan::model::references::Reference;

/// A sentence that says what is wrong with a file, where, and what to do.
pub fn load_error_words(error: &LoadError) -> String {
    match error {
        LoadError::TooLarge { units, limit } => w::too_large(&millions(*units), &millions(*limit)),
        LoadError::NotJson { at } => w::not_json(&at.line.to_string(), &at.column.to_string()),
        LoadError::NotAPlan { format: None } => w::not_a_plan().to_owned(),
        LoadError::NotAPlan { format: Some(format) } => w::other_format(format),
        LoadError::NewerVersion { found, known } => w::newer_version(&found.to_string(), &known.to_string()),
        LoadError::Invalid { at, path, reason } => {
            let say = match FieldError::of(reason) {
                FieldError::Unknown => w::unknown_entry,
                FieldError::Missing => w::missing_entry,
                FieldError::Twice => w::entry_twice,
                FieldError::Number => w::number_beyond,
                FieldError::Amount => w::amount_beyond,
                FieldError::Value => w::wrong_value,
            };
            say(&place(path, *at))
        }
        LoadError::DuplicateId { path, .. } => w::duplicate_id(&place(path, None)),
        LoadError::BrokenReference { path, to } => w::broken_reference(&place(path, None), part(*to)),
        LoadError::CannotMigrate { from, .. } => w::cannot_migrate(&from.to_string()),
    }
}

/// Technical detail for whoever repairs the file: the field and the parser's message. `None` where there is nothing to
/// add.
pub fn load_error_detail(error: &LoadError) -> Option<String> {
    match error {
        LoadError::Invalid { path, reason, .. } => Some([path, ": ", reason].concat()),
        LoadError::DuplicateId { path, id } => Some([path, ": ", id].concat()),
        LoadError::BrokenReference { path, .. } | LoadError::CannotMigrate { path, .. } => Some(path.clone()),
        _ => None,
    }
}

/// Where in the plan, and where in the file.
fn place(path: &str, at: Option<TextPosition>) -> String {
    let (name, number) = part_of(path);
    let name = part_named(name);
    let part = number.map_or_else(|| name.to_owned(), |number| w::nth(name, &number.to_string()));
    match at {
        Some(at) => w::at_line(&part, &at.line.to_string(), &at.column.to_string()),
        None => part,
    }
}

/// What the planner calls a part or a list of the file.
fn part_named(name: &str) -> &'static str {
    match name {
        "basics" => app::part_basics(),
        "audience" => app::part_audience(),
        "goals" => app::step_goals(),
        "metrics" => app::part_metric(),
        "departments" => app::part_team(),
        "outputs" => app::part_output_goal(),
        "results" => app::part_result_goal(),
        "stages" => app::part_funnel(),
        "budget" => app::step_budget(),
        "lines" => app::part_line(),
        "rates" => app::part_rate(),
        "strategy" => app::step_strategy(),
        "channels" => app::part_channel(),
        "trials" => app::part_test(),
        "phases" => app::part_phase(),
        "activities" => app::part_activity(),
        "risks" => app::part_risk(),
        "groups" => app::part_group(),
        "feedback" => app::part_feedback(),
        "partners" => app::part_partner(),
        "schedule" => app::step_schedule(),
        "cadences" => app::part_cadence(),
        "pieces" => app::part_post(),
        "series" | "actuals" => app::part_actual(),
        _ => app::part_plan(),
    }
}

/// A number in millions, rounded up to a tenth.
fn millions(units: usize) -> String {
    format::decimal(i64::try_from(units.div_ceil(100_000)).unwrap_or(i64::MAX), 1)
}

fn part(reference: Reference) -> &'static str {
    match reference {
        Reference::Phase(_) => app::part_phase(),
        Reference::Channel(_) => app::part_channel(),
        Reference::Metric(_) => app::part_metric(),
        Reference::Team(_) => app::part_team(),
        Reference::Activity(_) => app::part_activity(),
        Reference::Partner(_) => app::part_partner(),
        Reference::Cadence(_) => app::part_cadence(),
    }
}
