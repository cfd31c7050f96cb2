//! Lexemes to a tree: what begins a statement, which braces hold what, and where blanks stand.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream};
use unicode_width::UnicodeWidthStr as _;

use super::{
    lex::{Lexeme, Lexemes},
    literal, space,
    tree::{Group, Kind, Node, Part, Shape, tall, width},
    weak,
};

/// What a stream of tokens holds, which tells how it falls into parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Parts with commas between.
    List,
    /// Statements or items.
    Statements,
    /// The arms of a `match`.
    Arms,
}

/// What the next braces hold, by the keyword before them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Awaits {
    Nothing,
    /// A branch, which may stand on one line where it is a value.
    Branch,
    Body(Shape),
}

/// The parts so far of a group that is open.
struct Frame {
    shape: Shape,
    parts: Vec<Part>,
    part: Part,
    awaits: Awaits,
    ends: bool,
}

impl Frame {
    fn new(shape: Shape) -> Self {
        Self { shape, parts: Vec::new(), part: Vec::new(), awaits: Awaits::Nothing, ends: false }
    }

    /// A separator.
    fn end(&mut self) {
        if !self.part.is_empty() {
            self.parts.push(std::mem::take(&mut self.part));
        }
        (self.awaits, self.ends) = (Awaits::Nothing, true);
    }

    fn close(mut self) -> Group {
        if !self.part.is_empty() {
            self.ends = false;
            self.parts.push(self.part);
        }
        Group { shape: self.shape, parts: self.parts, ends: self.ends }
    }
}

/// The items, and the text that holds their words.
pub(super) fn items(tokens: TokenStream) -> (Vec<Part>, String) {
    let mut builder = Builder { text: String::new() };
    let group = builder.stream(tokens, Shape::Items);
    (group.parts, builder.text)
}

/// The statements, and the text that holds their words.
pub(super) fn statements(tokens: TokenStream) -> (Vec<Part>, String) {
    let mut builder = Builder { text: String::new() };
    let group = builder.stream(tokens, Shape::Block);
    (group.parts, builder.text)
}

struct Builder {
    text: String,
}

impl Builder {
    fn stream(&mut self, tokens: TokenStream, shape: Shape) -> Group {
        let mut stream = Stream { builder: self, open: Vec::new(), frame: Frame::new(shape) };
        stream.take_all(tokens);
        stream.finish()
    }

    fn word(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

/// A stream that is read. Angle brackets and bars open groups within it.
struct Stream<'b> {
    builder: &'b mut Builder,
    open: Vec<Frame>,
    frame: Frame,
}

impl Stream<'_> {
    fn inside(&self) -> Inside {
        match self.frame.shape {
            Shape::Block | Shape::Items => Inside::Statements,
            Shape::Arms => Inside::Arms,
            Shape::Call
            | Shape::Tuple
            | Shape::List
            | Shape::Angle
            | Shape::Bars
            | Shape::Fields
            | Shape::Declared
            | Shape::Uses => Inside::List,
        }
    }

    fn take_all(&mut self, tokens: TokenStream) {
        let mut lexemes = Lexemes::new(tokens);
        while let Some(lexeme) = lexemes.next(&mut self.builder.text) {
            self.take(lexeme, &mut lexemes);
        }
    }

    fn take(&mut self, lexeme: Lexeme, rest: &mut Lexemes) {
        match lexeme {
            Lexeme::Word(range) => {
                self.await_body(&range);
                let word = self.builder.word(&range);
                let width = if word.is_ascii() { word.len() } else { word.width() };
                self.push(Kind::Word(range), width, false);
            }
            Lexeme::Operator("#") => self.attribute(rest),
            Lexeme::Operator("," | ";") if self.separates(&lexeme) => {
                if self.inside() == Inside::Statements {
                    self.operator(";", rest);
                }
                self.frame.end();
            }
            // In types these close one by one.
            Lexeme::Operator(">>" | ">=") if self.frame.shape == Shape::Angle => {
                self.operator(">", rest);
                self.operator(if matches!(lexeme, Lexeme::Operator(">=")) { "=" } else { ">" }, rest);
            }
            Lexeme::Operator(operator) => self.operator(operator, rest),
            Lexeme::Group(Delimiter::None, tokens) => self.take_all(tokens),
            Lexeme::Group(delimiter, tokens) => self.group(delimiter, tokens, rest),
        }
    }

    fn separates(&self, lexeme: &Lexeme) -> bool {
        let separator = if self.inside() == Inside::Statements { ";" } else { "," };
        matches!(lexeme, Lexeme::Operator(operator) if *operator == separator)
    }

    fn finish(mut self) -> Group {
        while !self.open.is_empty() {
            self.close();
        }
        self.frame.close()
    }

