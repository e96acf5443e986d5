//! The import dialog: choose a source, map its columns, preview the result, and only then add the line items.

// An `Import` is a set of signals of a few words each, copied like any signal.
#![allow(clippy::large_types_passed_by_value)]

use chrono::Datelike;
use leptos::ev::ClipboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::import_columns::columns;
use super::import_settings::settings;
use super::source::{Source, SourceFault};
use super::{fault_words, import_notices as notices};
use crate::app::Editor;
use crate::browser::dom::focus::focus_when_rendered;
use crate::browser::dom::grid;
use crate::browser::files::transfer::PickedFile;
use crate::browser::files::worker::StopHandle;
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{budget, budget_files as w, common};
use crate::import::budget::{Fate, FaultKind, Preview, RowFault, Taken};
use crate::import::dates::DateFault;
use crate::import::numbers::NumberFault;
use crate::import::reading::ReadOptions;
use crate::import::table::MOST_ROWS;
use crate::plan::Plan;
use crate::plan::budget::totals::AmountGap;
use crate::plan::model::timing::Timing;
use crate::ui::labels::names;
use crate::widgets::Button;
use crate::widgets::ButtonKind;
use crate::widgets::Checkbox;
use crate::widgets::Dialog;
use crate::widgets::DropZone;
use crate::widgets::Notice;
use crate::widgets::NoticeKind;
use crate::widgets::TextArea;
use crate::widgets::UnsubmittedText;

/// Line items shown in the preview.
const SHOWN: usize = 8;
/// The most errors and skipped rows listed.
pub const LISTED: usize = 50;
/// The most bytes of pasted text the field displays, about 1,000 rows.
const SHOWN_BYTES: usize = 100_000;
/// The id that receives the focus once a source has been read.
const FOUND: &str = "import-found";

/// The state of the dialog while it is open.
#[derive(Clone, Copy)]
pub struct Import {
    /// The plan that receives the line items.
    pub editor: Editor,
    open: RwSignal<bool>,
    /// The source that was read.
    pub source: RwSignal<Option<Source>>,
    /// The name of a source that could not be read, and why.
    fault: RwSignal<Option<(String, SourceFault)>>,
    /// Cancels the reading in progress, and its progress from 0 to 1.
    running: RwSignal<Option<StopHandle>, LocalStorage>,
    done: RwSignal<f64>,
    /// Progress of a long-running preview, from 0 to 1.
    working: RwSignal<Option<f64>>,
    /// Counts previews: starting one cancels the earlier ones.
    turn: StoredValue<u32>,
    pasted: UnsubmittedText,
    /// A pasted table with merged cells: its text and its HTML.
    markup: RwSignal<Option<(String, String)>>,
    leave_out: RwSignal<bool>,
    add_channels: RwSignal<bool>,
}

/// The dialog, shown while the signal is true.
pub fn dialog(editor: Editor, open: RwSignal<bool>) -> AnyView {
    let import = Import {
        editor,
        open,
        source: RwSignal::new(None),
        fault: RwSignal::new(None),
        running: RwSignal::new_local(None),
        done: RwSignal::new(0.0),
        working: RwSignal::new(None),
        turn: StoredValue::new(0),
        pasted: UnsubmittedText::new(),
        markup: RwSignal::new(None),
        leave_out: RwSignal::new(true),
        add_channels: RwSignal::new(true),
    };
    import.pasted.begin("import-paste-text".to_owned(), String::new());
    on_cleanup(move || import.stop());
    let is_read = Memo::new(move |_| import.source.with(Option::is_some));
    let close = Callback::new(move |()| import.close());
    view! {
        <Dialog open=open on_close=close title=w::import_lines() wide=true>
            <div class="import" data-own-undo="">
                {move || if is_read.get() { review(import) } else { ask(import) }}
            </div>
        </Dialog>
    }
    .into_any()
}

impl Import {
    fn close(self) {
        self.open.set(false);
        self.start_over();
        self.pasted.typed(String::new());
        self.markup.set(None);
        self.leave_out.set(true);
        self.add_channels.set(true);
    }

    fn start_over(self) {
        self.source.set(None);
        self.fault.set(None);
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.working.set(None);
        self.stop();
    }

