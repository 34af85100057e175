import type { Page } from '@playwright/test';
import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { open, settled } from './support/settled';
import { type Pupil, placeOf, supply } from './support/supply';
import { work } from './support/work';

// Each pair has names of its own: namesakes at one postcode would come near each other.
const NAMES = [
  'Lavender Wigglesworth', 'Peregrine Thistlethwaite', 'Marigold Ramsbottom', 'Thaddeus Crowther',
  'Clover Entwistle', 'Leopold Micklethwait', 'Bryony Higginbottom', 'Octavius Greenhalgh',
  'Saffron Shufflebotham', 'Ignatius Postlethwaite', 'Juniper Birtwistle', 'Barnaby Ollerenshaw',
];

/** A child of whom two sources tell as of another at first: another for each project and try. */
function twice(place: number): Pupil {
  const born = new Date(Date.UTC(2013, 2, 7) + place * 41 * 86_400_000).toISOString().slice(0, 10);
  const [given = '', family = ''] = NAMES[place]?.split(' ') ?? [];
  const pupil = { pupil: `twice-${place}`, given, family, born, postcode: 'BD1 1AA' };
  supply('A nursery of doubles', pupil);
  supply('A surgery of doubles', { ...pupil, given: 'Wulfric', family: 'Oldershaw', born: '2010-06-30' });
  supply('A surgery of doubles', pupil);
  return pupil;
}

/** Compares the whole directory with itself. */
function compare(): void {
  sql('insert into cleansing (reached) values (0) on conflict (one_row) do update set reached = 0');
  work(undefined, 'cleansing');
}

/** Compares until a pair is on the list: of two who compare at once one is turned away. */
async function find(page: Page, { given, family }: Pupil): Promise<void> {
  const name = `${given} ${family}`;
  const pair = page.getByRole('link', { name: `${name} and ${name}`, exact: true });
  await expect(async () => {
    compare();
    await open(page, '/doubles');
    await expect(pair).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await pair.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Are these records of one child?');
  await settled(page);
}

test('two records of one child come onto the desk and are put together by whoever looks (MAT-08, MAT-05)', async ({
  page,
  axe,
  signedIn,
}, { project, retry }) => {
  const pupil = twice(placeOf(0, project.name, retry));
  await signedIn('data_administrator');
  await find(page, pupil);
  const pair = page.url();
  await open(page, '/desk');
  await expect(page.getByRole('main')).toContainText('records that may be of one child');
  await open(page, pair);
  await expect(page.getByText('The date of birth is the same')).toBeVisible();
  await axe();
  await page.getByRole('button', { name: 'Put together on' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Are these records of one child?');
  await settled(page);
  await page.getByLabel('Yes, both records are of one child').check();
  await page.getByRole('button', { name: 'Put the records together' }).click();
  await settled(page);
  await open(page, '/doubles');
  const name = `${pupil.given} ${pupil.family}`;
  await expect(page.getByRole('link', { name: `${name} and ${name}`, exact: true })).toHaveCount(0);
});

test('two children are kept apart and not shown again (MAT-08, MAT-06)', async ({
  page,
  axe,
  signedIn,
}, { project, retry }) => {
  const pupil = twice(placeOf(6, project.name, retry));
  await signedIn('data_administrator');
  await find(page, pupil);
  await page.getByRole('button', { name: 'They are two children' }).click();
  await expect(page.getByText('The records are kept apart')).toBeVisible();
  await settled(page);
  await axe();
  compare();
  await open(page, '/doubles');
  const name = `${pupil.given} ${pupil.family}`;
  await expect(page.getByRole('link', { name: `${name} and ${name}`, exact: true })).toHaveCount(0);
});
