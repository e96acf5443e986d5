//! Money by promotion cycle, per phase or per channel. A row is redrawn only when its own figures change.

use chrono::Datelike;
use leptos::prelude::*;

use super::pictures::{self, is_whole, writer};
use super::shares;
use crate::app::Editor;
use crate::i18n::format;
use crate::i18n::words::{budget as w, budget_views as v, common};
use crate::plan::Plan;
use crate::plan::budget::ledger::{Ledger, SumsRow};
use crate::plan::model::channel::ChannelId;
use crate::plan::model::phase::PhaseId;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::money::Money;
use crate::ui::labels::names;
use crate::ui::too_long;
use crate::widgets::{Tag, Tone};

/// From how many cycles on a printed row no longer fits beside its name.
const PRINTED: usize = 9;

/// What a row is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::steps::budget) enum MatrixRow {
    /// The line items of a phase, or of none.
    Phase(Option<PhaseId>),
    /// The line items of a channel, or of none.
    Channel(Option<ChannelId>),
}

impl MatrixRow {
    /// A key that distinguishes the rows of a table.
    pub(in crate::steps::budget) fn key(self) -> u64 {
        match self {
            MatrixRow::Phase(id) => id.map_or(0, |id| id.bits() + 1),
            MatrixRow::Channel(id) => id.map_or(0, |id| id.bits() + 1),
        }
    }

    pub(in crate::steps::budget) fn name(self, plan: &Plan) -> String {
        match self {
            MatrixRow::Phase(id) => names::phase_of(plan, id),
            MatrixRow::Channel(None) => w::no_channel().to_owned(),
            MatrixRow::Channel(id) => names::channel_of(plan, id),
        }
    }

    fn row(self, ledger: &Ledger) -> Option<Figures> {
        match self {
            MatrixRow::Phase(id) => ledger.by_phase().iter().find(|row| row.of == id).map(Figures::of),
            MatrixRow::Channel(id) => ledger.by_channel().iter().find(|row| row.of == id).map(Figures::of),
        }
    }
}

/// The phases with figures to show, line items without a phase last.
pub(in crate::steps::budget) fn phases(ledger: &Ledger) -> Vec<MatrixRow> {
    let shown = ledger.by_phase().iter().filter(|row| row.of.is_some() || row.total() != Money::ZERO);
    shown.map(|row| MatrixRow::Phase(row.of)).collect()
}

/// The channels with planned money, line items without a channel last.
pub(super) fn channels(ledger: &Ledger) -> Vec<MatrixRow> {
    let shown = ledger.by_channel().iter().filter(|row| row.total() != Money::ZERO);
    shown.map(|row| MatrixRow::Channel(row.of)).collect()
}

/// The figures of a row.
#[derive(Clone, Default, PartialEq)]
struct Figures {
    parts: Vec<Money>,
    outside: Money,
    total: Money,
}

impl Figures {
    fn of<K>(row: &SumsRow<K>) -> Figures {
        Figures { parts: row.parts().collect(), outside: row.outside(), total: row.total() }
    }

    /// All line items together.
    fn sum(ledger: &Ledger) -> Figures {
        let mut sum = Figures { parts: vec![Money::ZERO; ledger.cycles().len()], ..Figures::default() };
        for row in ledger.by_phase() {
            for (sum, part) in sum.parts.iter_mut().zip(row.parts()) {
                *sum += part;
            }
            sum.outside += row.outside();
            sum.total += row.total();
        }
        sum
    }
}

/// The view by cycle: the chart of the phases, their table, and the cumulative chart.
pub(super) fn by_phase(editor: Editor) -> AnyView {
    let cycles = editor.figures(|_, ledger| ledger.cycles().to_vec());
    let dated = Memo::new(move |_| cycles.with(|cycles| !cycles.is_empty()));
    (move || {
        if !dated.get() {
            if let Some(why) = too_long::notice(editor) {
                return why;
            }
            return view! { <p class="muted">{w::cycles_no_days()}</p> }.into_any();
        }
        view! {
            {pictures::by_cycle(editor, cycles)}
            {table(editor, cycles, phases, Head { caption: w::cycle_table(), first: common::phase(), shares: false })}
            {pictures::adding_up(editor, cycles)}
        }
        .into_any()
    })
    .into_any()
}

/// The view by channel: the shares, and each channel's money by cycle.
pub(super) fn by_channel(editor: Editor) -> AnyView {
    let cycles = editor.figures(|_, ledger| ledger.cycles().to_vec());
    let head = Head { caption: v::channel_table(), first: common::channel(), shares: true };
    view! {
        {move || too_long::notice(editor)}
        {shares::channels_picture(editor)}
        {table(editor, cycles, channels, head)}
    }
    .into_any()
}

/// The headings of a table.
#[derive(Clone, Copy)]
struct Head {
    caption: &'static str,
    first: &'static str,
    /// Whether each row shows its share of the total.
    shares: bool,
}

