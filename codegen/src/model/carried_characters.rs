//! The characters that a layer or a place in a message can carry.

use refundry_vocabulary::Characters;

use super::{Charset, Place, Separators};

/// The characters that a layer can carry: the intersection of all sets that are set here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CarriedCharacters {
    /// The characters of XML 1.0.
    pub xml: bool,
    /// The characters of the Basic Multilingual Plane.
    pub basic_plane: bool,
    /// The characters of a header's value.
    pub header: bool,
    /// Every character that does not end a member of unencoded pairs with these separators.
    pub pairs: Option<Separators>,
    /// The characters of GBK.
    pub gbk: bool,
    /// The characters of Windows code page 932.
    pub cp932: bool,
}

impl CarriedCharacters {
    /// The set that a text must keep to.
    pub fn set(self) -> Characters {
        let text = match (self.xml, self.basic_plane) {
            (true, true) => Some(Characters::XmlBasicPlane),
            (true, false) => Some(Characters::Xml),
            (false, true) => Some(Characters::BasicPlane),
            (false, false) => None,
        };
        let header = self.header.then_some(Characters::HeaderValue);
        let gbk = self.gbk.then_some(Characters::Charset(Charset::Gbk));
        let cp932 = self.cp932.then_some(Characters::Charset(Charset::Cp932));
        let pairs = self.pairs.map(Characters::Pairs);
        let sets: Vec<Characters> = [text, header, pairs, gbk, cp932].into_iter().flatten().collect();
        match <[Characters; 1]>::try_from(sets) {
            Ok([only]) => only,
            Err(sets) => Characters::All(sets.into()),
        }
    }

    /// The intersection of both.
    pub fn and(self, other: Self) -> Self {
        Self {
            xml: self.xml || other.xml,
            basic_plane: self.basic_plane || other.basic_plane,
            header: self.header || other.header,
            // If the separators of two layers differ, the writer checks the text again.
            pairs: self.pairs.or(other.pairs),
            gbk: self.gbk || other.gbk,
            cp932: self.cp932 || other.cp932,
        }
    }

    /// `None` if every character is allowed.
    pub fn demanded(self) -> Option<Self> {
        Some(self).filter(|set| *set != Self::default())
    }

    /// The characters of a field at `place`, in a layer that carries `self`.
    pub fn at(self, place: Place) -> Self {
        if place == Place::Header { Self { header: true, ..Self::default() } } else { self }
    }

    /// Whether `alphabet` allows no other characters, so that no check is needed.
    pub fn allows(self, alphabet: &[(char, char)]) -> bool {
        let holds = |sign: char| alphabet.iter().any(|(first, last)| *first <= sign && sign <= *last);
        let ends = |separators: Separators| holds(separators.join) || separators.braces && (holds('{') || holds('}'));
        let printable = alphabet.iter().all(|(first, last)| ('!'..='~').contains(first) && *last <= '~');
        let ascii = alphabet.iter().all(|(_, last)| last.is_ascii());
        (!self.header || printable) && (!self.gbk && !self.cp932 || ascii) && !self.pairs.is_some_and(ends)
    }

    /// Whether the keys and values of a map must be checked as well.
    pub fn binds_maps(self) -> bool {
        self.pairs.is_some() || self.gbk || self.cp932
    }
}
