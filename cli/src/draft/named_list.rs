//! Lists of words in any letters, which a label or the type of the field tells from prose.

/// The greatest number of listed words.
pub const MOST: usize = 64;

/// The words of a cell that has nothing else, `card / wallet`, of a field whose type says that it is one of a list.
pub fn listed_alone(cell: &str) -> Vec<(String, String)> {
    let cell = cell.replace(['`', '"', '“', '”', '*'], "").replace(" or ", ",");
    let pieces = cell.split([',', '/', '|', '、', ';']).map(str::trim).filter(|piece| !piece.is_empty());
    let words: Vec<(String, String)> = pieces.map(|piece| (piece.to_owned(), String::new())).collect();
    let sound = words.iter().all(|(word, _)| is_identifier(word)) && (2..=MOST).contains(&words.len());
    if sound { words } else { Vec::new() }
}

/// The words behind a label such as `one of`, which may be in small letters: `One of pending, succeeded or failed.`
pub fn named(cell: &str, quoted: bool) -> Vec<(String, String)> {
    const LABELS: &[&str] = &["one of", "possible values", "allowed values", "valid values", "取值范围", "可选值"];
    const WEAK: &[&str] = &["can be", "may be", "must be"];
    const SIGNS: [char; 5] = [',', '/', '|', '、', ';'];
    let lower = cell.to_ascii_lowercase();
    let after = |labels: &[&str]| labels.iter().filter_map(|label| Some(lower.find(label)? + label.len())).min();
    let weak = after(LABELS).is_none();
    let behind = after(LABELS).or_else(|| after(WEAK));
    let Some(list) = behind.and_then(|at| cell.get(at..)) else { return Vec::new() };
    let list = list.trim_start().trim_start_matches("are ").trim_start_matches([':', '\u{ff1a}', ' ']);
    let list = list.split(". ").next().unwrap_or_default().trim_end_matches(['.', '。', ' ']);
    if weak && !list.contains(" or ") {
        return Vec::new();
    }
    let list = list.replace(" or ", ",").replace(" and ", ",").replace(['\u{ff0c}', '\u{ff1b}', '或'], ",");
    // Words in a row are a list only behind a colon: `Possible values: live test`.
    let row = !weak
        && !list.contains(SIGNS)
        && lower.contains("values:")
        && !list.split(' ').any(|word| IN_PROSE.contains(&word));
    let between = |next: char| SIGNS.contains(&next) || row && next == ' ';
    let pieces = list.split(between).map(str::trim).filter(|piece| !piece.is_empty());
    let words: Vec<(String, String)> = pieces.map(|piece| (piece.to_owned(), String::new())).collect();
    let prose = |word: &str| weak && PROPERTIES.contains(&word.to_ascii_lowercase().as_str());
    let sound = |(word, _): &(String, String)| is_identifier(word) && !prose(word);
    // Two words of prose are no list: `can be partial or complete`.
    let least = if weak && !quoted { 3 } else { 2 };
    let sound = words.iter().all(sound) && (least..=MOST).contains(&words.len());
    if sound { words } else { Vec::new() }
}

/// Words of sentences that no list has.
const IN_PROSE: &[&str] =
    &["above", "all", "any", "are", "below", "following", "in", "is", "of", "see", "table", "the", "to"];

/// Words that describe values in prose: `can be positive or negative`.
const PROPERTIES: &[&str] = &[
    "absent",
    "alphanumeric",
    "blank",
    "characters",
    "digits",
    "empty",
    "full",
    "letters",
    "lowercase",
    "missing",
    "more",
    "negative",
    "null",
    "numbers",
    "numeric",
    "omitted",
    "positive",
    "spaces",
    "symbols",
    "uppercase",
    "zero",
];

/// Whether a piece is a single word of letters, digits and underscores.
fn is_identifier(word: &str) -> bool {
    const LONGEST: usize = 40;
    let consists = |next: char| next.is_ascii_alphanumeric() || next == '_' || next == '-';
    word.len() <= LONGEST && word.starts_with(|next: char| next.is_ascii_alphabetic()) && word.chars().all(consists)
}
