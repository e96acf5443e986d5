//! Tests of positions: `src/core/geometry`.

mod bars;
mod charts;
mod intervals;
mod selection;
mod timeline;
