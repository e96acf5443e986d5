//! QR codes of links: their modules, and their image as SVG.

pub mod sheet;

use crate::text::markup::escaped;
use std::fmt::Write as _;

use qrcode::{Color, EcLevel, Version};

/// The quiet zone around a code, in modules, as the standard (ISO/IEC 18004) requires.
pub const QUIET: usize = 4;

/// Up to this version, codes use the stronger error correction of level Q. In larger codes its smaller modules would be
/// harder to scan in small print than the correction makes up for.
const LARGEST_ROBUST: i16 = 10;

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    side: usize,
    dark: Vec<bool>,
}

impl QrCode {
    /// The code of a text, with error correction of level Q (25 % damage), or of level M (15 %) for long texts. `None` for
    /// texts that are too long for any code: more than 2,331 bytes.
    pub fn of(text: &str) -> Option<QrCode> {
        let robust = qrcode::QrCode::with_error_correction_level(text, EcLevel::Q).ok();
        let robust = robust.filter(|code| matches!(code.version(), Version::Normal(..=LARGEST_ROBUST)));
        let code = match robust {
            Some(code) => code,
            None => qrcode::QrCode::with_error_correction_level(text, EcLevel::M).ok()?,
        };
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Some(QrCode { side: code.width(), dark })
    }

    /// The number of modules along a side, without the quiet zone.
    pub fn side(&self) -> usize {
        self.side
    }

    /// The number of modules along a side, with the quiet zone.
    pub fn width(&self) -> usize {
        self.side + 2 * QUIET
    }

    /// Whether a module is dark; modules outside the code are light.
    fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.side && self.dark.get(row * self.side + column).copied().unwrap_or(false)
    }

    /// The code as a scalable SVG, black on white with its quiet zone. `title` is its text alternative.
    pub fn svg(&self, title: &str) -> String {
        let width = self.width();
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {width}\" width=\"{width}mm\" \
             height=\"{width}mm\" role=\"img\" shape-rendering=\"crispEdges\"><title>{}</title>\
             <path fill=\"#fff\" d=\"M0 0h{width}v{width}H0z\"/><path fill=\"#000\" d=\"",
            escaped(title)
        );
        for row in 0..self.side {
            let mut column = 0;
            while column < self.side {
                let length = (column..self.side).take_while(|&at| self.is_dark(at, row)).count();
                if length > 0 {
                    let (x, y) = (column + QUIET, row + QUIET);
                    // Writing to a `String` cannot fail.
                    let _ = write!(svg, "M{x} {y}h{length}v1h-{length}z");
                }
                column += length.max(1);
            }
        }
        svg.push_str("\"/></svg>");
        svg
    }
}
