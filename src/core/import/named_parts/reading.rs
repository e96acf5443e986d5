//! Reads names one after the other: each distinct name is looked up once, and those that the plan does not have are
//! collected, each with the id that its part gets if it is added.

use std::collections::HashMap;

use super::{KnownPart, ListedNames, MAX_PARTS, NameMeaning, PartKind, meaning, similar};
use crate::import::table::dictionary::folded;
use crate::import::text::numbers::is_placeholder;

/// A part that names mean and that the plan does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingPart {
    /// Its kind.
    pub kind: PartKind,
    /// The name as it was first written.
    pub name: String,
    /// What is added for it: an entry of the catalogue or the name. May be a part of the plan, which then takes its place:
    /// as a guess, or as it was chosen.
    pub meaning: NameMeaning,
    /// The bits of its id.
    pub bits: u64,
    /// How many times it was named.
    pub uses: usize,
}

/// What became of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartReading {
    /// The part with these bits, of the plan or [missing](MissingPart).
    Part(u64),
    /// It stands for no part, as a dash does.
    Nothing,
    /// The plan has no such part.
    Unknown,
    /// The plan has no such part, and too many to add it.
    TooMany,
}

/// Reads names.
pub struct NameReading<'a> {
    known: [Vec<KnownPart<'a>>; 3],
    names: ListedNames<'a>,
    fresh: &'a mut dyn FnMut() -> u64,
    read: HashMap<(PartKind, String), PartReading>,
    missing: Vec<MissingPart>,
    /// Which of them are guesses, by their bits.
    guesses: Vec<u64>,
}

