//! Nonces: texts that are unique to a call and that nobody can guess.

use std::fmt;

use crate::encode;

/// A random text of 32 hexadecimal digits in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// A nonce from the random numbers of the operating system.
    ///
    /// # Errors
    /// The operating system gives none.
    #[cfg(feature = "random")]
    pub fn random() -> Result<Self, RandomError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(RandomError)?;
        Ok(Self::from_random(bytes))
    }

    /// A nonce from random bytes of your own, such as those of `rand::random()`. Draw them anew for each call.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(encode::hex_lower(&bytes))
    }

    /// The first characters of the nonce, one at least, for a provider that takes no more.
    #[must_use]
    pub fn shortened(mut self, characters: usize) -> Self {
        self.0.truncate(characters.max(1));
        self
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The operating system gives no random numbers. Nothing was sent.
#[cfg(feature = "random")]
#[derive(Clone, Copy, Debug)]
pub struct RandomError(getrandom::Error);

#[cfg(feature = "random")]
impl fmt::Display for RandomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the operating system gives no random numbers: {}", self.0)
    }
}

#[cfg(feature = "random")]
impl std::error::Error for RandomError {}
