//! A channel test's daily results: a row per day, keyboard navigation, and pasting from spreadsheet columns.

use crate::plan::numbers::limits;
use chrono::NaiveDate;
use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

use crate::app::{Editor, problem_at};
use crate::browser::dom::focus::{focus_among, focus_when_rendered};
use crate::browser::dom::form_controls::is_composing_key;
use crate::browser::dom::grid;
use crate::browser::page::clock;
use crate::geometry::clipboard;
use crate::i18n::format;
use crate::i18n::words::{common, strategy, test_days as w};
use crate::import::actuals::test_days::{PasteError, PasteErrorKind, PasteFormat, PastedDay, PastedDays, read};
use crate::import::text::dates::{DateRules, DayOrder};
use crate::plan::model::channel_test::{ChannelTest, ChannelTestId};
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use crate::ui::form::{Form, money_kind};
use crate::ui::labels::names;
use crate::widgets::{Alive, Button, ButtonKind, NumberField, NumberKind, TextArea, Toasts, UnsubmittedText};

/// The daily results of a test.
pub(super) fn grid(editor: Editor, id: ChannelTestId) -> AnyView {
    let form = Form::item(editor, id);
    let currency = editor.peek(|plan| plan.basics.currency);
    let days =
        Memo::new(move |_| form.get(|test: &ChannelTest| test.days_to_count(clock::today())).unwrap_or_default());
    let some = Memo::new(move |_| days.with(|days| !days.is_empty()));
    let channel = editor.peek(|plan| {
        let test = plan.find(id);
        names::channel_of(plan, test.map(|test| test.channel))
    });
    let frame = NodeRef::<html::Div>::new();
    let pasting = Pasting::new(editor, form, currency);
    let alive = Alive::here();
    let table = move || {
        if !some.get() {
            return view! { <p class="muted small">{w::no_days()}</p> }.into_any();
        }
        view! {
            <table class="days">
                <caption class="visually-hidden">{w::table(&channel)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{w::day()}</th>
                        <th scope="col" class="n">{strategy::spend()}</th>
                        <th scope="col" class="n">{strategy::test_results()}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || days.get() key=|day| *day children=move |day| row(form, day, currency) />
                </tbody>
                <tfoot>{move || form.get(|test| foot(test, currency))}</tfoot>
            </table>
            <p class="muted small">{w::keys()}</p>
        }
        .into_any()
    };
    let problem = problem_at(form.anchor("test-results"));
    view! {
        <div
            node_ref=frame
            on:keydown=alive.guard(move |event: KeyboardEvent| {
                if is_composing_key(&event) {
                    return;
                }
                let by = match event.key().as_str() {
                    "Enter" | "ArrowDown" => 1,
                    "ArrowUp" => -1,
                    _ => return,
                };
                let column = grid::cell_of(&event).and_then(|(_, column)| column);
                if let (Some(column), Some(frame)) = (column, frame.get_untracked()) {
                    event.prevent_default();
                    focus_among(&frame, &format!("[aria-colindex=\"{}\"] input", column + 2), by);
                }
            })
            on:paste=alive.guard(move |event: ClipboardEvent| {
                let text = grid::pasted_text(&event);
                let rows = clipboard::read(&text);
                let at = grid::cell_of(&event).and_then(|(row, column)| {
                    days.with_untracked(|days| days.get(row_at(days, row)).map(|day| (*day, column == Some(1))))
                });
                // A single cell is ordinary text entry: the field handles it.
                let is_table = rows.len() > 1 || rows.iter().any(|row| row.len() > 1);
                if is_table {
                    event.prevent_default();
                    pasting.take(&text, at);
                }
            })
        >
            {table}
            <p class="error" id=form.anchor("test-results") hidden=move || problem.with(Option::is_none)>
                {move || problem.get()}
            </p>
            {pasting.field()}
        </div>
    }
    .into_any()
}

/// Row numbers are derived from dates, since rows are inserted between others.
fn row_number(day: NaiveDate) -> usize {
    usize::try_from((day - NaiveDate::default()).num_days()).unwrap_or(0)
}

fn row_at(days: &[NaiveDate], number: usize) -> usize {
    days.iter().position(|day| row_number(*day) == number).unwrap_or(usize::MAX)
}

fn row(form: Form<ChannelTest>, on: NaiveDate, currency: Currency) -> AnyView {
    let day = format::weekday(on) + " " + &format::date_short(on);
    let words = format::date_short(on);
    let spend = Signal::derive(move || form.get(|test| test.day(on).map(|day| day.spend.minor())).flatten());
    let results = Signal::derive(move || form.get(|test| test.day(on).map(|day| i64::from(day.results))).flatten());
    let name = |part: &str| form.anchor("test-day") + part + &row_number(on).to_string();
    // Clearing one cell clears the other if it is zero.
    let set_spend = Callback::new(move |value: Option<i64>| {
        form.change(&("test-day-spend".to_owned() + &row_number(on).to_string()), |test| {
            let results = test.day(on).map(|day| day.results).filter(|results| value.is_some() || *results > 0);
            test.set_day(on, value.and_then(Money::from_minor), results);
        });
        Ok(())
    });
    let set_results = Callback::new(move |value: Option<i64>| {
        form.change(&("test-day-results".to_owned() + &row_number(on).to_string()), |test| {
            let spend = test.day(on).map(|day| day.spend).filter(|spend| value.is_some() || *spend > Money::ZERO);
            test.set_day(on, spend, value.and_then(|value| u32::try_from(value).ok()));
        });
        Ok(())
    });
    view! {
        <tr data-r=row_number(on).to_string()>
            <th scope="row">{day}</th>
            <td aria-colindex="2">
                <NumberField
                    id=name("-spend-")
                    label=w::spend_on(&words)
                    kind=money_kind(currency)
                    value=spend
                    commit=set_spend
                    most=Some(limits::AMOUNT_LIMIT)
                    bare=true
                />
            </td>
            <td aria-colindex="3">
                <NumberField
                    id=name("-results-")
                    label=w::results_on(&words)
                    kind=NumberKind::Count
                    value=results
                    commit=set_results
                    most=Some(i64::from(u32::MAX))
                    bare=true
                />
            </td>
        </tr>
    }
    .into_any()
}

fn foot(test: &ChannelTest, currency: Currency) -> AnyView {
    let (spend, results) = test.sums_of_days();
    view! {
        <tr>
            <th scope="row">{common::total()}</th>
            <td class="n">{names::money(spend, currency)}</td>
            <td class="n">{format::count(results.into())}</td>
        </tr>
    }
    .into_any()
}

/// Shown where the test's totals differ from the sum of its days: the totals count, unless the user chooses otherwise.
pub(super) fn difference(editor: Editor, id: ChannelTestId) -> AnyView {
    let form = Form::item(editor, id);
    let currency = editor.peek(|plan| plan.basics.currency);
    let differ = form.memo(|test: &ChannelTest| {
        let sums = test.sums_of_days();
        let given = (test.entered_spend().unwrap_or(sums.0), test.entered_results().unwrap_or(sums.1));
        (!test.days.is_empty() && given != sums).then_some((given, sums))
    });
    let by_days = Callback::new(move |()| form.choose(|test| test.set_totals(None, None)));
    (move || {
        let (given, sums) = differ.get()?;
        let words = |(spend, results): (Money, u32)| (names::money(spend, currency), format::count(results.into()));
        let (given, sums) = (words(given), words(sums));
        Some(view! {
            <p class="small">
                {w::differ(&given.0, &given.1)} " " {w::differ_days(&sums.0, &sums.1)} " "
                <Button kind=ButtonKind::Plain on_press=by_days>{w::use_days()}</Button>
            </p>
        })
    })
    .into_any()
}

/// Text being pasted. A copyable handle.
#[derive(Clone, Copy)]
struct Pasting {
    editor: Editor,
    form: Form<ChannelTest>,
    currency: Currency,
    text: UnsubmittedText,
    error: RwSignal<Option<String>>,
    toasts: Toasts,
}

impl Pasting {
    fn new(editor: Editor, form: Form<ChannelTest>, currency: Currency) -> Pasting {
        let (text, error) = (UnsubmittedText::new(), RwSignal::new(None));
        text.begin(form.anchor("test-paste-text"), String::new());
        Pasting { editor, form, currency, text, error, toasts: Toasts::here() }
    }

    fn anchor(self) -> String {
        self.form.anchor("test-paste")
    }

    fn field(self) -> AnyView {
        let edit = Callback::new(move |text: String| {
            self.text.typed(text);
            self.error.set(None);
        });
        let take = Callback::new(move |()| {
            let text = self.text.peek();
            self.take(&text, None);
        });
        view! {
            <TextArea
                id=self.anchor()
                label=w::paste()
                hint=w::paste_hint().to_owned()
                value=self.text.signal()
                commit=edit
                problem=self.error
                rows=2
                most=usize::MAX
                placeholder="2027-03-29\t200\t6"
            />
            <div class="actions">
                <Button on_press=take>{w::take()}</Button>
            </div>
        }
        .into_any()
    }

    /// Imports the days of a text, all of them or none; text that cannot be parsed stays for correction.
    fn take(self, text: &str, at: Option<(NaiveDate, bool)>) {
        let first = untrack(|| self.form.get(|test| test.first)).flatten();
        let year = first.unwrap_or_else(clock::today);
        let reading = PasteFormat {
            dates: DateRules {
                plan: self.editor.peek(|plan| plan.basics.days()),
                year: chrono::Datelike::year(&year),
                ..DateRules::default()
            },
            currency: self.currency,
            at,
        };
        match read(&clipboard::read(text), reading) {
            Ok(pasted) => {
                self.write(&pasted.days);
                self.text.typed(String::new());
                self.error.set(None);
                self.toasts.say(taken_words(&pasted));
            }
            Err(error) => {
                self.text.typed(text.to_owned());
                self.error.set(Some(error_words(&error)));
                focus_when_rendered(self.anchor());
            }
        }
    }

    fn write(self, days: &[PastedDay]) {
        self.form.choose(|test| {
            for day in days {
                test.set_day(day.on, day.spend, day.results);
            }
            let ends = days.iter().map(|day| day.on);
            if let (None, Some(first), Some(last)) = (test.first, ends.clone().min(), ends.max()) {
                (test.first, test.last) = (Some(first), test.last.or(Some(last)));
            }
        });
    }
}

/// How many days were imported, and how ambiguous values were interpreted.
fn taken_words(pasted: &PastedDays) -> String {
    let (n, text) = format::counted(pasted.days.len());
    let order = match pasted.order {
        Some(DayOrder::DayFirst) => Some(w::read_day_first()),
        Some(DayOrder::MonthFirst) => Some(w::read_month_first()),
        _ => None,
    };
    let comma = pasted.comma.then(w::read_comma);
    [order, comma].into_iter().flatten().fold(w::taken(n, &text), |said, how| said + " " + how)
}

fn error_words(error: &PasteError) -> String {
    let line = format::counted(error.line).1;
    match error.what {
        PasteErrorKind::NoDay => w::error_day(&line, &error.text),
        PasteErrorKind::EitherDay => w::error_either_day(&line, &error.text),
        PasteErrorKind::ManyDays => w::error_many_days(&line, &error.text),
        PasteErrorKind::DayOutOfRange => w::error_day_range(&line, &error.text),
        PasteErrorKind::Weekday => w::error_weekday(&line, &error.text),
        PasteErrorKind::Twice => w::error_twice(&line, &error.text),
        PasteErrorKind::EitherNumber => w::error_either_number(&line, &error.text),
        PasteErrorKind::NoMoney => w::error_money(&line, &error.text),
        PasteErrorKind::OtherCurrency => w::error_other_currency(&line, &error.text),
        PasteErrorKind::NoCount => w::error_count(&line, &error.text),
        PasteErrorKind::Columns => w::error_columns(&line, &error.text),
        PasteErrorKind::Nothing => w::error_nothing().to_owned(),
    }
}
