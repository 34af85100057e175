import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { contactpoint } from './support/program';
import { supply } from './support/supply';
import { work } from './support/work';

/** Has two sources of the home authority say of one child that it lives in different places; gives the reference. */
function disagreement(behind: string, ahead: string, reference: string): void {
  const postcodes = sql(
    `select distinct postcode from live.child
     where local_authority = 'E08000032' and postcode is not null and not shielded
       and left(postcode, -2) in (select sector from postcode_sector where local_authority = 'E08000032')
     order by postcode limit 2`,
  ).map(([postcode]) => postcode);
  // Like nobody else, whose record this would come near.
  const letters = reference.replace(/\d/g, (digit) => 'abc'[Number(digit)]).replace(/\W/g, '');
  const day = 1 + (Array.from(letters).reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 28);
  const born = `2014-09-${String(day).padStart(2, '0')}`;
  const pupil = { pupil: reference, given: `${letters}mina`, family: `Differs${letters}`, born };
  const other = { pupil: `${reference}-other`, given: `Bartho${letters}`, family: `${letters}bury`, born: '2009-01-05' };
  supply(behind, { ...pupil, postcode: postcodes[0] });
  supply(ahead, { ...other, postcode: postcodes[1] });
  sql(
    `insert into live.statement (source, reference, child, supplied_at, verified, content)
     select a.id, :'reference', t.child, t.supplied_at, false, '{}'
     from source a, live.statement t join source b on b.id = t.source
     where a.name = :'ahead' and b.name = :'behind' and t.reference = :'reference'`,
    { ahead, behind, reference },
  );
  supply(ahead, { ...pupil, postcode: postcodes[1] });
}

/** What a source fetches. */
function notices(source: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'contactpoint-notices-'));
  try {
    const file = join(directory, 'notices.csv');
    contactpoint('notices', '--source', source, '--to', file);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test('a source is told what of its own differs, and its authority sees how much (DISC-01, DISC-02)', async ({
  page,
  goto,
  axe,
  signedIn,
}, { project, retry }) => {
  const own = `${project.name} ${retry}`;
  const [behind, ahead] = [`A club that is behind, ${own}`, `A club that is ahead, ${own}`];
  const reference = `w-${project.name}-${retry}`;
  disagreement(behind, ahead, reference);
  expect(notices(behind)).toMatch(new RegExp(`^reference,item,supplied\n${reference},address,\\d{4}-\\d\\d-\\d\\d\n$`));
  expect(notices(ahead)).toBe('reference,item,supplied\n');

  await signedIn('data_administrator');
  await goto('/desk');
  await page.getByRole('link', { name: 'What sources are told' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What sources are told');
  await axe();
  const row = page.getByRole('row', { name: behind });
  await expect(row.getByRole('cell').nth(0)).toHaveText('Address');
  await expect(row.getByRole('cell').nth(1)).toHaveText('1');
  await expect(page.getByRole('row', { name: ahead })).toHaveCount(0);
});

test('the central team states estimates, and sees each week what the data are worth (DQ-01)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  work(undefined, 'quality-figures');
  await signedIn('central_team');
  await goto('/data-quality/estimates');
  await page.getByLabel('Authorities').fill('Bradford, many');
  await page.getByRole('button', { name: 'State estimates' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter the year of the estimate');
  await expect(page.getByRole('alert')).toContainText('Enter a line for each authority');
  await expect(page.getByLabel('Authorities')).toHaveValue('Bradford, many');
  await axe();
  const year = String(new Date().getFullYear() - 1);
  await page.getByLabel('Year of the estimate').fill(year);
  await page.getByLabel('Authorities').fill('E08000032, 141000\nE08000035, 160000');
  await page.getByRole('button', { name: 'State estimates' }).click();
  await expect(page.getByText('The estimates have been stated')).toBeVisible();
  await expect(page.getByRole('row', { name: 'Bradford' })).toContainText('141000');

  await page.getByRole('link', { name: 'Quality of the data' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Quality of the data');
  const main = page.getByRole('main');
  await expect(main).toContainText('England');
  await expect(main.getByRole('img', { name: /Completeness, in per cent/ })).toBeVisible();
  await axe();
  await page.getByRole('link', { name: 'Bradford', exact: true }).click();
  await expect(page.getByRole('main')).toContainText('Bradford');
  await expect(page.getByRole('table', { name: 'Week by week' }).getByRole('row')).not.toHaveCount(1);
  await axe();
});

test('what fails is listed to the data administrator alone, and shielded records to nobody there (DQ-03, D-32)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  work(undefined, 'quality-figures');
  await signedIn('data_administrator');
  await goto('/data-quality');
  await axe();
  await expect(page.getByRole('link', { name: 'Data of shielded records' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Records on which something is missing' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Records on which something is missing');
  await axe();
  await goto('/data-quality/duplicates');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rows that repeat another of their source');
  await axe();
  await goto('/data-quality/shielded');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
});

test('a manager sees the data of shielded records, and no list of rows (DQ-03, D-33)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  await signedIn('la_manager');
  await goto('/data-quality');
  await page.getByRole('link', { name: 'Data of shielded records' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Data of shielded records');
  await axe();
  await goto('/data-quality/incomplete');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
});
