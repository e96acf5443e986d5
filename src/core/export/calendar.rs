//! Phases, activities, partners' events and posts as a calendar file (iCalendar, RFC 5545).
//!
//! The UID of an entry consists of its id and the plan's id. So a calendar that imports the file again updates its entries
//! instead of duplicating them, and the file of a copied plan, whose parts keep their ids, does not overwrite the original's
//! entries. Times are local ("floating"): a post planned for nine is shown at nine in every time zone.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::phase::Phase;
use crate::plan::numbers::date_range::DateRange;
use crate::plan::numbers::limits::is_in_range;

/// The file's words, and its time stamp.
pub struct CalendarWords<'a> {
    /// The time at which the file is made, in UTC.
    pub stamp: NaiveDateTime,
    /// A phase.
    pub phase: &'a dyn Fn(&Phase) -> String,
    /// A phase's objective; may be empty.
    pub objective: &'a dyn Fn(&Phase) -> String,
    /// A channel; empty for `None`.
    pub channel: &'a dyn Fn(Option<ChannelId>) -> String,
    /// A post by its channel and its working title, which may be empty.
    pub post: &'a dyn Fn(&str, &str) -> String,
    /// A label and its value, as in "Owner: Lin".
    pub labelled: &'a dyn Fn(&str, &str) -> String,
    /// "Owner"
    pub owner: &'a str,
    /// "Channel"
    pub channel_label: &'a str,
    /// "Contact"
    pub contact: &'a str,
    /// "Checklist"
    pub checklist: &'a str,
}

/// The duration of a post with a time, in minutes.
const POST_MINUTES: i64 = 30;
/// The longest line in octets, without its line break (RFC 5545, 3.1).
const MAX_LINE_OCTETS: usize = 75;

/// The calendar file.
pub fn ics(plan: &Plan, words: &CalendarWords) -> String {
    let mut file = CalendarFile { text: String::new(), stamp: words.stamp, plan: plan.id.to_string() };
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Groundswell//Marketing plan//EN", "CALSCALE:GREGORIAN"] {
        file.line(line);
    }
    file.property("X-WR-CALNAME", &plan.basics.name);
    for phase in &plan.phases {
        let Some(days) = phase.days() else { continue };
        file.begin("phase", &phase.id, EventTime::Days(days.first(), days.last()), &(words.phase)(phase));
        file.described(&[(words.objective)(phase), phase.profile.clone()]);
        file.end(false);
    }
    let labelled = |label: &str, value: &str| {
        let value = value.trim();
        if value.is_empty() { String::new() } else { (words.labelled)(label, value) }
    };
    for activity in &plan.activities {
        let Some(days) = days(activity.first, activity.last) else { continue };
        file.begin("activity", &activity.id, EventTime::Days(days.first(), days.last()), &activity.name);
        let steps: Vec<&str> = activity.checklist.iter().map(|item| item.text.trim()).collect();
        file.described(&[
            labelled(words.owner, &activity.owner),
            labelled(words.channel_label, &(words.channel)(activity.channel)),
            labelled(words.checklist, &steps.join("; ")),
            activity.note.clone(),
        ]);
        file.end(false);
    }
    for partner in &plan.partners {
        let Some(days) = days(partner.first, partner.last) else { continue };
        file.begin("partner", &partner.id, EventTime::Days(days.first(), days.last()), &partner.name);
        file.described(&[labelled(words.contact, &partner.contact), partner.note.clone()]);
        if let Ok(address) = partner.link.address() {
            file.link(&address);
        }
        file.end(false);
    }
    // A date in a year out of range cannot be written in a calendar; the check reports it.
    for post in plan.schedule.posts.iter().filter(|post| is_in_range(post.on)) {
        let when = post.at.map_or(EventTime::Days(post.on, post.on), |at| EventTime::Time(post.on, at));
        let channel = (words.channel)(Some(post.channel));
        file.begin("piece", &post.id, when, &(words.post)(&channel, post.title.trim()));
        file.described(&[labelled(words.owner, &post.owner)]);
        file.link(&post.link);
        file.end(true);
    }
    file.line("END:VCALENDAR");
    file.text
}

/// The days from the first to the last; if only one of them is entered, that day.
fn days(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<DateRange> {
    DateRange::new(first.or(last)?, last.or(first)?)
}

/// The time of an entry.
enum EventTime {
    /// Whole days, first and last included.
    Days(NaiveDate, NaiveDate),
    Time(NaiveDate, NaiveTime),
}

struct CalendarFile {
    text: String,
    stamp: NaiveDateTime,
    /// The plan's id.
    plan: String,
}

impl CalendarFile {
    fn begin(&mut self, kind: &str, id: &dyn ToString, when: EventTime, summary: &str) {
        self.line("BEGIN:VEVENT");
        self.line(&["UID:", kind, "-", &id.to_string(), "-", &self.plan, "@groundswell"].concat());
        let stamp = self.stamp.format("DTSTAMP:%Y%m%dT%H%M%SZ").to_string();
        self.line(&stamp);
        match when {
            EventTime::Days(first, last) => {
                self.line(&first.format("DTSTART;VALUE=DATE:%Y%m%d").to_string());
                // DTEND of whole days is exclusive.
                if let Some(after) = last.checked_add_days(Days::new(1)) {
                    self.line(&after.format("DTEND;VALUE=DATE:%Y%m%d").to_string());
                }
            }
            EventTime::Time(on, at) => {
                let start = on.and_time(at);
                self.line(&start.format("DTSTART:%Y%m%dT%H%M%S").to_string());
                if let Some(end) = start.checked_add_signed(chrono::TimeDelta::minutes(POST_MINUTES)) {
                    self.line(&end.format("DTEND:%Y%m%dT%H%M%S").to_string());
                }
            }
        }
        self.property("SUMMARY", summary);
    }

    fn described(&mut self, parts: &[String]) {
        let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            self.property("DESCRIPTION", &parts.join("\n"));
        }
    }

    /// A link; values of type URI are not escaped.
    fn link(&mut self, address: &str) {
        let address = address.trim();
        if (address.starts_with("https://") || address.starts_with("http://"))
            && !address.contains(|letter: char| letter.is_whitespace() || letter.is_control())
        {
            self.line(&["URL:", address].concat());
        }
    }

    /// Ends an entry. Entries with a time are shown as busy, whole days as free.
    fn end(&mut self, timed: bool) {
        if !timed {
            self.line("TRANSP:TRANSPARENT");
        }
        self.line("END:VEVENT");
    }

    /// A property whose value is a text.
    fn property(&mut self, name: &str, value: &str) {
        let mut line = name.to_owned() + ":";
        let value = value.replace("\r\n", "\n").replace('\r', "\n");
        for letter in value.trim().chars() {
            match letter {
                '\\' | ';' | ',' => line.extend(['\\', letter]),
                '\n' => line.push_str("\\n"),
                // Other control characters are forbidden.
                letter if letter.is_control() && letter != '\t' => {}
                letter => line.push(letter),
            }
        }
        self.line(&line);
    }

    /// A line, folded between characters where it is too long.
    fn line(&mut self, line: &str) {
        let mut room = MAX_LINE_OCTETS;
        for letter in line.chars() {
            if letter.len_utf8() > room {
                self.text.push_str("\r\n ");
                // The space that marks the fold counts.
                room = MAX_LINE_OCTETS - 1;
            }
            room -= letter.len_utf8();
            self.text.push(letter);
        }
        self.text.push_str("\r\n");
    }
}
