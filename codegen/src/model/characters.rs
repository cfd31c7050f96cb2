//! What a place can carry.

use super::{Charset, Place, Signs};

/// The characters that a layer can carry: all those that every demand allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    /// Those of XML 1.0.
    pub xml: bool,
    /// Those of the basic plane.
    pub basic_plane: bool,
    /// Those of a header's value.
    pub header: bool,
    /// What ends no member of unencoded pairs.
    pub pairs: Option<Signs>,
    /// Those of GBK.
    pub gbk: bool,
    /// Those of Windows code page 932.
    pub cp932: bool,
}

/// One set of characters, as the runtime checks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharacterSet {
    /// Those of XML 1.0 that are in the basic plane.
    XmlBasicPlane,
    /// Those of XML 1.0.
    Xml,
    /// Those of the basic plane.
    BasicPlane,
    /// Those of a header's value.
    HeaderValue,
    /// What ends no member of unencoded pairs.
    Pairs(Signs),
    /// Those of a charset.
    Charset(Charset),
}

impl Characters {
    /// The sets that a text has to keep to, all at once.
    pub fn sets(self) -> Vec<CharacterSet> {
        let text = match (self.xml, self.basic_plane) {
            (true, true) => Some(CharacterSet::XmlBasicPlane),
            (true, false) => Some(CharacterSet::Xml),
            (false, true) => Some(CharacterSet::BasicPlane),
            (false, false) => None,
        };
        let header = self.header.then_some(CharacterSet::HeaderValue);
        let gbk = self.gbk.then_some(CharacterSet::Charset(Charset::Gbk));
        let cp932 = self.cp932.then_some(CharacterSet::Charset(Charset::Cp932));
        [text, header, self.pairs.map(CharacterSet::Pairs), gbk, cp932].into_iter().flatten().collect()
    }

    /// What both allow.
    pub fn and(self, other: Self) -> Self {
        Self {
            xml: self.xml || other.xml,
            basic_plane: self.basic_plane || other.basic_plane,
            header: self.header || other.header,
            // Where two layers disagree, the writer looks again.
            pairs: self.pairs.or(other.pairs),
            gbk: self.gbk || other.gbk,
            cp932: self.cp932 || other.cp932,
        }
    }

    /// Nothing, where all is allowed.
    pub fn demanded(self) -> Option<Self> {
        Some(self).filter(|set| *set != Self::default())
    }

    /// What a field can hold, whose message goes where `self` is.
    pub fn at(self, place: Place) -> Self {
        if place == Place::Header { Self { header: true, ..Self::default() } } else { self }
    }

    /// Whether an alphabet keeps it, so that nothing has to be looked at.
    pub fn allows(self, alphabet: &[(char, char)]) -> bool {
        let holds = |sign: char| alphabet.iter().any(|(first, last)| *first <= sign && sign <= *last);
        let ends = |signs: Signs| holds(signs.join) || signs.braces && (holds('{') || holds('}'));
        let printable = alphabet.iter().all(|(first, last)| ('!'..='~').contains(first) && *last <= '~');
        let ascii = alphabet.iter().all(|(_, last)| last.is_ascii());
        (!self.header || printable) && (!self.gbk && !self.cp932 || ascii) && !self.pairs.is_some_and(ends)
    }

    /// Whether the keys and values of a map have to be looked at, too.
    pub fn binds_maps(self) -> bool {
        self.pairs.is_some() || self.gbk || self.cp932
    }
}
