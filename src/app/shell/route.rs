//! Routes: where in the app a reader is, and the address of that place.
//!
//! Pure, so that addresses are tested without a browser. Routes are in the fragment: any static host serves them, and a
//! copied link opens the same place.

use std::fmt;

use crate::app::shell::sections::Section;
use crate::file::share_link::restore_address;
use crate::plan::{PlanId, Step};

/// A view of a whole plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanView {
    /// Phases, activities, content and events over the calendar.
    Timeline,
    /// Every tracked link with its code, to print.
    Links,
    /// The plan as a report for management and the team.
    Report,
    /// Approved states of the plan, and what has changed since.
    Changes,
}

impl PlanView {
    /// Every one.
    pub const ALL: [PlanView; 4] = [PlanView::Timeline, PlanView::Links, PlanView::Report, PlanView::Changes];

    /// Its name in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            PlanView::Timeline => "timeline",
            PlanView::Links => "tracked-links",
            PlanView::Report => "report",
            PlanView::Changes => "changes",
        }
    }
}

/// The page that a reader came to a step from, to return to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The review.
    Review,
    /// The list of changes.
    Changes,
}

impl Origin {
    const ALL: [Origin; 2] = [Origin::Review, Origin::Changes];

    /// Its suffix in addresses, where a reload does not lose it.
    fn mark(self) -> &'static str {
        match self {
            Origin::Review => "?from=review",
            Origin::Changes => "?from=changes",
        }
    }

    /// The route back, to the part about the step where there is one.
    pub fn back(self, plan: PlanId, step: Step) -> Route {
        match self {
            Origin::Review => Route::field(plan, Step::Review, "answers-".to_owned() + step.slug()),
            Origin::Changes => Route::PlanView { plan, view: PlanView::Changes },
        }
    }
}

/// A place in the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list of plans.
    Home,
    /// The questions that a new plan is drafted from.
    New,
    /// A plan's overview.
    Plan(PlanId),
    /// A section of a step of a plan.
    Section {
        /// Which plan.
        plan: PlanId,
        /// Which section.
        section: Section,
        /// The id of the element on it that is meant, if one is.
        anchor: Option<String>,
        /// The page to return to, if any.
        from: Option<Origin>,
    },
    /// A view of a whole plan beside the path.
    PlanView {
        /// Which plan.
        plan: PlanId,
        /// Which view.
        view: PlanView,
    },
    /// A plan that is contained in the address: see [`crate::file::share_link`].
    Shared(String),
    /// An address that does not exist.
    Unknown,
}

impl Route {
    /// The first section of a step.
    pub fn step(plan: PlanId, step: Step) -> Route {
        Route::section(plan, Section::first(step))
    }

    /// A section of a step.
    pub fn section(plan: PlanId, section: Section) -> Route {
        Route::Section { plan, section, anchor: None, from: None }
    }

    /// A field of a step, in the section that holds it.
    pub fn field(plan: PlanId, step: Step, anchor: impl Into<String>) -> Route {
        let anchor = anchor.into();
        Route::Section { plan, section: Section::holding(step, &anchor), anchor: Some(anchor), from: None }
    }

    /// The same route with a page to return to; only steps have one.
    #[must_use]
    pub fn coming_from(self, from: Option<Origin>) -> Route {
        match self {
            Route::Section { plan, section, anchor, .. } => Route::Section { plan, section, anchor, from },
            other => other,
        }
    }

