//! The plan's approvals: the list, and recording one.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::app::{Editor, use_editor};
use crate::browser::dom::focus::{Urgency, announce, focus_by_id, focus_when_rendered};
use crate::browser::page::clock;
use crate::i18n::format;
use crate::i18n::words::{changes as w, common, steps, terms};
use crate::plan::model::approval::{Approval, ApprovalId, Frozen};
use crate::plan::review::changes;
use crate::plan::review::findings::Severity;
use crate::ui::form::suggest_approvers;
use crate::views::changes::sides::Sides;
use crate::widgets::{
    Button, ButtonKind, Dialog, EmptyState, MenuButton, MenuItem, Notice, NoticeKind, TextArea, TextField,
    UnsubmittedText, explanation, suggestion_list,
};

const BY: &str = "approval-by";
const NOTE: &str = "approval-note";
const HEADING: &str = "approvals";

/// What the dialog edits.
#[derive(Clone, Copy, Default, PartialEq)]
enum Writing {
    /// The dialog is closed.
    #[default]
    Nothing,
    /// A new approval.
    New,
    /// The texts of an existing approval.
    Words(ApprovalId),
}

/// The state of the dialog.
#[derive(Clone, Copy, Default)]
struct ApprovalForm {
    open: RwSignal<Writing>,
    by: UnsubmittedText,
    note: UnsubmittedText,
    problem: RwSignal<Option<String>>,
}

impl ApprovalForm {
    fn begin(self, editor: Editor, open: Writing) {
        let known = editor.peek(|plan| {
            let found = plan.approvals.iter().find(|approval| Writing::Words(approval.id) == open);
            found.map(|approval| (approval.by.clone(), approval.note.clone()))
        });
        let (by, note) = known.unwrap_or_default();
        let of = match open {
            Writing::Words(id) => id.to_string(),
            Writing::Nothing | Writing::New => "new".to_owned(),
        };
        self.by.begin([BY, "-", &of].concat(), by);
        self.note.begin([NOTE, "-", &of].concat(), note);
        self.problem.set(None);
        self.open.set(open);
        focus_when_rendered(BY.to_owned());
    }

    /// Saves the approval, or reports what is missing.
    fn save(self, editor: Editor) {
        let by = self.by.peek().trim().to_owned();
        if by.is_empty() {
            self.problem.set(Some(w::by_missing().to_owned()));
            focus_by_id(BY);
            return;
        }
        let note = self.note.peek().trim().to_owned();
        match self.open.get_untracked() {
            Writing::Nothing => {}
            Writing::Words(id) => {
                editor.change(id, "", |approval: &mut Approval| {
                    approval.by = by;
                    approval.note = note;
                });
            }
            Writing::New => {
                let plan = editor.peek(Frozen::of);
                let approval = Approval { id: editor.fresh_id(), by: by.clone(), on: clock::today(), note, plan };
                if editor.insert(approval) {
                    // The list shows it from now on; only users who cannot see the list need the announcement.
                    announce(&w::approved_said(&by), Urgency::Polite);
                }
            }
        }
        self.close();
    }

    /// Closes the dialog after saving or cancelling.
    fn close(self) {
        self.by.end();
        self.note.end();
        self.open.set(Writing::Nothing);
    }
}

/// The list of approvals and its button.
pub fn section(sides: Sides) -> AnyView {
    let editor = use_editor();
    let form = ApprovalForm::default();
    let ids = editor.ids::<Approval>();
    let none = Memo::new(move |_| ids.with(Vec::is_empty));
    let button = move || {
        view! {
            <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| form.begin(editor, Writing::New))>
                {w::approve_now()}
            </Button>
        }
    };
    // A new approval becomes the base of the comparison.
    Effect::new(move |known: Option<Vec<ApprovalId>>| {
        let ids = ids.get();
        if let Some(known) = known
            && let Some(new) = ids.iter().find(|id| !known.contains(id))
        {
            sides.since(*new);
        }
        ids
    });
    let list = move || {
        if none.get() {
            return view! {
                <EmptyState text=w::approvals_none() example=w::approvals_example()>{button()}</EmptyState>
            }
            .into_any();
        }
        view! {
            <ul class="approvals plain">
                <For
                    each=move || ids.get().into_iter().rev()
                    key=|id| *id
                    children=move |id| item(editor, sides, form, id)
                />
            </ul>
            <p class="actions">{button()}</p>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby=HEADING>
            <div class="explained">
                <h2 id=HEADING tabindex="-1">{w::approvals()}</h2>
                {explanation(terms::baseline_plan(), terms::baseline_plan_text())}
            </div>
            {list}
            {dialog(editor, form)}
        </section>
    }
    .into_any()
}

