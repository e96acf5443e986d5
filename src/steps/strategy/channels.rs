//! The plan's channels: audience fit, roles by phase, and the other fields below each row.

use leptos::prelude::*;

use super::facts::facts;
use super::picker::{phase_names, picker};
use crate::app::{Editor, use_editor};
use crate::browser::dom::focus::{Urgency, announce, focus_when_rendered};
use crate::i18n::words::{channel as channel_names, channel_facts, common, strategy as w};
use crate::lens;
use crate::plan::catalogue::channels::CatalogueChannel;
use crate::plan::model::channel::{AccountKind, AudienceFit, Channel, ChannelId, ChannelRole, Role};
use crate::plan::model::phase::PhaseId;
use crate::plan::model::suggestions::SuggestedPart;
use crate::ui::form::expandable_row::ExpandedRow;
use crate::ui::form::{Form, Label};
use crate::ui::labels::{channels, names};
use crate::ui::suggestions;
use crate::widgets::{Button, ButtonKind, EmptyState, SelectField, SelectOption};

/// The section.
pub fn section(editor: Editor) -> AnyView {
    let expanded = ExpandedRow::of("channel-");
    let ids = editor.ids::<Channel>();
    let some = Memo::new(move |_| ids.with(|ids| !ids.is_empty()));
    let body = move || {
        if some.get() {
            return table(editor, expanded, ids);
        }
        view! {
            <EmptyState
                text=editor.by_market(w::channels_empty, w::channels_empty_abroad)
                example=editor.by_market(w::channels_empty_example, w::channels_empty_example_abroad)
            >
                {picker(editor, expanded, own(editor, expanded))} {own_button(editor, expanded)}
            </EmptyState>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="strategy-channels">
            <h2 id="strategy-channels">{w::channels()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn table(editor: Editor, expanded: ExpandedRow<Channel>, ids: Memo<Vec<ChannelId>>) -> AnyView {
    let phases = editor.memo(phase_names);
    let rows = move || {
        let phases = phases.get();
        let columns = u32::try_from(phases.len()).unwrap_or(0) + 2;
        let heads: Vec<_> = phases.iter().map(|(_, name)| view! { <th scope="col">{name.clone()}</th> }).collect();
        let phases = StoredValue::new(phases);
        view! {
            <table class="cards roles">
                <caption>{w::roles_caption()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{common::channel()}</th>
                        <th scope="col">{w::fit()}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || ids.get()
                        key=|id| *id
                        children=move |id| row(editor, expanded, id, &phases.get_value(), columns)
                    />
                </tbody>
            </table>
        }
    };
    view! {
        {rows}
        <p class="muted small">{w::roles_gloss()}</p>
        <div class="actions">{picker(editor, expanded, own(editor, expanded))} {own_button(editor, expanded)}</div>
    }
    .into_any()
}

/// Adds a custom channel, with a name if one was entered.
fn own(editor: Editor, expanded: ExpandedRow<Channel>) -> Callback<String> {
    Callback::new(move |name: String| {
        let channel = Channel { name, ..Channel::new(editor.fresh_id(), None) };
        let id = channel.id;
        if editor.insert(channel) {
            expanded.open(id);
            focus_when_rendered("channel-name-".to_owned() + &id.to_string());
        }
    })
}

fn own_button(editor: Editor, expanded: ExpandedRow<Channel>) -> AnyView {
    let own = own(editor, expanded);
    view! { <Button on_press=Callback::new(move |()| own.run(String::new()))>{w::own_channel()}</Button> }.into_any()
}

fn row(
    editor: Editor,
    expanded: ExpandedRow<Channel>,
    id: ChannelId,
    phases: &[(PhaseId, String)],
    columns: u32,
) -> AnyView {
    let form = Form::item(editor, id);
    let name = form.memo(names::channel);
    let handle = form.memo(|channel| channel.handle.clone());
    let fits: Vec<SelectOption> =
        AudienceFit::ALL.into_iter().map(|fit| SelectOption::new(fit_code(fit), fit_name(fit))).collect();
    // The label contains the channel's name as of when the row was built.
    let fit_label = Label::new(w::fit_of(&name.get_untracked())).bare().placeholder(common::not_set());
    let fit = form.select(
        "channel-fit",
        fit_label,
        fits,
        |channel| channel.fit.map(fit_code).unwrap_or_default().to_owned(),
        |channel, code| channel.fit = AudienceFit::ALL.into_iter().find(|&fit| fit_code(fit) == code),
    );
    let roles: Vec<AnyView> = phases
        .iter()
        .map(|(phase, phase_name)| {
            let field = role_button(form, *phase, phase_name, name);
            view! { <td data-label=phase_name.clone()>{field}</td> }.into_any()
        })
        .collect();
    let is_open = expanded.is(id);
    let part = SuggestedPart::Channel(id);
    view! {
        <tr class:open=move || is_open.get()>
            <td>
                {expanded.name(id, name.into(), w::edit_channel)} {suggestions::tag(editor, part)} " "
                {suggestions::accept_button(editor, part, name.into())} <small class="about">{move || handle.get()}</small>
            </td>
            <td data-label=w::fit()>{fit}</td>
            {roles}
        </tr>
        {expanded.under(id, columns, card)}
    }
    .into_any()
}

/// Sets a channel's role in a phase.
fn set_role(form: Form<Channel>, phase: PhaseId, role: Role) {
    form.choose(|channel| {
        channel.roles.retain(|other| other.phase != phase);
        if role != Role::Unused {
            channel.roles.push(ChannelRole { phase, role });
        }
    });
}

/// The role in a phase; a press changes it to the next one.
fn role_button(form: Form<Channel>, phase: PhaseId, phase_name: &str, channel: Memo<String>) -> AnyView {
    let role = Memo::new(move |_| form.get(|channel| channel.role_in(phase)).unwrap_or_default());
    let phase_name = phase_name.to_owned();
    let label = {
        let phase_name = phase_name.clone();
        move || {
            let role = role.get();
            w::role_press(role_name(role), &channel.get(), &phase_name, role_name(after(role)))
        }
    };
    let press = move |_| {
        let next = after(role.get_untracked());
        set_role(form, phase, next);
        announce(&common::labelled(&phase_name, role_name(next)), Urgency::Polite);
    };
    let class = move || ["role ", role_code(role.get())].concat();
    view! {
        <button
            type="button"
            id=role_id(form, phase)
            class=class
            aria-label=label
            on:click=press
        >
            {move || role_name(role.get())}
        </button>
    }
    .into_any()
}

fn role_id(form: Form<Channel>, phase: PhaseId) -> String {
    form.anchor("channel-role") + "-" + &phase.to_string()
}

/// The order in which a press goes through the roles: as a channel develops.
fn after(role: Role) -> Role {
    match role {
        Role::Unused => Role::Test,
        Role::Test => Role::Steady,
        Role::Steady => Role::Amplify,
        Role::Amplify => Role::Home,
        Role::Home => Role::Unused,
    }
}

/// The choice of a role in a phase, in the form of a channel.
fn role_field(form: Form<Channel>, phase: PhaseId, phase_name: &str) -> AnyView {
    let options: Vec<SelectOption> =
        Role::ALL.into_iter().map(|role| SelectOption::new(role_code(role), role_name(role))).collect();
    let value =
        Signal::derive(move || form.get(|channel| role_code(channel.role_in(phase))).unwrap_or_default().to_owned());
    let choose = Callback::new(move |code: String| {
        set_role(form, phase, Role::ALL.into_iter().find(|&role| role_code(role) == code).unwrap_or_default());
    });
    view! {
        <SelectField
            id=form.anchor("channel-role-choice") + "-" + &phase.to_string()
            label=w::role_in(phase_name)
            options
            value
            commit=choose
        />
    }
    .into_any()
}

/// The kind of account, for channels whose limits depend on it.
fn account_field(form: Form<Channel>, id: ChannelId) -> Option<AnyView> {
    let kinds: Vec<AccountKind> = use_editor().peek(|plan| {
        let channel = plan.find(id)?;
        Some(CatalogueChannel::by_key(channel.catalogue.as_deref()?)?.accounts().collect())
    })?;
    if kinds.is_empty() {
        return None;
    }
    let option = |kind: AccountKind| SelectOption::new(kind.key(), channels::account_kind(kind));
    let options: Vec<SelectOption> = kinds.into_iter().map(option).collect();
    Some(form.select(
        "channel-account",
        Label::new(w::account()).hint(w::account_hint()).placeholder(w::account_unsaid()),
        options,
        |channel| channel.account.map(AccountKind::key).unwrap_or_default().to_owned(),
        |channel, key| channel.account = AccountKind::ALL.into_iter().find(|kind| kind.key() == key),
    ))
}

/// The form below an expanded channel.
fn card(expanded: ExpandedRow<Channel>, id: ChannelId) -> AnyView {
    let editor = use_editor();
    let form = Form::item(editor, id);
    let unnamed = editor.peek(|plan| {
        let channel = plan.find(id)?;
        Some(names::channel(&Channel { name: String::new(), ..channel.clone() }))
    });
    let name = Label::new(w::channel_name()).placeholder(unnamed.unwrap_or_default());
    let account = account_field(form, id);
    let catalogue = editor.peek(|plan| {
        let channel = plan.find(id)?;
        CatalogueChannel::by_key(channel.catalogue.as_deref()?)
    });
    let kind = form.memo(|channel| channel.account);
    let market = editor.market();
    let known = catalogue.map(|channel| {
        view! {
            <h3>{channel_facts::known(channel_names::by_key(channel.key).unwrap_or(channel.key))}</h3>
            {move || facts(channel, kind.get(), market.get())}
        }
    });
    let remove = Callback::new(move |()| {
        let name = editor.peek(|plan| names::channel_of(plan, Some(id)));
        expanded.close();
        if editor.remove::<Channel>(id, &name) {
            focus_when_rendered("strategy-channels".to_owned());
        }
    });
    let roles: Vec<AnyView> =
        editor.peek(phase_names).iter().map(|(phase, name)| role_field(form, *phase, name)).collect();
    view! {
        <div class="row">{roles}</div>
        <div class="row wide">
            {form.text("channel-name", name, lens!(name))}
            {form.text("channel-handle", Label::new(w::handle()).hint(w::handle_hint()), lens!(handle))}
            {form.link("channel-link", Label::new(common::link()).placeholder("https://"), lens!(link))}
            {account}
        </div>
        {form.area("channel-note", Label::new(w::channel_note()).hint(editor.by_market(w::channel_note_hint, w::channel_note_hint_abroad)), 2, lens!(note))}
        {known}
        <div class="actions">
            <Button on_press=Callback::new(move |()| expanded.done(id))>{common::done()}</Button>
            <Button kind=ButtonKind::Plain on_press=remove>{common::remove()}</Button>
        </div>
    }
    .into_any()
}

fn fit_code(fit: AudienceFit) -> &'static str {
    match fit {
        AudienceFit::Low => "low",
        AudienceFit::Medium => "medium",
        AudienceFit::High => "high",
    }
}

fn fit_name(fit: AudienceFit) -> &'static str {
    match fit {
        AudienceFit::Low => w::fit_low(),
        AudienceFit::Medium => w::fit_medium(),
        AudienceFit::High => w::fit_high(),
    }
}

fn role_code(role: Role) -> &'static str {
    match role {
        Role::Unused => "unused",
        Role::Home => "home",
        Role::Test => "test",
        Role::Steady => "steady",
        Role::Amplify => "amplify",
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Unused => w::role_unused(),
        Role::Home => w::role_home(),
        Role::Test => w::role_test(),
        Role::Steady => w::role_steady(),
        Role::Amplify => w::role_amplify(),
    }
}
