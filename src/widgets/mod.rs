//! The widgets of the screens: fields, buttons, dialogs, notices, charts, tables. They know no plan.
//!
//! Every widget is one component without type parameters, so that the program contains it once. A field shows a signal
//! and passes typed text to a callback; it never writes to what it shows. Texts come in the reader's language: a switch
//! of language renders the page again.

pub mod alive;
pub mod charts;
pub mod feedback;
pub mod fields;
pub mod grid;
pub mod layout;
pub mod timeline;

pub use crate::geometry::{
    bars as bar_geometry, charts as chart_geometry, intervals as interval_geometry, progress as progress_geometry,
};
pub use alive::Alive;
pub use charts::bar_rows::{BarRow, BarRows};
pub use charts::column_chart::ColumnChart;
pub use charts::cumulative_chart::{CumulativeChart, MeasuredPoint};
pub use charts::fills::{Fill, LegendItem};
pub use charts::interval_rows::{IntervalRow, interval_rows};
pub use charts::line_chart::{ChartLine, LineChart};
pub use charts::meters::{BarPart, Meter, StackBar, Tag, Tone};
pub use charts::progress_chart::{ChartSpan, ProgressShapes, progress_chart};
pub use feedback::dialog::Dialog;
pub use feedback::notice::{EmptyState, Notice, NoticeKind};
pub use feedback::toast::{ToastHost, Toasts};
pub use fields::choice::{
    Checkbox, CheckboxProps, RadioChoice, RadioGroup, SelectField, SelectFieldProps, SelectOption,
};
pub use fields::combo::{ComboList, ComboOption, ComboOptions, suggestion_list};
pub use fields::date::{DateField, DateFieldProps, TimeField};
pub use fields::file::{DropZone, FileButton};
pub use fields::number::{NumberField, NumberFieldProps, NumberKind, read_number};
pub use fields::text::{EntryField, TextArea, TextAreaProps, TextField, TextFieldProps, TypingAid};
pub use fields::unsubmitted_text::UnsubmittedText;
pub use layout::button::{Button, ButtonKind, ButtonLink, MenuButton, MenuItem};
pub use layout::data_table::{DataCell, DataHead, data_table};
pub use layout::disclosure::{Disclosure, LazyDisclosure, draw_when_idle};
pub use layout::explanation::{explained_heading, explanation};