fn item(editor: Editor, sides: Sides, form: ApprovalForm, id: ApprovalId) -> AnyView {
    let found = editor.item(id);
    let words = Memo::new(move |_| {
        found.with(|found| {
            found.as_ref().map(|approval| (approval.by.clone(), format::date(approval.on), approval.note.clone()))
        })
    });
    let since = editor.memo(move |plan| {
        let approval = plan.find(id)?;
        Some(changes::count(approval.plan.plan(), plan))
    });
    let since = move || match since.get() {
        None | Some(0) => w::no_changes_since().to_owned(),
        Some(count) => {
            let (n, text) = format::counted(count);
            w::changes_since(n, &text)
        }
    };
    let remove = Callback::new(move |()| {
        let name = words.get_untracked().map(|(by, day, _)| w::approval_name(&by, &day)).unwrap_or_default();
        if editor.remove(id, &name) {
            sides.forget(id);
            focus_when_rendered(HEADING.to_owned());
        }
    });
    let menu = move || {
        let (by, day, _) = words.get().unwrap_or_default();
        let items = vec![
            MenuItem::new(w::edit(), Callback::new(move |()| form.begin(editor, Writing::Words(id)))),
            MenuItem::new(common::delete(), remove).danger(),
        ];
        let name = common::more_actions_for(&w::approval_name(&by, &day));
        view! { <MenuButton label=common::more_actions() name=name items=items /> }
    };
    let said = move || {
        let (by, day, note) = words.get().unwrap_or_default();
        let note = (!note.is_empty()).then(|| view! { <p class="muted">{note}</p> });
        view! { <p><strong>{w::side_approval(&by, &day)}</strong></p> {note} }
    };
    view! {
        <li>
            <div class="spread">
                <div>{said}</div>
                {menu}
            </div>
            <button type="button" class="btn plain" on:click=move |_| sides.since(id)>
                {since} <span class="visually-hidden">": " {w::show_since()}</span>
            </button>
        </li>
    }
    .into_any()
}

fn dialog(editor: Editor, form: ApprovalForm) -> AnyView {
    let ApprovalForm { open, by, note, problem } = form;
    let close = Callback::new(move |()| form.close());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        form.save(editor);
    };
    let is_new = move || !matches!(open.get(), Writing::Words(_));
    let typed_by = Callback::new(move |text| by.typed(text));
    let title = move || if is_new() { w::approve_title() } else { w::edit_title() }.to_owned();
    let findings = editor.findings();
    let contradictions = Memo::new(move |_| {
        findings.with(|findings| findings.iter().filter(|finding| finding.severity() == Severity::Error).count())
    });
    let about = move || {
        is_new().then(|| {
            let (n, text) = format::counted(contradictions.get());
            let open = (n > 0).then(|| view! { <Notice kind=NoticeKind::Warn>{w::approve_open(n, &text)}</Notice> });
            view! { <p class="muted">{format::date(clock::today())} " · " {w::approve_text()}</p> {open} }
        })
    };
    view! {
        <Dialog open=Signal::derive(move || open.get() != Writing::Nothing) on_close=close title=Signal::derive(title)>
            // Text typed here is not part of the plan yet: Ctrl+Z is the browser's own undo.
            <form on:submit=save attr:data-own-undo="">
                {about}
                <TextField
                    id=BY
                    label=w::by()
                    placeholder=w::by_example()
                    value=by.signal()
                    commit=typed_by
                    problem=problem
                    aid=suggestion_list(BY, steps::suggestions(), suggest_approvers(editor), typed_by)
                />
                <TextArea
                    id=NOTE
                    label=w::note()
                    hint=Signal::stored(w::note_hint().to_owned())
                    value=note.signal()
                    commit=Callback::new(move |text| note.typed(text))
                    rows=2
                    optional=true
                />
                <div class="actions">
                    <button type="submit" class="btn">
                        {move || if is_new() { w::approve() } else { common::save() }}
                    </button>
                    <Button on_press=close>{common::cancel()}</Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
