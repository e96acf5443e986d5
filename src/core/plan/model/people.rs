//! The people a plan names: owners, team leads, group admins, contacts of partners. What each field holds is text; the
//! list of people is read from it.
//!
//! A field may name several people, "Lin Yue, Chen Mo". Text without a letter, such as a phone number, names nobody.

use std::collections::HashMap;

use crate::plan::Plan;
use crate::plan::model::activity::Activity;
use crate::plan::model::approval::Approval;
use crate::plan::model::basics::AudienceGroup;
use crate::plan::model::budget::{ExchangeRate, LineItem};
use crate::plan::model::channel::Channel;
use crate::plan::model::channel_test::ChannelTest;
use crate::plan::model::feedback::Feedback;
use crate::plan::model::goals::{OutputGoal, ResultGoal, Team};
use crate::plan::model::group::Group;
use crate::plan::model::metric::{Metric, Source};
use crate::plan::model::partner::Partner;
use crate::plan::model::parts::plan_lists;
use crate::plan::model::phase::Phase;
use crate::plan::model::risk::Risk;
use crate::plan::model::schedule::{Cadence, Post};
use crate::plan::model::suggestions::{SuggestedPart, Suggestible};
use crate::text::width::folded;

/// What separates names in a field.
const SEPARATORS: [char; 6] = [',', '，', '、', ';', '；', '\n'];

/// A field of a part that names people.
pub struct NameField<T> {
    /// How its id on the page begins.
    pub field: &'static str,
    /// Its text, if the part has it.
    pub read: fn(&T) -> Option<&String>,
    /// Its text, to be changed.
    pub write: fn(&mut T) -> Option<&mut String>,
}

/// A part of a list of the plan, with its fields that name people.
pub trait NamesPeople: Suggestible + Sized + 'static {
    /// These fields.
    const NAMES: &'static [NameField<Self>];
}

macro_rules! names_people {
    ($($part:ty: $($id:literal $field:ident),*;)*) => {
        $(impl NamesPeople for $part {
            const NAMES: &'static [NameField<Self>] = &[$(NameField {
                field: $id,
                read: |part| Some(&part.$field),
                write: |part| Some(&mut part.$field),
            }),*];
        })*
    };
}

names_people! {
    AudienceGroup:;
    Team: "team-lead" lead;
    OutputGoal: "output-owner" owner;
    ResultGoal: "result-owner" owner;
    LineItem: "line-owner" owner;
    ExchangeRate:;
    Channel:;
    ChannelTest:;
    Phase:;
    Activity: "activity-owner" owner;
    Risk: "risk-owner" owner;
    Group: "group-admins" admins;
    Feedback:;
    Partner: "partner-contact" contact;
    Cadence: "cadence-owner" owner;
    Post: "post-owner" owner;
    // An approval records who approved on that day; it does not change afterwards.
    Approval:;
}

impl NamesPeople for Metric {
    const NAMES: &'static [NameField<Self>] = &[
        NameField { field: "metric-owner", read: |part| Some(&part.owner), write: |part| Some(&mut part.owner) },
        NameField {
            field: "tracking-owner",
            read: |part| match &part.source {
                Some(Source::OwnStatistics(tracking)) => Some(&tracking.owner),
                _ => None,
            },
            write: |part| match &mut part.source {
                Some(Source::OwnStatistics(tracking)) => Some(&mut tracking.owner),
                _ => None,
            },
        },
    ];
}

macro_rules! visit_lists {
    ($($(#[$doc:meta])* $name:ident($item:ty) in $($field:ident).+, basis $basis:literal;)*) => {
        /// Calls `visit` with every field of the plan that names people: its part, how its id begins, its text.
        fn visit_fields<'a>(plan: &'a Plan, visit: &mut dyn FnMut(SuggestedPart, &'static str, &'a str)) {
            $(for item in &plan.$($field).+ {
                for names in <$item as NamesPeople>::NAMES {
                    if let Some(text) = (names.read)(item) {
                        visit(SuggestedPart::$name(item.id), names.field, text);
                    }
                }
            })*
        }
    };
}

plan_lists!(visit_lists,);

/// A person of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The fields that have it, in the plan's order.
    pub uses: Vec<NameUse>,
}

/// A field that names a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameUse {
    /// The part of the plan.
    pub part: SuggestedPart,
    /// How the field's id on the page begins; the part's id follows.
    pub field: &'static str,
}

/// The people that a plan names: those named most first, then in the plan's order.
///
/// ```
/// use groundswell_core::plan::Plan;
/// use groundswell_core::plan::model::{goals::Team, id::Id, people::people};
/// let mut plan = Plan::blank(&mut || 1);
/// for (bits, lead) in [(1, "Chen Mo"), (2, "Lin Yue, Chen Mo")] {
///     plan.goals.teams.push(Team { id: Id::from_bits(bits), name: String::new(), lead: lead.to_owned() });
/// }
/// let named: Vec<(String, usize)> = people(&plan).into_iter().map(|person| (person.name, person.uses.len())).collect();
/// assert_eq!(named, [("Chen Mo".to_owned(), 2), ("Lin Yue".to_owned(), 1)]);
/// ```
pub fn people(plan: &Plan) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    visit_fields(plan, &mut |part, field, text| {
        for name in names_in(text) {
            let at = *places.entry(name).or_insert_with(|| {
                people.push(Person { name: name.to_owned(), uses: Vec::new() });
                people.len() - 1
            });
            let found = NameUse { part, field };
            // A field may have a name twice.
            if people[at].uses.last() != Some(&found) {
                people[at].uses.push(found);
            }
        }
    });
    people.sort_by_key(|person| std::cmp::Reverse(person.uses.len()));
    people
}

