//! Chance is handed in: numbers and secrets come from whoever runs the rules.

use uuid::Uuid;

/// A source of random bytes. In production the operating system's; in tests a seeded one.
pub trait Chance: Send + Sync {
    /// Fills the buffer with random bytes.
    fn fill(&self, buffer: &mut [u8]);

    /// 256 random bits, for a secret.
    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.fill(&mut bytes);
        bytes
    }

    /// A random (version 4) UUID.
    fn uuid(&self) -> Uuid {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// A number from 0 up to but without `limit`, each as likely as the others.
    fn below(&self, limit: u64) -> u64 {
        let mut bytes = [0; 8];
        let unbiased = u64::MAX - u64::MAX % limit;
        loop {
            self.fill(&mut bytes);
            let number = u64::from_le_bytes(bytes);
            if number < unbiased {
                return number % limit;
            }
        }
    }
}
