import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contactpoint } from './program';

/** A row of a source's file, as `docs/examples/children.toml` maps it. */
export type Pupil = Readonly<Record<'pupil' | 'given' | 'family' | 'born' | 'postcode', string>>;

/** Has a source of the home authority supply a child. */
export function supply(source: string, row: Pupil): void {
  const directory = mkdtempSync(join(tmpdir(), 'contactpoint-supply-'));
  const file = join(directory, 'children.csv');
  const quoted = (values: string[]) => values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
  writeFileSync(file, `${quoted(Object.keys(row))}\n${quoted(Object.values(row))}\n`);
  try {
    contactpoint(
      ...['supply', file, '--source', source, '--columns', resolve('../docs/examples/children.toml')],
      ...['--register', 'education', '--local-authority', 'E08000032'],
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}
