//! Roles and databases: made here, where the cluster is made, and granted to by migrations.

/// Timeouts that no application query may outlast, whatever the program asks for: a stuck
/// request must not hold a child's record.
const LIMITS: &str = "alter role contactpoint_app set statement_timeout = '5s'; \
                      alter role contactpoint_app set lock_timeout = '3s'; \
                      alter role contactpoint_app set idle_in_transaction_session_timeout = '15s'";

/// The statements that make the roles, and a database, in a cluster that has none; one to a line.
pub fn making_roles_and(database: Option<&str>) -> String {
    let mut script: String = names()
        .map(|role| format!("create role {role} login;\n"))
        .collect();
    for limit in LIMITS.split("; ") {
        script.push_str(limit);
        script.push_str(";\n");
    }
    for statement in database.into_iter().flat_map(making_database) {
        script.push_str(&statement);
        script.push_str(";\n");
    }
    script
}

/// The same for a cluster that may have them.
pub fn making_absent_roles() -> String {
    let each: String = names()
        .map(|role| {
            format!(
                "if not exists (select from pg_roles where rolname = '{role}') then \
                 create role {role} login; end if; "
            )
        })
        .collect();
    format!("do $$ begin {each} end $$; {LIMITS}")
}

/// The statements that make a database, which belongs to the owner and lets in only our roles.
pub fn making_database(name: &str) -> [String; 3] {
    [
        format!(
            "create database {name} owner contactpoint_owner template template0 encoding 'UTF8'"
        ),
        format!("revoke all on database {name} from public"),
        format!("grant connect on database {name} to contactpoint_app, contactpoint_reader"),
    ]
}

/// The statement that throws a database away, whoever is connected to it.
pub fn dropping_database(name: &str) -> String {
    format!("drop database if exists {name} with (force)")
}

fn names() -> impl Iterator<Item = &'static str> {
    [
        "contactpoint_owner",
        "contactpoint_app",
        "contactpoint_reader",
    ]
    .into_iter()
}