    fn push(&mut self, kind: Kind, width: usize, tall: bool) {
        let space = self.last_is(|last, spelled| space::stands_apart(last, spelled, &kind));
        self.frame.part.push(Node { kind, space, width, tall });
    }

    /// What a rule says of the node before, and of its word if it is one.
    fn last_is(&self, rule: impl FnOnce(&Node, &str) -> bool) -> bool {
        let last = self.frame.part.last();
        last.is_some_and(|last| match &last.kind {
            Kind::Word(range) => rule(last, self.builder.word(range)),
            Kind::Operator(_) | Kind::Prefix(_) | Kind::Doc(_) | Kind::Attribute(_) | Kind::Group(_) => rule(last, ""),
        })
    }

    /// A keyword tells what the next braces hold.
    fn await_body(&mut self, word: &Range<usize>) {
        let idle = self.frame.awaits == Awaits::Nothing;
        self.frame.awaits = match self.builder.word(word) {
            "if" | "else" => Awaits::Branch,
            "while" | "loop" | "unsafe" | "fn" => Awaits::Body(Shape::Block),
            "for" if idle => Awaits::Body(Shape::Block),
            "match" => Awaits::Body(Shape::Arms),
            "impl" | "mod" | "trait" if idle => Awaits::Body(Shape::Items),
            "struct" | "enum" if idle => Awaits::Body(Shape::Declared),
            "use" if idle => Awaits::Body(Shape::Uses),
            _ => return,
        };
    }

    fn attribute(&mut self, rest: &mut Lexemes) {
        let text = &mut self.builder.text;
        if !matches!(rest.peek(text), Some(Lexeme::Group(Delimiter::Bracket, _))) {
            return self.push(Kind::Prefix("#"), 1, false);
        }
        let Some(Lexeme::Group(_, tokens)) = rest.next(text) else { return };
        let mut lexemes = Lexemes::new(tokens.clone());
        let mut next = || lexemes.next(text);
        if let (Some(Lexeme::Word(doc)), Some(Lexeme::Operator("=")), Some(Lexeme::Word(literal)), None) =
            (next(), next(), next(), next())
            && self.builder.word(&doc) == "doc"
            && let Some(lines) = literal::text(self.builder.word(&literal))
        {
            let start = self.builder.text.len();
            self.builder.text.push_str(&lines);
            return self.push(Kind::Doc(start..self.builder.text.len()), 0, true);
        }
        let inner = self.builder.stream(tokens, Shape::List).parts.into_iter().next().unwrap_or_default();
        self.push(Kind::Attribute(inner), 0, true);
    }

    fn operator(&mut self, operator: &'static str, rest: &mut Lexemes) {
        let operand = self.last_is(space::ends_operand);
        match operator {
            "<" if self.opens_types() => return self.open(Shape::Angle),
            ">" if self.frame.shape == Shape::Angle => return self.close(),
            "|" if self.frame.shape == Shape::Bars => return self.close(),
            "|" if !operand => return self.open(Shape::Bars),
            "||" if !operand => {
                self.open(Shape::Bars);
                return self.close();
            }
            _ => {}
        }
        let calls = operator == "!" && matches!(rest.peek(&mut self.builder.text), Some(Lexeme::Group(..)));
        let prefix = match operator {
            "!" => !(operand && calls),
            "&" | "&&" | "*" | "-" | ".." | "..=" | "::" | "?" => !operand,
            _ => false,
        };
        if operator == "=>" {
            // The guard of an arm has no body.
            self.frame.awaits = Awaits::Nothing;
        }
        let kind = if prefix { Kind::Prefix(operator) } else { Kind::Operator(operator) };
        self.push(kind, operator.len(), false);
    }

    /// Whether an angle bracket opens a list of types here: after the name of a type or a function that is declared,
    /// after `::`, or where no comparison can be.
    fn opens_types(&self) -> bool {
        let mut before = self.frame.part.iter().rev();
        match before.next().map(|last| &last.kind) {
            Some(Kind::Word(range)) => {
                let word = self.builder.word(range);
                let mut declares = || {
                    let keyword = before.next().map(|node| &node.kind);
                    matches!(keyword, Some(Kind::Word(range)) if self.builder.word(range) == "fn")
                };
                space::names_type(word) || matches!(word, "impl" | "for") || declares()
            }
            Some(Kind::Group(_)) => false,
            Some(Kind::Operator(operator)) => *operator != "?",
            _ => true,
        }
    }

    fn open(&mut self, shape: Shape) {
        self.open.push(std::mem::replace(&mut self.frame, Frame::new(shape)));
    }

    fn close(&mut self) {
        let Some(outer) = self.open.pop() else { return };
        let group = std::mem::replace(&mut self.frame, outer).close();
        self.push_group(group, false);
    }

