import { execFileSync } from 'node:child_process';
import { story } from './stories';

/**
 * Runs SQL as the owner of the database and answers its rows as text. A value is named in the
 * SQL as `:'name'`, which psql quotes.
 */
export function sql(statement: string, values: Readonly<Record<string, string | number>> = {}): string[][] {
  const url = process.env.CONTACTPOINT_OWNER_URL;
  if (!url) throw new Error("CONTACTPOINT_OWNER_URL must hold the owner's address of the database");
  const named = Object.entries(values).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
  const output = execFileSync(
    process.env.CONTACTPOINT_PSQL ?? 'psql',
    ['-XAtq', '-F', '\t', '-v', 'ON_ERROR_STOP=1', ...named, url],
    { input: statement, encoding: 'utf8' },
  );
  return output.split('\n').filter(Boolean).map((line) => line.split('\t'));
}

function exactlyOne(what: string, rows: string[][]): void {
  if (rows.length !== 1) throw new Error(`${what}: ${rows.length} rows changed instead of one`);
}

/** Makes somebody's session older, as though the time had passed (AUTH-05). */
export function ageSession(userName: string, minutes: number): void {
  const rows = sql(
    `update session set started_at = started_at - age, last_seen_at = last_seen_at - age,
       ends_at = ends_at - age
     from account, (select make_interval(mins => (:'minutes')::int) as age) as passed
     where session.account = account.id and account.user_name = :'user_name'
     returning 1`,
    { user_name: userName, minutes },
  );
  exactlyOne('ageing a session', rows);
}

/** Puts an account into another state behind its owner's back, such as `suspended`. */
export function setAccountState(userName: string, state: string): void {
  const rows = sql(
    `update account set state = :'state' where user_name = :'user_name' returning 1`,
    { user_name: userName, state },
  );
  exactlyOne('changing an account', rows);
}

/**
 * Makes the one involvement that somebody keeps beyond its year older, as though the time had
 * passed: so much that the anniversary on which it is to be confirmed was so many days ago (T-13).
 */
export function ageInvolvement(userName: string, daysPastAnniversary: number): void {
  const rows = sql(
    `update live.involvement i
     set started = started - passed.days, ended = ended - passed.days, as_of = as_of - passed.days,
         visible_until = visible_until - passed.days, kept_until = kept_until - passed.days,
         confirm_on = confirm_on - passed.days
     from (select i.id, i.confirm_on - current_date + (:'days')::int as days
           from live.involvement i join account a on a.id = i.owner
           where a.user_name = :'user_name' and i.confirm_on is not null) as passed
     where i.id = passed.id
     returning 1`,
    { user_name: userName, days: daysPastAnniversary },
  );
  exactlyOne('ageing an involvement', rows);
}

/** Takes whatever is recorded of sensitive services off the record of a story's child. */
export function clearSensitiveServices(key: string): void {
  sql(`delete from live.sensitive_involvement where child = :'child'`, {
    child: story(key).number.replaceAll(' ', ''),
  });
}
