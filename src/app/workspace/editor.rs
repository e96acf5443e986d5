//! The open plan and the one way it changes.
//!
//! Screens read the plan through [`Editor::memo`] and [`Editor::read`] and change it through [`Editor::apply`] or one of
//! the shorter forms; nothing else holds the plan. Undo, saving, findings and other tabs all hang on that one path.
//! An editor is a handle: copy it into every closure. It lives above the views, so that what it holds survives a switch
//! of language.

use crate::plan::edit::apply;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::workspace::autosave::Autosave;
use crate::app::workspace::autosave::SaveState;
use crate::app::workspace::deferred_updates;
use crate::app::workspace::deferred_updates::DeferredSections;
use crate::app::workspace::draft_writer;
use crate::app::workspace::editable::Editable;
use crate::app::workspace::plan_actions::cut_words;
use crate::app::workspace::undo::PartName;
use crate::app::workspace::undo::Undo;
use crate::browser::dom::focus::keep_focus;
use crate::browser::files::transfer;
use crate::browser::page::clock;
use crate::browser::page::random;
use crate::browser::storage::drafts;
use crate::browser::storage::drafts::Revision;
use crate::browser::storage::drafts::SaveError;
use crate::file::{self, FileKind, LoadError};
use crate::i18n::format;
use crate::i18n::words::{app, common, shell, storage};
use crate::plan::budget::ledger::Ledger;
use crate::plan::edit::impact::BudgetImpact;
use crate::plan::edit::removal::removal;
use crate::plan::edit::size_limits::makes_too_many;
use crate::plan::edit::{EditError, ListEdit, PlanEdit};
use crate::plan::model::basics::Basics;
use crate::plan::model::bounds::MOST_ITEMS;
use crate::plan::model::budget::{BudgetSettings, LineItem};
use crate::plan::model::funnel::Funnel;
use crate::plan::model::goals::NorthStar;
use crate::plan::model::id::{Entity, Id};
use crate::plan::model::strategy::TestRule;
use crate::plan::model::timing::Timing;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::decimal::Decimal;
use crate::plan::review::findings::{Finding, check_with, undrawable_finding};
use crate::plan::review::step_status::{StepStatus, status};
use crate::plan::{Plan, PlanId, Step};
use crate::widgets::Toasts;
use crate::widgets::fields::open_inputs;

/// Why a plan cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// There is no draft of that id.
    NotThere,
    /// The draft is no plan that can be read. It is left as it is.
    Unreadable(LoadError),
    /// Another plan is open and could not be saved.
    OtherPlanUnsaved,
}

/// The open plan. See the [module](self).
#[derive(Clone, Copy)]
pub struct Editor {
    plan: RwSignal<Plan>,
    /// What follows from the plan's lines; brought up to date before anyone hears of an edit.
    ledger: StoredValue<Ledger>,
    undo: StoredValue<Undo>,
    can_undo: RwSignal<bool>,
    can_redo: RwSignal<bool>,
    /// Which plan is open, and how often one was put in its place: the screens of a plan are drawn anew by it.
    open: RwSignal<Option<PlanId>>,
    loads: RwSignal<u32>,
    findings: Memo<Vec<Finding>>,
    deferred: DeferredSections,
    autosave: Autosave,
    /// Counts how often the plan was handed out.
    exports: RwSignal<u32>,
    toasts: Toasts,
    kept: StoredValue<Kept>,
}

/// What the editor keeps that nothing hangs on.
struct Kept {
    /// How many edits were made: tells whether something was the last one.
    edits: u64,
    /// What outlives every screen.
    root: Owner,
    /// The last load for which the way to dates that cannot be laid out was taken.
    dates_shown_for: Option<u32>,
}

/// The editor given from above.
///
/// # Panics
/// Outside of the app's views, where there is none.
pub fn use_editor() -> Editor {
    expect_context()
}

