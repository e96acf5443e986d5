//! Detects the encoding of a file and decodes it.
//!
//! The tables of all encodings have several hundred kilobytes, so only the worker for them may use this module, not the page
//! nor the reader.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding as Standard;

use crate::import::text::file_kind::TextEncoding;
use crate::import::text::unicode::{self, DecodedText};

/// How many bytes are examined to detect an encoding other than UTF-8.
const MAX_DETECTION_BYTES: usize = 256 * 1024;

/// Decodes bytes in the requested encoding, or in the one that is detected. A byte order mark is removed; invalid sequences
/// are replaced and counted.
///
/// ```
/// use groundswell_core::import::text::encoding::decode;
///
/// assert_eq!(decode(b"Caf\xE9 posters,100", None).text, "Café posters,100");
/// ```
pub fn decode(bytes: &[u8], requested: Option<TextEncoding>) -> DecodedText {
    unicode::decode(bytes, requested)
        .unwrap_or_else(|| decode_by_table(bytes, requested.unwrap_or_else(|| detect(bytes))))
}

fn decode_by_table(bytes: &[u8], encoding: TextEncoding) -> DecodedText {
    let (text, _) = standard(encoding).decode_with_bom_removal(bytes);
    DecodedText::new(text.into_owned(), encoding)
}

/// The most likely encoding of the bytes.
pub fn detect(bytes: &[u8]) -> TextEncoding {
    if let Some(encoding) = unicode::detect(bytes) {
        return encoding;
    }
    let head = &bytes[..bytes.len().min(MAX_DETECTION_BYTES)];
    if let Some(named) = named_in_markup(head).filter(|named| decode_by_table(head, *named).unreadable <= 1) {
        return named;
    }
    let guess = guessed(head);
    // Short texts in two-byte encodings are valid in several of them: the one with the most common characters is chosen.
    let best =
        [TextEncoding::Gb18030, TextEncoding::Big5, TextEncoding::ShiftJis, TextEncoding::EucKr, TextEncoding::EucJp]
            .into_iter()
            .map(|encoding| (commonness(head, encoding), encoding))
            .max_by(|(score, _), (other, _)| score.total_cmp(other));
    // Symbols such as £ and dashes are no evidence, so a text without other characters counts as Western.
    let western = decode_by_table(head, TextEncoding::Windows1252);
    let is_western = western.text.chars().filter(|letter| !letter.is_ascii()).all(|letter| !letter.is_alphabetic());
    match best {
        Some((score, encoding)) if score >= 0.5 => encoding,
        _ if is_western => TextEncoding::Windows1252,
        Some((score, encoding)) if score >= 0.2 && is_of_two_bytes(guess) => encoding,
        _ => guess,
    }
}

fn standard(encoding: TextEncoding) -> &'static Standard {
    Standard::for_label(encoding.label().as_bytes()).unwrap_or(encoding_rs::UTF_8)
}

/// Maps an encoding of the Encoding Standard to ours, where needed to a superset of it.
fn of_standard(standard: &'static Standard) -> TextEncoding {
    let name = match standard.name() {
        "GBK" => "gb18030",
        "ISO-8859-5" => "windows-1251",
        "KOI8-U" => "koi8-r",
        "ISO-8859-7" => "windows-1253",
        "ISO-8859-8" | "ISO-8859-8-I" => "windows-1255",
        "ISO-8859-6" => "windows-1256",
        "ISO-8859-4" | "ISO-8859-13" => "windows-1257",
        name => name,
    };
    TextEncoding::from_label(name).unwrap_or(TextEncoding::Windows1252)
}

fn is_of_two_bytes(encoding: TextEncoding) -> bool {
    use TextEncoding::{Big5, EucJp, EucKr, Gb18030, ShiftJis};
    matches!(encoding, Gb18030 | Big5 | ShiftJis | EucJp | EucKr)
}

