//! The report's charts as SVG. Positions along the page are in percent and text has a fixed size, so that a chart is legible
//! on a phone and on paper.

use chrono::{Datelike, NaiveDate};

use super::html::{escaped, paint};
use super::model::{ReportFill, ReportPicture};
use crate::geometry::bars::{WHOLE, column, label_steps, labelled, marks, percent, place, stack};
use crate::geometry::progress::{Across, Frame, ProgressValues, lay_out};
use crate::plan::numbers::date_range::DateRange;
use crate::plan::tracking::picture::ProgressPicture;

/// The start of the columns, in hundredths of a percent; the labels of the axis are to their left.
const GUTTER: u32 = 900;
/// The number of labels that fit on a page, and on a phone.
const ROOM: (usize, usize) = (10, 4);

/// Builds SVG shapes.
#[derive(Default)]
struct Shapes(String);

impl Shapes {
    fn element(&mut self, tag: &str, attributes: &[(&str, &str)], text: Option<&str>) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            for part in [" ", name, "=\"", value, "\""] {
                self.0.push_str(part);
            }
        }
        match text {
            Some(text) => {
                for part in [">", &escaped(text), "</", tag, ">"] {
                    self.0.push_str(part);
                }
            }
            None => self.0.push_str("/>"),
        }
    }

    fn bar(&mut self, fill: ReportFill, at: (&str, &str), size: (&str, &str)) {
        let paint = paint(fill);
        let (x, y, width, height) = (at.0, at.1, size.0, size.1);
        let attributes = [("class", fill.class()), ("fill", &paint), ("x", x), ("y", y), ("width", width)];
        let mut all = attributes.to_vec();
        all.push(("height", height));
        self.element("rect", &all, None);
    }

    fn line(&mut self, class: &str, from: (&str, &str), to: (&str, &str)) {
        self.element("line", &[("class", class), ("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)], None);
    }

    fn words(&mut self, class: &str, x: &str, y: &str, text: &str) {
        self.element("text", &[("class", class), ("x", x), ("y", y)], Some(text));
    }
}

/// A whole and its parts, as one bar.
pub fn split(label: String, parts: &[(ReportFill, i64)]) -> ReportPicture {
    let amounts: Vec<i64> = parts.iter().map(|part| part.1).collect();
    let whole = amounts.iter().map(|amount| (*amount).max(0)).sum();
    let mut shapes = Shapes::default();
    for ((from, length), (fill, _)) in stack(&amounts, whole).into_iter().zip(parts) {
        if length > 0 {
            shapes.bar(*fill, (&percent(from), "0"), (&percent(length), "100%"));
        }
    }
    ReportPicture { label, shapes: shapes.0, height: 26, legend: Vec::new() }
}

/// The data of [`spending`].
pub struct Spending<'a> {
    /// The text alternative.
    pub label: String,
    /// The names of the cycles.
    pub heads: Vec<String>,
    /// Cumulative spend at the end of each cycle, by the parts of the legend, in minor units.
    pub columns: Vec<Vec<i64>>,
    /// The parts, lowest first.
    pub legend: Vec<(ReportFill, String)>,
    /// The limit, in minor units, and its label.
    pub limit: Option<(i64, String)>,
    /// The number of minor units in a whole one.
    pub unit: i64,
    /// The short format of an amount.
    pub write: &'a dyn Fn(i64) -> String,
}

/// Cumulative spend by cycle, stacked by phase, with a line at the total budget.
pub fn spending(asked: Spending) -> ReportPicture {
    const TOP: u32 = 800;
    const BOTTOM: u32 = 8_800;
    let sum = |parts: &[i64]| parts.iter().fold(0_i64, |sum, part| sum.saturating_add((*part).max(0)));
    let most = asked.columns.iter().map(|parts| sum(parts)).max().unwrap_or(0);
    let most = most.max(asked.limit.as_ref().map_or(0, |limit| limit.0));
    let axis = marks(most, asked.unit, 4);
    let top = axis.last().copied().unwrap_or(0);
    let y = |value: i64| {
        percent(
            BOTTOM
                - u32::try_from(u64::from(BOTTOM - TOP) * u64::from(place(value, top)) / u64::from(WHOLE)).unwrap_or(0),
        )
    };
    let across = |at: u32| GUTTER + at * (WHOLE - GUTTER) / WHOLE;
    let mut shapes = Shapes::default();
    for mark in &axis {
        let at = y(*mark);
        shapes.line("r-rule", ("0", &at), ("100%", &at));
        shapes.element(
            "text",
            &[("class", "r-axis"), ("x", "0"), ("y", &at), ("dy", "-.3em")],
            Some(&(asked.write)(*mark)),
        );
    }
    let count = asked.columns.len();
    let (step, narrow) = label_steps(count, ROOM.0, ROOM.1);
    for (at, parts) in asked.columns.iter().enumerate() {
        let (start, width) = column(at, count);
        let (x, end) = (across(start), across(start + width));
        let width = percent(end - x);
        for ((from, length), (fill, _)) in stack(parts, top).into_iter().zip(&asked.legend) {
            if length > 0 {
                let span = u64::from(BOTTOM - TOP);
                let scaled = |place: u32| u32::try_from(span * u64::from(place) / u64::from(WHOLE)).unwrap_or(0);
                let (low, high) = (scaled(from), scaled(from + length));
                shapes.bar(*fill, (&percent(x), &percent(BOTTOM - high)), (&width, &percent(high - low)));
            }
        }
        if labelled(at, count, step) {
            let class = if labelled(at, count, narrow) { "r-head-word" } else { "r-head-word r-wide" };
            let middle = percent(u32::midpoint(x, end));
            shapes.words(class, &middle, "97%", asked.heads.get(at).map_or("", String::as_str));
        }
    }
    // The last column is labelled with the total.
    if let Some((parts, at)) = asked.columns.last().zip(count.checked_sub(1)) {
        let (start, width) = column(at, count);
        let (total, middle) = (sum(parts), across(start) + (across(start + width) - across(start)) / 2);
        let crowded = asked.limit.as_ref().is_some_and(|limit| (limit.0 - total).abs() < top / 12);
        if total > 0 && !crowded {
            let attributes = [("class", "r-sum"), ("x", &percent(middle)), ("y", &y(total)), ("dy", "-.4em")];
            shapes.element("text", &attributes, Some(&(asked.write)(total)));
        }
    }
    if let Some((limit, words)) = &asked.limit {
        let at = y(*limit);
        shapes.line("r-limit", (&percent(GUTTER), &at), ("100%", &at));
        // Beside the label of the axis, which may be at the same height.
        let attributes =
            [("class", "r-limit-word"), ("x", &percent(across(300))), ("y", &at), ("dx", "1em"), ("dy", "-.4em")];
        shapes.element("text", &attributes, Some(words));
    }
    ReportPicture { label: asked.label, shapes: shapes.0, height: 210, legend: asked.legend }
}

/// A row of [`timeline`].
pub struct PictureRow {
    /// Its fill.
    pub fill: ReportFill,
    /// Its name.
    pub name: String,
    /// Its days and money.
    pub detail: String,
    /// Its days.
    pub days: DateRange,
}

/// A marked day in [`timeline`].
pub struct PictureMark {
    /// The day.
    pub day: NaiveDate,
    /// Its label.
    pub words: String,
    /// Whether it is the due date of a goal, at the end of the day.
    pub goal: bool,
}

/// Phases over the months of a plan.
pub fn timeline(
    label: String,
    days: DateRange,
    rows: &[PictureRow],
    points: &[PictureMark],
    month: &dyn Fn(NaiveDate) -> String,
) -> ReportPicture {
    const HEAD: u32 = 26;
    const ROW: u32 = 44;
    let length = days.len().max(1);
    let at = |day: NaiveDate, behind: i64| {
        let passed = (day - days.first()).num_days().saturating_add(behind).clamp(0, i64::from(length));
        u32::try_from(passed * i64::from(WHOLE) / i64::from(length)).unwrap_or(0)
    };
    let rows_end = HEAD + ROW * u32::try_from(rows.len()).unwrap_or(0);
    let foot = if points.is_empty() { 4 } else { 30 };
    let bottom = (rows_end + 6).to_string();
    let mut shapes = Shapes::default();
    let months = days.months();
    let (step, narrow) = label_steps(months.len(), 9, 5);
    for (index, span) in months.iter().enumerate() {
        let x = percent(at(span.first(), 0));
        shapes.line("r-rule", (&x, "0"), (&x, &bottom));
        // A month cut short at the end has no room for its name.
        let cut_short = index + 1 == months.len() && span.last().day() < 10 && months.len() > 1;
        if index.is_multiple_of(step) && !cut_short {
            let fits = index.is_multiple_of(narrow) && span.len() > 20;
            let class = if fits { "r-month" } else { "r-month r-wide" };
            shapes.element(
                "text",
                &[("class", class), ("x", &x), ("y", "13"), ("dx", ".35em")],
                Some(&month(span.first())),
            );
        }
    }
    shapes.line("r-rule", ("0", "19"), ("100%", "19"));
    for (index, row) in rows.iter().enumerate() {
        let top = HEAD + ROW * u32::try_from(index).unwrap_or(0);
        let (from, to) = (at(row.days.first(), 0), at(row.days.last(), 1));
        shapes.bar(row.fill, (&percent(from), &(top + 20).to_string()), (&percent((to - from).max(30)), "15"));
        // Text starts at the start of its bar; for bars on the right, it ends at the end.
        let (class, x) = if from > 4_500 { ("r-phase r-end", percent(to)) } else { ("r-phase", percent(from)) };
        let y = (top + 14).to_string();
        let detail = ["<tspan class=\"r-wide\"> ", &escaped(&row.detail), "</tspan>"].concat();
        for part in [
            "<text class=\"",
            class,
            "\" x=\"",
            &x,
            "\" y=\"",
            &y,
            "\"><tspan class=\"r-name\">",
            &escaped(&row.name),
            "</tspan>",
            &detail,
            "</text>",
        ] {
            shapes.0.push_str(part);
        }
    }
    for point in points.iter().filter(|point| days.contains(point.day)) {
        let place = at(point.day, i64::from(point.goal));
        // A line at the very edge would be clipped.
        let x = percent(place.min(WHOLE - 12));
        let class = if point.goal { "r-goal" } else { "r-today" };
        shapes.line(class, (&x, "19"), (&x, &(rows_end + 12).to_string()));
        let class = match (place, point.goal) {
            (5_000.., true) => "r-goal-word r-end",
            (5_000.., false) => "r-today-word r-end",
            (_, true) => "r-goal-word",
            (_, false) => "r-today-word",
        };
        shapes.words(class, &x, &(rows_end + 26).to_string(), &point.words);
    }
    ReportPicture { label, shapes: shapes.0, height: rows_end + foot, legend: Vec::new() }
}

/// The words of [`progress`].
pub struct ProgressWords<'a> {
    /// The text alternative.
    pub label: String,
    /// The label of the target.
    pub target: Option<String>,
    /// The format of a value.
    pub write: &'a dyn Fn(f64) -> String,
    /// The format of a day.
    pub date: &'a dyn Fn(NaiveDate) -> String,
    /// The legend.
    pub legend: Vec<(ReportFill, String)>,
}

