//! Wrong signatures of requests by known mistakes.

use std::collections::BTreeMap;

use refundry_codegen::model::Provider;
use refundry_interpreter::{
    Interpreter,
    mistakes::{self, Foreign, Subject},
};

use super::super::{Shown, json, text};
use super::{
    expected_mistakes::{self, Mistake},
    requests::{Case, Random, providers},
    unknown,
    work::Work,
};
use crate::sampled::is_exhaustive;

/// The number of examples per provider that are varied.
fn examples() -> usize {
    if is_exhaustive() { 2 } else { 1 }
}

/// The number of pairs drawn for each example; some of them cannot be made.
fn pairs() -> usize {
    if is_exhaustive() { 39 } else { 8 }
}

/// The fifths of the unknown mistakes that are left out.
fn left_out() -> usize {
    if is_exhaustive() { 1 } else { 4 }
}

/// The results for one kind of mistake.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub tried: usize,
    /// The number of mistakes named first.
    pub first: usize,
    /// The number of mistakes for which another one gives the same text and comes first.
    pub apart: usize,
    /// The number of mistakes not named, or not first.
    pub missed: usize,
}

impl Tally {
    /// The share named first, without the mistakes for which another one gives the same text.
    pub fn share(self) -> f64 {
        let counted = u32::try_from(self.tried - self.apart).expect("few").max(1);
        f64::from(u32::try_from(self.first).expect("few")) / f64::from(counted)
    }

    /// Counts a mistake with these words; `true` if it is named first.
    pub fn add(&mut self, words: &[String], causes: &[Vec<String>]) -> bool {
        self.tried += 1;
        let same = |cause: &Vec<String>| cause.len() == words.len() && words.iter().all(|word| cause.contains(word));
        match causes {
            [first, ..] if same(first) => self.first += 1,
            [_, others @ ..] if others.iter().any(same) => self.apart += 1,
            // A single mistake that has the effect of two together.
            [first, ..] if first.len() < words.len() => self.apart += 1,
            _ => self.missed += 1,
        }
        causes.first().is_some_and(same)
    }
}

/// The tables of a run.
#[derive(Default)]
struct Run {
    singles: BTreeMap<&'static str, Tally>,
    pairs: BTreeMap<&'static str, Tally>,
    unknown: BTreeMap<&'static str, Tally>,
    faults: Vec<String>,
}

/// A wrong signature, and the tool's explanation.
struct Told {
    causes: Vec<Vec<String>>,
    text: String,
    json: String,
}

fn told(interpreter: &Interpreter<'_>, case: &Case<'_>, foreign: Foreign) -> Told {
    let explained = case.explained(interpreter);
    let (explanation, redaction) = &*explained;
    let context = case.context();
    let Case { provider, operation, request, credentials, .. } = case;
    let subject = Subject { provider, operation, request, credentials, context: &context };
    let causes = mistakes::causes(&subject, &foreign);
    let (causes, foreign) = (Some(causes), Some(foreign));
    let shown = Shown { provider, operation, explanation, redaction, causes, misfit: None, foreign };
    let (text, json) = (text::request(&shown), json::request(&shown).expect("JSON"));
    let causes = shown.causes.into_iter().flatten().map(|cause| cause.mistakes).collect();
    Told { causes, text, json }
}

impl Run {
    fn fault(&mut self, case: &Case<'_>, what: &str, told: &Told) {
        let causes: Vec<&Vec<String>> = told.causes.iter().take(4).collect();
        self.faults.push(format!("{} {}: {what}: {causes:?}", case.provider.id, case.operation.name));
    }

    /// Checks that hold for every explanation: no secret is shown, and the first different byte is right.
    fn check(&mut self, case: &Case<'_>, wrong: &Work, told: &Told, what: &str) {
        for shown in [&told.text, &told.json] {
            if let Some(secret) = shows(shown, &case.secrets) {
                self.fault(case, &format!("{what} shows a secret, {secret}"), told);
            }
        }
        let (right, wrong) = (case.work.bytes().expect("bytes"), wrong.bytes().expect("bytes"));
        let same = right.iter().zip(&wrong).take_while(|(one, other)| one == other).count();
        let expected = match right == wrong {
            true => "the texts are the same".to_owned(),
            false => format!("the texts differ from byte {same} on\n"),
        };
        if !told.causes.is_empty() && !told.text.contains(&expected) {
            self.fault(case, &format!("{what} has another first byte: {expected} {}", tail(&told.text)), told);
        }
    }