/// The encoding declared in the head of a web page.
fn named_in_markup(head: &[u8]) -> Option<TextEncoding> {
    let head = String::from_utf8_lossy(&head[..head.len().min(4096)]).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let at = head.find("charset=").map(|at| at + 8).or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let label: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ':'))
        .collect();
    Some(of_standard(Standard::for_label(label.as_bytes())?)).filter(|encoding| *encoding != TextEncoding::Utf8)
}

/// The detector's guess, with the language of ASCII headings as a hint.
fn guessed(head: &[u8]) -> TextEncoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    of_standard(detector.guess(hint(head), Utf8Detection::Deny))
}

/// The country code for the language of the ASCII headings, as a hint for the detector.
fn hint(head: &[u8]) -> Option<&'static [u8]> {
    const WORDS: [(&str, &[&str]); 8] = [
        ("de", &["betrag", "menge", "preis", "datum", "kosten", "beschreibung", "kanal", "verantwortlich", "einheit"]),
        ("fr", &["montant", "prix", "libelle", "budget", "responsable", "poste"]),
        ("es", &["importe", "precio", "cantidad", "fecha", "coste", "concepto", "canal"]),
        ("it", &["importo", "prezzo", "voce", "costo", "descrizione", "canale"]),
        ("pl", &["kwota", "cena", "nazwa", "koszt", "opis", "termin", "razem"]),
        ("cz", &["castka", "polozka", "nazev", "datum", "celkem", "popis"]),
        ("hu", &["egyseg", "megnevezes", "darab", "netto", "brutto", "osszeg"]),
        ("tr", &["tutar", "miktar", "fiyat", "tarih", "kanal", "toplam"]),
    ];
    let text: String = head.iter().take(8192).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let words: Vec<&str> = text.split(|letter: char| !letter.is_ascii_alphabetic()).collect();
    let found = |known: &&[&str]| words.iter().filter(|word| known.contains(word)).count();
    let best = WORDS.iter().map(|(country, known)| (found(known), country)).max_by_key(|(count, _)| *count);
    best.filter(|(count, _)| *count > 0).map(|(_, country)| country.as_bytes())
}

/// Frequent characters of budgets and texts, by encoding.
const COMMON_CHARACTERS: [(TextEncoding, &str); 3] = [
    (
        TextEncoding::Gb18030,
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经\
         十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与\
         关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品\
         项目金额数量单价预算费用合计备注负责渠道阶段投放广告活动推广达人视频海报物料制作场地礼品状态日期时间名称类别内容账号运营小红书抖音微信公众号\
         传单街头探店图文直播",
    ),
    (
        TextEncoding::Big5,
        "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經\
         十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與\
         關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品\
         項目金額數量單價預算費用合計備註負責渠道階段投放廣告活動推廣達人視頻影片海報物料製作場地禮品狀態日期時間名稱類別內容帳號營運攤位街頭派發傳單\
         攝影設計印刷贈品網紅社群貼文",
    ),
    (
        TextEncoding::ShiftJis,
        "のにはをたがでてとしれさあいうえおかきくけこすせそちつなねもやゆよらりるろわんアイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモ\
         ヤユヨラリルレロワンーュャョッガギグゲゴザジズゼゾダデドバビブベボパピプペポ日一人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小\
         費用予算金額数量単価項目広告合計備考担当媒体制作掲載",
    ),
];

