//! The state of the dialog: the source, what is proposed and chosen for its figures, and what importing them would
//! change. Draws nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::source::FigureSource;
use crate::app::Editor;
use crate::browser::files::transfer::PickedFile;
use crate::browser::page::{clock, random};
use crate::browser::storage::local;
use crate::i18n::words::{import_files as files, metric};
use crate::i18n::{Locale, locale};
use crate::import::actuals::ReadingChoices;
use crate::import::actuals::against_plan::{
    ChannelTarget, ExistingFigures, FigureImport, MetricTarget, SeriesChoice, against,
};
use crate::import::actuals::found::{ColumnRole, FigureFile};
use crate::import::actuals::proposals::propose;
use crate::import::actuals::remembered::RememberedChoices;
use crate::import::named_parts::{NameMeaning, PartKind, meaning};
use crate::import::part_names::PartNames;
use crate::import::reading::ReadOptions;
use crate::plan::Plan;
use crate::ui::importing::{ReadingSession, SourceError};
use crate::ui::named_parts::listed_name;

/// Where choices for tables of the past are stored.
const REMEMBERED: &str = "groundswell.figure-imports";
/// Files with more figures are compared with the plan in a task of their own.
const MANY_FIGURES: usize = 4_000;

/// The state of the dialog while it is open.
#[derive(Clone, Copy)]
pub struct Import {
    /// The plan that receives the figures.
    pub editor: Editor,
    /// The reading of a source.
    pub session: ReadingSession,
    /// The source that was read.
    pub source: RwSignal<Option<FigureSource>>,
    /// What is chosen for each series of the source.
    pub choices: RwSignal<Vec<SeriesChoice>>,
    /// Whether metrics that the plan lacks are added.
    pub adds: RwSignal<bool>,
    /// Whether the choices are those of a former import.
    pub is_remembered: RwSignal<bool>,
    /// What is done with days that have another figure.
    pub existing: RwSignal<ExistingFigures>,
    /// What importing would change.
    pub preview: RwSignal<FigureImport>,
    /// The metrics chosen for columns that are being read for them: table, column, metric.
    wanted: StoredValue<Vec<(usize, usize, MetricTarget)>>,
    /// Counts previews: starting one cancels the earlier ones.
    turn: StoredValue<u32>,
}

/// The plan's parts by their names, as our own exports write them.
fn names_of(plan: &Plan) -> PartNames {
    PartNames::of(plan, &|key| metric::by_key(key).unwrap_or(key).to_owned())
}

/// The metric of the dictionary that a name on the screen means.
fn listed_metric(name: &str) -> Option<&'static str> {
    match meaning(PartKind::Metric, name, &[], &listed_name) {
        NameMeaning::Listed(key) => Some(key),
        NameMeaning::Known(_) | NameMeaning::New => None,
    }
}

fn memory() -> RememberedChoices {
    let stored = local::get(REMEMBERED).ok().flatten().unwrap_or_default();
    RememberedChoices::from_text(&stored)
}

impl Import {
    /// Nothing read; the dialog is shown while `open` is true.
    pub fn new(editor: Editor, open: RwSignal<bool>) -> Import {
        let import = Import {
            editor,
            session: ReadingSession::new(open, "import-figures-text"),
            source: RwSignal::new(None),
            choices: RwSignal::new(Vec::new()),
            adds: RwSignal::new(false),
            is_remembered: RwSignal::new(false),
            existing: RwSignal::new(ExistingFigures::Replace),
            preview: RwSignal::new(FigureImport::default()),
            wanted: StoredValue::new(Vec::new()),
            turn: StoredValue::new(0),
        };
        import.compare_when_changed();
        import
    }

    pub(super) fn close(self) {
        self.start_over();
        self.session.close();
    }

    pub(super) fn start_over(self) {
        self.source.set(None);
        self.choices.set(Vec::new());
        self.adds.set(false);
        self.is_remembered.set(false);
        self.existing.set(ExistingFigures::Replace);
        self.preview.set(FigureImport::default());
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.session.start_over();
    }

