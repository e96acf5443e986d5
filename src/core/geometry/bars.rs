//! Positions of bars, their axis marks and their labels. Whole numbers in, positions in hundredths of a percent out, so that
//! bars whose sums meet also meet in the picture.

use super::charts::grid;

/// The length of an axis, in hundredths of a percent.
pub const WHOLE: u32 = 10_000;

/// The marks of an axis from zero to at least `most`: about `count` round amounts. `unit` is the number of minor units in a
/// whole one (100 cents): marks are round in whole units if the amounts are large enough.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // amounts far below 2^53
pub fn marks(most: i64, unit: i64, count: u32) -> Vec<i64> {
    let unit = unit.max(1) as f64;
    let mut marks: Vec<i64> =
        grid(0.0, most.max(0) as f64 / unit, count).into_iter().map(|mark| (mark * unit).round() as i64).collect();
    marks.dedup();
    // Rounding of floats could put the last mark one minor unit below `most`.
    if let Some(last) = marks.last_mut() {
        *last = (*last).max(most);
    }
    marks
}

/// The position of a value between zero and `top`; values beyond are clamped.
pub fn place(value: i64, top: i64) -> u32 {
    if top <= 0 {
        return 0;
    }
    let place = i128::from(value.clamp(0, top)) * i128::from(WHOLE) / i128::from(top);
    u32::try_from(place).unwrap_or(WHOLE)
}

/// The parts of a stack on top of each other: `(start, length)`. Negative parts count as zero; a stack higher than `top` is
/// clipped there.
pub fn stack(parts: &[i64], top: i64) -> Vec<(u32, u32)> {
    let mut sum = 0_i64;
    let mut from = 0;
    parts
        .iter()
        .map(|part| {
            sum = sum.saturating_add((*part).max(0));
            let to = place(sum, top);
            let bar = (from, to - from);
            from = to;
            bar
        })
        .collect()
}

/// The sum of a stack as it is drawn: without negative parts.
pub fn height(parts: &[i64]) -> i64 {
    parts.iter().fold(0, |sum, part| sum.saturating_add((*part).max(0)))
}

/// The bar of column `index` of `count`, with a gap at both sides: `(start, width)`. The width is limited, so that a single
/// bar does not fill the chart.
pub fn column(index: usize, count: usize) -> (u32, u32) {
    let (from, to) = (edge(index, count), edge(index + 1, count));
    let slot = to - from;
    let width = (slot * 3 / 4).clamp(1, 1_400);
    (from + (slot.max(width) - width) / 2, width)
}

/// The start of the slot of column `index`.
pub fn edge(index: usize, count: usize) -> u32 {
    let start = index.min(count) as u64 * u64::from(WHOLE) / count.max(1) as u64;
    u32::try_from(start).unwrap_or(WHOLE)
}

/// The position within the slot of column `index` after `done` of its `of` days.
pub fn moment(index: usize, count: usize, done: u32, of: u32) -> u32 {
    let (from, to) = (edge(index, count), edge(index + 1, count));
    let within = u64::from(to - from) * u64::from(done.min(of)) / u64::from(of.max(1));
    from + u32::try_from(within).unwrap_or(0)
}

/// The number of columns for each label: with room for `room` labels, and on a narrow screen with room for `narrow_room`.
/// The second is a multiple of the first, so that the narrow screen omits labels but moves none.
pub fn label_steps(count: usize, room: usize, narrow_room: usize) -> (usize, usize) {
    let step = count.div_ceil(room.max(1)).max(1);
    let narrow = count.div_ceil(narrow_room.max(1)).max(1);
    (step, narrow.div_ceil(step) * step)
}

/// Whether column `index` has a label: every `step`th one, if there are enough columns after it to fit the label.
pub fn labelled(index: usize, count: usize, step: usize) -> bool {
    index.is_multiple_of(step) && (step == 1 || index + step <= count || index == 0)
}

/// A line through points `(x, value)` as an SVG path in a frame of 100 × 100, with y upwards.
pub fn line_path(points: &[(u32, i64)], top: i64) -> String {
    let mut path = String::new();
    for (at, (x, value)) in points.iter().enumerate() {
        path.push(if at == 0 { 'M' } else { 'L' });
        push_hundredths(&mut path, *x);
        path.push(' ');
        push_hundredths(&mut path, WHOLE - place(*value, top));
    }
    path
}

/// A position as SVG and CSS write it: `12.5%`.
pub fn percent(place: u32) -> String {
    let mut text = String::with_capacity(7);
    push_hundredths(&mut text, place);
    text.push('%');
    text
}

fn push_hundredths(text: &mut String, value: u32) {
    text.push_str(&(value / 100).to_string());
    let rest = value % 100;
    if rest > 0 {
        text.push_str(if rest < 10 { ".0" } else { "." });
        text.push_str(&if rest.is_multiple_of(10) { rest / 10 } else { rest }.to_string());
    }
}
