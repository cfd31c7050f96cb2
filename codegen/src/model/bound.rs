//! The bounds of one field: the demands of its type, alphabet, range and presence.
//!
//! Validation, documentation and boundary tests all come from this one list.

use refundry_vocabulary::pattern;

use super::{
    CarriedCharacters, Credential, CredentialType, Field, Presence, Scalar, Source, Type, Unit, ZonelessTimeFormat,
};

/// One limit of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The field is there and not empty.
    Required,
    /// The field is there whenever the condition of its presence is true; the condition's text.
    RequiredWhen(String),
    /// Length of a text.
    Length {
        /// Least length.
        min: usize,
        /// Greatest length.
        max: usize,
        /// The unit that is counted.
        unit: Unit,
    },
    /// A number of ASCII digits.
    Digits {
        /// Least count.
        min: usize,
        /// Greatest count.
        max: usize,
    },
    /// One of these texts.
    Listed(Vec<String>),
    /// Only these characters.
    Alphabet(Vec<(char, char)>),
    /// The form of the whole text.
    Pattern(String),
    /// Bounds of a number.
    Range {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// The greatest number of entries of a map.
    Entries(usize),
    /// The keys that a map in brackets may not have; empty keys and keys with a bracket are refused as well.
    Keys(Vec<String>),
    /// The greatest length of each key of a map.
    KeyLength(usize, Unit),
    /// The greatest length of each value of a map.
    ValueLength(usize, Unit),
    /// A code of ISO 4217 that has decimals.
    Currency,
    /// A year that two digits tell.
    Year,
    /// Only characters that the layer can carry.
    Characters(CarriedCharacters),
}

impl Bound {
    /// Whether the bound demands that the field is there, and nothing of its value.
    pub fn is_presence(&self) -> bool {
        matches!(self, Self::Required | Self::RequiredWhen(_))
    }

    /// The greatest length of a text, if the bound is one of its length.
    pub fn longest(&self) -> Option<usize> {
        if let Self::Length { max, .. } | Self::Digits { max, .. } = self { Some(*max) } else { None }
    }

    /// The last word of the rule's name.
    pub fn suffix(&self) -> &'static str {
        match self {
            Self::Required | Self::RequiredWhen(_) => "required",
            Self::Length { .. } => "length",
            Self::Digits { .. } => "digits",
            Self::Listed(_) => "listed",
            Self::Alphabet(_) => "alphabet",
            Self::Pattern(_) => "pattern",
            Self::Range { .. } => "range",
            Self::Entries(_) => "entries",
            Self::Keys(_) => "keys",
            Self::KeyLength(..) => "key_length",
            Self::ValueLength(..) => "value_length",
            Self::Currency => "currency",
            Self::Year => "year",
            Self::Characters(_) => "characters",
        }
    }
}

/// The limits of a field of a message whose layer carries only `characters`.
pub fn bounds(field: &Field, characters: Option<CarriedCharacters>) -> Vec<Bound> {
    let mut out = Vec::new();
    out.extend(presence(field));
    let ty = field.ty.content().item();
    out.extend(ty.scalar().into_iter().flat_map(Scalar::bounds));
    out.extend(field.decides_decimals.then_some(Bound::Currency));
    out.extend(field.alphabet.clone().map(Bound::Alphabet));
    out.extend(field.pattern.clone().map(Bound::Pattern));
    if let Some(range) = field.range {
        out.push(Bound::Range { min: range.min.unwrap_or(i64::MIN), max: range.max.unwrap_or(i64::MAX) });
    }
    if let Type::Map { entries, key, value } = ty {
        // A map without limits still has a bound: no key may occur twice.
        out.push(Bound::Entries(entries.unwrap_or(usize::MAX)));
        out.extend(field.taken.clone().map(Bound::Keys));
        out.extend(key.map(|(max, unit)| Bound::KeyLength(max, unit)));
        out.extend(value.map(|(max, unit)| Bound::ValueLength(max, unit)));
    }
    let carried = characters.unwrap_or_default().at(field.place);
    let bounded = field.known_characters().is_some_and(|known| carried.allows(&known));
    let map = matches!(ty, Type::Map { .. }) && carried.binds_maps();
    let free_text = map || ty.scalar().is_some_and(Scalar::is_free_text) && !bounded;
    if free_text && !field.source.is_layer() {
        out.extend(carried.demanded().map(Bound::Characters));
    }
    out
}

