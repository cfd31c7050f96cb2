//! A received list of which one item concerns our refund.

/// A received list of objects. The comparison with the request picks the item that concerns its refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked<T> {
    items: Option<Vec<T>>,
    ours: Option<usize>,
}

/// The number of items that concern our refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// There is no list.
    NoList,
    /// None: the list tells nothing about our refund.
    None,
    /// One.
    One,
    /// Several: nothing says which of them counts.
    Several,
}

impl<T> Picked<T> {
    /// The items as they came, before the comparison with the request. `None` if the list is absent.
    pub fn of(items: Option<Vec<T>>) -> Self {
        Self { items, ours: None }
    }

    /// Our item. `None` before the comparison with the request, and if no item concerns our refund.
    pub fn as_ref(&self) -> Option<&T> {
        self.items.as_ref()?.get(self.ours?)
    }

    /// [`Picked::as_ref`], to be changed.
    pub fn as_mut(&mut self) -> Option<&mut T> {
        self.items.as_mut()?.get_mut(self.ours?)
    }

    /// All items in the order of arrival, also those of other refunds. `None` if the list is absent.
    pub fn all(&self) -> Option<&[T]> {
        self.items.as_deref()
    }

    /// [`Picked::as_ref`] without the other items.
    pub fn into_ours(self) -> Option<T> {
        self.items?.into_iter().nth(self.ours?)
    }

    /// Picks the only item that is ours.
    pub(crate) fn pick(&mut self, is_ours: impl Fn(&T) -> bool) -> Found {
        let Some(items) = &self.items else { return Found::NoList };
        let mut ours = items.iter().enumerate().filter(|(_, item)| is_ours(item)).map(|(at, _)| at);
        let (first, second) = (ours.next(), ours.next());
        self.ours = first.filter(|_| second.is_none());
        match (first, second) {
            (None, _) => Found::None,
            (Some(_), None) => Found::One,
            (Some(_), Some(_)) => Found::Several,
        }
    }
}