impl Editor {
    /// Makes the app's editor, with no plan open. It belongs to the owner it is made in: the root.
    pub(crate) fn new(toasts: Toasts) -> Editor {
        let mut counted = 0;
        let none = Plan::blank(&mut || {
            counted += 1;
            counted
        });
        let ledger = StoredValue::new(Ledger::of(&none));
        let plan = RwSignal::new(none);
        let (loads, timed) = (RwSignal::new(0), StoredValue::new(0));
        let findings = Memo::new(move |_| {
            // Noted when a plan comes in, not at every edit: the note itself takes longer than the check.
            let first = timed.get_value() != loads.get_untracked();
            timed.set_value(loads.get_untracked());
            let check = |plan: &Plan| ledger.with_value(|ledger| check_with(plan, ledger));
            plan.with(|plan| if first { clock::timed("groundswell:findings", || check(plan)) } else { check(plan) })
        });
        // They are kept up at every edit, whoever is looking. Read, not only tracked: a memo that nobody has read is never
        // computed and hears of no change.
        Effect::new(move || findings.with(|_| ()));
        Editor {
            plan,
            ledger,
            undo: StoredValue::new(Undo::default()),
            can_undo: RwSignal::new(false),
            can_redo: RwSignal::new(false),
            open: RwSignal::new(None),
            loads,
            findings,
            deferred: DeferredSections::new(),
            autosave: Autosave::new(),
            exports: RwSignal::new(0),
            toasts,
            kept: StoredValue::new(Kept {
                edits: 0,
                root: Owner::current().unwrap_or_default(),
                dates_shown_for: None,
            }),
        }
    }

    // Reading

    /// Reads the plan; whatever reactive thing calls this runs again after every edit. Prefer [`Editor::memo`].
    pub fn read<R>(self, look: impl FnOnce(&Plan) -> R) -> R {
        self.track();
        self.plan.with_untracked(look)
    }

    /// Has what calls this run again after every edit; within a part that rests, when that wakes.
    fn track(self) {
        if !deferred_updates::track() {
            self.plan.track();
        }
    }

    /// Reads the plan as it is now, once.
    pub fn peek<R>(self, look: impl FnOnce(&Plan) -> R) -> R {
        self.plan.with_untracked(look)
    }

