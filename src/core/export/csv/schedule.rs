//! The pieces of the publication schedule as CSV, for a spreadsheet and for the way back.
//!
//! As in [`budget_csv`](crate::export::csv::budget), each heading ends with a key in brackets that is the same in every language,
//! days are ISO 8601 (guarded like text where their year has a sign) and names lead back to their parts. Each row carries its piece's id: a row that comes back changed
//! is the same piece.

use crate::export::csv::CsvFile;
use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::schedule::{PostId, PostState};

/// Stands before a piece's id: a spreadsheet would take some ids for numbers and change them.
const ID_MARK: &str = "piece-";

/// The columns, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScheduleColumn {
    /// The piece's identity.
    Id,
    /// The day.
    Date,
    /// The time, `09:05`.
    Time,
    /// The channel.
    Channel,
    /// The working title.
    Title,
    /// `yes` where the team makes it itself.
    Original,
    /// `yes` where it is paid for.
    Paid,
    /// How far it has come.
    State,
    /// Who writes it.
    Owner,
    /// Where it was published.
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

/// The file's words, and what it calls the plan's parts.
pub struct ScheduleCsvWords<'a> {
    /// A column's heading.
    pub heading: &'a dyn Fn(ScheduleColumn) -> &'static str,
    /// A channel, so that it leads back.
    pub channel: &'a dyn Fn(ChannelId) -> String,
    /// How far a piece has come.
    pub state: &'a dyn Fn(PostState) -> &'static str,
    /// "yes"
    pub yes: &'a str,
    /// "no"
    pub no: &'a str,
}

/// A piece's id as its cell has it.
pub fn id_cell(id: PostId) -> String {
    ID_MARK.to_owned() + &id.to_string()
}

/// The whole file, by day and time.
pub fn csv(plan: &Plan, words: &ScheduleCsvWords) -> String {
    let mut file = CsvFile::default();
    for column in ScheduleColumn::ALL {
        file.plain(&[(words.heading)(column), " [", column.key(), "]"].concat());
    }
    file.end_row();
    let mut pieces: Vec<_> = plan.schedule.pieces.iter().collect();
    pieces.sort_by_key(|piece| (piece.on, piece.at));
    let yes_no = |yes| if yes { words.yes } else { words.no };
    for piece in pieces {
        for column in ScheduleColumn::ALL {
            match column {
                ScheduleColumn::Id => file.plain(&id_cell(piece.id)),
                ScheduleColumn::Date => file.text(&piece.on.to_string()),
                ScheduleColumn::Time => {
                    file.plain(&piece.at.map_or_else(String::new, |at| at.format("%H:%M").to_string()));
                }
                ScheduleColumn::Channel => file.text(&(words.channel)(piece.channel)),
                ScheduleColumn::Title => file.text(&piece.title),
                ScheduleColumn::Original => file.text(yes_no(piece.original)),
                ScheduleColumn::Paid => file.text(yes_no(piece.paid)),
                ScheduleColumn::State => file.text((words.state)(piece.state)),
                ScheduleColumn::Owner => file.text(&piece.owner),
                ScheduleColumn::Link => file.text(&piece.link),
            }
        }
        file.end_row();
    }
    file.finish()
}
