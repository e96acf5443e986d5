//! The limits on the size of a plan's parts: days, amounts, counts and lists.
//!
//! Entry fields, imports and generators refuse what lies beyond these limits. A plan that is opened with something beyond
//! them is kept as it is: the [check](crate::plan::review::findings) reports it beside its field, and everything that draws or computes
//! stays within the limits all the same.

use crate::plan::numbers::date_range::DateRange;

/// Plans longer than this many days are questioned: ten years with their leap days.
pub const LONG_PLAN_DAYS: u32 = 3_653;

/// The most cycles, weeks or months that are computed and drawn for one plan.
pub const MAX_CYCLES: usize = 600;

/// The longest growth path, in days, that is drawn day by day.
pub const MAX_PATH_DAYS: u32 = 3_653;

/// The most posts generated at one time.
pub const MAX_GENERATED_POSTS: usize = 5_000;

/// The most items in one of the plan's lists: budget lines, activities, posts.
pub const MAX_ITEMS: usize = 20_000;

/// The most tracked figures of days: more than three years of ten metrics on ten channels.
pub const MAX_FIGURES: usize = 120_000;

/// The longest name, in characters (Unicode scalar values): a text in a heading, a cell or the row of a table.
pub const NAME_CHARS: usize = 300;

/// The longest web address, in characters.
pub const ADDRESS_CHARS: usize = 4_000;

/// The longest text of several lines, in characters: about eight printed pages.
pub const TEXT_CHARS: usize = 20_000;

/// The first `most` characters of a text that is longer; `None` if it is not.
///
/// ```
/// use groundswell_core::plan::model::bounds::cut;
/// assert_eq!(cut("江畔广场", 2), Some("江畔"));
/// assert_eq!(cut("江畔广场", 4), None);
/// ```
pub fn cut(text: &str, most: usize) -> Option<&str> {
    text.char_indices().nth(most).map(|(end, _)| &text[..end])
}

/// Whether the days have more weeks than [`MAX_CYCLES`].
pub fn has_too_many_weeks(days: DateRange) -> bool {
    days.len() as usize > MAX_CYCLES * 7
}
