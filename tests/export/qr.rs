//! QR codes decoded by an independent reader give the bytes of the link.

use groundswell::export::qr::sheet::{self as qr_sheet, PartnerCode, QrSheetWords, QrSize};
use groundswell::export::qr::{QUIET, QrCode};
use groundswell::plan::Plan;
use groundswell::plan::model::partner::Partner;
use groundswell::plan::model::tracked_link::TrackedLink;
use proptest::prelude::*;

const EXAMPLES: [&str; 6] = [
    include_str!("../../src/core/plan/catalogue/examples/o2o.en.json"),
    include_str!("../../src/core/plan/catalogue/examples/o2o.zh.json"),
    include_str!("../../src/core/plan/catalogue/examples/tool-app.en.json"),
    include_str!("../../src/core/plan/catalogue/examples/tool-app.zh.json"),
    include_str!("../../src/core/plan/catalogue/examples/museum.en.json"),
    include_str!("../../src/core/plan/catalogue/examples/museum.zh.json"),
];

fn example(text: &str) -> Plan {
    groundswell::file::read(text).unwrap().plan
}

/// The dark modules of a code, from the second path of its SVG: `M x y h length v1 …`.
fn dark_squares(svg: &str) -> (usize, Vec<(usize, usize)>) {
    let between = |text: &str, from: &str, to: &str| {
        let start = text.find(from).unwrap() + from.len();
        text[start..start + text[start..].find(to).unwrap()].to_owned()
    };
    let width = between(svg, "viewBox=\"0 0 ", " ").parse().unwrap();
    let path = between(svg, "fill=\"#000\" d=\"", "\"");
    let squares = path.split('M').skip(1).flat_map(|run| {
        let (x, rest) = run.split_once(' ').unwrap();
        let (y, rest) = rest.split_once('h').unwrap();
        let length: usize = rest.split_once('v').unwrap().0.parse().unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        (x..x + length).map(move |x| (x, y))
    });
    (width, squares.collect())
}

/// Renders an SVG at `scale` pixels per module and decodes it.
fn read(svg: &str, scale: usize) -> String {
    let (width, squares) = dark_squares(svg);
    let side = width * scale;
    let mut picture = vec![255u8; side * side];
    for (x, y) in squares {
        for row in y * scale..(y + 1) * scale {
            picture[row * side + x * scale..row * side + (x + 1) * scale].fill(0);
        }
    }
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| picture[y * side + x]);
    let grids = prepared.detect_grids();
    assert_eq!(grids.len(), 1, "the picture contains one code");
    grids[0].decode().unwrap().1
}

fn link(page: String, source: String) -> TrackedLink {
    let (medium, campaign) = ("qr".to_owned(), "brand-2027".to_owned());
    TrackedLink { page, source, medium, campaign, ..TrackedLink::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_qr_code_decodes_to_the_same_bytes(path in "[a-z0-9/._~%?=-]{0,160}", source in "[a-z0-9.~_-]{1,40}|[江畔广场商城]{1,20}") {
        let link = link(format!("https://shop.example/{path}").replace("utm_", "x"), source);
        let address = link.address().unwrap();
        let code = QrCode::of(&address).unwrap();
        prop_assert_eq!(read(&code.svg("x"), 4), address);
    }
}

#[test]
fn chinese_and_long_links_decode_to_the_same_bytes() {
    let chinese = link("https://shop.example/活动/开业?城市=杭州".into(), "江畔广场".into()).address().unwrap();
    assert!(chinese.is_ascii() && chinese.contains("/%E6%B4%BB%E5%8A%A8/"), "{chinese}");
    let mut long = link(format!("https://shop.example/{}", "path-".repeat(40)), "mall".into()).address().unwrap();
    long.push_str(&"x".repeat(300 - long.len()));
    for address in [chinese, long] {
        assert_eq!(read(&QrCode::of(&address).unwrap().svg("x"), 3), address);
    }
}

#[test]
fn a_code_has_a_quiet_zone_and_an_oversized_text_has_no_code() {
    let (width, squares) = dark_squares(&QrCode::of("https://a.example").unwrap().svg("x"));
    let inside = QUIET..width - QUIET;
    assert!(squares.iter().all(|(x, y)| inside.contains(x) && inside.contains(y)));
    // The finder patterns in three corners touch all four edges.
    assert_eq!(squares.iter().map(|square| square.0).min(), Some(4));
    assert_eq!(squares.iter().map(|square| square.1).max(), Some(width - 5));
    assert_eq!(QrCode::of(&"a".repeat(2_331)).map(|code| code.side()), Some(177));
    assert_eq!(QrCode::of(&"a".repeat(2_332)), None);
}

#[test]
fn the_qr_code_sheet_contains_each_link_once() {
    for text in EXAMPLES {
        let plan = example(text);
        let name = |partner: &Partner| partner.name.clone();
        let code_of = |name: &str| format!("QR code: {name}");
        let words = QrSheetWords {
            lang: "en",
            title: "<Codes>",
            lede: "Cut.",
            call: "Scan me",
            code_of: &code_of,
            name: &name,
        };
        let html = qr_sheet::html(&plan, QrSize::Medium, &words);
        let links: Vec<String> = plan.partners.iter().filter_map(|partner| partner.link.address().ok()).collect();
        assert!(links.len() >= 3);
        let codes: Vec<String> = html.split("<svg").skip(1).map(|svg| read(svg, 4)).collect();
        assert_eq!(codes, links);
        for partner in &plan.partners {
            assert!(html.contains(&partner.name));
            assert!(html.contains(&PartnerCode::of(partner).unwrap().short));
        }
        assert!(html.contains("&lt;Codes&gt;") && html.matches("Scan me").count() == links.len());
        assert!(!html.contains("<script") && !html.contains("src="));
    }
}

#[test]
fn links_are_shortened_for_display() {
    let short = |page: &str| qr_sheet::short(&link(page.into(), String::new()));
    assert_eq!(short("https://shop.example/welcome/?lang=zh#top"), "shop.example/welcome");
    assert_eq!(short("HTTP://江畔.example/活动"), "江畔.example/活动");
    assert_eq!(short(&format!("https://shop.example/{}", "a".repeat(90))).chars().count(), 44);
}
