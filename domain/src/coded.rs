//! Enums whose values have codes, and words where people read them.

/// Declares an enum whose values have codes; with `=> "words"` behind each code they have a title too.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $code:literal => $words:literal),+ $(,)? }) => {
        coded! {
            $(#[$doc])*
            #[derive(PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
            #[serde(rename_all = "kebab-case")]
            $name { $($(#[$value_doc])* $value = $code),+ }
        }

        impl $name {
            /// As people read it.
            pub fn title(self) -> &'static str {
                match self { $($name::$value => $words),+ }
            }
        }
    };
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum $name { $($(#[$value_doc])* $value),+ }

        impl $name {
            /// Every value.
            pub const ALL: &[$name] = &[$($name::$value),+];

            /// The code stored.
            pub fn code(self) -> &'static str {
                match self { $($name::$value => $code),+ }
            }

            /// What a code stands for.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}
pub(crate) use coded;