    /// The route of a fragment, with or without its `#`. `None` where the fragment is the id of an element, as in a
    /// link within the page.
    ///
    /// ```
    /// use groundswell::app::shell::route::Route;
    /// assert_eq!(Route::parse(""), Some(Route::Home));
    /// assert_eq!(Route::parse("#live-polite"), None);
    /// assert_eq!(Route::parse("#/plan/0/budget"), Some(Route::Unknown));
    /// ```
    pub fn parse(fragment: &str) -> Option<Route> {
        // A messenger may have escaped it or inserted invisible characters.
        let fragment = restore_address(fragment.strip_prefix('#').unwrap_or(fragment));
        let fragment = fragment.trim();
        let path = fragment.strip_prefix('/');
        let whole = path.unwrap_or(fragment);
        if let Some((_, text)) = whole.split_once('/').filter(|(name, _)| name.eq_ignore_ascii_case("shared")) {
            return Some(Route::Shared(text.to_owned()));
        }
        let Some(path) = path else {
            // No element has an id with a slash, so it was meant as a route.
            let is_address = fragment.contains('/');
            return if fragment.is_empty() { Some(Route::Home) } else { is_address.then_some(Route::Unknown) };
        };
        // Punctuation after a link in a sentence; routes never end with it.
        let path = path.trim_end_matches(|end: char| !end.is_alphanumeric() && !matches!(end, '/' | '-' | '_'));
        let marked = Origin::ALL.into_iter().find_map(|from| Some((path.strip_suffix(from.mark())?, from)));
        let (path, from) = marked.map_or((path, None), |(path, from)| (path, Some(from)));
        let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        let section = |plan: &str, slug: &str, names: &[&str]| {
            let plan = plan.parse().ok()?;
            let step = Step::from_slug(slug)?;
            // Addresses without a section are those of earlier versions: a field lies in the section that holds it.
            let (section, anchor) = match *names {
                [] => (Section::first(step), None),
                [name] => match Section::from_slug(step, name) {
                    Some(section) => (section, None),
                    None => (Section::holding(step, &current_anchor(name)), Some(name)),
                },
                [name, anchor] => (Section::from_slug(step, name)?, Some(anchor)),
                _ => return None,
            };
            if anchor.is_some_and(|anchor| !is_anchor(anchor)) {
                return None;
            }
            Some(Route::Section { plan, section, anchor: anchor.map(current_anchor), from })
        };
        let route = match parts.as_slice() {
            [""] => Some(Route::Home),
            ["new"] => Some(Route::New),
            ["plan", plan] => plan.parse().ok().map(Route::Plan),
            ["plan", plan, slug] => section(plan, slug, &[]).or_else(|| {
                let view = PlanView::ALL.into_iter().find(|view| view.slug() == *slug)?;
                Some(Route::PlanView { plan: plan.parse().ok()?, view })
            }),
            ["plan", plan, slug, names @ ..] => section(plan, slug, names),
            _ => None,
        };
        Some(route.unwrap_or(Route::Unknown))
    }

    /// The plan it is in, if it is in one.
    pub fn plan(&self) -> Option<PlanId> {
        match self {
            Route::Plan(plan) | Route::Section { plan, .. } | Route::PlanView { plan, .. } => Some(*plan),
            Route::Home | Route::New | Route::Shared(_) | Route::Unknown => None,
        }
    }

    /// The same route without an anchor.
    #[must_use]
    pub fn screen(&self) -> Route {
        match self {
            Route::Section { plan, section, .. } => Route::section(*plan, *section),
            other => other.clone(),
        }
    }

    /// The same route in another plan.
    #[must_use]
    pub fn within(&self, other: PlanId) -> Route {
        match self {
            Route::Plan(_) => Route::Plan(other),
            Route::Section { section, anchor, from, .. } => {
                Route::Section { plan: other, section: *section, anchor: anchor.clone(), from: *from }
            }
            Route::PlanView { view, .. } => Route::PlanView { plan: other, view: *view },
            Route::Home | Route::New | Route::Shared(_) | Route::Unknown => self.clone(),
        }
    }

    /// The page to return to, if any.
    pub fn origin(&self) -> Option<Origin> {
        match self {
            Route::Section { from, .. } => *from,
            _ => None,
        }
    }

    /// The id of the element to focus, if any.
    pub fn anchor(&self) -> Option<&str> {
        match self {
            Route::Section { anchor, .. } => anchor.as_deref(),
            _ => None,
        }
    }
}

/// Beginnings of field ids that were renamed, so that an address kept from before still arrives.
const RENAMED_ANCHORS: [(&str, &str); 5] = [
    ("budget-envelope", "budget-total"),
    ("department-", "team-"),
    ("phase-gates", "phase-criteria"),
    ("piece-", "post-"),
    ("trial-", "test-"),
];

/// The present id of the field that an address names.
fn current_anchor(anchor: &str) -> String {
    let renamed = |&(old, new): &(&str, &str)| Some([new, anchor.strip_prefix(old)?].concat());
    RENAMED_ANCHORS.iter().find_map(renamed).unwrap_or_else(|| anchor.to_owned())
}

