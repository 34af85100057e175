import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { record } from './support/search';
import { settled } from './support/settled';

const CAF = 'Record a common assessment';
const LEAD = 'Name the lead professional';

/** A child of the story for each project, so that neither sees what the other records. */
function child(key: number): string {
  const second = test.info().project.name === 'nojs' ? 1 : 0;
  return `khan-0${key + second}`;
}

/** Opens one of the pages that a record links to. */
async function follow(page: Page, link: string): Promise<void> {
  await page.getByRole('button', { name: link }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(link);
  await settled(page);
}

test('an assessment is recorded, shown and taken off the record (CAF-01, CAF-03, GEN-07)', async ({
  page,
  signedIn,
  axe,
}) => {
  const nurse = await signedIn('nurse');
  await record(page, child(1));
  await follow(page, CAF);
  await expect(page.getByText('Check whether somebody has already started one')).toBeVisible();
  await expect(page.getByText('The record shows none.')).toBeVisible();
  await expect(page.getByText('obliges nobody to share information')).toBeVisible();
  await axe();
  await page.getByLabel('Health visiting', { exact: true }).check();
  await page.getByLabel('Me', { exact: true }).check();
  await page.getByRole('button', { name: 'Record assessment' }).click();
  await expect(page.getByText('The common assessment has been recorded')).toBeVisible();
  const card = page.getByRole('listitem').filter({ hasText: 'Holds the common assessment (CAF)' });
  await expect(card).toContainText(nurse.name);

  await follow(page, CAF);
  await expect(page.getByText(`${nurse.name} holds it`)).toBeVisible();
  await page.getByRole('button', { name: 'Take it off the record' }).click();
  await expect(page.getByText('The common assessment has been taken off the record')).toBeVisible();
  await expect(card).toHaveCount(0);
});

test('somebody without an account leads, and is asked to apply for one (CAF-06, INV-06)', async ({
  page,
  signedIn,
}) => {
  await signedIn('nurse');
  await record(page, child(3));
  await follow(page, LEAD);
  await page.getByLabel('Health visiting', { exact: true }).check();
  await page.getByLabel('Somebody who is not on the list', { exact: true }).check();
  await page.getByLabel('Name', { exact: true }).fill('Mary Jones');
  await page.getByLabel('Telephone number', { exact: true }).fill('ring me');
  await page.getByRole('button', { name: 'Name lead professional' }).click();
  await expect(page.locator('#error-summary').getByRole('link')).toHaveText([
    'Enter their job title, in letters, 60 at most',
    'Enter a telephone number, like 01632 960 001',
    'Enter an e-mail address, like name@example.org',
  ]);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Mary Jones');
  await settled(page);
  await page.getByLabel('Job title', { exact: true }).fill('Family worker');
  await page.getByLabel('Telephone number', { exact: true }).fill('01632 960 123');
  await page.getByLabel('E-mail address', { exact: true }).fill('mary.jones@example.org');
  await page.getByRole('button', { name: 'Name lead professional' }).click();
  await expect(page.getByText('ask them to apply for one')).toBeVisible();
  const card = page.getByRole('listitem').filter({ hasText: 'Mary Jones' });
  await expect(card).toContainText('Lead professional');
});

test('a lead that ends stays on the record for a year, shown as ended (CAF-05, CAF-08)', async ({
  page,
  signedIn,
}) => {
  const nurse = await signedIn('nurse');
  await record(page, child(5));
  await follow(page, LEAD);
  await page.getByLabel('Health visiting', { exact: true }).check();
  await page.getByLabel('Me', { exact: true }).check();
  await page.getByRole('button', { name: 'Name lead professional' }).click();
  await expect(page.getByText('The lead professional has been named')).toBeVisible();
  await follow(page, LEAD);
  await expect(page.getByText(`${nurse.name} leads now`)).toBeVisible();
  const today = new Date();
  const ended = page.getByRole('group', { name: 'When did it end?' });
  await ended.getByLabel('Day', { exact: true }).fill(`${today.getDate()}`);
  await ended.getByLabel('Month', { exact: true }).fill(`${today.getMonth() + 1}`);
  await ended.getByLabel('Year', { exact: true }).fill(`${today.getFullYear()}`);
  await page.getByRole('button', { name: 'End lead' }).click();
  await expect(page.getByText('The lead professional has been ended')).toBeVisible();
  await expect(page.getByText('No longer working with this child')).toBeVisible();
});

test('a display line that names the service is refused and kept to be mended (CAF-04)', async ({
  page,
  goto,
  signedIn,
  axe,
}) => {
  await signedIn('la_manager');
  await goto('/neutral-lines');
  await axe();
  await page.getByLabel('Organisation', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Display line', { exact: true }).fill('Mental health team');
  await page.getByLabel('Telephone number', { exact: true }).fill('01632 960 321');
  await page.getByRole('button', { name: 'Agree display line' }).click();
  await expect(page.locator('#error-summary')).toContainText('Choose words that tell neither');
  await expect(page.getByLabel('Telephone number', { exact: true })).toHaveValue('01632 960 321');
  await settled(page);
  await page.getByLabel('Display line', { exact: true }).fill('Family support line');
  await page.getByRole('button', { name: 'Agree display line' }).click();
  await expect(page.getByText('The display line has been agreed')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Family support line' }).first()).toBeVisible();
});
