//! Checks that an answer belongs to the request that was sent.

use refundry_vocabulary::{Missing, Terms, Unsent};

use crate::picked::Found;
use crate::{Amount, Attempt, Picked, ReadError, Record};

/// The result of comparing an answer with its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Echoed {
    /// Whether every required echo was present.
    pub complete: bool,
    /// Whether a member that identifies the refund or the order agreed.
    pub identified: bool,
    /// The attempt that the answer belongs to.
    pub attempt: Attempt,
}

impl Echoed {
    /// Nothing was compared.
    pub const NOTHING: Self = Self { complete: false, identified: false, attempt: Attempt::Repeated };

    /// The answer repeats nothing of its request: only the connection ties it to the request.
    pub fn by_connection(sent: &Record) -> Self {
        Self { complete: true, identified: true, attempt: sent.attempt() }
    }
}

/// A member of an answer: its name, and its text if present.
type Member<'a> = (&'a str, Option<&'a str>);

/// Compares members of an answer with the record of the request.
pub struct Echo<'a> {
    sent: &'a Record,
    identifying: &'a [&'a str],
    complete: bool,
    identified: bool,
    /// Whether the record has any compared field: a record that lost its fields must settle nothing.
    held: bool,
    error: Option<ReadError>,
}

impl<'a> Echo<'a> {
    /// Compares with `sent`; the fields in `identifying` identify the refund or the order.
    pub fn new(sent: &'a Record, identifying: &'a [&'a str]) -> Self {
        Self { sent, identifying, complete: true, identified: false, held: false, error: None }
    }

    /// Compares a text.
    pub fn text<'t>(&mut self, answer: &str, request: &str, answered: Option<&str>, terms: impl Into<Terms<&'t str>>) {
        self.any_of(&[(answer, answered)], request, terms);
    }

    /// [`Echo::text`] of a member that has the name of the field.
    pub fn same<'t>(&mut self, name: &str, answered: Option<&str>, terms: impl Into<Terms<&'t str>>) {
        self.text(name, name, answered, terms);
    }

    /// [`Echo::amount`] of a member that has the name of the field.
    pub fn same_amount<'t>(&mut self, name: &str, answered: Option<Amount>, terms: impl Into<Terms<&'t str>>) {
        self.amount(name, name, answered, terms);
    }

    /// Compares a text that may come back in one of several members: one of those present has to agree.
    pub fn any_of<'t>(&mut self, answers: &[Member<'_>], request: &str, terms: impl Into<Terms<&'t str>>) {
        self.compare(answers, request, terms.into(), |sent, answered| answered == sent);
    }

    /// Compares a text with several members: each one present has to agree.
    pub fn each_of<'t>(&mut self, answers: &[Member<'_>], request: &str, terms: impl Into<Terms<&'t str>>) {
        let terms = terms.into();
        let there: Vec<_> = answers.iter().copied().filter(|(_, answered)| answered.is_some()).collect();
        if there.is_empty() {
            self.any_of(answers, request, terms);
        }
        there.into_iter().for_each(|(member, answered)| self.text(member, request, answered, terms));
    }

    /// Compares an amount.
    pub fn amount<'t>(
        &mut self,
        answer: &str,
        request: &str,
        answered: Option<Amount>,
        terms: impl Into<Terms<&'t str>>,
    ) {
        let text = answered.map(Amount::to_minor);
        self.compare(&[(answer, text.as_deref())], request, terms.into(), |sent, _| {
            Amount::parse_minor(sent).ok() == answered
        });
    }

    /// Compares an amount that may be greater than the one sent, as a sum over several refunds is.
    pub fn amount_at_least<'t>(
        &mut self,
        answer: &str,
        request: &str,
        answered: Option<Amount>,
        terms: impl Into<Terms<&'t str>>,
    ) {
        let text = answered.map(Amount::to_minor);
        let enough = |sent: &str, _: &str| Amount::parse_minor(sent).is_ok_and(|sent| Some(sent) <= answered);
        self.compare(&[(answer, text.as_deref())], request, terms.into(), enough);
    }

    /// Picks the item whose text `number` equals the request's field. A list without such an item settles nothing, and
    /// one with two is refused. `member` is the path of the number.
    pub fn pick<T>(&mut self, member: &str, request: &str, list: &mut Picked<T>, number: impl Fn(&T) -> Option<&str>) {
        let sent = self.sent.get(request);
        match list.pick(|item| sent.is_some() && number(item) == sent) {
            Found::NoList | Found::One => {}
            Found::None => self.complete = false,
            Found::Several => {
                self.error.get_or_insert_with(|| ReadError::Duplicate { name: member.to_owned() });
            }
        }
    }

    /// The result of the comparisons.
    ///
    /// # Errors
    /// [`ReadError::Echo`] for the first member that differs.
    pub fn finish(self) -> Result<Echoed, ReadError> {
        let complete = self.complete && self.held;
        let echoed = Echoed { complete, identified: self.identified, attempt: self.sent.attempt() };
        self.error.map_or(Ok(echoed), Err)
    }

    fn compare(
        &mut self,
        answers: &[Member<'_>],
        request: &str,
        terms: Terms<&str>,
        agrees: impl Fn(&str, &str) -> bool,
    ) {
        let sent = self.sent.get(request);
        self.held |= sent.is_some();
        // An empty member whose field was not sent counts as absent.
        let told = |text: &&str| sent.is_some() || !text.is_empty();
        let mut there = answers.iter().filter_map(|(member, answered)| Some((*member, answered.filter(told)?)));
        let first = there.clone().next();
        let expected = match (sent, terms.unsent) {
            (Some(sent), _) => sent,
            (None, Unsent::Is(text)) => text,
            // A present text is never empty here, so it differs from the empty text.
            (None, Unsent::Refuse) => "",
            (None, Unsent::Accept) => return,
        };
        let (member, answered) = match (first, terms.missing) {
            (Some(_), _) if there.any(|(_, answered)| agrees(expected, answered)) => {
                self.identified |= sent.is_some() && self.identifying.contains(&request);
                return;
            }
            (Some(told), _) => told,
            (None, _) if expected.is_empty() => return,
            (None, Missing::Accept) => return,
            (None, Missing::Unsettled) => return self.complete = false,
            // A text that the answer lacks identifies nothing.
            (None, Missing::Is(text)) if agrees(expected, text) => return,
            (None, Missing::Is(text)) => (answers.first().map_or("", |(member, _)| *member), text),
        };
        let (member, answered, expected) = (member.to_owned(), answered.to_owned(), expected.to_owned());
        let (assumed, absent) = (sent.is_none() && !expected.is_empty(), first.is_none());
        self.error.get_or_insert(ReadError::Echo { member, sent: expected, assumed, absent, answered });
    }
}
