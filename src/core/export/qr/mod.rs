//! A link as a QR code: its modules, and the picture of them.

pub mod sheet;

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, Version};

/// The white around a code that readers need, in modules.
pub const QUIET: usize = 4;

/// Codes up to this version are fine enough to print small with a quarter of them damaged; beyond it, smaller modules
/// would cost more readers than the better correction gains.
const LARGEST_ROBUST: i16 = 10;

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    side: usize,
    dark: Vec<bool>,
}

impl QrCode {
    /// The code of a text. It can be read with a quarter of it dirty or torn (level Q), or with a seventh (level M) where
    /// the text is long. `None` for a text that no code holds: more than 2,331 bytes.
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

    /// How many modules stand side by side, without the white around them.
    pub fn side(&self) -> usize {
        self.side
    }

    /// How many modules the picture is wide, with the white around.
    pub fn width(&self) -> usize {
        self.side + 2 * QUIET
    }

    /// Whether a module is dark; what lies outside is light.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.side && self.dark.get(row * self.side + column).copied().unwrap_or(false)
    }

    /// The code as SVG that scales to any size: black on white, with the white around. `title` says in words what it is.
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
                    // Writing into a text does not fail.
                    let _ = write!(svg, "M{x} {y}h{length}v1h-{length}z");
                }
                column += length.max(1);
            }
        }
        svg.push_str("\"/></svg>");
        svg
    }
}

/// A text within markup.
pub fn escaped(text: &str) -> String {
    let mut markup = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            // XML has no way to write these.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => markup.push(other),
        }
    }
    markup
}
