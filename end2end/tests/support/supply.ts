import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from './database';
import { contactpoint } from './program';

/** A row of a source's file. */
export interface Pupil {
  readonly pupil: string;
  readonly given: string;
  readonly family: string;
  readonly born: string;
  readonly postcode: string;
  /** Why the source shields the record, where it does. */
  readonly shield?: string;
}

const COLUMNS = `reference = "pupil"
date_of_birth = "born"
shield = "shield"
name = { given = "given", family = "family" }
address = { lines = [], postcode = "postcode" }
`;

/** Has a source of the home authority supply a child. */
export function supply(source: string, row: Pupil): void {
  const directory = mkdtempSync(join(tmpdir(), 'contactpoint-supply-'));
  const [file, columns] = [join(directory, 'children.csv'), join(directory, 'columns.toml')];
  const whole = { shield: '', ...row };
  const quoted = (values: string[]) => values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
  writeFileSync(file, `${quoted(Object.keys(whole))}\n${quoted(Object.values(whole))}\n`);
  writeFileSync(columns, COLUMNS);
  try {
    contactpoint(
      ...['supply', file, '--source', source, '--columns', columns],
      ...['--register', 'education', '--local-authority', 'E08000032'],
      ...['--accredited-until', '2099-12-31', '--demo'],
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Postcodes of the home authority, each of another place. */
export function homePostcodes(count: number): string[] {
  return sql(
    `select min(postcode) from live.child
     where local_authority = 'E08000032' and postcode is not null
       and left(postcode, -2) in (select sector from postcode_sector where local_authority = 'E08000032')
     group by left(postcode, -2) order by 1 limit (:'count')::int`,
    { count: String(count) },
  ).map(([postcode]) => postcode);
}

/** Names of a journey's own: no child has them by chance. */
export interface Names {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

/** A child whom a source supplied, and the row that said so. */
export interface Supplied {
  readonly name: string;
  readonly number: string;
  readonly pupil: Pupil;
}

/**
 * Has a source of the home authority supply a child who lives at the first of its postcodes and is like no
 * other: another for each place.
 */
export function supplied(source: string, names: Names, place: number): Supplied {
  const given = names.given[place % names.given.length] ?? '';
  const family = names.family[Math.floor(place / names.given.length) % names.family.length] ?? '';
  const born = new Date(Date.UTC(2014, 2, 3) + place * 41 * 86_400_000).toISOString().slice(0, 10);
  const [postcode = ''] = homePostcodes(1);
  const pupil = { pupil: `pupil-${place}`, given, family, born, postcode };
  supply(source, pupil);
  const [[number = ''] = []] = sql(
    `select lpad(child::text, 12, '0') from live.child
     where given = :'given' and family = :'family' and date_of_birth = (:'born')::date`,
    { given, family, born },
  );
  return { name: `${given} ${family}`, number, pupil };
}

const GIVEN = ['Ottilie', 'Barnaby', 'Clementine', 'Dashiell', 'Persephone', 'Ignatius'];
const FAMILY = ['Quillfeather', 'Brackenbury', 'Thistlewood', 'Mapplethorpe', 'Ravensworth', 'Featherstone'];

/** A shielded child. */
export interface Shielded {
  readonly number: string;
  readonly name: string;
  readonly given: string;
  readonly family: string;
  readonly born: string;
}

/**
 * Has a source supply a shielded child of the home authority, who is like no other: another for each
 * place, of which each project and try of a journey has one to itself.
 */
export function shieldedChild(place: number): Shielded {
  const given = GIVEN[place % GIVEN.length] ?? '';
  const family = FAMILY[(place + Math.floor(place / GIVEN.length)) % FAMILY.length] ?? '';
  const born = new Date(Date.UTC(2012, 0, 5) + place * 37 * 86_400_000).toISOString().slice(0, 10);
  const [[postcode]] = sql(
    `select postcode from live.child where local_authority = 'E08000032' and postcode is not null
       and left(postcode, -2) in (select sector from postcode_sector where local_authority = 'E08000032')
     order by child limit 1`,
  );
  supply('A service that shields', { pupil: `shielded-${place}`, given, family, born, postcode, shield: 'harm-to-child' });
  const [[number]] = sql(
    `select lpad(child::text, 12, '0') from live.child
     where shielded and given = :'given' and family = :'family' and date_of_birth = (:'born')::date`,
    { given, family, born },
  );
  return { number, name: `${given} ${family}`, given, family, born };
}

/** The place of a journey's shielded child: `first` is the journey's, six places from the next one's. */
export function placeOf(first: number, project: string, retry: number): number {
  return first + retry * 2 + (project === 'wasm' ? 0 : 1);
}
