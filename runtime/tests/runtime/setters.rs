//! Setters, and the constructors of objects.

use std::borrow::Cow;

use refundry_runtime::{Amount, object, open_enumeration, setters};

/// An open enumeration.
#[derive(Clone, Debug, PartialEq)]
pub enum Account {
    /// Listed.
    Main,
    /// Another one.
    Unlisted(String),
}

open_enumeration!(Account, Main("MAIN"));

/// A request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    reason: Option<String>,
    amount: Option<Amount>,
    account: Option<Account>,
    count: Option<i64>,
    check: Option<bool>,
    goods: Option<Vec<Goods>>,
}

setters!(Request, reason(String), amount(Amount), account(Account), count(i64), check(bool, check_), goods(Vec<Goods>));

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub struct Goods {
    name: String,
    price: Amount,
    remark: Option<String>,
}

object!(Goods, GoodsRequired; name(String), price(Amount); remark(String));

/// An object without required fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Payee {
    account: Option<Account>,
}

object!(Payee; account(Account));

/// An object whose fields are all required.
#[derive(Clone, Debug, PartialEq)]
pub struct Shop {
    id: String,
}

object!(Shop, ShopRequired; id(String));

#[test]
fn a_text_comes_in_every_form_and_as_an_option_of_each() {
    let owned = "x".to_owned();
    let of = |request: Request| request.reason;
    let request = Request::default;
    let given = [
        of(request().reason("x")),
        of(request().reason(&owned)),
        of(request().reason(owned.clone())),
        of(request().reason(Cow::Borrowed("x"))),
        of(request().reason(Box::<str>::from("x"))),
        of(request().reason(Some("x"))),
        of(request().reason(Some(&owned))),
        of(request().reason(Some(owned.clone()))),
        of(request().reason(owned.chars().next().map(String::from))),
    ];
    assert!(given.iter().all(|text| text.as_deref() == Some("x")), "{given:?}");
}

#[test]
fn other_values_come_alone_and_as_an_option() {
    let amount = Amount::from_minor(7);
    let one = Request::default().amount(amount).account(Account::Main).count(3).check_(true);
    let other = Request::default().amount(Some(amount)).account(Some("MAIN")).count(Some(3)).check_(Some(true));
    assert_eq!(one, other);
    assert_eq!(Request::default().account("MAIN").account, Some(Account::Main));
    assert_eq!(Request::default().account("x").account, Some(Account::Unlisted("x".to_owned())));
}

#[test]
fn none_leaves_a_field_out_again() {
    let (amount, reason): (Option<Amount>, Option<&str>) = (None, None);
    let request = Request::default().reason("x").reason(reason).amount(Amount::from_minor(1)).amount(amount);
    assert_eq!(request.count(1).count(None), Request::default());
}

#[test]
fn objects_are_made_of_their_required_fields() {
    let goods = |name: &str| Goods::new(GoodsRequired { name: name.into(), price: Amount::from_minor(1) });
    let request = Request::default().goods(vec![goods("a").remark(None::<String>), goods("b").remark("r")]);
    let remarks: Vec<Option<&str>> = request.goods.iter().flatten().map(|goods| goods.remark.as_deref()).collect();
    assert_eq!(remarks, [None, Some("r")]);
    assert_eq!(Payee::new(), Payee { account: None });
    assert_eq!(Payee::new().account(Account::Main).account, Some(Account::Main));
    assert_eq!(Shop::new(ShopRequired { id: "s".into() }), Shop { id: "s".into() });
}
