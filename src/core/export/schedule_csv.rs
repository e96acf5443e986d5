//! The pieces of the publication schedule as CSV, for a spreadsheet and for the way back.
//!
//! As in [`budget_csv`](super::budget_csv), each heading ends with a key in brackets that is the same in every language,
//! days are ISO 8601 (guarded like text where their year has a sign) and names lead back to their parts. Each row carries its piece's id: a row that comes back changed
//! is the same piece.

use super::csv::CsvFile;
use crate::plan::Plan;
use crate::plan::model::channel::ChannelId;
use crate::plan::model::schedule::{PostId, PostState};

/// Stands before a piece's id: a spreadsheet would take some ids for numbers and change them.
const ID_MARK: &str = "piece-";

/// The columns, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
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

impl Column {
    /// Every column, in order.
    pub const ALL: [Column; 10] = [
        Column::Id,
        Column::Date,
        Column::Time,
        Column::Channel,
        Column::Title,
        Column::Original,
        Column::Paid,
        Column::State,
        Column::Owner,
        Column::Link,
    ];

    /// Its key, the same in every language.
    pub fn key(self) -> &'static str {
        match self {
            Column::Id => "id",
            Column::Date => "date",
            Column::Time => "time",
            Column::Channel => "channel",
            Column::Title => "title",
            Column::Original => "original",
            Column::Paid => "paid",
            Column::State => "state",
            Column::Owner => "owner",
            Column::Link => "link",
        }
    }
}

/// The file's words, and what it calls the plan's parts.
pub struct Words<'a> {
    /// A column's heading.
    pub heading: &'a dyn Fn(Column) -> &'static str,
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
pub fn csv(plan: &Plan, words: &Words) -> String {
    let mut file = CsvFile::default();
    for column in Column::ALL {
        file.plain(&[(words.heading)(column), " [", column.key(), "]"].concat());
    }
    file.end_row();
    let mut pieces: Vec<_> = plan.schedule.pieces.iter().collect();
    pieces.sort_by_key(|piece| (piece.on, piece.at));
    let yes_no = |yes| if yes { words.yes } else { words.no };
    for piece in pieces {
        for column in Column::ALL {
            match column {
                Column::Id => file.plain(&id_cell(piece.id)),
                Column::Date => file.text(&piece.on.to_string()),
                Column::Time => file.plain(&piece.at.map_or_else(String::new, |at| at.format("%H:%M").to_string())),
                Column::Channel => file.text(&(words.channel)(piece.channel)),
                Column::Title => file.text(&piece.title),
                Column::Original => file.text(yes_no(piece.original)),
                Column::Paid => file.text(yes_no(piece.paid)),
                Column::State => file.text((words.state)(piece.state)),
                Column::Owner => file.text(&piece.owner),
                Column::Link => file.text(&piece.link),
            }
        }
        file.end_row();
    }
    file.finish()
}
