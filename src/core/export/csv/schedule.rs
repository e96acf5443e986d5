//! The posts of the publication schedule as CSV, for spreadsheets and for importing them again.
//!
//! As in the CSV of the [`budget`](crate::export::csv::budget), each heading ends with a key in brackets that is the same in
//! every language, days are ISO 8601 (guarded like text if their year has a sign) and names are unique. Each row has its
//! post's id, so that a changed row updates its post.

use crate::export::csv::CsvFile;
use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::schedule::{PostId, PostState};

/// The prefix of a post's id: without it, a spreadsheet would read some ids as numbers and change them.
const ID_PREFIX: &str = "piece-";

/// The columns, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScheduleColumn {
    /// The post's identity.
    Id,
    /// The day.
    Date,
    /// The time, `09:05`.
    Time,
    /// The channel.
    Channel,
    /// The working title.
    Title,
    /// `yes` if it is original.
    Original,
    /// `yes` if it is paid.
    Paid,
    /// The state.
    State,
    /// The owner.
    Owner,
    /// The address at which it was published.
    Link,
}

impl ScheduleColumn {
    /// Every column, in order.
    pub const ALL: [ScheduleColumn; 10] = [
        ScheduleColumn::Id,
        ScheduleColumn::Date,
        ScheduleColumn::Time,
        ScheduleColumn::Channel,
        ScheduleColumn::Title,
        ScheduleColumn::Original,
        ScheduleColumn::Paid,
        ScheduleColumn::State,
        ScheduleColumn::Owner,
        ScheduleColumn::Link,
    ];

    /// Its key, the same in every language.
    pub fn key(self) -> &'static str {
        match self {
            ScheduleColumn::Id => "id",
            ScheduleColumn::Date => "date",
            ScheduleColumn::Time => "time",
            ScheduleColumn::Channel => "channel",
            ScheduleColumn::Title => "title",
            ScheduleColumn::Original => "original",
            ScheduleColumn::Paid => "paid",
            ScheduleColumn::State => "state",
            ScheduleColumn::Owner => "owner",
            ScheduleColumn::Link => "link",
        }
    }
}

/// The file's words, and the names of the plan's parts.
pub struct ScheduleCsvWords<'a> {
    /// A column's heading.
    pub heading: &'a dyn Fn(ScheduleColumn) -> &'static str,
    /// A channel's name, unique in the plan.
    pub channel: &'a dyn Fn(ChannelId) -> String,
    /// The state of a post.
    pub state: &'a dyn Fn(PostState) -> &'static str,
    /// "yes"
    pub yes: &'a str,
    /// "no"
    pub no: &'a str,
}

/// The cell of a post's id.
pub fn id_cell(id: PostId) -> String {
    ID_PREFIX.to_owned() + &id.to_string()
}

/// The whole file, by day and time.
pub fn csv(plan: &Plan, words: &ScheduleCsvWords) -> String {
    let mut file = CsvFile::default();
    for column in ScheduleColumn::ALL {
        file.plain(&[(words.heading)(column), " [", column.key(), "]"].concat());
    }
    file.end_row();
    let mut posts: Vec<_> = plan.schedule.posts.iter().collect();
    posts.sort_by_key(|post| (post.on, post.at));
    let yes_no = |yes| if yes { words.yes } else { words.no };
    for post in posts {
        for column in ScheduleColumn::ALL {
            match column {
                ScheduleColumn::Id => file.plain(&id_cell(post.id)),
                ScheduleColumn::Date => file.text(&post.on.to_string()),
                ScheduleColumn::Time => {
                    file.plain(&post.at.map_or_else(String::new, |at| at.format("%H:%M").to_string()));
                }
                ScheduleColumn::Channel => file.text(&(words.channel)(post.channel)),
                ScheduleColumn::Title => file.text(&post.title),
                ScheduleColumn::Original => file.text(yes_no(post.original)),
                ScheduleColumn::Paid => file.text(yes_no(post.paid)),
                ScheduleColumn::State => file.text((words.state)(post.state)),
                ScheduleColumn::Owner => file.text(&post.owner),
                ScheduleColumn::Link => file.text(&post.link),
            }
        }
        file.end_row();
    }
    file.finish()
}
