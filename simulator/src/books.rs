//! The books of the provider: orders, refunds and payments.

use std::collections::BTreeMap;

use refundry_interpreter::runtime::Record;

/// The state of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The provider works on it.
    Processing,
    /// The money went out.
    Succeeded,
    /// The number never pays.
    Failed,
    /// The number did not pay. Sending it again may pay.
    Closed,
}

/// An order of a merchant's customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The amount that was paid for it, in the minor unit.
    pub paid: u64,
}

/// A refund that the provider has accepted.
#[derive(Clone, Debug)]
pub struct Refund {
    /// The merchant's number.
    pub number: String,
    /// The number of the order; empty if the request names none.
    pub order: String,
    /// The amount in the minor unit.
    pub amount: u64,
    /// The provider's number.
    pub id: String,
    /// The state.
    pub state: State,
    /// The record of the request.
    pub sent: Record,
}

/// Orders, refunds and payments.
#[derive(Clone, Debug, Default)]
pub struct Books {
    orders: BTreeMap<String, Order>,
    refunds: Vec<Refund>,
    /// The amount that each number has paid, and how often.
    payments: BTreeMap<String, Vec<u64>>,
}

/// The amount of an order whose total nobody has told, in the minor unit.
const UNTOLD: u64 = 1_000_000_000;

impl Books {
    /// Books the payment of an order.
    pub fn order(&mut self, number: impl Into<String>, paid: u64) {
        self.orders.insert(number.into(), Order { paid });
    }

    /// The refunds, the earliest first.
    pub fn refunds(&self) -> &[Refund] {
        &self.refunds
    }

    /// The last refund under a number.
    pub fn refund(&self, number: &str) -> Option<&Refund> {
        self.refunds.iter().rev().find(|refund| refund.number == number)
    }

    /// The refund with a number of the provider.
    pub fn refund_by_id(&self, id: &str) -> Option<&Refund> {
        self.refunds.iter().find(|refund| refund.id == id)
    }

    /// The amount that a number has paid, each of its payments counted.
    pub fn paid(&self, number: &str) -> u64 {
        self.payments.get(number).into_iter().flatten().sum()
    }

    /// The payments of a number.
    pub fn payments(&self, number: &str) -> usize {
        self.payments.get(number).map_or(0, Vec::len)
    }

    /// The amount that was paid for an order, if it is known.
    pub(crate) fn total(&self, order: &str) -> Option<u64> {
        self.orders.get(order).map(|order| order.paid)
    }

    /// The amount of an order that no refund has taken.
    pub(crate) fn rest(&self, order: &str, total: Option<u64>) -> u64 {
        let paid = self.orders.get(order).map(|order| order.paid).or(total).unwrap_or(UNTOLD);
        let takes =
            |refund: &&Refund| refund.order == order && matches!(refund.state, State::Processing | State::Succeeded);
        paid.saturating_sub(self.refunds.iter().filter(takes).map(|refund| refund.amount).sum())
    }

    /// Books an order whose total a request tells.
    pub(crate) fn known(&mut self, order: &str, total: Option<u64>) {
        if let Some(paid) = total.filter(|_| !order.is_empty()) {
            self.orders.entry(order.to_owned()).or_insert(Order { paid });
        }
    }

    /// Books a refund in a state, and pays it if that is the state.
    pub(crate) fn book(&mut self, refund: Refund) {
        let (number, state) = (refund.number.clone(), refund.state);
        self.refunds.push(Refund { state: State::Processing, ..refund });
        self.settle(&number, state);
    }

    /// Moves every unpaid refund of a number to a state, and pays it if that is the state. A refund that was paid or that
    /// failed stays as it is.
    pub fn settle(&mut self, number: &str, state: State) {
        for refund in self.refunds.iter_mut().filter(|refund| refund.number == number) {
            if !matches!(refund.state, State::Processing | State::Closed) {
                continue;
            }
            refund.state = state;
            if state == State::Succeeded {
                self.payments.entry(number.to_owned()).or_default().push(refund.amount);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use refundry_interpreter::runtime::Record;

    use super::{Books, Refund, State};

    fn refund(number: &str, amount: u64, state: State) -> Refund {
        let (order, id) = ("O".to_owned(), format!("P{number}"));
        Refund { number: number.to_owned(), order, amount, id, state, sent: Record::new("p", "refund") }
    }

    #[test]
    fn a_refund_pays_once_and_takes_from_its_order() {
        let mut books = Books::default();
        books.order("O", 100);
        books.book(refund("1", 30, State::Processing));
        assert_eq!((books.paid("1"), books.rest("O", None)), (0, 70));
        for _ in 0..2 {
            books.settle("1", State::Succeeded);
        }
        books.settle("1", State::Failed);
        assert_eq!((books.paid("1"), books.payments("1"), books.rest("O", None)), (30, 1, 70));
        books.book(refund("2", 20, State::Failed));
        books.settle("2", State::Succeeded);
        assert_eq!((books.paid("2"), books.rest("O", None)), (0, 70));
        books.book(refund("3", 70, State::Closed));
        books.settle("3", State::Succeeded);
        assert_eq!((books.paid("3"), books.rest("O", None)), (70, 0));
    }
}