impl<'a> NameReading<'a> {
    /// Reads names among the plan's parts: its phases, channels and metrics. `fresh` supplies random bits.
    pub fn new(known: [Vec<KnownPart<'a>>; 3], names: ListedNames<'a>, fresh: &'a mut dyn FnMut() -> u64) -> Self {
        NameReading { known, names, fresh, read: HashMap::new(), missing: Vec::new(), guesses: Vec::new() }
    }

    /// The plan's parts of a kind.
    pub fn known(&self, kind: PartKind) -> &[KnownPart<'a>] {
        &self.known[kind as usize]
    }

    /// The part that a name means. With `adds`, one that the plan does not have is collected.
    pub fn part(&mut self, kind: PartKind, text: &str, adds: bool) -> PartReading {
        let text = text.trim();
        if is_placeholder(text) {
            return PartReading::Nothing;
        }
        if let Some(read) = self.read.get(&(kind, text.to_owned())).copied() {
            return self.used(kind, read);
        }
        let read = match meaning(kind, text, &self.known[kind as usize], self.names) {
            NameMeaning::Known(bits) => PartReading::Part(bits),
            _ if !adds => return PartReading::Unknown,
            NameMeaning::New => match similar(kind, text, &self.known[kind as usize]) {
                Some(guess) => self.collect(kind, guess, text, true),
                None => self.add(kind, NameMeaning::New, text),
            },
            means @ NameMeaning::Listed(_) => self.add(kind, means, text),
        };
        self.read.insert((kind, text.to_owned()), read);
        read
    }

    /// Collects a part that the plan does not have: an entry of the catalogue or the name.
    pub fn add(&mut self, kind: PartKind, means: NameMeaning, name: &str) -> PartReading {
        if let NameMeaning::Known(bits) = means {
            return PartReading::Part(bits);
        }
        self.collect(kind, means, name, false)
    }

    /// Collects a name, or one more use of it. Names that are guessed to mean the same are not taken for one.
    fn collect(&mut self, kind: PartKind, means: NameMeaning, name: &str, guessed: bool) -> PartReading {
        // Spellings of one name are one part.
        let key = |name: &str| Some(folded(name)).filter(|key| !key.is_empty()).unwrap_or_else(|| name.to_owned());
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let guesses = &self.guesses;
        let by_name = guessed || means == NameMeaning::New;
        let same = |part: &&mut MissingPart| {
            let is_alike = part.kind == kind && part.meaning == means && guesses.contains(&part.bits) == guessed;
            is_alike && (!by_name || key(&part.name) == key(&name))
        };
        if let Some(part) = self.missing.iter_mut().find(same) {
            part.uses += 1;
            return PartReading::Part(part.bits);
        }
        let count = self.missing.iter().filter(|part| part.kind == kind).count();
        if self.known[kind as usize].len() + count >= MAX_PARTS {
            return PartReading::TooMany;
        }
        let bits = (self.fresh)();
        if guessed {
            self.guesses.push(bits);
        }
        self.missing.push(MissingPart { kind, name, meaning: means, bits, uses: 1 });
        PartReading::Part(bits)
    }

    fn used(&mut self, kind: PartKind, read: PartReading) -> PartReading {
        let is_it = |part: &&mut MissingPart| part.kind == kind && read == PartReading::Part(part.bits);
        if let Some(part) = self.missing.iter_mut().find(is_it) {
            part.uses += 1;
        }
        read
    }

    /// The parts that were named and that the plan does not have, in the order in which they were named.
    pub fn finish(self) -> Vec<MissingPart> {
        self.missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(_: PartKind, key: &'static str) -> &'static str {
        key
    }

    fn channels() -> [Vec<KnownPart<'static>>; 3] {
        [Vec::new(), vec![KnownPart { bits: 1, name: "Our account", key: Some("wechat_oa") }], Vec::new()]
    }

    #[test]
    fn each_unknown_name_is_collected_once_whatever_its_spelling() {
        let mut bits = 100;
        let mut fresh = || {
            bits += 1;
            bits
        };
        let mut reading = NameReading::new(channels(), &key, &mut fresh);
        let mut read = |text| reading.part(PartKind::Channel, text, true);
        assert_eq!(read("our account"), PartReading::Part(1));
        assert_eq!(read("公众号"), PartReading::Part(1));
        assert_eq!([read("IG"), read("Instagram"), read("IG")], [PartReading::Part(101); 3]);
        assert_eq!([read("City  radio"), read("city-radio"), read("City radio")], [PartReading::Part(102); 3]);
        assert_eq!([read("–"), read("n/a"), read("  ")], [PartReading::Nothing; 3]);
        assert_eq!(read("…!"), PartReading::Part(103));
        assert_eq!(reading.part(PartKind::Phase, "City radio", true), PartReading::Part(104));
        let missing = reading.finish();
        let said: Vec<_> = missing.iter().map(|part| (part.name.as_str(), part.meaning, part.uses)).collect();
        assert_eq!(
            said,
            [
                ("IG", NameMeaning::Listed("instagram"), 3),
                ("City radio", NameMeaning::New, 3),
                ("…!", NameMeaning::New, 1),
                ("City radio", NameMeaning::New, 1)
            ]
        );
    }

    #[test]
    fn a_guess_is_a_name_of_its_own_so_that_it_can_be_refused() {
        let mut bits = 100;
        let mut fresh = || {
            bits += 1;
            bits
        };
        let mut reading = NameReading::new(channels(), &key, &mut fresh);
        let mut read = |text| reading.part(PartKind::Channel, text, true);
        assert_eq!(
            [read("Podcast ads"), read("podcast-ads"), read("Podcasts")],
            [101, 101, 102].map(PartReading::Part)
        );
        assert_eq!(read("公众号投放"), PartReading::Part(103));
        let said: Vec<_> = reading.finish().into_iter().map(|part| (part.name, part.meaning, part.uses)).collect();
        assert_eq!(
            said,
            [
                ("Podcast ads".to_owned(), NameMeaning::Listed("podcasts"), 2),
                ("Podcasts".to_owned(), NameMeaning::Listed("podcasts"), 1),
                ("公众号投放".to_owned(), NameMeaning::Known(1), 1),
            ]
        );
    }

    #[test]
    fn nothing_is_collected_unless_it_may_be_added_nor_beyond_the_limit() {
        let mut bits = 100;
        let mut fresh = || {
            bits += 1;
            bits
        };
        let mut reading = NameReading::new(channels(), &key, &mut fresh);
        assert_eq!(reading.part(PartKind::Channel, "Radio", false), PartReading::Unknown);
        for at in 1..MAX_PARTS {
            assert!(matches!(reading.part(PartKind::Channel, &format!("Radio {at}"), true), PartReading::Part(_)));
        }
        assert_eq!(reading.part(PartKind::Channel, "One more", true), PartReading::TooMany);
        assert_eq!(reading.part(PartKind::Channel, "Radio 1", true), PartReading::Part(101));
        assert_eq!(reading.finish().len(), MAX_PARTS - 1);
    }
}
