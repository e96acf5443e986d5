//! The page as a whole: address, title, life cycle, language, clock, theme, versions.

pub mod address;
pub mod clock;
pub mod document;
pub mod intl;
pub mod lifecycle;
pub mod locale;
pub mod random;
pub mod stylesheet;
pub mod theme;
pub mod versions;
