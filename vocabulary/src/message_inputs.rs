//! The inputs of a computation that the sender of a received message chose: faults in them are the sender's.

/// The inputs that come from the received message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageInputs {
    /// The text that the steps take.
    pub text: bool,
    /// The key of a cipher, as a value.
    pub key: bool,
    /// The initialisation vector or nonce of a cipher.
    pub iv: bool,
}
