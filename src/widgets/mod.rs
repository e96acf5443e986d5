//! The parts screens are made of: fields, buttons, dialogs, notices, bars. They know no plan.
//!
//! Every widget is one plain component without type parameters, so that the program holds it once. A
//! field shows a signal and hands what is typed to a callback; it never writes into what it shows.
//! Texts are given already in the reader's language: a switch of language draws the page anew.

pub mod actions;
pub mod alive;
pub mod bar_rows;
pub mod bars;
pub mod choice;
pub mod column_chart;
pub mod course_chart;
pub mod data_table;
pub mod dates;
pub mod dialog;
pub mod entry;
pub mod fills;
pub mod fold;
mod frame;
pub mod grid;
pub mod interval_rows;
pub mod line_chart;
pub mod notices;
pub mod number;
pub mod open_inputs;
pub mod pick_files;
pub mod timeline;
pub mod toast;
pub mod unsent;

pub use crate::geometry::{bars as bar_geometry, charts as chart_geometry, intervals as interval_geometry};
pub use actions::{Button, ButtonKind, ButtonLink, MenuButton, MenuItem};
pub use alive::Alive;
pub use bar_rows::{BarRow, BarRows};
pub use bars::{BarPart, Meter, StackBar, Tag, Tone};
pub use choice::{Checkbox, CheckboxProps, RadioChoice, RadioGroup, SelectField, SelectFieldProps, SelectOption};
pub use column_chart::ColumnChart;
pub use course_chart::{CourseChart, CoursePoint};
pub use data_table::{DataCell, DataHead, data_table};
pub use dates::{DateField, DateFieldProps, TimeField};
pub use dialog::Dialog;
pub use entry::{EntryField, TextArea, TextAreaProps, TextField, TextFieldProps};
pub use fills::{Fill, LegendItem};
pub use fold::{Disclosure, Unfold, later};
pub use interval_rows::{IntervalRow, interval_rows};
pub use line_chart::{ChartLine, LineChart};
pub use notices::{EmptyState, Notice, NoticeKind};
pub use number::{NumberField, NumberFieldProps, NumberKind, read_number};
pub use pick_files::{DropZone, FileButton};
pub use toast::{ToastHost, Toasts};
pub use unsent::Unsent;
