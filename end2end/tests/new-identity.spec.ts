import type { Page } from '@playwright/test';
import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';
import { storyNumbers } from './support/stories';
import { work } from './support/work';

interface Child {
  readonly name: string;
  readonly number: string;
}

/** A child of the journeys' authority whom no other journey is about: another for each project and try. */
function somebody(project: string, retry: number): Child {
  const [[name, number]] = sql(
    `select given || ' ' || family, lpad(child::text, 12, '0') from live.child
     where not shielded and date_of_death is null and leaves_live_on > current_date + 700
       and local_authority = 'E08000032'
       and lpad(child::text, 12, '0') <> all (string_to_array(:'stories', ','))
     order by child offset :'place' limit 1`,
    { place: 150 + retry * 2 + (project === 'wasm' ? 0 : 1), stories: storyNumbers() },
  );
  return { name, number };
}

/** A postcode of the journeys' authority. */
function postcode(): string {
  const [[found]] = sql(
    `select postcode from live.child where local_authority = 'E08000032' and postcode is not null
     and left(postcode, -2) in (select sector from postcode_sector where local_authority = 'E08000032')
     order by child limit 1`,
  );
  return found;
}

/** Fills in what is known of the child under the new name. */
async function fillRecord(page: Page, code: string, family: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel('First names', { exact: true }).fill('Rose');
  await page.getByLabel('Last name', { exact: true }).fill(family);
  await page.getByLabel('Day', { exact: true }).fill('7');
  await page.getByLabel('Month', { exact: true }).fill('5');
  await page.getByLabel('Year', { exact: true }).fill('2019');
  await page.getByLabel('Female', { exact: true }).check();
  await page.getByLabel('Address line 1', { exact: true }).fill('12 Newbuild Way');
  await page.getByLabel('Town or city', { exact: true }).fill('Bradford');
  await page.getByLabel('Postcode', { exact: true }).fill(postcode());
  await page.getByLabel('First names of one parent (optional)', { exact: true }).fill('June');
  await page.getByLabel('Last name of one parent (optional)', { exact: true }).fill(family);
}

/** The moment so many days from now at noon. */
function inDays(days: number): string {
  const moment = new Date(Date.now() + days * 86_400_000);
  return `${moment.toISOString().slice(0, 10)}T12:00:00Z`;
}

test('an old record is sealed, and with the code that this yields a new one comes to be (NEWID-01, NEWID-02, NEWID-04)', async ({
  page,
  goto,
  axe,
  signedIn,
  persona,
  browser,
}, { project, retry }) => {
  const child = somebody(project.name, retry);
  // Letters alone: a name of this project's and this try's.
  const family = `Newton${project.name === 'wasm' ? 'ab' : 'cd'}${'xyz'[retry]}`;
  await signedIn('la_manager');
  await goto('/search');
  await search(page, { number: child.number });
  await openRecord(page, child.name);
  const record = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Seal for a new identity' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Seal for a new identity');
  await settled(page);
  await axe();
  await page.getByLabel('The police', { exact: true }).check();
  await page.getByRole('button', { name: 'Seal the record' }).click();
  await expect(page.locator('#error-summary')).toContainText('Make sure that they ask');
  await expect(page.locator('#error-summary')).toContainText('Confirm that the record is to be sealed now');
  await expect(page.getByLabel('The police', { exact: true })).toBeChecked();
  await settled(page);
  await axe();
  await page.getByLabel(/^I rang them back/).check();
  await page.getByLabel('Yes, seal this record now').check();
  await page.getByRole('button', { name: 'Seal the record' }).click();
  await expect(page).toHaveURL(/\/new-identity\/code\/[^/?#]+$/);
  const code = (await page.locator('.govuk-panel strong').textContent()) ?? '';
  expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  await settled(page);
  await axe();
  await goto(new URL(page.url()).pathname);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The code is not shown again');
  expect(await page.content()).not.toContain(code);
  await axe();

  expect((await page.goto(record))?.status()).toBe(404);
  const ward = await elsewhere(browser, persona('nurse'));
  await open(ward, '/search');
  await search(ward, { number: child.number });
  await expect(ward.getByRole('heading', { level: 1 })).toHaveText('No record matches');
  for (const role of ['data_administrator', 'central_team']) {
    const other = await elsewhere(browser, persona(role));
    expect((await other.goto('/new-identity'))?.status()).toBe(404);
    await other.context().close();
  }

  await goto('/new-identity');
  await axe();
  await fillRecord(page, code.replaceAll('-', '').toLowerCase(), family);
  await page.getByLabel('Postcode', { exact: true }).fill('');
  await page.getByRole('button', { name: 'Make the record' }).click();
  await expect(page.locator('#error-summary')).toContainText('Enter a full postcode');
  await expect(page.getByLabel('Last name', { exact: true })).toHaveValue(family);
  await settled(page);
  await axe();
  await page.getByLabel('Postcode', { exact: true }).fill(postcode());
  await page.getByRole('button', { name: 'Make the record' }).click();
  await expect(page.getByRole('alert')).toContainText('The code has been used');

  await goto('/new-identity');
  await fillRecord(page, code, family);
  await page.getByRole('button', { name: 'Make the record' }).click();
  await expect(page.locator('#error-summary')).toContainText('This code cannot be used');

  // It waits a while: until the vault was renewed, and then until its moment.
  const sought = { given: 'Rose', family, born: ['7', '5', '2019'] as const };
  await open(ward, '/search');
  await search(ward, sought);
  await expect(ward.getByRole('main')).not.toContainText(`Rose ${family}`);
  for (const days of [1, 30]) {
    sql(`update new_identity_vault set renewed_on = current_date - 1`);
    work(inDays(days), 'vault-renewed');
  }
  await open(ward, '/search');
  await search(ward, sought);
  await openRecord(ward, `Rose ${family}`);
  await expect(ward.getByRole('main')).toContainText('12 Newbuild Way');
  await expect(ward.getByRole('main')).toContainText(`June ${family}`);
  expect(await ward.content()).not.toContain(child.name);
  await ward.context().close();
});