/// The share of common characters among the non-ASCII ones, if the bytes are decoded in that encoding; 0 where they are
/// invalid in it.
fn commonness(head: &[u8], encoding: TextEncoding) -> f64 {
    let read = decode_by_table(head, encoding);
    // The last character may have been cut off.
    if read.unreadable > 1 || (read.unreadable == 1 && head.len() < MAX_DETECTION_BYTES) {
        return 0.0;
    }
    let group = if encoding == TextEncoding::EucJp { TextEncoding::ShiftJis } else { encoding };
    let common = COMMON_CHARACTERS.iter().find(|(of, _)| *of == group).map_or("", |(_, letters)| letters);
    let (mut found, mut all) = (0_u32, 0_u32);
    for letter in read.text.chars().filter(|letter| !letter.is_ascii()).take(4000) {
        // Half-width kana do not count: they are what text in other encodings decodes to in Shift JIS.
        let is_common = match encoding {
            TextEncoding::EucKr => ('가'..='힣').contains(&letter) && COMMON_HANGUL.contains(letter),
            _ => common.contains(letter),
        };
        found += u32::from(is_common);
        all += u32::from(!is_mark(letter));
    }
    if all == 0 { 0.0 } else { f64::from(found) / f64::from(all) }
}

/// Frequent syllables of Korean texts.
const COMMON_HANGUL: &str = "이다는을를에의가고하지기사은한로도어나대인시서자일리부제그수여보정들주아만상있해장전면모비공원스위과라구성가\
     관연업동금액예산항목량단광고비용합계담당비고채널콘텐츠제작행사포스터영상마케팅집행월일년매체내용";

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{2000}'..='\u{206f}' | '￥' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, encoding: TextEncoding) -> Vec<u8> {
        match encoding {
            TextEncoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            TextEncoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => {
                let (bytes, _, unmappable) = standard(encoding).encode(text);
                assert!(!unmappable, "{text} in {encoding:?}");
                bytes.into_owned()
            }
        }
    }

    #[test]
    fn encodings_of_short_texts_are_detected() {
        for (encoding, text) in [
            (TextEncoding::Utf8, "项目,金额\n攤位製作,12000\n"),
            (TextEncoding::Gb18030, "项目,金额\n探店视频,12000\n"),
            (TextEncoding::Gb18030, "阶段,内容,数量,单价\n预热,海报印刷,200,3.5\n预热,地铁广告,1,20000\n"),
            (TextEncoding::Gb18030, "Item,Amount\n海报,5\n"),
            (TextEncoding::Big5, "項目,金額\n攤位製作,12000\n街頭派發,8000\n"),
            (TextEncoding::Big5, "品項;數量;單價\n網紅合作;3;15000\n影片製作;1;80000\n"),
            (TextEncoding::Big5, "Item,Amount\n廣告,5\n印刷費,80\n"),
            (TextEncoding::ShiftJis, "項目,金額\nポスター制作,12000\nインフルエンサー,8000\n"),
            (TextEncoding::ShiftJis, "費目,予算\n広告費,50000\nイベント,30000\n"),
            (TextEncoding::EucJp, "項目,金額\nポスター制作,12000\nインフルエンサー,8000\n"),
            (TextEncoding::EucKr, "항목,금액\n포스터 제작,12000\n인플루언서,8000\n"),
            (TextEncoding::EucKr, "구분,예산\n영상 광고,500000\n행사 부스,300000\n"),
            (
                TextEncoding::Windows1252,
                "Position;Betrag;Verantwortlich\nFrühlingsaktion München;1250,50;Jürgen Groß\n",
            ),
            (TextEncoding::Windows1252, "Position;Betrag\nPlakate Köln;12,50\n"),
            (TextEncoding::Windows1252, "Poste;Montant\nÉvénement à Orléans;1 250,00 €\nPublicité;800,00 €\n"),
            (TextEncoding::Windows1252, "Concepto;Importe\nDiseño gráfico;300\nPublicación en línea;400\n"),
            (TextEncoding::Windows1252, "Vare;Beløb\nAnnoncer på søgning;1000\nÆbler;20\n"),
            (TextEncoding::Windows1252, "Item,Amount\nCafé posters,100\n"),
            (TextEncoding::Windows1252, "Item,Price\nPosters,£20\nStalls – two,£30\n"),
            (
                TextEncoding::Windows1250,
                "Nazwa;Kwota\nPłatne reklamy w wyszukiwarce;1000,00\nZdjęcia i życzenia;200,50\n",
            ),
            (TextEncoding::Windows1250, "Položka;Částka\nReklama ve vyhledávači;1000\nPříspěvky a články;500\n"),
            (TextEncoding::Windows1251, "Статья;Сумма\nРеклама в поиске;1000\nПлакаты;500\n"),
            (TextEncoding::Windows1253, "Περιγραφή;Ποσό\nΔιαφημίσεις;1000\nΑφίσες;500\n"),
            (
                TextEncoding::Windows1254,
                "Kalem;Tutar\nAfiş basımı ve dağıtımı;1000\nİçerik üretimi;500\nŞehir turu;20\n",
            ),
            (TextEncoding::Utf16Le, "项目,金额\n海报,5\n"),
            (TextEncoding::Utf16Be, "项目,金额\n海报,5\n"),
            (TextEncoding::Utf16Le, "Position;Betrag\nPlakate Köln;12,50\n"),
        ] {
            let bytes = encoded(text, encoding);
            let found = detect(&bytes);
            let read = decode(&bytes, Some(found));
            assert_eq!((read.text.as_str(), read.unreadable), (text, 0), "{encoding:?} taken for {found:?}");
        }
    }

    #[test]
    fn unicode_is_decoded_like_by_the_tables() {
        let texts: [&[u8]; 6] = [
            b"caf\xC3\xA9 \xF0\x9F\x8E\x89",
            b"\xEF\xBB\xBFa\xE9\x97b\xFFc\xC3",
            b"\xFF\xFEa\0\x3D\xD8\x00\xDC",
            b"\xFF\xFEa\0\x3D\xD8b\0c",
            b"\xFE\xFF\0a\xD8\x3D\0b\0",
            b"\0a\0b",
        ];
        for bytes in texts {
            for encoding in [TextEncoding::Utf8, TextEncoding::Utf16Le, TextEncoding::Utf16Be] {
                let by_table = decode_by_table(bytes, encoding);
                assert_eq!(unicode::decode(bytes, Some(encoding)), Some(by_table), "{bytes:?} in {encoding:?}");
            }
        }
    }

    #[test]
    fn byte_order_marks_declared_and_damaged_encodings_are_handled() {
        assert_eq!(decode(b"\xEF\xBB\xBFabc", None).text, "abc");
        assert_eq!(decode(b"\xFF\xFEa\0b\0", None).text, "ab");
        let page =
            encoded("<html><meta charset=\"gb2312\"><table><tr><td>探店</td></tr></table>", TextEncoding::Gb18030);
        assert_eq!(detect(&page), TextEncoding::Gb18030);
        let page = encoded("<html><meta charset=big5><table><tr><td>廣告</td></tr></table>", TextEncoding::Big5);
        assert_eq!(detect(&page), TextEncoding::Big5);
        // The declared encoding applies to a page with few letters.
        let page = b"<html><meta charset=\"iso-8859-2\"><table><tr><td>za\xbf\xf3\xb3\xe6</td></tr></table>";
        assert_eq!(detect(page), TextEncoding::Iso88592);
        assert_ne!(detect(&page[b"<html><meta charset=\"iso-8859-2\">".len()..]), TextEncoding::Iso88592);
        // A few invalid bytes in UTF-8.
        let mut text = "项目,金额\n探店视频,12000\n海报,300".as_bytes().to_vec();
        text.splice(3..3, [0xff]);
        assert_eq!(decode(&text, None).text, "项\u{fffd}目,金额\n探店视频,12000\n海报,300");
        // Cut off in the middle of a character.
        let text = "项目,金额\n探店视频,12000\n海报".as_bytes();
        let read = decode(&text[..text.len() - 1], None);
        assert_eq!((read.text.as_str(), read.unreadable), ("项目,金额\n探店视频,12000\n海\u{fffd}", 1));
    }
}