/// The table, in a scroll container: it is as wide as the plan is long.
fn table(editor: Editor, cycles: Memo<Vec<DateRange>>, rows: fn(&Ledger) -> Vec<MatrixRow>, head: Head) -> AnyView {
    let rows = editor.figures(move |_, ledger| rows(ledger));
    let outside = editor.figures(|_, ledger| ledger.by_phase().iter().any(|row| row.outside() != Money::ZERO));
    let labels =
        Memo::new(move |_| cycles.with(|cycles| cycles.iter().map(|cycle| head_of(*cycle)).collect::<Vec<_>>()));
    let whole = editor.figures(|_, ledger| ledger.sums().planned());
    let sum = editor.figures(|_, ledger| Figures::sum(ledger));
    let currency = editor.peek(|plan| plan.basics.currency);
    let plain = editor.figures(move |_, ledger| {
        let is_whole = |amount: Money| is_whole(amount.minor(), currency);
        let phases = ledger.by_phase().iter().all(|row| row.parts().all(is_whole) && is_whole(row.total()));
        phases && ledger.by_channel().iter().all(|row| row.parts().all(is_whole))
    });
    let cells = move |figures: &Figures| {
        let write = writer(plain.get());
        let money = |amount: Money| write(amount.minor(), currency);
        cells(figures, &labels.read(), outside.get(), head.shares.then(|| whole.get()), &money)
    };
    let row = move |of: MatrixRow| {
        let figures = editor.figures(move |_, ledger| of.row(ledger).unwrap_or_default());
        view! {
            <tr>
                <th scope="row">{row_name(editor, of)}</th>
                {move || figures.with(cells)}
            </tr>
        }
    };
    view! {
        <div
            class="frame matrix"
            class:many=move || cycles.with(|cycles| cycles.len() > PRINTED)
            tabindex="0"
            role="region"
            aria-label=head.caption
        >
            <table>
                <caption class="visually-hidden">{head.caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{head.first}</th>
                        {move || {
                            labels
                                .with(|labels| {
                                    labels
                                        .iter()
                                        .map(|label| view! { <th scope="col" class="n">{label.clone()}</th> })
                                        .collect::<Vec<_>>()
                                })
                        }}
                        {move || outside.get().then(|| view! { <th scope="col" class="n">{w::outside()}</th> })}
                        <th scope="col" class="n total">{common::total()}</th>
                        {head.shares.then(|| view! { <th scope="col" class="n">{w::share()}</th> })}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=|of| of.key() children=row />
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{common::total()}</th>
                        {move || sum.with(cells)}
                    </tr>
                </tfoot>
            </table>
        </div>
        {move || {
            outside.get().then(|| view! { <p class="small muted">{w::outside()} ": " {w::outside_gloss()}</p> })
        }}
    }
    .into_any()
}

/// A cycle as a column heading: its name with line breaks only between dates.
fn head_of(cycle: DateRange) -> String {
    let (first, last) = (cycle.first(), cycle.last());
    let day = if first.year() == last.year() { format::date_short } else { format::date };
    let day = |date| day(date).replace(' ', "\u{a0}");
    common::span(&day(first), &day(last))
}

/// A cycle's name: `1 Mar to 14 Mar`.
pub(super) fn cycle_name(cycle: DateRange) -> String {
    format::span_short(cycle.first(), cycle.last())
}

fn row_name(editor: Editor, of: MatrixRow) -> AnyView {
    let name = editor.memo(move |plan| of.name(plan));
    let MatrixRow::Phase(id) = of else { return (move || name.get()).into_any() };
    let tone = editor.memo(move |plan| tone(plan, id));
    (move || view! { <Tag tone=tone.get() label=name.get() /> }).into_any()
}

fn tone(plan: &Plan, id: Option<PhaseId>) -> Tone {
    names::tone(id.and_then(|id| plan.find(id)).map(|phase| phase.kind))
}

fn cells(
    figures: &Figures,
    labels: &[String],
    outside: bool,
    whole: Option<Money>,
    money: &dyn Fn(Money) -> String,
) -> AnyView {
    let cell = |amount: Money, label: String| {
        // Dashes instead of zeros, so that the other figures stand out.
        let words = if amount == Money::ZERO { "–".to_owned() } else { money(amount) };
        view! { <td class="n" data-label=label>{words}</td> }
    };
    let parts: Vec<_> = figures.parts.iter().zip(labels).map(|(part, label)| cell(*part, label.clone())).collect();
    let outside = outside.then(|| cell(figures.outside, w::outside().to_owned()));
    let share = whole.map(|whole| {
        view! { <td class="n" data-label=w::share()>{shares::share(figures.total, whole)}</td> }
    });
    view! {
        {parts}
        {outside}
        <td class="n total" data-label=common::total()>{money(figures.total)}</td>
        {share}
    }
    .into_any()
}
