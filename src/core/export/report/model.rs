//! The report as data: its content and structure, independent of HTML.

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What kind of document it is.
    pub kind: String,
    /// The plan's name.
    pub title: String,
    /// Its date and the plan's approval status.
    pub edition: String,
    /// The summary for the approver: two pages at most.
    pub summary: Vec<ReportBlock>,
    /// Heading of the list of chapters.
    pub contents: String,
    /// The whole plan.
    pub chapters: Vec<ReportChapter>,
}

/// A part of the whole plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportChapter {
    /// Its id in the document.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Its content, in a few words.
    pub about: String,
    /// Its content.
    pub blocks: Vec<ReportBlock>,
}

/// A block of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportBlock {
    /// The heading of a section.
    Heading(String),
    /// A heading within a section.
    Subheading(String),
    /// A lead paragraph.
    Lead(String),
    /// A paragraph.
    Text(String),
    /// A remark in small type.
    Small(String),
    /// The key figure: its name, the figure, and details.
    Figure(String, String, String),
    /// Labels and their values.
    Facts(Vec<(String, String)>),
    /// An unordered list.
    List(Vec<String>),
    /// A checklist.
    Checks(Vec<(bool, String)>),
    /// A table.
    Table(ReportTable),
    /// A picture.
    Picture(ReportPicture),
    /// Two columns, if there is room.
    Beside(Vec<ReportBlock>, Vec<ReportBlock>),
    /// Lines to sign on, each above its label.
    Signature(Vec<String>),
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportTable {
    /// The caption, for screen readers.
    pub label: String,
    /// Its columns.
    pub columns: Vec<ReportColumn>,
    /// Its rows, in order.
    pub rows: Vec<ReportRow>,
    /// Whether it is long and of short rows: two columns of it fit on a sheet of paper.
    pub dense: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportColumn {
    /// Its head.
    pub head: String,
    /// Whether it has figures, which are right-aligned.
    pub figures: bool,
    /// Whether its content is short and stays on one line, such as dates.
    pub short: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// What kind of row.
    pub kind: ReportRowKind,
    /// Its cells; a heading has one.
    pub cells: Vec<ReportCell>,
}

/// Kinds of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportRowKind {
    /// One of many.
    Plain,
    /// A heading of the rows that follow.
    Heading,
    /// The sum of some rows before.
    Subtotal,
    /// The sum of all.
    Total,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportCell {
    /// Its content.
    pub text: String,
    /// Further text below, in small type.
    pub below: String,
    /// The colour and pattern of its item in a chart.
    pub fill: Option<ReportFill>,
}

impl<T: Into<String>> From<T> for ReportCell {
    fn from(text: T) -> ReportCell {
        ReportCell { text: text.into(), ..ReportCell::default() }
    }
}

impl ReportCell {
    /// With further text below.
    #[must_use]
    pub fn below(mut self, text: impl Into<String>) -> ReportCell {
        self.below = text.into();
        self
    }

    /// With a swatch.
    #[must_use]
    pub fn fill(mut self, fill: ReportFill) -> ReportCell {
        self.fill = Some(fill);
        self
    }
}

impl ReportTable {
    /// A table with its columns: words, or figures at the right.
    pub fn new(label: impl Into<String>, columns: &[(&str, bool)]) -> ReportTable {
        let columns = columns.iter().map(|(head, figures)| ReportColumn {
            head: (*head).to_owned(),
            figures: *figures,
            short: false,
        });
        ReportTable { label: label.into(), columns: columns.collect(), rows: Vec::new(), dense: false }
    }

    /// With the columns at these places kept on one line.
    #[must_use]
    pub fn short(mut self, places: &[usize]) -> ReportTable {
        for place in places {
            if let Some(column) = self.columns.get_mut(*place) {
                column.short = true;
            }
        }
        self
    }

    /// As a long table of short rows.
    #[must_use]
    pub fn dense(self) -> ReportTable {
        ReportTable { dense: true, ..self }
    }

    /// Adds a row.
    pub fn row(&mut self, kind: ReportRowKind, cells: Vec<ReportCell>) {
        self.rows.push(ReportRow { kind, cells });
    }

    /// Adds a plain row.
    pub fn plain(&mut self, cells: Vec<ReportCell>) {
        self.row(ReportRowKind::Plain, cells);
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPicture {
    /// What it shows, with its main number.
    pub label: String,
    /// The shapes: the inside of an SVG element.
    pub shapes: String,
    /// The height, in pixels.
    pub height: u32,
    /// The legend of its fills, if nothing else explains them.
    pub legend: Vec<(ReportFill, String)>,
}

/// The fill of a shape: a colour, and a pattern for greyscale prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFill {
    /// The phase of seed users.
    Seed,
    /// The phase of initial users.
    Initial,
    /// The phase of brand promotion.
    Brand,
    /// A custom phase.
    Other,
    /// A further custom phase.
    More,
    /// Contingency and unallocated money.
    Open,
    /// The line of what was planned.
    LinePlanned,
    /// The line of what was tracked.
    LineActual,
    /// The pale line of single days beside their mean.
    LinePale,
    /// The interval of a forecast.
    Band,
}

impl ReportFill {
    /// Whether it is a line.
    pub const fn is_line(self) -> bool {
        matches!(self, ReportFill::LinePlanned | ReportFill::LineActual | ReportFill::LinePale)
    }

    /// Every fill with a pattern.
    pub const ALL: [ReportFill; 6] = [
        ReportFill::Seed,
        ReportFill::Initial,
        ReportFill::Brand,
        ReportFill::Other,
        ReportFill::More,
        ReportFill::Open,
    ];

    /// The class that carries the colour.
    pub const fn class(self) -> &'static str {
        match self {
            ReportFill::Seed => "r-seed",
            ReportFill::Initial => "r-initial",
            ReportFill::Brand => "r-brand",
            ReportFill::Other => "r-other",
            ReportFill::More => "r-more",
            ReportFill::Open => "r-open",
            ReportFill::LinePlanned => "r-planned",
            ReportFill::LineActual => "r-tracked",
            ReportFill::LinePale => "r-tracked r-pale",
            ReportFill::Band => "r-band",
        }
    }

    /// The lines over the colour, in a tile of 6 by 6.
    pub const fn hatch(self) -> Option<&'static str> {
        match self {
            ReportFill::Seed
            | ReportFill::Open
            | ReportFill::LinePlanned
            | ReportFill::LineActual
            | ReportFill::LinePale
            | ReportFill::Band => None,
            ReportFill::Initial => Some("M-1 1l2-2M0 6l6-6M5 7l2-2"),
            ReportFill::Brand => Some("M1.5 1.5h.01M4.5 4.5h.01"),
            ReportFill::Other => Some("M1.5 0v6M4.5 0v6"),
            ReportFill::More => Some("M0 0l6 6M0 6l6-6"),
        }
    }
}