    /// A slice of the plan: what depends on it runs again only when the slice itself has changed.
    pub fn memo<T>(self, look: impl Fn(&Plan) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.read(&look))
    }

    /// Reads the plan with what follows from its lines, tracked as [`Editor::read`].
    pub fn read_figures<R>(self, look: impl FnOnce(&Plan, &Ledger) -> R) -> R {
        self.track();
        self.peek_figures(look)
    }

    /// Reads the plan with what follows from its lines as they are now, once.
    pub fn peek_figures<R>(self, look: impl FnOnce(&Plan, &Ledger) -> R) -> R {
        self.plan.with_untracked(|plan| self.ledger.with_value(|ledger| look(plan, ledger)))
    }

    /// A slice of the plan and of what follows from its lines, as [`Editor::memo`].
    pub fn figures<T>(self, look: impl Fn(&Plan, &Ledger) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.read_figures(&look))
    }

    /// An item of one of the plan's lists, by its id. `None` once it is gone: a memo may run once more after that.
    pub fn item<T>(self, id: Id<T>) -> Memo<Option<T>>
    where
        T: Editable + Send + Sync,
    {
        self.memo(move |plan| T::list(plan).iter().find(|item| item.id() == id).cloned())
    }

    /// A value from an item; the type's default once the item is gone. The usual `value=` of a field.
    pub fn field<T, V>(self, id: Id<T>, look: impl Fn(&T) -> V + Send + Sync + 'static) -> Signal<V>
    where
        T: Editable,
        V: Default + PartialEq + Clone + Send + Sync + 'static,
    {
        let value = move |plan: &Plan| T::list(plan).iter().find(|item| item.id() == id).map_or_else(V::default, &look);
        self.memo(value).into()
    }

    /// The ids of a list's items, in order: the `each` of a keyed list.
    pub fn ids<T: Editable>(self) -> Memo<Vec<Id<T>>> {
        self.memo(|plan| T::list(plan).iter().map(Entity::id).collect())
    }

    /// The plan's currency: which one, and the digits after its point.
    pub fn currency(self) -> Memo<Currency> {
        self.memo(|plan| plan.basics.currency)
    }

    /// Everything the check finds in the plan. Prefer [`Editor::read_findings`].
    pub fn findings(self) -> Memo<Vec<Finding>> {
        self.findings
    }

    /// Reads what the check finds, tracked: within a part that rests, as [`Editor::read`].
    pub fn read_findings<R>(self, look: impl FnOnce(&[Finding]) -> R) -> R {
        if !deferred_updates::track() {
            self.findings.track();
        }
        self.findings.with_untracked(|findings| look(findings))
    }

    /// How far a step has come.
    pub fn status(self, step: Step) -> Memo<StepStatus> {
        Memo::new(move |_| self.read(|plan| self.read_findings(|findings| status(plan, findings, step))))
    }

    /// Which plan is open.
    pub fn open_plan(self) -> Option<PlanId> {
        self.open.get()
    }

    /// Which plan is open now, once.
    pub(crate) fn peek_open(self) -> Option<PlanId> {
        self.open.get_untracked()
    }

    /// Changes whenever a plan is put in the place of the one shown: what is drawn for the old one is drawn anew.
    pub(crate) fn loads(self) -> u32 {
        self.loads.get()
    }

    /// The plan's name as a heading shows it.
    pub fn name(self) -> Memo<String> {
        self.memo(display_name)
    }

    /// The field to begin with when the plan that has just been opened cannot be laid over the calendar; asked again for
    /// the same load, `None`.
    pub(crate) fn invalid_dates_field(self) -> Option<&'static str> {
        let load = self.loads.get_untracked();
        let finding = self.peek(undrawable_finding)?;
        let is_first = self.kept.with_value(|kept| kept.dates_shown_for != Some(load));
        self.kept.update_value(|kept| kept.dates_shown_for = Some(load));
        is_first.then_some(finding.place.field)
    }

    /// What rests of the screen.
    pub(crate) fn deferred(self) -> DeferredSections {
        self.deferred
    }

    // Changing

    /// Applies an edit. `field` is the DOM id of the input that is typed in: edits of one field that follow each other
    /// are undone as one. On an error the plan is as it was; see also [`Editor::edit`], which says the error.
    ///
    /// Not to be called within [`Editor::read`] or [`Editor::peek`].
    pub fn apply(self, edit: PlanEdit, field: Option<&str>) -> Result<(), EditError> {
        self.change_plan(|undo, plan| undo.apply(plan, edit, field).map(|touched| ((), touched)))?;
        self.kept.update_value(|kept| kept.edits += 1);
        Ok(())
    }

    /// Applies an edit and tells the reader if it could not be made. Returns whether it was.
    pub fn edit(self, edit: PlanEdit, field: Option<&str>) -> bool {
        if self.peek(|plan| makes_too_many(plan, &edit)) {
            self.toasts.say(app::edit_too_many(&format::counted(MOST_ITEMS).1));
            return false;
        }
        match self.apply(edit, field) {
            Ok(()) => true,
            Err(error) => {
                let currency = self.peek(|plan| plan.basics.currency);
                self.toasts.say(words_of(error, currency));
                false
            }
        }
    }

    /// A field has been left: the next edit of it is undone on its own. Leaving a field does this by itself.
    pub fn end_typing(self) {
        self.undo.update_value(Undo::end_typing);
    }

    /// An identity for a new part.
    pub fn fresh_id<T>(self) -> Id<T> {
        Id::from_bits(random::bits())
    }

    /// Adds an item at the end of its list.
    pub fn insert<T: Editable>(self, item: T) -> bool {
        let at = self.peek(|plan| T::list(plan).len());
        self.insert_at(at, item)
    }

    /// Adds an item at a place of its list.
    pub fn insert_at<T: Editable>(self, at: usize, item: T) -> bool {
        self.edit(T::wrap(ListEdit::Insert { at, item: Box::new(item) }), None)
    }

    /// Changes an item. `field` is the DOM id of the input that is typed in, empty for a change at one stroke. An item
    /// that is gone, or that `change` leaves as it is, makes no edit.
    pub fn change<T: Editable>(self, id: Id<T>, field: &str, change: impl FnOnce(&mut T)) -> bool {
        let Some(before) = self.peek(|plan| T::list(plan).iter().find(|item| item.id() == id).cloned()) else {
            return false;
        };
        let mut item = before.clone();
        change(&mut item);
        item == before || self.edit(T::wrap(ListEdit::Replace(Box::new(item))), named(field))
    }

    /// Moves an item by places: -1 is one up, 1 is one down. At the end of the list nothing happens.
    pub fn shift<T: Editable>(self, id: Id<T>, by: isize) -> bool {
        let to = self.peek(|plan| {
            let list = T::list(plan);
            let from = list.iter().position(|item| item.id() == id)?;
            from.checked_add_signed(by).filter(|&to| to < list.len())
        });
        to.is_some_and(|to| self.edit(T::wrap(ListEdit::Move { id, to }), None))
    }

    /// Removes an item, with what cannot be without it, and offers to take that back. `what` names it in the message.
    pub fn remove<T: Editable>(self, id: Id<T>, what: &str) -> bool {
        let edit = self.peek(|plan| match T::pointed_at_as(id) {
            Some(target) if plan.holds(target) => removal(plan, target),
            _ => T::wrap(ListEdit::Remove(id)),
        });
        self.apply_undoably(edit, &common::deleted(what))
    }

    /// Applies an edit, says `message`, and offers to take it back for a while.
    pub fn apply_undoably(self, edit: PlanEdit, message: &str) -> bool {
        // Taken from a copy, for the button must still work when other edits have come after this one.
        let inverse = self.peek(|plan| apply::apply(&mut plan.clone(), edit.clone()));
        if !self.edit(edit, None) {
            return false;
        }
        let number = self.kept.with_value(|kept| kept.edits);
        let load = self.loads.get_untracked();
        let take_back = self.lasting_callback(move || {
            if self.loads.get_untracked() != load {
                return;
            }
            if self.kept.with_value(|kept| kept.edits) == number {
                self.undo();
            } else if let Ok(inverse) = inverse.clone() {
                self.edit(inverse, None);
            }
        });
        self.toasts.offer(message, common::undo(), take_back);
        true
    }

    /// A callback for a toast. One made in the handler of a row would go with its row, and the toast outlives that.
    pub fn lasting_callback(self, call: impl Fn() + Send + Sync + 'static) -> Callback<()> {
        let root = self.kept.with_value(|kept| kept.root.clone());
        root.with(|| Callback::new(move |()| call()))
    }

    /// Changes the basics, but for the audience (a list of its own) and the currency ([`PlanEdit::Currency`]).
    pub fn change_basics(self, field: &str, change: impl FnOnce(&mut Basics)) -> bool {
        let mut basics = self.peek(|plan| plan.basics.clone());
        change(&mut basics);
        self.edit(PlanEdit::Basics(Box::new(basics)), named(field))
    }

    /// Changes the plan's currency; amounts keep their digits.
    pub fn change_currency(self, to: Currency) -> bool {
        self.edit(PlanEdit::Currency(to), None)
    }

    /// Changes envelope, contingency, cycle or margin.
    pub fn change_frame(self, field: &str, change: impl FnOnce(&mut BudgetSettings)) -> bool {
        let mut frame = self.peek(|plan| plan.budget.frame.clone());
        change(&mut frame);
        self.edit(PlanEdit::BudgetSettings(frame), named(field))
    }

    /// Changes focus or rule of the channel tests.
    pub fn change_rule(self, field: &str, change: impl FnOnce(&mut TestRule)) -> bool {
        let mut rule = self.peek(|plan| plan.strategy.rule.clone());
        change(&mut rule);
        self.edit(PlanEdit::TestRule(Box::new(rule)), named(field))
    }

    /// Changes the funnel.
    pub fn change_funnel(self, field: &str, change: impl FnOnce(&mut Funnel)) -> bool {
        let mut funnel = self.peek(|plan| plan.goals.funnel.clone());
        change(&mut funnel);
        self.edit(PlanEdit::Funnel(Box::new(funnel)), named(field))
    }

    /// Sets the north star, or takes it away.
    pub fn set_north_star(self, field: &str, star: Option<NorthStar>) -> bool {
        self.edit(PlanEdit::NorthStar(star), named(field))
    }

    // Undo and redo

    /// Whether there is something to undo.
    pub fn can_undo(self) -> Signal<bool> {
        self.can_undo.into()
    }

    /// Whether there is something to redo.
    pub fn can_redo(self) -> Signal<bool> {
        self.can_redo.into()
    }

    /// Takes the last step back and says what it was about.
    pub fn undo(self) {
        keep_focus();
        let undone = self.change_plan(|undo, plan| undo.undo(plan).map(step));
        self.say_step(undone, shell::undone, shell::nothing_to_undo());
    }

    /// Makes the last step taken back again and says what it is about.
    pub fn redo(self) {
        keep_focus();
        let redone = self.change_plan(|undo, plan| undo.redo(plan).map(step));
        self.say_step(redone, shell::redone, shell::nothing_to_redo());
    }

    fn say_step(self, step: Result<Option<PartName>, EditError>, say: fn(&str) -> String, nothing: &str) {
        match step {
            Ok(Some(part)) => {
                self.kept.update_value(|kept| kept.edits += 1);
                self.toasts.say(say(part()));
            }
            Ok(None) => self.toasts.say(nothing),
            Err(error) => self.toasts.say(words_of(error, self.peek(|plan| plan.basics.currency))),
        }
    }

    /// The one place where the plan changes.
    fn change_plan<R>(
        self,
        change: impl FnOnce(&mut Undo, &mut Plan) -> Result<(R, BudgetImpact), EditError>,
    ) -> Result<R, EditError> {
        let outcome = self.plan.try_maybe_update(|plan| {
            let outcome = self.undo.try_update_value(|undo| change(undo, plan)).unwrap_or(Err(EditError::Gone));
            let outcome = outcome.map(|(outcome, touched)| {
                self.ledger.update_value(|ledger| ledger.follow(plan, &touched));
                outcome
            });
            (outcome.is_ok(), outcome)
        });
        let outcome = outcome.unwrap_or(Err(EditError::Gone));
        if outcome.is_ok() {
            self.deferred.edited();
            self.update_undo_signals();
            self.autosave.edited(self);
        }
        outcome
    }

    fn update_undo_signals(self) {
        let (undo, redo) = self.undo.with_value(Undo::reach);
        // Every edit comes by here; a signal set to what it is would wake the buttons for nothing.
        if self.can_undo.get_untracked() != undo {
            self.can_undo.set(undo);
        }
        if self.can_redo.get_untracked() != redo {
            self.can_redo.set(redo);
        }
    }

    // Opening, saving, other tabs

    /// Goes once through what opening a plan takes, with one made up, while nobody waits: browsers prepare each piece of a
    /// program when it first runs, and make it fast once it has run often.
    pub(crate) fn warm_up(self) {
        /// Enough for that, and over within some milliseconds.
        const LINES: u64 = 150;
        if self.open.get_untracked().is_some() {
            return;
        }
        let mut plan = self.peek(Plan::clone);
        let first = clock::today();
        let last = first + chrono::TimeDelta::days(180);
        (plan.basics.first_day, plan.basics.last_day) = (Some(first), Some(last));
        let one = Decimal::from_int(1);
        plan.budget.lines.extend((0..LINES).map(|nth| {
            let timing = if nth % 2 == 0 { Timing::Phase } else { Timing::Evenly { first, last } };
            LineItem { quantity: one, unit_price: one, timing, ..LineItem::new(Id::from_bits(nth)) }
        }));
        if let Ok(read) = file::read(&file::write(&plan)) {
            std::hint::black_box(check_with(&read.plan, &Ledger::of(&read.plan)));
        }
    }

    /// Opens a plan. The same one again keeps its history, unless another tab has saved it since.
    pub(crate) fn open(self, id: PlanId) -> Result<(), OpenError> {
        if let Some(open) = self.open.get_untracked() {
            if self.autosave.is_unsaved() {
                self.save();
            }
            let unsaved = self.autosave.is_unsaved();
            if open == id && (unsaved || self.autosave.is_current(id)) {
                return Ok(());
            }
            if unsaved {
                return Err(OpenError::OtherPlanUnsaved);
            }
        }
        self.load(id)
    }

    /// Reads a plan from its draft, whatever is open.
    fn load(self, id: PlanId) -> Result<(), OpenError> {
        // What is typed belongs to the state that is about to go; the new screens take it up again.
        open_inputs::stash_all();
        let key = id.to_string();
        let stored = drafts::read(&key);
        let held = draft_writer::unstored(&key);
        let revision = stored.as_ref().map(|stored| stored.revision.clone());
        let newest = held.as_ref().map(|(newest, _)| newest.clone());
        let Some(text) = held.map(|(_, text)| text).or(stored.map(|stored| stored.text)) else {
            self.forget(id);
            return Err(OpenError::NotThere);
        };
        // As texts of files are cut that come from elsewhere; what was stored is kept beside it.
        let (short, cut) = match file::shortened(&text) {
            Some((short, cut)) => (Some(short), cut),
            None => (None, 0),
        };
        let loaded = match clock::timed("groundswell:load", || file::read(short.as_deref().unwrap_or(&text))) {
            Ok(loaded) => loaded,
            Err(error) => {
                self.forget(id);
                return Err(OpenError::Unreadable(error));
            }
        };
        // A draft is known by the key it is kept under, whatever its text says of itself.
        let plan = Plan { id, ..loaded.plan };
        self.show(plan, revision);
        if cut > 0 {
            self.toasts.say(cut_words(cut));
        }
        if loaded.migrated_from.is_some() || cut > 0 {
            self.autosave.keep_original(text);
            self.autosave.edited(self);
        } else if let Some(newest) = newest {
            // The storage had no room for it when it was found; perhaps it has now.
            self.autosave.set_newest(newest);
            self.autosave.edited(self);
        } else {
            self.autosave.confirm(id);
        }
        Ok(())
    }

    fn show(self, plan: Plan, revision: Option<Revision>) {
        let id = plan.id;
        keep_focus();
        self.undo.set_value(Undo::default());
        self.ledger.set_value(clock::timed("groundswell:ledger", || Ledger::of(&plan)));
        // Told apart from the one before it already while the plan is being read anew.
        self.loads.update_untracked(|loads| *loads = loads.wrapping_add(1));
        self.plan.set(plan);
        self.deferred.edited();
        self.open.set(Some(id));
        self.loads.notify();
        self.autosave.start(revision);
        self.update_undo_signals();
    }

    /// Closes a plan that is gone or has been changed behind the editor's back; another one stays open.
    pub(crate) fn forget(self, id: PlanId) {
        if self.open.get_untracked() == Some(id) {
            self.autosave.start(None);
            self.open.set(None);
        }
    }

    /// Whether the open plan has changes that are not stored yet.
    pub fn is_unsaved(self) -> bool {
        self.open.get_untracked().is_some() && self.autosave.is_unsaved()
    }

    /// Whether the open plan is safe in the storage.
    pub fn save_state(self) -> Signal<SaveState> {
        self.autosave.state()
    }

    /// Saves what is not saved yet, at once: for a page that is being left, or a plan that is.
    pub fn save(self) {
        let Some(id) = self.open.get_untracked() else { return };
        self.autosave.save_now(self, id, self.plan);
    }

    /// Saves what is not saved yet, without holding anyone up.
    pub(crate) fn save_soon(self) {
        let Some(id) = self.open.get_untracked() else { return };
        self.autosave.save_soon(self, id, self.plan);
    }

    /// Another tab saved the plan at the same moment: says where its state is.
    pub(crate) fn report_copy(self, copy: &str) {
        self.toasts.say(storage::saved_twice(copy));
    }

    /// Hands the reader the open plan as a file.
    pub fn download(self) {
        let (name, text) = self.peek(|plan| (file::file_name(plan, clock::today(), FileKind::Plan), file::write(plan)));
        if let Err(said) = transfer::download(&name, "application/json", text.as_bytes()) {
            self.toasts.say(app::download_failed(&said));
        } else {
            self.note_export();
        }
    }

    /// The open plan has left as a file.
    pub(crate) fn note_export(self) {
        if let Some(id) = self.open.get_untracked() {
            drafts::note_export(&id.to_string(), clock::now_ms());
            self.exports.update(|count| *count = count.wrapping_add(1));
        }
    }

    /// When the open plan last left as a file, in words; empty where it never did.
    pub fn exported_words(self) -> String {
        self.exports.track();
        let at = self.open.get().and_then(|id| drafts::exported_at(&id.to_string()));
        let Some(at) = at else { return String::new() };
        // A clock that was set back makes it today.
        match clock::today().signed_duration_since(clock::day_at(at)).num_days().max(0) {
            0 => storage::exported_today().to_owned(),
            days => {
                let (count, text) = format::counted(usize::try_from(days).unwrap_or(usize::MAX));
                storage::exported_ago(&common::days(count, &text))
            }
        }
    }

    /// Makes the open plan, with its history, a plan of its own, so that what another tab saved can stand beside it.
    /// Returns its new id.
    pub(crate) fn keep_as_copy(self) -> Option<PlanId> {
        self.open.get_untracked()?;
        let id = self.fresh_id();
        let name = crate::app::shell::plan_list::copy_name(&self.peek(display_name));
        // The plan's identity is no part of it that an edit could change or an undo bring back.
        self.plan.update(|plan| *plan = file::as_copy(plan.clone(), id, name.clone()));
        self.deferred.edited();
        self.open.set(Some(id));
        self.autosave.start(None);
        self.autosave.edited(self);
        self.save();
        self.toasts.say(app::kept_as_copy(&name));
        Some(id)
    }

    /// Takes what another tab saved in the place of what is here.
    pub(crate) fn load_stored_version(self) -> Result<(), OpenError> {
        let Some(id) = self.open.get_untracked() else { return Err(OpenError::NotThere) };
        self.load(id)?;
        self.toasts.say(app::took_theirs(&self.peek(display_name)));
        Ok(())
    }

    /// As [`Editor::take_theirs`] at the reader's word, whatever else the journal holds.
    pub(crate) fn replace_with_stored_version(self) {
        let Some(id) = self.open.get_untracked() else { return };
        // A plan that cannot be read leaves this one as it is, and what is said about it.
        if self.load_stored_version().is_ok() {
            spawn_local(async move { draft_writer::overwrite_journal(&id.to_string()).await });
        }
    }

    /// Puts the open plan, which another tab deleted, back among the drafts.
    pub(crate) fn restore_deleted_draft(self) {
        let Some(id) = self.open.get_untracked() else { return };
        self.autosave.start(None);
        self.autosave.set_newest(drafts::deleted_revision(&id.to_string()));
        self.autosave.edited(self);
        self.save();
        if !self.autosave.is_unsaved() {
            // The deleted copy is the older one of the two.
            drafts::discard(&id.to_string());
        }
    }

    /// Drops the changes of the open plan that could not be saved.
    pub(crate) fn drop_changes(self) {
        if let Some(id) = self.open.get_untracked() {
            self.forget(id);
            // The journal may hold them where the storage had no room.
            spawn_local(async move { draft_writer::overwrite_journal(&id.to_string()).await });
        }
    }

    /// Another tab has written a draft, deleted it (`None`), or removed everything.
    pub(crate) fn on_draft_changed_elsewhere(self, id: &str, written: Option<&Revision>) {
        let Some(open) = self.open.get_untracked().filter(|open| open.to_string() == id) else { return };
        if self.autosave.is_current(open) {
            return;
        }
        match written {
            None if drafts::exists(id) => {}
            None => self.autosave.fail(SaveError::DeletedElsewhere),
            Some(written) if !self.autosave.is_unsaved() && self.autosave.writer_knew_current(written) => {
                // What cannot be read does not take the place of what can.
                if self.load_stored_version().is_err() {
                    self.autosave.fail(SaveError::ChangedElsewhere);
                }
            }
            Some(_) => self.autosave.fail(SaveError::ChangedElsewhere),
        }
    }

    /// The page is looked at again: a tab put to sleep hears nothing of what others write.
    pub(crate) fn recheck_draft(self) {
        let Some(open) = self.open.get_untracked() else { return };
        let id = open.to_string();
        if self.autosave.is_current(open) || self.autosave.is_unsaved() {
            return;
        }
        if !drafts::exists(&id) {
            self.autosave.fail(SaveError::DeletedElsewhere);
        } else if self.load_stored_version().is_err() {
            self.autosave.fail(SaveError::ChangedElsewhere);
        }
    }
}