/// The ids of the app's fields need no escaping; anything else is a mistake.
fn is_anchor(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::Home | Route::Unknown => f.write_str("#/"),
            Route::New => f.write_str("#/new"),
            Route::Shared(text) => write!(f, "#/shared/{text}"),
            Route::Plan(plan) => write!(f, "#/plan/{plan}"),
            Route::PlanView { plan, view } => write!(f, "#/plan/{plan}/{}", view.slug()),
            Route::Section { plan, section, anchor, from } => {
                write!(f, "#/plan/{plan}/{}/{}", section.step().slug(), section.slug())?;
                if let Some(anchor) = anchor {
                    write!(f, "/{anchor}")?;
                }
                f.write_str(from.map_or("", Origin::mark))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::model::id::Id;

    #[test]
    fn addresses_of_renamed_fields_still_arrive() {
        let plan = Id::from_bits(7);
        let arrives = |old: &str, new: &str| {
            let address = Route::field(plan, Step::Schedule, old).to_string();
            assert_eq!(Route::parse(&address).unwrap().anchor(), Some(new));
        };
        arrives("budget-envelope", "budget-total");
        arrives("piece-title-00000000z9", "post-title-00000000z9");
        arrives("trial-channel-00000000z9", "test-channel-00000000z9");
        arrives("phase-gates-00000000z9", "phase-criteria-00000000z9");
        arrives("line-price-00000000z9", "line-price-00000000z9");
    }

    #[test]
    fn every_route_parses_from_its_address() {
        let plan = Id::from_bits(987_654_321);
        let mut places =
            vec![Route::Home, Route::New, Route::Plan(plan), Route::field(plan, Step::Budget, "line-price-00000000z9")];
        places.push(Route::Shared("1.16.dHdlbHZlIGJ5dGVz".to_owned()));
        places.extend(Step::ALL.map(|step| Route::step(plan, step)));
        for from in Origin::ALL {
            places.push(Route::step(plan, Step::Goals).coming_from(Some(from)));
            places.push(Route::field(plan, Step::Seed, "phase-first-00000000z9").coming_from(Some(from)));
        }
        places.extend(PlanView::ALL.map(|view| Route::PlanView { plan, view }));
        for place in places {
            assert_eq!(Route::parse(&place.to_string()), Some(place));
        }
    }

    #[test]
    fn an_address_changed_by_a_messenger_is_parsed_or_unknown() {
        let shared = Some(Route::Shared("1.16.dHdlbHZlIGJ5dGVz".to_owned()));
        for address in [
            "#%2Fshared%2F1.16.dHdlbHZlIGJ5dGVz",
            "#%2fshared%2f1%2E16%2EdHdlbHZlIGJ5dGVz",
            "#%252Fshared%252F1.16.dHdlbHZlIGJ5dGVz",
            "#/Shared/1.16.dHdlbHZlIGJ5dGVz",
            "#shared/1.16.dHdlbHZlIGJ5dGVz",
            "#\u{200b}/shared/1.16.dHdlbHZlIGJ5dGVz\u{feff}",
            "#%E2%80%8B/shared/1.16.dHdlbHZlIGJ5dGVz",
            "#%20/shared/1.16.dHdlbHZlIGJ5dGVz%20",
        ] {
            assert_eq!(Route::parse(address), shared, "{address}");
        }
        let step = Some(Route::step(Id::from_bits(32 * 31 + 9), Step::Budget));
        for address in
            ["#%2Fplan%2F00000000z9%2Fbudget", "#/plan/00000000z9/budget).", "#/plan/00000000z9/budget\u{3002}"]
        {
            assert_eq!(Route::parse(address), step, "{address}");
        }
        for address in ["#%2Fshare%2F1.16.dHdlbHZlIGJ5dGVz", "#shared1%2F2", "#/shared"] {
            assert_eq!(Route::parse(address), Some(Route::Unknown), "{address}");
        }
    }

    #[test]
    fn an_unknown_route_differs_from_a_link_within_the_page() {
        for address in [
            "#/plan",
            "#/plan/x",
            "#/plan/00000000z9/no-step",
            "#/plan/00000000z9/budget/a b",
            "#/other",
            "#/plan/00000000z9/budget?from=here",
        ] {
            assert_eq!(Route::parse(address), Some(Route::Unknown), "{address}");
        }
        assert_eq!(Route::parse("#main"), None);
        assert_eq!(Route::parse("#somewhere/else"), Some(Route::Unknown));
        assert_eq!(Route::parse("#"), Some(Route::Home));
        assert_eq!(Route::parse("#/plan/00000000z9/").and_then(|route| route.plan()), Some(Id::from_bits(32 * 31 + 9)));
    }
}