    fn group(&mut self, delimiter: Delimiter, tokens: TokenStream, rest: &mut Lexemes) {
        let (awaits, of_head) = (self.frame.awaits, self.opens_head());
        let shape = match delimiter {
            Delimiter::Parenthesis if self.last_is(space::takes_arguments) => Shape::Call,
            Delimiter::Parenthesis => Shape::Tuple,
            Delimiter::Bracket => Shape::List,
            Delimiter::Brace | Delimiter::None if of_head => Shape::Block,
            Delimiter::Brace | Delimiter::None => self.braces(rest),
        };
        let group = self.builder.stream(tokens, shape);
        self.push_group(group, awaits == Awaits::Branch);
        if shape.is_body() && !of_head {
            self.frame.awaits = Awaits::Nothing;
            self.end_after_body(rest);
        }
    }

    /// Whether braces here are what a `match` or a branch looks at, and no body of it.
    fn opens_head(&self) -> bool {
        let waits = self.frame.awaits != Awaits::Nothing;
        self.last_is(|last, spelled| {
            matches!(spelled, "match" | "if" | "while" | "in") || waits && weak::strength(last).is_some()
        })
    }

    /// What braces hold here.
    fn braces(&mut self, rest: &mut Lexemes) -> Shape {
        let of_pattern = matches!(rest.peek(&mut self.builder.text), Some(Lexeme::Operator("=")));
        let of_path = self.last_is(|last, spelled| last.is_shape(Shape::Angle) || space::is_capital(spelled));
        match self.frame.awaits {
            Awaits::Body(shape) if !of_pattern => shape,
            Awaits::Branch if !of_pattern => Shape::Block,
            _ if of_path => Shape::Fields,
            Awaits::Nothing | Awaits::Branch | Awaits::Body(_) => Shape::Block,
        }
    }

    fn push_group(&mut self, group: Group, branch: bool) {
        let (width, tall) = (group_width(&group), group_tall(&group, branch));
        self.push(Kind::Group(group), width, tall);
    }

    /// Ends a statement after its block, and an arm after its braces.
    fn end_after_body(&mut self, rest: &mut Lexemes) {
        let goes_on = match rest.peek(&mut self.builder.text) {
            Some(Lexeme::Operator(next)) => matches!(*next, "." | "?" | "="),
            Some(Lexeme::Word(range)) => self.builder.text.get(range.clone()) == Some("else"),
            _ => false,
        };
        let inside = self.inside();
        let follows = |operator| self.frame.part.iter().rev().nth(1).is_some_and(|node| node.is(operator));
        let ends = match inside {
            Inside::Statements => self.begins_with_body() || follows("!"),
            Inside::Arms => follows("=>"),
            Inside::List => false,
        };
        if ends && !goes_on {
            let text = &mut self.builder.text;
            if inside == Inside::Arms && matches!(rest.peek(text), Some(Lexeme::Operator(","))) {
                rest.next(text);
            }
            self.frame.end();
        }
    }

    /// Whether the statement is an item or an expression that ends with braces.
    fn begins_with_body(&self) -> bool {
        let mut nodes = self.frame.part.iter().filter(|node| !node.is_attribute());
        match nodes.next().map(|node| &node.kind) {
            Some(Kind::Group(group)) => group.shape == Shape::Block,
            Some(Kind::Word(range)) => match self.builder.word(range) {
                "pub" => !self.declares_value(),
                word => space::has_body(word),
            },
            _ => false,
        }
    }

    /// Whether it is a `pub static` or `pub const`, whose value may end with braces.
    fn declares_value(&self) -> bool {
        self.frame.part.iter().any(|node| node.is("="))
    }
}

fn group_width(group: &Group) -> usize {
    let parts: usize = group.parts.iter().map(|part| width(part)).sum();
    let between = group.parts.len().saturating_sub(1) * 2;
    let inner = if group.shape.is_airy() && !group.parts.is_empty() { 2 } else { 0 };
    let comma = usize::from(group.is_single());
    2 + parts + between + inner + comma
}

fn group_tall(group: &Group, branch: bool) -> bool {
    if group.parts.is_empty() {
        return false;
    }
    let value = || matches!(group.parts.as_slice(), [part] if !part.last().is_some_and(|last| last.is(";")));
    match group.shape {
        Shape::Declared | Shape::Items | Shape::Arms => true,
        Shape::Block if !branch || !value() => true,
        Shape::Call
        | Shape::Tuple
        | Shape::List
        | Shape::Angle
        | Shape::Bars
        | Shape::Fields
        | Shape::Uses
        | Shape::Block => group.parts.iter().any(|part| tall(part)),
    }
}

impl Group {
    /// Whether it is a tuple of one, which keeps its comma.
    pub(super) fn is_single(&self) -> bool {
        self.shape == Shape::Tuple && self.ends && self.parts.len() == 1
    }
}