    /// Cancels the reading in progress, if any.
    fn stop(self) {
        if let Some(Some(stop)) = self.running.try_get_untracked() {
            stop.stop();
        }
        let _ = self.running.try_set(None);
    }

    /// Starts a reading: its cancel handle and its progress callback.
    fn begin(self) -> (StopHandle, impl Fn(f64) + 'static) {
        self.stop();
        let stop = StopHandle::default();
        self.fault.set(None);
        self.done.set(0.0);
        self.running.set(Some(stop.clone()));
        let done = self.done;
        (stop, move |part| {
            let _ = done.try_set(part);
        })
    }

    /// Stores what was read. On failure the error is shown and the previous source is kept.
    fn take(self, name: String, read: Result<Source, SourceFault>) {
        // The dialog was closed or the step left meanwhile, or another reading has started.
        if self.open.try_get_untracked() != Some(true) || read.as_ref().err() == Some(&SourceFault::Stopped) {
            return;
        }
        self.running.set(None);
        match read {
            Ok(source) => {
                let is_first = self.source.with_untracked(Option::is_none);
                self.fault.set(None);
                self.source.set(Some(source));
                if is_first {
                    focus_when_rendered(FOUND.to_owned());
                }
            }
            Err(fault) => {
                self.fault.set(Some((name, fault)));
                // The fields show the current options again.
                self.source.update(|_| ());
            }
        }
    }

    fn read_file(self, file: PickedFile) {
        let (stop, progress) = self.begin();
        spawn_local(async move {
            let read = Source::of_file(&file, progress, &stop).await;
            self.take(file.name(), read);
        });
    }

    /// Handles a paste into the field. A text too long to display is read at once instead; for merged cells, which
    /// plain text cannot express, the table's HTML is kept beside its text.
    fn paste(self, event: &ClipboardEvent) {
        let text = grid::pasted_text(event);
        if text.len() > SHOWN_BYTES {
            event.prevent_default();
            self.read_text(text);
            return;
        }
        let html = grid::pasted_html(event);
        let merged = html.filter(|html| html.contains("rowspan") || html.contains("colspan"));
        self.markup.set(merged.map(|html| (text, html)));
    }

    /// The text to read: the field's own, or the HTML that came with it.
    fn pasted_text(self) -> String {
        let text = self.pasted.peek();
        let is_same = |pasted: &str| pasted.split_whitespace().eq(text.split_whitespace());
        match self.markup.get_untracked() {
            Some((pasted, html)) if is_same(&pasted) => html,
            _ => text,
        }
    }

    fn read_text(self, text: String) {
        let (stop, progress) = self.begin();
        spawn_local(async move {
            let read = Source::of_text(w::pasted().to_owned(), text, progress, &stop).await;
            self.take(w::pasted().to_owned(), read);
        });
    }

    /// Reads the same file again with other options.
    pub fn read_again(self, change: impl FnOnce(&mut ReadOptions)) {
        let Some(source) = self.source.get_untracked() else { return };
        let (mut options, name) = (source.options.clone(), source.name.clone());
        change(&mut options);
        let (stop, progress) = self.begin();
        spawn_local(async move {
            let read = source.read_again(options, progress, &stop).await;
            self.take(name, read);
        });
    }

    /// Changes how the table is interpreted.
    pub fn change(self, change: impl FnOnce(&mut Source)) {
        self.source.update(|source| {
            if let Some(source) = source {
                change(source);
            }
        });
        self.fault.set(None);
    }

    /// Reads from the source; the default without one.
    pub fn of<T: Default>(self, look: impl FnOnce(&Source) -> T) -> T {
        self.source.with(|source| source.as_ref().map(look).unwrap_or_default())
    }
}

// Before a source has been read

fn ask(import: Import) -> AnyView {
    let picked = Callback::new(move |files: Vec<PickedFile>| {
        if let Some(file) = files.into_iter().next() {
            import.read_file(file);
        }
    });
    let paste = Callback::new(move |()| import.read_text(import.pasted_text()));
    let nothing = Signal::derive(move || import.pasted.signal().with(|text| text.trim().is_empty()));
    view! {
        <p class="muted">{w::ask()}</p>
        {fault(import)}
        {progress(import)}
        <div class="stack" on:paste=move |event| import.paste(&event)>
            <DropZone
                label=w::drop(&format::counted(MOST_ROWS).1)
                accept=".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.html,.htm,text/csv,text/tab-separated-values"
                on_files=picked
            />
            <TextArea
                id="import-paste"
                most=usize::MAX
                label=w::paste()
                value=import.pasted.signal()
                commit=Callback::new(move |text| import.pasted.typed(text))
                rows=4
            />
            <p class="actions">
                <Button on_press=paste disabled=nothing>{w::paste_read()}</Button>
            </p>
        </div>
    }
    .into_any()
}

