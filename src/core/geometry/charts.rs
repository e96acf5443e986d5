//! Positions of the points and grid lines of a line chart, in percent of its frame. Numbers in, numbers out.

/// Grid lines that enclose a range: about `count` round values, 1, 2 or 5 times a power of ten apart.
pub fn grid(least: f64, most: f64, count: u32) -> Vec<f64> {
    if !(least.is_finite() && most.is_finite()) || most < least {
        return Vec::new();
    }
    // A flat line needs a range, too.
    let (least, most) =
        if most > least { (least, most) } else { (least.min(0.0), if most > 0.0 { most } else { 1.0 }) };
    let step = round_step((most - least) / f64::from(count.max(1)));
    let (bottom, top) = ((least / step).floor(), (most / step).ceil());
    // Counted, not added up to the top: beyond 2⁵³ steps, adding one no longer changes a float.
    let last = (top - bottom).clamp(0.0, f64::from(count.max(1)) * 5.0 + 2.0);
    let mut lines = Vec::new();
    let mut nth = 0.0;
    while nth <= last {
        lines.push((bottom + nth) * step);
        nth += 1.0;
    }
    lines
}

/// The smallest of 1, 2, 5, 10 times a power of ten that is not smaller than the step.
fn round_step(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= step * 0.999_999).unwrap_or(10.0);
    factor * power
}

/// The position of a value in a range, in percent from its start.
pub fn place(value: f64, least: f64, most: f64) -> f64 {
    if most > least { (value - least) / (most - least) * 100.0 } else { 50.0 }
}

/// The points of a line as an SVG path in a frame of 100 × 100, from the left to the right edge, with y upwards.
pub fn path(values: &[f64], least: f64, most: f64) -> String {
    let steps = values.len().saturating_sub(1).max(1);
    let mut path = String::new();
    for (index, value) in values.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)] // days of a plan
        let x = index as f64 / steps as f64 * 100.0;
        path.push(if index == 0 { 'M' } else { 'L' });
        push_hundredths(&mut path, x);
        path.push(' ');
        push_hundredths(&mut path, 100.0 - place(*value, least, most));
    }
    path
}

/// Appends a number with two decimals, which are finer than any screen.
#[allow(clippy::cast_possible_truncation)] // clamped
pub(super) fn push_hundredths(path: &mut String, value: f64) {
    let hundredths = (value.clamp(-1_000.0, 1_000.0) * 100.0).round() as i64;
    if hundredths < 0 {
        path.push('-');
    }
    path.push_str(&(hundredths.abs() / 100).to_string());
    let rest = hundredths.abs() % 100;
    if rest > 0 {
        path.push_str(if rest < 10 { ".0" } else { "." });
        path.push_str(&rest.to_string());
    }
}
