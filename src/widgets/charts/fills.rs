//! Fills of chart shapes: a colour and a pattern, so that they can be distinguished in greyscale and with colour
//! blindness.

use leptos::prelude::*;

use crate::widgets::charts::meters::Tone;

/// The fill of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// A phase's colour and pattern.
    Phase(Tone),
    /// A further phase of the team's own.
    More,
    /// A single series.
    Plain,
    /// Done.
    Done,
    /// In progress.
    Underway,
    /// Open.
    Open,
}

impl Fill {
    /// The class that carries the colour.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Phase(tone) => tone.class(),
            Self::More => "more-fill",
            Self::Plain => "plain-fill",
            Self::Done => "done-fill",
            Self::Underway => "underway-fill",
            Self::Open => "open-fill",
        }
    }

    /// The pattern over the colour, in a tile of 6 by 6.
    const fn hatch(self) -> Option<&'static str> {
        match self {
            Self::Phase(Tone::Initial) | Self::Underway => Some("M-1 1l2-2M0 6l6-6M5 7l2-2"),
            Self::More => Some("M0 0l6 6M0 6l6-6"),
            Self::Phase(Tone::Brand) => Some("M1.5 1.5h.01M4.5 4.5h.01"),
            Self::Phase(Tone::Other) => Some("M1.5 0v6M4.5 0v6"),
            Self::Phase(Tone::Seed | Tone::Rest) | Self::Plain | Self::Done | Self::Open => None,
        }
    }
}

/// The id of a fill's pattern in a picture.
fn pattern_id(picture: &str, fill: Fill) -> String {
    picture.to_owned() + "-" + fill.class()
}

/// The pattern definitions of a picture, once in its SVG.
pub(crate) fn patterns(picture: &str, fills: &[Fill]) -> AnyView {
    let patterns: Vec<_> = fills
        .iter()
        .map(|fill| {
            view! {
                <pattern
                    id=pattern_id(picture, *fill)
                    class=fill.class()
                    width="6"
                    height="6"
                    patternUnits="userSpaceOnUse"
                >
                    <rect width="6" height="6"></rect>
                    {fill.hatch().map(|lines| view! { <path d=lines></path> })}
                </pattern>
            }
        })
        .collect();
    view! { <defs>{patterns}</defs> }.into_any()
}

/// The `fill` attribute of a shape in a picture.
pub(crate) fn paint(picture: &str, fill: Fill) -> String {
    "url(#".to_owned() + &pattern_id(picture, fill) + ")"
}

/// One entry of a picture's legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendItem {
    /// Its fill in the picture.
    pub fill: Fill,
    /// What it is.
    pub label: String,
}

/// The legend of a picture, each entry with a patch of its fill.
pub(crate) fn legend(picture: &str, items: &[LegendItem]) -> AnyView {
    let items: Vec<_> = items
        .iter()
        .map(|item| {
            view! {
                <li>
                    <svg class="patch" aria-hidden="true">
                        <rect class=item.fill.class() fill=paint(picture, item.fill) width="100%" height="100%"></rect>
                    </svg>
                    {item.label.clone()}
                </li>
            }
        })
        .collect();
    view! { <ul class="picture-legend">{items}</ul> }.into_any()
}
