//! Sets of credentials: cases refer to them by index, because keys are long to write and slow to read.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use refundry_interpreter::Credentials;
use serde_json::{Value as Json, json};

/// The distinct sets that cases of a spec were drawn with.
#[derive(Default)]
pub struct Sets(RefCell<Kept>);

#[derive(Default)]
struct Kept {
    sets: Vec<(Rc<Json>, Option<Rc<Credentials>>)>,
    numbers: HashMap<String, usize>,
}

impl Sets {
    /// The index of a set, which is added if it is new.
    pub fn keep(&self, set: Json) -> Json {
        let kept = &mut *self.0.borrow_mut();
        let number = *kept.numbers.entry(set.to_string()).or_insert_with(|| {
            kept.sets.push((Rc::new(set), None));
            kept.sets.len() - 1
        });
        json!(number)
    }

    /// The set with an index.
    pub fn get(&self, number: &Json) -> Rc<Json> {
        self.0.borrow().sets[place(number)].0.clone()
    }

    /// The result of `make` for the set with an index, computed once.
    pub fn credentials(&self, number: &Json, make: impl FnOnce(&Json) -> Credentials) -> Rc<Credentials> {
        let (set, made) = &mut self.0.borrow_mut().sets[place(number)];
        made.get_or_insert_with(|| Rc::new(make(set))).clone()
    }
}

fn place(number: &Json) -> usize {
    number.as_u64().and_then(|number| usize::try_from(number).ok()).expect("the number of a set")
}
