//! Under which address which role reaches which database.

use std::fmt;

/// A role of the cluster. Roles are cluster-wide: they are made when the cluster is, never by a
/// migration, since databases that migrate side by side would trip over each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// May do everything; makes roles and databases.
    Superuser,
    /// Owns the databases and runs migrations.
    Owner,
    /// The application: no right to change the schema.
    App,
}

impl Role {
    /// The role's name in the cluster; the superuser of somebody's own server has another.
    pub fn name(self) -> &'static str {
        match self {
            Self::Superuser => "postgres",
            Self::Owner => "contactpoint_owner",
            Self::App => "contactpoint_app",
        }
    }
}

/// The address of a cluster.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A private one, which trusts everyone on the loopback interface.
    Private {
        /// The port it listens on.
        port: u16,
    },
    /// Somebody's own, reached with the credentials of their address.
    Given {
        /// Scheme, credentials, host and port: everything before the database's name.
        server: String,
        /// What stands behind the question mark, or nothing.
        parameters: String,
    },
}

impl fmt::Debug for Address {
    /// Leaves the credentials out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Private { port } => write!(f, "private cluster on port {port}"),
            Self::Given { .. } => f.write_str("the server that DATABASE_URL names"),
        }
    }
}

impl Address {
    /// Takes somebody's address apart. Answers nothing when it is not a PostgreSQL address.
    pub fn given(url: &str) -> Option<Self> {
        let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
        let (scheme, rest) = address.split_once("://")?;
        if !matches!(scheme, "postgres" | "postgresql") {
            return None;
        }
        let authority = rest.split('/').next()?;
        Some(Self::Given {
            server: format!("{scheme}://{authority}"),
            parameters: parameters.to_owned(),
        })
    }

    /// The address of a database for a role.
    ///
    /// On somebody's own server every role signs in as the owner of the credentials and takes the
    /// role on at once, so no password need be invented for it.
    pub fn url(&self, role: Role, database: &str) -> String {
        match self {
            Self::Private { port } => {
                format!("postgres://{}@127.0.0.1:{port}/{database}", role.name())
            }
            Self::Given { server, parameters } => {
                let taking_on = match role {
                    Role::Superuser => String::new(),
                    other => format!("options=-c%20role%3D{}", other.name()),
                };
                let all: Vec<&str> = [parameters.as_str(), &taking_on]
                    .into_iter()
                    .filter(|p| !p.is_empty())
                    .collect();
                let mark = if all.is_empty() { "" } else { "?" };
                format!("{server}/{database}{mark}{}", all.join("&"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Role};

    #[test]
    fn a_private_cluster_has_a_role_of_its_own_for_each_part() {
        let address = Address::Private { port: 5433 };
        assert_eq!(
            address.url(Role::App, "x"),
            "postgres://contactpoint_app@127.0.0.1:5433/x"
        );
        assert_eq!(
            address.url(Role::Superuser, "x"),
            "postgres://postgres@127.0.0.1:5433/x"
        );
    }

    #[test]
    fn on_a_given_server_a_role_is_taken_on_with_the_given_credentials() {
        let Some(address) = Address::given("postgres://me:secret@db:5432/start?sslmode=require")
        else {
            panic!("that is an address");
        };
        assert_eq!(
            address.url(Role::Owner, "x"),
            "postgres://me:secret@db:5432/x?sslmode=require&options=-c%20role%3Dcontactpoint_owner"
        );
        assert_eq!(
            address.url(Role::Superuser, "x"),
            "postgres://me:secret@db:5432/x?sslmode=require"
        );
    }

    #[test]
    fn credentials_are_not_shown_when_an_address_is_debugged() {
        let address = Address::given("postgres://me:secret@db/start");
        assert!(!format!("{address:?}").contains("secret"));
    }

    #[test]
    fn what_is_no_postgresql_address_is_refused() {
        assert!(Address::given("mysql://me@db/start").is_none());
        assert!(Address::given("db").is_none());
    }
}