/// Progress of reading, and the cancel button.
fn progress(import: Import) -> AnyView {
    let working = Memo::new(move |_| import.working.with(Option::is_some));
    let is_running = Signal::derive_local(move || import.running.with(Option::is_some) || working.get());
    let done = move || import.working.get().unwrap_or_else(|| import.done.get());
    let cancel = Callback::new(move |()| {
        // Nothing can be imported until the preview matches the current options.
        if working.get_untracked() {
            import.start_over();
        }
        import.stop();
        let field = if import.source.with_untracked(Option::is_some) { FOUND } else { "import-paste" };
        focus_when_rendered(field.to_owned());
    });
    let shown = move || {
        is_running.get().then(|| {
            view! {
                <p class="actions" role="status">
                    <progress max="1" aria-label=w::reading() prop:value=done></progress>
                    " "
                    {w::reading()}
                    " "
                    <Button on_press=cancel>{w::cancel_reading()}</Button>
                </p>
            }
        })
    };
    shown.into_any()
}

fn fault(import: Import) -> impl Fn() -> Option<AnyView> {
    move || {
        let (name, fault) = import.fault.get()?;
        let words = fault_words::source_fault(&fault);
        Some(view! { <Notice kind=NoticeKind::Bad title=w::not_read(&name) live=true>{words}</Notice> }.into_any())
    }
}

// The source and its preview

fn review(import: Import) -> AnyView {
    let year = clock::today().year();
    let preview = RwSignal::new(Preview::default());
    // Whether there is a first preview, and whether the shown one matches the current options.
    let is_there = RwSignal::new(false);
    Effect::new(move || {
        let Some(source) = import.source.get() else { return };
        let plan = import.editor.read(Plan::clone);
        let turn = import.turn.with_value(|turn| turn.wrapping_add(1));
        import.turn.set_value(turn);
        spawn_local(async move {
            let is_wanted = move || import.turn.try_get_value() == Some(turn);
            let progress = move |done| {
                let is_wanted = is_wanted();
                if is_wanted {
                    let _ = import.working.try_set(Some(done));
                }
                is_wanted
            };
            let Some(found) = source.preview(plan, year, progress).await.filter(|_| is_wanted()) else { return };
            let _ = preview.try_set(found);
            // Set once: elements drawn for it, including the focused one, are kept.
            if is_there.try_get_untracked() == Some(false) {
                is_there.set(true);
            }
            let _ = import.working.try_set(None);
        });
    });
    let is_own = Memo::new(move |_| import.of(|source| source.mapping.own));
    let columns = move || {
        if is_own.get() {
            let of_workbook = import.of(|source| source.mapping.own_workbook);
            let words = if of_workbook { w::own_workbook() } else { w::own_file() };
            return view! { <Notice kind=NoticeKind::Ok>{words}</Notice> }.into_any();
        }
        columns(import, preview)
    };
    let rest = move || {
        is_there.get().then(|| {
            view! {
                {move || preview.with(notices::report)}
                {settings(import, preview)}
                {columns}
                {move || preview.with(|preview| notices::nothing(import, preview))}
                {notices::suspects(import, preview)}
                {move || preview.with(|preview| lines(import, preview))}
                {notices::skipped(import, preview)}
                {move || preview.with(|preview| faults(import, preview))}
                {choices(import, preview)}
                {buttons(import, preview)}
            }
        })
    };
    let again = Callback::new(move |()| {
        import.start_over();
        focus_when_rendered("import-paste".to_owned());
    });
    view! {
        <div class="spread">
            <h3 id=FOUND tabindex="-1">{move || found(import)}</h3>
            <Button kind=ButtonKind::Plain on_press=again>{w::another_file()}</Button>
        </div>
        {fault(import)}
        {progress(import)}
        {move || import.source.with(|source| source.as_ref().and_then(|source| notices::noticed(&source.found)))}
        {rest}
    }
    .into_any()
}