    /// Reads a file.
    pub fn read_file(self, file: PickedFile) {
        let (stop, progress) = self.session.begin();
        spawn_local(async move {
            let read = FigureSource::of_file(&file, &memory(), progress, &stop).await;
            self.take(&file.name(), read);
        });
    }

    /// Reads pasted text.
    pub fn read_text(self, text: String) {
        let (stop, progress) = self.session.begin();
        spawn_local(async move {
            let name = files::pasted().to_owned();
            let read = FigureSource::of_text(name, &text, &memory(), progress, &stop).await;
            self.take(files::pasted(), read);
        });
    }

    /// Reads the same file again with other options or choices.
    pub fn read_again(self, change: impl FnOnce(&mut ReadOptions, &mut ReadingChoices)) {
        let Some(source) = self.source.get_untracked() else { return };
        let (mut options, mut reading) = (source.options.clone(), source.reading.clone());
        change(&mut options, &mut reading);
        let name = source.file.name.clone();
        let (stop, progress) = self.session.begin();
        spawn_local(async move {
            let read = source.read_again(Some(options), reading, progress, &stop).await;
            self.take(&name, read);
        });
    }

    fn take(self, name: &str, read: Result<FigureSource, SourceError>) {
        self.session
            .store(self.source, name, read, |source| self.propose(source, self.source.get_untracked().as_ref()));
    }

    /// Proposes what becomes of each series; what the person chose for the same ones before stays.
    fn propose(self, source: &FigureSource, before: Option<&FigureSource>) {
        let adds = self.adds.get_untracked();
        let (mut choices, is_remembered) = self.editor.peek(|plan| {
            let names = names_of(plan);
            let is_english = locale() == Locale::En;
            let mut choices = propose(plan, &source.found, &names, &listed_metric, is_english, adds);
            let is_remembered = memory().apply(plan, &names, &source.found, &mut choices);
            (choices, is_remembered)
        });
        if let Some(before) = before {
            let key = |file: &FigureFile| -> Vec<(usize, Option<usize>, String, Option<String>)> {
                let series = file.tables.iter().enumerate().flat_map(|(nth, table)| {
                    table
                        .series
                        .iter()
                        .map(move |series| (nth, series.column, series.name.clone(), series.channel.clone()))
                });
                series.collect()
            };
            let known = key(&before.found);
            let chosen = self.choices.get_untracked();
            for (choice, key) in choices.iter_mut().zip(key(&source.found)) {
                if let Some(of) = known.iter().position(|known| *known == key).and_then(|at| chosen.get(at)) {
                    choice.clone_from(of);
                }
            }
        }
        let columns = source
            .found
            .tables
            .iter()
            .enumerate()
            .flat_map(|(nth, table)| table.series.iter().map(move |series| (nth, series.column)));
        self.wanted.with_value(|wanted| {
            for (choice, (nth, column)) in choices.iter_mut().zip(columns) {
                let chosen = wanted.iter().find(|(table, at, _)| (*table, Some(*at)) == (nth, column));
                if let Some((.., metric)) = chosen {
                    choice.metric.clone_from(metric);
                }
            }
        });
        self.wanted.set_value(Vec::new());
        self.is_remembered.set(is_remembered);
        self.choices.set(choices);
    }

    /// Reads a column in another role, and imports its figures as that metric.
    pub fn read_column(self, table: usize, column: usize, role: ColumnRole, metric: MetricTarget) {
        self.wanted.update_value(|wanted| wanted.push((table, column, metric)));
        self.read_again(|_, reading| {
            reading.roles.retain(|(of, at, _)| (*of, *at) != (table, column));
            reading.roles.push((table, column, role));
        });
    }

