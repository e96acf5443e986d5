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

pub use crate::geometry::{bars as bar_geometry, charts as chart_geometry, intervals as interval_geometry};
pub use alive::Alive;
pub use charts::bar_rows::BarRow;
pub use charts::bar_rows::BarRows;
pub use charts::column_chart::ColumnChart;
pub use charts::cumulative_chart::CumulativeChart;
pub use charts::cumulative_chart::MeasuredPoint;
pub use charts::fills::Fill;
pub use charts::fills::LegendItem;
pub use charts::interval_rows::IntervalRow;
pub use charts::interval_rows::interval_rows;
pub use charts::line_chart::ChartLine;
pub use charts::line_chart::LineChart;
pub use charts::meters::BarPart;
pub use charts::meters::Meter;
pub use charts::meters::StackBar;
pub use charts::meters::Tag;
pub use charts::meters::Tone;
pub use feedback::dialog::Dialog;
pub use feedback::notice::EmptyState;
pub use feedback::notice::Notice;
pub use feedback::notice::NoticeKind;
pub use feedback::toast::ToastHost;
pub use feedback::toast::Toasts;
pub use fields::choice::Checkbox;
pub use fields::choice::CheckboxProps;
pub use fields::choice::RadioChoice;
pub use fields::choice::RadioGroup;
pub use fields::choice::SelectField;
pub use fields::choice::SelectFieldProps;
pub use fields::choice::SelectOption;
pub use fields::date::DateField;
pub use fields::date::DateFieldProps;
pub use fields::date::TimeField;
pub use fields::file::DropZone;
pub use fields::file::FileButton;
pub use fields::number::NumberField;
pub use fields::number::NumberFieldProps;
pub use fields::number::NumberKind;
pub use fields::number::read_number;
pub use fields::text::EntryField;
pub use fields::text::TextArea;
pub use fields::text::TextAreaProps;
pub use fields::text::TextField;
pub use fields::text::TextFieldProps;
pub use fields::unsubmitted_text::UnsubmittedText;
pub use layout::button::Button;
pub use layout::button::ButtonKind;
pub use layout::button::ButtonLink;
pub use layout::button::MenuButton;
pub use layout::button::MenuItem;
pub use layout::data_table::DataCell;
pub use layout::data_table::DataHead;
pub use layout::data_table::data_table;
pub use layout::disclosure::Disclosure;
pub use layout::disclosure::LazyDisclosure;
pub use layout::disclosure::draw_when_idle;
