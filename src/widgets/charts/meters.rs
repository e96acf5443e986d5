//! Shares and progress as bars with their text.

use leptos::prelude::*;

/// The colours of the phases, the same on every screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// The seed users' green.
    Seed,
    /// The initial users' blue.
    Initial,
    /// The brand promotion's vermilion.
    Brand,
    /// An added phase.
    #[default]
    Other,
    /// The remainder.
    Rest,
}

impl Tone {
    /// The class of the colour and, for greyscale, the pattern.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Seed => "seed",
            Self::Initial => "initial",
            Self::Brand => "brand",
            Self::Other => "other",
            Self::Rest => "rest",
        }
    }
}

/// A label in the colour of a phase.
#[component]
pub fn Tag(
    /// Its colour.
    #[prop(optional)]
    tone: Tone,
    /// Its text.
    #[prop(into)]
    label: String,
) -> AnyView {
    view! { <span class=tag_class(tone)>{label}</span> }.into_any()
}

fn tag_class(tone: Tone) -> String {
    "tag ".to_owned() + tone.class()
}

/// One part of a [`StackBar`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarPart {
    /// Its colour.
    pub tone: Tone,
    /// Its size, in any common unit; below zero counts as zero.
    pub amount: i64,
    /// Its name and amount for the legend.
    pub label: String,
}

/// Parts of a whole as one bar, with a legend.
#[component]
pub fn StackBar(
    /// The parts, in order.
    #[prop(into)]
    parts: Signal<Vec<BarPart>>,
    /// The whole; the sum of the parts if that is more, or if not given.
    #[prop(optional, into)]
    whole: Option<Signal<i64>>,
    /// How much the parts may come to; what is over is marked as too much.
    #[prop(optional, into)]
    limit: Option<Signal<i64>>,
) -> AnyView {
    let over = move || {
        let limit = limit?.get().max(0);
        let sum: i64 = parts.with(|parts| parts.iter().map(|part| part.amount.max(0)).fold(0, i64::saturating_add));
        let whole = whole.map_or(sum, |whole| whole.get().max(sum)).max(1);
        let (from, to) = (share(limit, whole), share(sum, whole));
        (sum > limit).then(
            || view! { <i class="bar-over" style:left=from.clone() style:width=format!("calc({to} - {from})")></i> },
        )
    };
    let bar = move || {
        let parts = parts.get();
        let sum: i64 = parts.iter().map(|part| part.amount.max(0)).fold(0, i64::saturating_add);
        let whole = whole.map_or(sum, |whole| whole.get().max(sum)).max(1);
        parts
            .into_iter()
            .filter(|part| part.amount > 0)
            .map(|part| view! { <span class=part.tone.class() style:width=share(part.amount, whole)></span> })
            .collect::<Vec<_>>()
    };
    let legend = move || {
        parts.get().into_iter().map(|part| view! { <li class=part.tone.class()>{part.label}</li> }).collect::<Vec<_>>()
    };
    view! {
        <div class="bar" aria-hidden="true">{bar} {over}</div>
        <ul class="legend">{legend}</ul>
    }
    .into_any()
}

/// A share in CSS, to a hundredth of a percent.
fn share(part: i64, whole: i64) -> String {
    let css_percent = i128::from(part.max(0)) * 10_000 / i128::from(whole.max(1));
    let (percent, rest) = (css_percent / 100, css_percent % 100);
    let mut text = percent.to_string();
    text.push_str(if rest < 10 { ".0" } else { "." });
    text.push_str(&rest.to_string());
    text.push('%');
    text
}

/// Progress as a bar with its text.
#[component]
pub fn Meter(
    /// What is measured.
    #[prop(into)]
    label: String,
    /// The current value.
    #[prop(into)]
    value: Signal<i64>,
    /// The value that fills the bar.
    #[prop(into)]
    full: Signal<i64>,
    /// Both in words, such as "620 of 1,000 fans".
    #[prop(into)]
    text: Signal<String>,
    /// Its colour.
    #[prop(optional)]
    tone: Tone,
) -> AnyView {
    let name = label.clone();
    view! {
        <div
            class="meter"
            role="meter"
            aria-label=name
            aria-valuemin="0"
            aria-valuemax=move || full.get().max(1).to_string()
            aria-valuenow=move || value.get().clamp(0, full.get().max(1)).to_string()
            aria-valuetext=move || text.get()
        >
            <span class="meter-words"><span>{label}</span><b>{move || text.get()}</b></span>
            <span class="bar"><span class=tone.class() style:width=move || share(value.get().min(full.get()), full.get())></span></span>
        </div>
    }
    .into_any()
}
