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
    /// The characters of a charset that lacks some.
    pub charset: Option<Charset>,
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
        let charset = self.charset.map(Characters::Charset);
        let pairs = self.pairs.map(Characters::Pairs);
        let sets: Vec<Characters> = [text, header, pairs, charset].into_iter().flatten().collect();
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
            // If the separators or the charsets of two layers differ, the writer checks the text again.
            pairs: self.pairs.or(other.pairs),
            charset: self.charset.or(other.charset),
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
        (!self.header || printable) && (self.charset.is_none() || ascii) && !self.pairs.is_some_and(ends)
    }

    /// Whether the keys and values of a map must be checked as well.
    pub fn binds_maps(self) -> bool {
        self.pairs.is_some() || self.charset.is_some()
    }
}