/// The limits that validation checks: every limit of a caller's field; of other fields, neither `RequiredWhen` nor the
/// limits that the credential's own rules imply. The clock always has a time.
pub fn checked(field: &Field, characters: Option<CarriedCharacters>) -> Vec<Bound> {
    let implied = field.source.credential().map(|credential| credential.bounds()).unwrap_or_default();
    let (caller, clock) = (field.source.is_caller(), matches!(field.source, Source::Now));
    let of_source = |bound: &Bound| match clock {
        true => *bound == Bound::Year,
        false => caller || !matches!(bound, Bound::RequiredWhen(_)),
    };
    let looked_at = |bound: &Bound| !implied.contains(bound) && of_source(bound);
    bounds(field, characters).into_iter().filter(looked_at).collect()
}

impl Credential {
    /// The limits of the credential's text; a key has none.
    pub fn bounds(&self) -> Vec<Bound> {
        let CredentialType::Text(scalar) = &self.ty else { return Vec::new() };
        let words = (!self.words.is_empty()).then(|| Bound::Listed(self.words.clone()));
        self.required.then_some(Bound::Required).into_iter().chain(scalar.bounds()).chain(words).collect()
    }
}

fn presence(field: &Field) -> Option<Bound> {
    match &field.presence {
        Presence::When(condition) => Some(Bound::RequiredWhen(condition.text.clone())),
        // A required number from the caller is never empty.
        Presence::Required if field.is_plain() && !field.can_be_empty() => None,
        Presence::Required => Some(Bound::Required),
        Presence::Optional | Presence::OnSuccess | Presence::Never => None,
    }
}

impl Field {
    /// All characters that the alphabet or the pattern allows, in ranges; `None` if the field has neither.
    pub(super) fn known_characters(&self) -> Option<Vec<(char, char)>> {
        let runs = self.pattern.as_deref().and_then(pattern::runs);
        let classes = runs.map(|runs| runs.iter().flat_map(|run| pattern::class_items(run.class)).collect::<Vec<_>>());
        let formed =
            classes.map(|items| items.into_iter().map(|(first, last)| (first, last.unwrap_or(first))).collect());
        self.alphabet.clone().or(formed)
    }

    /// All characters that the type, the alphabet or the pattern allows, in ranges; `None` if the page fixes none.
    pub(crate) fn fixed_characters(&self) -> Option<Vec<(char, char)>> {
        let scalar = self.ty.scalar()?;
        let other = match scalar {
            Scalar::Integer { .. } => Some(vec![('0', '9'), ('-', '-')]),
            Scalar::Amount(_) => Some(vec![('0', '9'), ('-', '.')]),
            Scalar::Time { format: ZonelessTimeFormat::Pattern(pattern), .. } => {
                let literal = pattern.chars().filter(|sign| !sign.is_ascii_alphabetic()).map(|sign| (sign, sign));
                Some([('0', '9'), ('+', '-'), ('A', 'Z'), ('a', 'z')].into_iter().chain(literal).collect())
            }
            Scalar::String { .. } | Scalar::Digits { .. } | Scalar::Time { .. } => None,
            Scalar::Boolean { .. } | Scalar::Enumeration(_) | Scalar::ErrorCode => None,
        };
        let of_type = scalar.alphabet().map(<[_]>::to_vec).or(other);
        of_type.or_else(|| self.known_characters())
    }

    /// Whether the field can be there and empty, which counts as absent: a text, a list or a map.
    pub fn can_be_empty(&self) -> bool {
        self.ty.content().is_emptiable()
    }
}
