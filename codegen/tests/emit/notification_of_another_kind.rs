//! A notification of another kind has an acknowledgement without its members.

use cases::http::StatusCode;
use cases::notification_of_another_kind::notice::{Unmatched, acknowledge};
use cases::operation::Unmatched as _;

#[test]
fn another_kind_is_acknowledged_as_a_refund_is() {
    let other = Unmatched::acknowledge_other_kind().unwrap();
    assert_eq!((other.status(), other.body()), (StatusCode::OK, &b"OK".to_vec()));
    assert_eq!(format!("{other:?}"), format!("{:?}", acknowledge()));
}