/// The names in a field's text, trimmed.
pub fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(SEPARATORS).map(str::trim).filter(|name| name.chars().any(char::is_alphabetic))
}

/// What a text that is being typed may become: each name that contains what is typed of the last one, and the whole text
/// with it. Names that begin with it come first, the others keep their order.
///
/// ```
/// use groundswell_core::plan::model::people::completions;
/// let names = ["Chen Mo", "Lin Yue"].map(String::from);
/// assert_eq!(completions("y", &names), [("Lin Yue".to_owned(), "Lin Yue".to_owned())]);
/// assert_eq!(completions("Lin Yue, c", &names), [("Chen Mo".to_owned(), "Lin Yue, Chen Mo".to_owned())]);
/// assert!(completions("Lin Yue", &names).is_empty(), "nothing to complete");
/// ```
pub fn completions(typed: &str, names: &[String]) -> Vec<(String, String)> {
    let start = typed.rfind(SEPARATORS).map_or(0, |at| at + typed[at..].chars().next().map_or(0, char::len_utf8));
    let (before, last) = typed.split_at(start);
    let sought = folded(last.trim());
    let others: Vec<&str> = names_in(before).collect();
    let space = if before.is_empty() || !before.ends_with([',', ';']) { "" } else { " " };
    let fits =
        |name: &&String| folded(name).contains(&sought) && **name != last.trim() && !others.contains(&name.as_str());
    let mut found: Vec<&String> = names.iter().filter(fits).collect();
    found.sort_by_key(|name| !folded(name).starts_with(&sought));
    found.into_iter().map(|name| (name.clone(), [before, space, name].concat())).collect()
}

/// The text with one name replaced by another; `None` where it does not have the name. A name that would then be there
/// twice is there once.
pub fn with_renamed(text: &str, from: &str, to: &str) -> Option<String> {
    if !names_in(text).any(|name| name == from) {
        return None;
    }
    let mut renamed = String::with_capacity(text.len() + to.len());
    let mut has_it = false;
    for piece in text.split_inclusive(SEPARATORS) {
        let segment = piece.trim_end_matches(SEPARATORS);
        let separator = &piece[segment.len()..];
        let name = segment.trim();
        if name == from || name == to {
            if has_it {
                // Without the separator before it, unless more follows.
                if separator.is_empty() {
                    renamed.truncate(renamed.trim_end().trim_end_matches(SEPARATORS).len());
                }
                continue;
            }
            has_it = true;
            renamed.push_str(&segment.replacen(name, to, 1));
        } else {
            renamed.push_str(segment);
        }
        renamed.push_str(separator);
    }
    Some(renamed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_names_several_people_and_a_number_names_nobody() {
        let names = |text| names_in(text).collect::<Vec<_>>();
        assert_eq!(names(" Lin Yue , Chen Mo;Wang"), ["Lin Yue", "Chen Mo", "Wang"]);
        assert_eq!(names("林悦、陈默，王"), ["林悦", "陈默", "王"]);
        assert_eq!(names("Events office, 138 0000 0000"), ["Events office"]);
        assert!(names(" , ").is_empty());
    }

    #[test]
    fn a_name_is_completed_where_it_is_typed() {
        let names = ["Chen Mo", "Lin Yue", "Yuan"].map(String::from);
        let shown = |typed| completions(typed, &names).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(shown(""), ["Chen Mo", "Lin Yue", "Yuan"]);
        assert_eq!(shown("yu"), ["Yuan", "Lin Yue"], "those that begin with it first");
        assert_eq!(shown("Chen Mo、"), ["Lin Yue", "Yuan"], "nobody twice");
        assert_eq!(completions("陈默、l", &names)[0].1, "陈默、Lin Yue");
        assert!(shown("nobody").is_empty());
    }

    #[test]
    fn a_renamed_person_keeps_the_others_of_the_field() {
        let renamed = |text| with_renamed(text, "Chen", "Chen Mo");
        assert_eq!(renamed("Lin Yue, Chen , Wang").as_deref(), Some("Lin Yue, Chen Mo , Wang"));
        assert_eq!(renamed("Chen"), Some("Chen Mo".to_owned()));
        assert_eq!(renamed("Chen Mo"), None, "another name that begins with it");
        assert_eq!(renamed("Chen, Chen Mo").as_deref(), Some("Chen Mo"));
        assert_eq!(renamed("Chen Mo、Wang、Chen").as_deref(), Some("Chen Mo、Wang"));
        assert_eq!(renamed("Chen Mo, Chen, Wang").as_deref(), Some("Chen Mo, Wang"));
    }
}
