//! The two sides of a comparison: the plan as it is now, an approved state, another plan of this browser, or a file.
//!
//! Plans are only read here: comparing neither opens nor replaces one.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::{Editor, load_error_words, use_editor};
use crate::browser::files::transfer::PickedFile;
use crate::browser::storage::drafts;
use crate::file;
use crate::i18n::format;
use crate::i18n::words::{app, changes as w};
use crate::plan::Plan;
use crate::plan::model::approval::ApprovalId;
use crate::widgets::{FileButton, Notice, NoticeKind, SelectField, SelectOption};

/// One side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// The open plan as it is.
    Now,
    /// An approved state.
    Approval(ApprovalId),
    /// Another plan of this browser, by its id.
    Draft(String),
    /// A file picked here, by its index.
    File(usize),
}

impl Side {
    fn code(&self) -> String {
        match self {
            Side::Now => "now".to_owned(),
            Side::Approval(id) => "approval-".to_owned() + &id.to_string(),
            Side::Draft(id) => "draft-".to_owned() + id,
            Side::File(at) => "file-".to_owned() + &at.to_string(),
        }
    }

    fn of(code: &str) -> Option<Side> {
        match code.split_once('-') {
            None => (code == "now").then_some(Side::Now),
            Some(("approval", id)) => id.parse().ok().map(Side::Approval),
            Some(("draft", id)) => Some(Side::Draft(id.to_owned())),
            Some(("file", at)) => at.parse().ok().map(Side::File),
            Some(_) => None,
        }
    }
}

/// A plan read from a file, for comparison only.
#[derive(Clone)]
struct Picked {
    name: String,
    plan: Arc<Plan>,
}

/// The two sides of the comparison. A copyable handle.
#[derive(Clone, Copy)]
pub struct Sides {
    editor: Editor,
    /// The earlier one.
    pub from: RwSignal<Side>,
    /// The later one.
    pub to: RwSignal<Side>,
    picked: RwSignal<Vec<Picked>>,
    trouble: RwSignal<Option<(String, String)>>,
}

impl Sides {
    /// From the latest approval to now.
    pub fn begin() -> Sides {
        let editor = use_editor();
        let latest = editor.peek(|plan| plan.approvals.last().map(|approval| approval.id));
        Sides {
            editor,
            from: RwSignal::new(latest.map_or(Side::Now, Side::Approval)),
            to: RwSignal::new(Side::Now),
            picked: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
        }
    }

    /// Shows what changed since an approval.
    pub fn since(self, approval: ApprovalId) {
        self.from.set(Side::Approval(approval));
        self.to.set(Side::Now);
    }

    /// Removes an approval: comparisons with it use the latest remaining one.
    pub fn forget(self, approval: ApprovalId) {
        let latest = self.editor.peek(|plan| plan.approvals.last().map(|approval| approval.id));
        for side in [self.from, self.to] {
            if side.get_untracked() == Side::Approval(approval) {
                side.set(latest.map_or(Side::Now, Side::Approval));
            }
        }
    }

    /// Reads the plan of a side, tracked where it can change. The error is a message for the user.
    ///
    /// # Errors
    /// Fails where the side cannot be read: the approval or draft is gone, or the file is damaged.
    pub fn read<R>(self, side: &Side, look: impl FnOnce(&Plan) -> R) -> Result<R, String> {
        match side {
            Side::Now => Ok(self.editor.read(look)),
            Side::Approval(id) => self.editor.read(|plan| {
                let found = plan.find(*id);
                found.map(|approval| look(approval.plan.plan())).ok_or_else(|| w::draft_gone().to_owned())
            }),
            Side::Draft(id) => {
                let stored = drafts::read(id).ok_or_else(|| w::draft_gone().to_owned())?;
                let loaded = file::read(&stored.text).map_err(|error| load_error_words(&error))?;
                Ok(look(&loaded.plan))
            }
            Side::File(at) => self.picked.with(|picked| {
                picked.get(*at).map(|picked| look(&picked.plan)).ok_or_else(|| w::draft_gone().to_owned())
            }),
        }
    }