fn found(import: Import) -> String {
    import.of(|source| {
        let (count, text) = format::counted(source.mapping.body(&source.table).len());
        let rows = match source.mapping.heading {
            Some(_) => w::rows_found(count, &text),
            None => w::rows_without_heading(count, &text),
        };
        source.name.clone() + " · " + &rows
    })
}

/// A column's heading, or its letters if it has none.
pub fn column_name(source: &Source, at: usize) -> String {
    let heading = source.mapping.heading_of(&source.table, at).trim();
    if heading.is_empty() { w::column_of(&letters(at)) } else { shortened(heading, 30) }
}

/// A column's letters in a spreadsheet.
fn letters(at: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), at + 1);
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A text on one line, truncated to so many characters.
pub fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most { text } else { text.chars().take(most - 1).chain(['…']).collect() }
}

// The preview of line items

fn lines(import: Import, preview: &Preview) -> Option<AnyView> {
    let leave_out = import.leave_out.get();
    let stirred: Vec<&Taken> = preview.lines.iter().filter(|taken| taken.fate != Fate::Same).collect();
    let total = stirred.len();
    if total == 0 {
        return None;
    }
    let rows: Vec<AnyView> = import.editor.peek(|plan| {
        let shown = stirred.into_iter().take(SHOWN);
        shown.map(|taken| line_row(taken, plan, preview, leave_out && taken.faulty)).collect()
    });
    let spends = preview.report.is_some();
    let caption = (total > SHOWN)
        .then(|| view! { <caption>{w::preview_first(&format::counted(SHOWN).1, &format::counted(total).1)}</caption> });
    let table = view! {
        <h3>{w::preview()}</h3>
        <div class="frame" tabindex="0" role="region" aria-label=w::preview()>
            <table>
                {caption}
                <thead>
                    <tr>
                        <th scope="col" class="n">{w::row()}</th>
                        <th scope="col">{w::fate()}</th>
                        <th scope="col">{budget::what()}</th>
                        <th scope="col" class="n">{budget::quantity_price()}</th>
                        <th scope="col" class="n">{common::amount()}</th>
                        {spends.then(|| view! { <th scope="col" class="n">{budget::actual_sum()}</th> })}
                        <th scope="col">{common::phase()}</th>
                        <th scope="col">{common::channel()}</th>
                        <th scope="col">{budget::category()}</th>
                        <th scope="col">{budget::when()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(table.into_any())
}

fn line_row(taken: &Taken, plan: &Plan, preview: &Preview, left_out: bool) -> AnyView {
    let line = &taken.line;
    let home = plan.basics.currency;
    let quantity = line.quantity.map(|quantity| {
        let number = names::decimal(quantity);
        if line.unit.trim().is_empty() { number } else { budget::quantity_of(&number, &line.unit) }
    });
    let price = line.unit_price.map(|price| names::price(price, line.currency, home));
    let product = match (quantity, price) {
        (Some(quantity), Some(price)) => budget::times(&quantity, &price),
        (only, None) | (None, only) => only.unwrap_or_default(),
    };
    let amount = match plan.amount(line) {
        Ok(amount) => names::money(amount, home),
        Err(AmountGap::Unpriced) => budget::no_amount().to_owned(),
        Err(AmountGap::NoRate(_)) => budget::no_rate().to_owned(),
        Err(AmountGap::TooLarge) => budget::too_large().to_owned(),
    };
    let channel = match taken.channel.and_then(|new| preview.channels.get(new)) {
        Some(new) => new.name.clone(),
        None => names::channel_of(plan, line.channel),
    };
    let fate = match taken.fate {
        _ if left_out => w::fate_left_out(),
        Fate::New => w::fate_new(),
        Fate::Changed => w::fate_changed(),
        Fate::Same => w::fate_same(),
    };
    let spent = preview.report.map(|_| {
        let spent = line.actual.map(|spent| names::money(spent, home)).unwrap_or_default();
        let (count, text) = format::counted(taken.rows);
        let rows =
            (taken.rows > 1).then(|| view! { <br /><small class="muted">{w::rows_added_up(count, &text)}</small> });
        view! { <td class="n">{spent} {rows}</td> }
    });
    view! {
        <tr class:left-out=left_out>
            <td class="n">{taken.row}</td>
            <td>{fate}</td>
            <td class="what">{shortened(&names::line(line), 60)}</td>
            <td class="n">{product}</td>
            <td class="n">{amount}</td>
            {spent}
            <td>{names::phase_of(plan, line.phase)}</td>
            <td>{channel}</td>
            <td>{names::category(line.category)}</td>
            <td>{timing(&line.timing)}</td>
        </tr>
    }
    .into_any()
}

fn timing(timing: &Timing) -> String {
    match timing {
        Timing::Phase => budget::timing_phase().to_owned(),
        Timing::Once { on } => format::date(*on),
        Timing::Evenly { first, last } => format::span(*first, *last),
        Timing::Monthly { first, last } => {
            common::in_parentheses(&format::span(*first, *last), budget::timing_monthly())
        }
        Timing::ByHand { .. } => budget::timing_by_hand().to_owned(),
    }
}

/// How many list items are not shown.
pub fn more(all: usize) -> Option<AnyView> {
    let rest = all.checked_sub(LISTED).filter(|&rest| rest > 0)?;
    Some(view! { <li>{w::fault_more(&format::counted(rest).1)}</li> }.into_any())
}

fn faults(import: Import, preview: &Preview) -> Option<AnyView> {
    if preview.faults.is_empty() {
        return None;
    }
    let (shown, all) = grouped(&preview.faults);
    let rest = all.checked_sub(LISTED).filter(|&rest| rest > 0);
    let rows: Vec<_> = shown
        .into_iter()
        .map(|(fault, count)| {
            let name = import.source.with_untracked(|source| {
                source.as_ref().map(|source| column_name(source, fault.column)).unwrap_or_default()
            });
            let place = w::row_at(&fault.row.to_string());
            let text = if fault.text.is_empty() { w::nothing_stands().to_owned() } else { shortened(&fault.text, 40) };
            let words = fault_words::cell_fault(&fault, count);
            view! {
                <tr>
                    <td>{place}</td>
                    <td data-label=w::column()>{name}</td>
                    <td data-label=w::stands_there()><q>{text}</q></td>
                    <td data-label=w::way_out()>{words}</td>
                </tr>
            }
        })
        .collect();
    let rest = rest.map(|rest| view! { <p class="small muted">{w::fault_more(&format::counted(rest).1)}</p> });
    let table = view! {
        <h3>{w::faults()}</h3>
        <table class="cards faults-of">
            <thead>
                <tr>
                    <th scope="col">{w::row()}</th>
                    <th scope="col">{w::column()}</th>
                    <th scope="col">{w::stands_there()}</th>
                    <th scope="col">{w::way_out()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {rest}
    };
    Some(table.into_any())
}

/// The first errors, with those that one column setting resolves merged into one, each with its count; and the total
/// number of such groups.
fn grouped(faults: &[RowFault]) -> (Vec<(RowFault, usize)>, usize) {
    let settles =
        |kind| matches!(kind, FaultKind::Number(NumberFault::Ambiguous) | FaultKind::Day(DateFault::Ambiguous));
    let (mut found, mut all): (Vec<(RowFault, usize)>, usize) = (Vec::new(), 0);
    // Other errors are listed one by one, and only the first are shown.
    let mut settled: Vec<(usize, FaultKind)> = Vec::new();
    for fault in faults {
        let group = (fault.column, fault.kind);
        if settles(fault.kind) && settled.contains(&group) {
            let known = found.iter_mut().find(|(known, _)| (known.column, known.kind) == group);
            if let Some((_, count)) = known {
                *count += 1;
            }
            continue;
        }
        if settles(fault.kind) {
            settled.push(group);
        }
        all += 1;
        if found.len() < LISTED {
            found.push((fault.clone(), 1));
        }
    }
    (found, all)
}

// Options and the import button

fn choices(import: Import, preview: RwSignal<Preview>) -> AnyView {
    let faulty = Memo::new(move |_| preview.with(|preview| preview.counts(false).faulty));
    let leave_out = move || {
        let faulty = faulty.get();
        let (count, text) = format::counted(faulty);
        (faulty > 0).then(|| {
            view! {
                <Checkbox
                    id="import-leave-out"
                    label=w::leave_out(count, &text)
                    hint=Signal::stored(w::leave_out_hint().to_owned())
                    checked=import.leave_out
                    commit=Callback::new(move |leave_out| import.leave_out.set(leave_out))
                />
            }
        })
    };
    let channels = Memo::new(move |_| {
        preview.with(|preview| preview.channels.iter().map(|channel| channel.name.clone()).collect::<Vec<_>>())
    });
    let add_channels = move || {
        channels.with(|names| {
            let (count, text) = format::counted(names.len());
            (!names.is_empty()).then(|| {
                let shown: Vec<String> = names.iter().take(8).cloned().collect();
                let mut listed = format::list(&shown);
                if names.len() > shown.len() {
                    listed.push('…');
                }
                view! {
                    <Checkbox
                        id="import-channels"
                        label=w::add_channels(count, &text)
                        hint=Signal::stored(w::add_channels_hint(&listed))
                        checked=import.add_channels
                        commit=Callback::new(move |add| import.add_channels.set(add))
                    />
                }
            })
        })
    };
    view! { <div class="import-choices">{add_channels}{leave_out}</div> }.into_any()
}

fn buttons(import: Import, preview: RwSignal<Preview>) -> AnyView {
    let counts = Memo::new(move |_| preview.with(|preview| preview.counts(import.leave_out.get())));
    let is_own = Memo::new(move |_| import.of(|source| source.mapping.own));
    let text = |count: usize| format::counted(count).1;
    // A file exported by this app reports what happened to each line item; for other files, rows that are not line
    // items matter too.
    let said = move || {
        let counts = counts.get();
        if is_own.get() && counts.faulty == 0 {
            return w::unchanged_changed_new(&text(counts.same), &text(counts.changed), &text(counts.new));
        }
        w::counts(&text(counts.new), &text(counts.changed), &text(counts.skipped), &text(counts.faulty))
    };
    let same = move || {
        let counts = counts.get();
        let (count, text) = format::counted(counts.same);
        let is_said = is_own.get() && counts.faulty == 0;
        let (skipped, skipped_text) = format::counted(counts.skipped);
        let words = match is_said {
            false if count > 0 => w::same(count, &text),
            true if skipped > 0 => w::skipped(skipped, &skipped_text),
            _ => return None,
        };
        Some(view! { <span class="muted">{words}</span> })
    };
    let label = move || {
        let counts = counts.get();
        let ((new, new_text), (changed, changed_text)) = (format::counted(counts.new), format::counted(counts.changed));
        match (counts.new, counts.changed) {
            (0, 0) => w::nothing_to_take().to_owned(),
            (_, 0) => w::add_lines(new, &new_text),
            (0, _) => w::change_lines(changed, &changed_text),
            _ => w::add_and_change(&new_text, &changed_text),
        }
    };
    let nothing = Signal::derive(move || {
        import.working.with(Option::is_some) || counts.with(|counts| counts.new + counts.changed == 0)
    });
    let take = Callback::new(move |()| take(import, preview));
    let cancel = Callback::new(move |()| import.close());
    view! {
        <div class="import-end">
            <p role="status"><strong>{said}</strong> " " {same}</p>
            <div class="actions">
                <Button kind=ButtonKind::Primary on_press=take disabled=nothing>{label}</Button>
                <Button on_press=cancel>{common::cancel()}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// Imports the line items as a single undo step.
fn take(import: Import, preview: RwSignal<Preview>) {
    let editor = import.editor;
    let (leave_out, add_channels) = (import.leave_out.get_untracked(), import.add_channels.get_untracked());
    let (edit, counts) = preview.with_untracked(|preview| {
        let mut fresh = || editor.fresh_id::<Plan>().bits();
        let edit = editor.peek(|plan| preview.edit(plan, leave_out, add_channels, &mut fresh));
        (edit, preview.counts(leave_out))
    });
    let ((new, new_text), (changed, changed_text)) = (format::counted(counts.new), format::counted(counts.changed));
    let message = match (counts.new, counts.changed) {
        (_, 0) => w::lines_added(new, &new_text),
        (0, _) => w::lines_changed(changed, &changed_text),
        _ => w::added_and_changed(&new_text, &changed_text),
    };
    // Closed first: otherwise the preview would be recomputed for the changed plan.
    import.close();
    editor.apply_undoably(edit, &message);
}