/// What the picture of a goal, or of the spend, draws. Here, since the plan and the geometry do not know each other.
impl<'a> From<&'a ProgressPicture> for ProgressValues<'a> {
    fn from(picture: &'a ProgressPicture) -> ProgressValues<'a> {
        let ahead = picture.ahead.map(|ahead| (ahead.from, ahead.due, [ahead.low, ahead.median, ahead.high]));
        ProgressValues {
            across: Across { first: picture.days.first(), days: picture.days.len() },
            planned: &picture.planned,
            tracked: &picture.tracked,
            mean: &picture.mean,
            ahead,
            target: picture.target,
            paid: picture.paid,
        }
    }
}

/// The planned path of a goal, its tracked days, and the interval ahead.
pub fn progress(picture: &ProgressPicture, words: ProgressWords) -> ReportPicture {
    // To the right of the axis's labels, above the dates.
    const FRAME: Frame = Frame { left: 12.0, top: 6.0, bottom: 88.0 };
    let layout = lay_out(ProgressValues::from(picture), FRAME);
    let share = |value: f64| format!("{value:.2}%");
    let mut shapes = Shapes::default();
    for (mark, y) in &layout.marks {
        let at = share(*y);
        shapes.line("r-rule", (&share(FRAME.left), &at), ("100%", &at));
        let attributes = [("class", "r-axis"), ("x", "0"), ("y", &at), ("dy", ".35em")];
        shapes.element("text", &attributes, Some(&(words.write)(*mark)));
    }
    let (tracked, dot) = if layout.is_pale() {
        ("r-tracked r-pale", "r-tracked r-dots r-pale")
    } else {
        ("r-tracked", "r-tracked r-dots")
    };
    let dots = layout.dots_path();
    let mut drawn = vec![("r-planned", &layout.planned), ("r-band", &layout.band)];
    drawn.extend(layout.tracked.iter().map(|run| (tracked, run)));
    drawn.push((dot, &dots));
    drawn.push(("r-tracked", &layout.mean));
    shapes.0.push_str("<svg viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\">");
    for (class, path) in drawn.iter().filter(|(_, path)| !path.is_empty()) {
        shapes.element("path", &[("class", class), ("d", path), ("vector-effect", "non-scaling-stroke")], None);
    }
    shapes.0.push_str("</svg>");
    if let Some((y, words)) = layout.target.zip(words.target.as_ref()) {
        let at = share(y);
        shapes.line("r-limit", (&share(FRAME.left), &at), ("100%", &at));
        // Below the line where there is no room above it.
        let dy = if y < 14.0 { "1.1em" } else { "-.4em" };
        let attributes = [("class", "r-limit-word"), ("x", &share(FRAME.left + 1.0)), ("y", &at), ("dy", dy)];
        shapes.element("text", &attributes, Some(words));
    }
    for (day, class) in [(picture.days.first(), "r-month"), (picture.days.last(), "r-month r-end")] {
        shapes.words(class, &share(layout.x(day)), "98%", &(words.date)(day));
    }
    ReportPicture { label: words.label, shapes: shapes.0, height: 200, legend: words.legend }
}
