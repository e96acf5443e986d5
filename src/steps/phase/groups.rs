//! The seed user groups: how many, and how many people each.

use leptos::prelude::*;

use super::Part;
use super::activities::joined;
use super::card::{CardSummary, folded, key_of};
use crate::browser::dom::focus::focus_when_rendered;
use crate::i18n::format;
use crate::i18n::words::{channel as names_of_channels, common, seed as w};
use crate::lens;
use crate::plan::Plan;
use crate::plan::catalogue::channels::{CatalogueChannel, Limit, Limited};
use crate::plan::model::group::{Group, GroupId};
use crate::plan::model::phase::PhaseKind;
use crate::ui::form::{Form, Label};
use crate::ui::labels::{channels, names};
use crate::widgets::{Button, Disclosure, EmptyState, MenuButton, MenuItem};

/// The phase's groups. They belong to the seed users phase; other phases show theirs if they have any.
pub(super) fn section(part: Part) -> AnyView {
    let editor = part.editor;
    let ids = editor.memo(move |plan| {
        plan.groups.iter().filter(|group| group.phase == part.id).map(|group| group.id).collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| !ids.with(Vec::is_empty));
    let shown = move || {
        if any.get() {
            let add = Callback::new(move |()| add(part, 1, 500, "group-name"));
            return part.section(
                "phase-groups",
                w::groups(),
                view! {
                    {check(part)}
                    <ul class="plain items">
                        <For each=move || ids.get() key=|id| *id children=move |id| card(part, id) />
                    </ul>
                    <p class="actions">
                        <Button id=part.anchor("group-add") on_press=add>{w::group_add()}</Button>
                    </p>
                }
                .into_any(),
            );
        }
        if part.kind != PhaseKind::Seed {
            return ().into_any();
        }
        let two = Callback::new(move |()| add(part, 2, 500, "group-count"));
        part.section(
            "phase-groups",
            w::groups(),
            view! {
                <EmptyState text=w::no_groups() example=editor.by_market(w::no_groups_example, w::no_groups_example_abroad)>
                    <Button on_press=two>{w::two_groups()}</Button>
                </EmptyState>
            }
            .into_any(),
        )
    };
    shown.into_any()
}

fn add(part: Part, count: u32, capacity: u32, focus: &str) {
    let editor = part.editor;
    let id: GroupId = editor.fresh_id();
    let channel = editor.peek(|plan| {
        let mut channels = plan.strategy.channels.iter();
        channels.find(|channel| channel.catalogue.as_deref() == Some("wechat_group")).map(|channel| channel.id)
    });
    let group = Group {
        id,
        phase: part.id,
        channel,
        name: if count > 1 { w::group_names() } else { "" }.to_owned(),
        count,
        capacity,
        admins: String::new(),
        rules: String::new(),
        rhythm: String::new(),
    };
    if editor.insert(group) {
        part.opened.set(key_of(id));
        focus_when_rendered(Form::<Group>::item(editor, id).anchor(focus));
    }
}

/// Whether the groups hold the number of people the phase needs, in one sentence.
fn check(part: Part) -> AnyView {
    let said = part.editor.memo(move |plan| said(plan, part));
    view! {
        <p role="status" class="group-capacity" class:short=move || said.with(|said| said.1)>{move || said.get().0}</p>
    }
    .into_any()
}

/// The sentence, and whether it says that they are too small.
fn said(plan: &Plan, part: Part) -> (String, bool) {
    let groups: Vec<&Group> = plan.groups.iter().filter(|group| group.phase == part.id).collect();
    let holds: u64 = groups.iter().map(|group| group.holds()).fold(0, u64::saturating_add);
    let mut sum = String::new();
    for group in groups {
        if !sum.is_empty() {
            sum.push_str(" + ");
        }
        sum.push_str(&count(u64::from(group.count)));
        sum.push_str(" × ");
        sum.push_str(&count(u64::from(group.capacity)));
    }
    let wanted = plan.find(part.id).and_then(|phase| phase.objective).and_then(|objective| objective.number);
    let wanted = wanted.and_then(|number| u64::try_from(number.trunc()).ok()).unwrap_or(0);
    if wanted == 0 {
        return (w::groups_hold(&sum, &count(holds)), false);
    }
    if holds < wanted {
        return (w::groups_short(&sum, &count(holds), &count(wanted - holds), &count(wanted)), true);
    }
    (w::groups_enough(&sum, &count(holds), &count(wanted)), false)
}

fn card(part: Part, id: GroupId) -> AnyView {
    let editor = part.editor;
    let form: Form<Group> = Form::item(editor, id);
    let title = Memo::new(move |_| {
        let name = form.get(|group| group.name.clone()).unwrap_or_default();
        if name.trim().is_empty() { w::unnamed_group().to_owned() } else { name }
    });
    let menu = move || {
        let name = title.get();
        let what = name.clone();
        let items =
            vec![MenuItem::new(common::delete(), Callback::new(move |()| _ = editor.remove(id, &what))).danger()];
        view! { <MenuButton label=common::more_actions() name=common::more_actions_for(&name) items=items /> }
    };
    let about = Signal::derive(move || {
        let known = form.get(|group| {
            let product = w::group_product(
                &count(u64::from(group.count)),
                &count(u64::from(group.capacity)),
                &count(group.holds()),
            );
            joined([Some(product), Some(group.admins.trim().to_owned())])
        });
        known.unwrap_or_default()
    });
    folded(part, key_of(id), CardSummary::new(title, about).menu(menu.into_any()), move || fields(part, id))
}

fn fields(part: Part, id: GroupId) -> AnyView {
    let editor = part.editor;
    let form: Form<Group> = Form::item(editor, id);
    let holds = form.memo(Group::holds);
    view! {
        <div class="row wide">
            {form.text("group-name", w::group_name(), lens!(name))}
            {form.channel(
                "group-channel",
                Label::new(common::channel()).placeholder(crate::i18n::words::phase::no_channel()),
                |group| group.channel,
                |group, channel| group.channel = channel,
            )}
        </div>
        <div class="row product">
            {form.whole("group-count", w::group_count(), lens!(count))}
            {form.whole("group-capacity", w::group_capacity(), lens!(capacity))}
            <p class="result">{move || w::group_holds(&count(holds.get()))}</p>
        </div>
        {house(part, id)}
        {form.people("group-admins", Label::new(w::admins()).hint(w::admins_hint()), lens!(admins))}
        {form.area("group-rules", Label::new(w::rules()).placeholder(w::rules_example()), 2, lens!(rules))}
        {form.area("group-rhythm", Label::new(w::rhythm()).placeholder(w::rhythm_example()), 2, lens!(rhythm))}
    }
    .into_any()
}

/// The platform's limits for groups, each with its source: of the group's channel, or of the market's usual groups if
/// none is selected.
fn house(part: Part, id: GroupId) -> AnyView {
    let found = part.editor.memo(move |plan| {
        let group = plan.find(id)?;
        let channel = group.channel.and_then(|id| plan.find(id));
        let key = match channel {
            Some(channel) => channel.catalogue.as_deref()?,
            None => plan.basics.market.pick("wechat_group", "whatsapp_group"),
        };
        let account = channel.and_then(|channel| channel.account);
        let entry = CatalogueChannel::by_key(key)?;
        let of_groups = |limit: &&Limit| {
            use Limited::{CodeDays, ConsentFrom, InternalMembers, Members, NoSharingRewards, ScanUntil, VerifiedFrom};
            matches!(
                limit.what,
                Members | InternalMembers | ConsentFrom | VerifiedFrom | ScanUntil | CodeDays | NoSharingRewards
            )
        };
        let rules: Vec<String> =
            entry.limits_of(account, plan.basics.market).filter(of_groups).map(channels::cited).collect();
        let name =
            channel.map_or_else(|| names_of_channels::by_key(key).unwrap_or_default().to_owned(), names::channel);
        (!rules.is_empty()).then_some((name, rules))
    });
    let shown = move || {
        found.get().map(|(name, rules)| {
            let rules: Vec<_> = rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect();
            view! { <Disclosure summary=w::house(&name)><ul class="small">{rules}</ul></Disclosure> }
        })
    };
    shown.into_any()
}

fn count(value: u64) -> String {
    format::count(i64::try_from(value).unwrap_or(i64::MAX))
}