    fn single(&mut self, interpreter: &Interpreter<'_>, case: &Case<'_>, mistake: &Mistake, random: &mut Random) {
        let mut work = case.work.clone();
        let Some(words) = (mistake.make)(&mut work, random) else { return };
        let Some(signature) = work.signature().filter(|found| *found != case.right) else { return };
        let told = told(interpreter, case, Foreign::Signature(signature));
        self.check(case, &work, &told, mistake.name);
        if !self.singles.entry(mistake.name).or_default().add(std::slice::from_ref(&words), &told.causes) {
            self.fault(case, &words, &told);
        }
    }

    /// Checks a pair of mistakes.
    fn pair(&mut self, interpreter: &Interpreter<'_>, case: &Case<'_>, random: &mut Random) {
        let (one, other) = (random.pick(expected_mistakes::ALL), random.pick(expected_mistakes::ALL));
        if one.group == other.group {
            return;
        }
        let mut work = case.work.clone();
        let Some(first) = (one.make)(&mut work, random) else { return };
        let alone = work.clone();
        let Some(second) = (other.make)(&mut work, random) else { return };
        let words = [first, second];
        let made = work.signature();
        // Skip a pair in which one mistake has no effect.
        let mut only = case.work.clone();
        (other.make)(&mut only, random);
        let simpler = [Some(case.right.clone()), alone.signature(), only.signature()];
        let Some(signature) = made.filter(|made| !simpler.contains(&Some(made.clone()))) else { return };
        let told = told(interpreter, case, Foreign::Signature(signature));
        let name = format!("{} and {}", one.name, other.name);
        self.check(case, &work, &told, &name);
        if !self.pairs.entry(one.group).or_default().add(&words, &told.causes) {
            self.fault(case, &format!("{words:?}"), &told);
        }
    }

    fn unknown(
        &mut self,
        interpreter: &Interpreter<'_>,
        case: &Case<'_>,
        unknown: &unknown::Unknown,
        random: &mut Random,
    ) {
        let mut work = case.work.clone();
        let (name, make) = unknown;
        if !make(&mut work, random) || work.signature().as_ref() == Some(&case.right) {
            return;
        }
        let told = told(interpreter, case, Foreign::Signature(work.signature().expect("a signature")));
        self.check(case, &work, &told, name);
        let tally = self.unknown.entry(name).or_default();
        tally.tried += 1;
        match told.causes.is_empty() && told.text.contains("no known mistake reproduces it") {
            true => tally.first += 1,
            false => {
                tally.missed += 1;
                self.fault(case, name, &told);
            }
        }
    }

    /// Checks the same mistake by the foreign text in place of the signature.
    fn by_text(&mut self, interpreter: &Interpreter<'_>, case: &Case<'_>, mistake: &Mistake, random: &mut Random) {
        let mut work = case.work.clone();
        let made = (mistake.make)(&mut work, random);
        if made.is_none() || work.gbk || work.text() == case.work.text() {
            return;
        }
        let told = told(interpreter, case, Foreign::Text(work.text()));
        self.check(case, &work, &told, mistake.name);
        if told.causes.is_empty() {
            self.fault(case, &format!("the text of {}", mistake.name), &told);
        }
    }
}

/// A part of a secret that is shown, in any case of letters.
pub fn shows(shown: &str, secrets: &[String]) -> Option<String> {
    const WINDOW: usize = 8;
    let shown = shown.to_lowercase();
    let windows = secrets.iter().flat_map(|secret| secret.as_bytes().windows(WINDOW));
    let windows = windows.filter_map(|window| std::str::from_utf8(window).ok());
    windows.map(str::to_lowercase).find(|window| shown.contains(window.as_str()))
}