    /// The name of a side.
    pub fn name(self, side: &Side) -> String {
        match side {
            Side::Now => w::side_now().to_owned(),
            Side::Approval(id) => self.editor.read(|plan| {
                let found = plan.find(*id);
                found.map_or_else(String::new, |approval| w::side_approval(&approval.by, &format::date(approval.on)))
            }),
            Side::Draft(id) => {
                let card = drafts::cards().into_iter().find(|card| card.id == *id);
                w::side_draft(&named(card.map(|card| card.name).unwrap_or_default()))
            }
            Side::File(at) => {
                self.picked.with(|picked| picked.get(*at).map_or_else(String::new, |picked| w::side_file(&picked.name)))
            }
        }
    }

    fn take(self, files: Vec<PickedFile>) {
        let Some(file) = files.into_iter().next() else { return };
        spawn_local(async move {
            let name = file.name();
            let read = match file.text().await {
                Ok(text) => file::read(&text).map_err(|error| load_error_words(&error)),
                Err(error) => Err(error.to_string()),
            };
            match read {
                Ok(loaded) => {
                    let Some(at) = self.picked.try_update(|picked| {
                        picked.push(Picked { name, plan: Arc::new(loaded.plan) });
                        picked.len() - 1
                    }) else {
                        return;
                    };
                    self.trouble.set(None);
                    // The file replaces the side that is not the open plan.
                    let side = if self.from.get_untracked() == Side::Now { self.to } else { self.from };
                    side.set(Side::File(at));
                    if self.from.get_untracked() == self.to.get_untracked() {
                        self.from.set(Side::Now);
                    }
                }
                Err(said) => {
                    self.trouble.try_set(Some((name, said)));
                }
            }
        });
    }

    fn options(self) -> Vec<SelectOption> {
        let editor = self.editor;
        let mut options = vec![SelectOption::new(Side::Now.code(), w::side_now()).under(w::sides_approvals())];
        let ids = editor.read(|plan| plan.approvals.iter().rev().map(|approval| approval.id).collect::<Vec<_>>());
        options.extend(ids.into_iter().map(|id| {
            let side = Side::Approval(id);
            SelectOption::new(side.code(), self.name(&side)).under(w::sides_approvals())
        }));
        let open = editor.open_plan().map(|plan| plan.to_string());
        let others =
            drafts::cards().into_iter().filter(|card| card.deleted_at.is_none() && Some(&card.id) != open.as_ref());
        options.extend(others.map(|card| {
            SelectOption::new(Side::Draft(card.id).code(), w::side_draft(&named(card.name))).under(w::sides_others())
        }));
        let files = self.picked.with(Vec::len);
        options.extend((0..files).map(|at| {
            let side = Side::File(at);
            SelectOption::new(side.code(), self.name(&side)).under(w::sides_others())
        }));
        options
    }
}

fn named(name: String) -> String {
    if name.trim().is_empty() { app::untitled().to_owned() } else { name }
}

/// The selection of both sides.
pub fn choice(sides: Sides) -> AnyView {
    let options = Memo::new(move |_| sides.options());
    let field = move |id: &'static str, label: &'static str, side: RwSignal<Side>| {
        let value = Signal::derive(move || side.with(Side::code));
        let commit = Callback::new(move |code: String| {
            if let Some(chosen) = Side::of(&code) {
                side.set(chosen);
            }
        });
        view! { <SelectField id=id label=label options=options value=value commit=commit /> }
    };
    let swap = move |_| {
        let (from, to) = (sides.from.get_untracked(), sides.to.get_untracked());
        sides.from.set(to);
        sides.to.set(from);
    };
    let trouble = move || {
        sides.trouble.get().map(|(name, said)| {
            view! {
                <Notice kind=NoticeKind::Bad title=Signal::stored(w::cannot_read(&name)) live=true>
                    <p>{said}</p>
                </Notice>
            }
        })
    };
    view! {
        <div class="sides no-print">
            <div class="row wide">
                {field("changes-from", w::from_side(), sides.from)} {field("changes-to", w::to_side(), sides.to)}
            </div>
            <div class="actions">
                <button type="button" class="btn quiet" on:click=swap>{w::swap()}</button>
                <FileButton
                    label=w::pick_file()
                    accept=".json,application/json"
                    on_files=Callback::new(move |files| sides.take(files))
                />
                <small class="muted">{w::pick_file_hint()}</small>
            </div>
            {trouble}
        </div>
    }
    .into_any()
}