    /// Adds the metrics that the plan lacks, or leaves them out again.
    pub fn add_missing(self, adds: bool) {
        self.adds.set(adds);
        let Some(source) = self.source.get_untracked() else { return };
        let wanted = self.editor.peek(|plan| {
            let is_english = locale() == Locale::En;
            propose(plan, &source.found, &names_of(plan), &listed_metric, is_english, true)
        });
        self.choices.update(|choices| {
            for (choice, wanted) in choices.iter_mut().zip(wanted) {
                match (&choice.metric, adds) {
                    (MetricTarget::LeaveOut, true) => choice.metric = wanted.metric,
                    (MetricTarget::Listed(_) | MetricTarget::Named(_), false) => choice.metric = MetricTarget::LeaveOut,
                    _ => {}
                }
            }
        });
    }

    /// The metrics of the file that the plan lacks, by name, once each.
    pub fn missing_metrics(self) -> Vec<String> {
        let Some(source) = self.source.get() else { return Vec::new() };
        let wanted = self.editor.read(|plan| {
            let is_english = locale() == Locale::En;
            propose(plan, &source.found, &names_of(plan), &listed_metric, is_english, true)
        });
        let mut missing = Vec::new();
        for choice in wanted {
            let name = match choice.metric {
                MetricTarget::Listed(key) => metric::by_key(key).unwrap_or(key).to_owned(),
                MetricTarget::Named(name) => name,
                MetricTarget::Known(_) | MetricTarget::LeaveOut => continue,
            };
            if !missing.contains(&name) {
                missing.push(name);
            }
        }
        missing
    }

    /// Whether metrics that the plan lacks are among what is imported.
    pub fn has_added_metrics(self) -> bool {
        let is_new = |metric: &MetricTarget| matches!(metric, MetricTarget::Listed(_) | MetricTarget::Named(_));
        self.choices.with(|choices| choices.iter().any(|choice| is_new(&choice.metric)))
    }

    /// Changes the choices for some series.
    pub fn choose(self, of: impl Fn(usize) -> bool, change: impl Fn(&mut SeriesChoice)) {
        self.choices.update(|choices| {
            for (_, choice) in choices.iter_mut().enumerate().filter(|(at, _)| of(*at)) {
                change(choice);
            }
        });
    }

    /// Gives the series without a channel of their own this one.
    pub fn choose_channel(self, channel: &ChannelTarget) {
        let Some(source) = self.source.get_untracked() else { return };
        let series: Vec<bool> =
            source.found.tables.iter().flat_map(|table| &table.series).map(|series| series.channel.is_none()).collect();
        self.choose(|at| series.get(at).copied().unwrap_or(false), |choice| choice.channel.clone_from(channel));
    }

    /// Remembers the choices for the next table with these headings.
    pub fn remember(self) {
        let Some(source) = self.source.get_untracked() else { return };
        let mut known = memory();
        self.editor.peek(|plan| {
            self.choices.with_untracked(|choices| known.remember(plan, &source.found, &source.reading, choices));
        });
        // Where the browser refuses, they are chosen again.
        let _ = local::set(REMEMBERED, &known.to_text());
    }

    /// Compares the figures with the plan whenever the source, the choices or the plan have changed.
    fn compare_when_changed(self) {
        Effect::new(move || {
            let Some(source) = self.source.get() else { return };
            let (choices, existing) = (self.choices.get(), self.existing.get());
            // Tracked: the plan may change under the dialog.
            self.editor.read(|_| ());
            let turn = self.turn.with_value(|turn| turn.wrapping_add(1));
            self.turn.set_value(turn);
            let compare =
                move || self.editor.peek(|plan| against(plan, &source.found, &choices, existing, &mut random::bits));
            if self.source.with_untracked(|source| source.as_ref().is_none_or(|of| of.found.figures() <= MANY_FIGURES))
            {
                self.preview.set(compare());
                return;
            }
            self.session.working.set(Some(1.0));
            spawn_local(async move {
                clock::pause().await;
                if self.turn.try_get_value() != Some(turn) {
                    return;
                }
                let _ = self.preview.try_set(compare());
                let _ = self.session.working.try_set(None);
            });
        });
    }

    /// Reads from what was found; the default without a source.
    pub fn of<T: Default>(self, look: impl FnOnce(&FigureSource) -> T) -> T {
        self.source.with(|source| source.as_ref().map(look).unwrap_or_default())
    }
}