/// The end of a shown text.
fn tail(text: &str) -> String {
    text.lines().rev().take(3).collect::<Vec<_>>().join(" / ")
}

fn of_provider(provider: &Provider) -> Run {
    let interpreter = Interpreter::new(provider);
    let mut run = Run::default();
    let mut random = Random(provider.id.bytes().map(u64::from).sum());
    let cases =
        provider.examples.iter().filter_map(|example| Some((example, Case::of(&interpreter, example, &mut random)?)));
    let cases: Vec<_> = cases.take(examples()).collect();
    for (at, (example, case)) in cases.iter().enumerate() {
        let explained = case.explained(&interpreter);
        let (explanation, _) = &*explained;
        let right = explanation.signature.and_then(|index| explanation.values.get(index)).expect("a signature");
        // The careless integrator must be able to sign correctly first.
        assert_eq!(case.work.text(), right.text, "{} {}", provider.id, example.name);
        assert_eq!(Some(&case.right), right.result().map(str::to_owned).as_ref(), "{} {}", provider.id, example.name);
        for (index, mistake) in expected_mistakes::ALL.iter().enumerate() {
            run.single(&interpreter, case, mistake, &mut random);
            if at == index % 8 {
                run.by_text(&interpreter, case, mistake, &mut random);
            }
        }
        (0..pairs()).for_each(|_| run.pair(&interpreter, case, &mut random));
        let unknown = unknown::ALL.iter().skip(at).step_by(examples());
        let drawn: Vec<_> = unknown.filter(|_| random.below(5) >= left_out()).collect();
        for kind in drawn {
            run.unknown(&interpreter, case, kind, &mut random);
        }
    }
    run
}

pub fn total(tallies: &BTreeMap<&'static str, Tally>, name: &str) -> Tally {
    let mut all = Tally::default();
    println!("\n{name:44} tried first apart missed");
    for (name, tally) in tallies {
        println!("{name:44} {:5} {:5} {:5} {:6}", tally.tried, tally.first, tally.apart, tally.missed);
        all.tried += tally.tried;
        all.first += tally.first;
        all.apart += tally.apart;
        all.missed += tally.missed;
    }
    println!("{:44} {:5} {:5} {:5} {:6}  {:.3}", "all", all.tried, all.first, all.apart, all.missed, all.share());
    all
}

fn merge(into: &mut BTreeMap<&'static str, Tally>, from: BTreeMap<&'static str, Tally>) {
    for (name, tally) in from {
        let all = into.entry(name).or_default();
        all.tried += tally.tried;
        all.first += tally.first;
        all.apart += tally.apart;
        all.missed += tally.missed;
    }
}

#[test]
fn a_corpus_of_wrong_signatures_is_named() {
    let providers = providers();
    let mut all = Run::default();
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let workers: Vec<_> = providers.iter().map(|provider| scope.spawn(|| of_provider(provider))).collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker")).collect()
    });
    for run in runs {
        merge(&mut all.singles, run.singles);
        merge(&mut all.pairs, run.pairs);
        merge(&mut all.unknown, run.unknown);
        all.faults.extend(run.faults);
    }
    let (singles, pairs) = (total(&all.singles, "single mistakes"), total(&all.pairs, "pairs, by the first's kind"));
    let unknown = total(&all.unknown, "unknown mistakes");
    println!("\n{}", all.faults.join("\n"));
    let never: Vec<&String> =
        all.faults.iter().filter(|fault| fault.contains("shows a secret") || fault.contains("first byte")).collect();
    assert!(never.is_empty(), "{never:#?}");
    // The least numbers of pairs and of unknown mistakes.
    let (examples, [least, least_unknown]) = (examples(), if is_exhaustive() { [100, 50] } else { [10, 12] });
    assert!(singles.tried >= 150 * examples && singles.share() >= 0.95, "{singles:?}\n{}", all.faults.join("\n"));
    assert!(pairs.tried >= least && pairs.share() >= 0.8, "{pairs:?}\n{}", all.faults.join("\n"));
    assert!(unknown.tried >= least_unknown && unknown.missed == 0, "{unknown:?}\n{}", all.faults.join("\n"));
}