/// A plan's name, or what stands for one that has none.
pub fn display_name(plan: &Plan) -> String {
    let name = plan.basics.name.trim();
    if name.is_empty() { app::untitled().to_owned() } else { name.to_owned() }
}

/// A step of the history as [`Editor::change_plan`] takes it: what it was about, and what of the budget it touched.
fn step(step: Option<(PartName, BudgetImpact)>) -> (Option<PartName>, BudgetImpact) {
    step.map_or((None, BudgetImpact::None), |(part, touched)| (Some(part), touched))
}

fn named(field: &str) -> Option<&str> {
    (!field.is_empty()).then_some(field)
}

/// Why an edit could not be made, in the reader's words.
fn words_of(error: EditError, currency: Currency) -> String {
    match error {
        EditError::Gone | EditError::NoSuchPlace => app::edit_gone().to_owned(),
        EditError::AlreadyThere => app::edit_already_there().to_owned(),
        EditError::PointsNowhere(_) => app::edit_points_nowhere().to_owned(),
        EditError::StillUsed { uses } => {
            let (count, text) = format::counted(uses);
            app::edit_still_used(count, &text)
        }
        EditError::AmountDoesNotFit(amount) => {
            app::edit_amount_does_not_fit(&format::money(amount.minor(), currency.code(), currency.digits()))
        }
    }
}
