import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { PROVIDING, record } from './support/search';
import { settled } from './support/settled';
import { elsewhere } from './support/sign-in';
import { story } from './support/stories';

/** Opens the form on which an involvement with the child of a story is recorded. */
async function startForm(page: Page, key: string): Promise<void> {
  await record(page, key);
  await page.getByRole('button', { name: 'Record your involvement' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Record your involvement');
  await settled(page);
}

/** Fills in and sends the form of a health visitor's involvement. */
async function fillStart(page: Page, telephone: string): Promise<Locator> {
  await page.getByLabel('Health visiting', { exact: true }).check();
  await page.getByLabel('Me', { exact: true }).check();
  await page.getByLabel('Telephone number', { exact: true }).fill(telephone);
  return page.getByRole('button', { name: 'Record involvement' });
}

/** The involvements of one's own list with the child of a story. */
function mine(page: Page, key: string): Locator {
  return page.locator('.govuk-summary-card').filter({ hasText: story(key).number });
}

test('an involvement is recorded, seen on the record, changed and ended (INV-04, UPD-05, INV-08, INV-10)', async ({
  page,
  goto,
  signedIn,
}) => {
  const nurse = await signedIn('nurse');
  await startForm(page, 'khan-01');
  await expect(page.getByText('obliges nobody to share information')).toBeVisible();
  await (await fillStart(page, '01632 960 111')).click();
  await expect(page.getByText('Your involvement has been recorded')).toBeVisible();
  const card = page.getByRole('listitem').filter({ hasText: nurse.name }).filter({ hasText: '01632 960 111' });
  await expect(card).toContainText('Health visiting');
  await expect(card).toContainText('Current as of');

  await goto('/involvements');
  await mine(page, 'khan-01').getByRole('link', { name: /^Change/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change your involvement');
  await settled(page);
  await expect(page.getByLabel('Me', { exact: true })).toBeChecked();
  await page.getByLabel('My team', { exact: true }).check();
  await page.getByLabel('Telephone number', { exact: true }).fill('01632 960222');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Your involvement has been changed')).toBeVisible();

  await mine(page, 'khan-01').getByRole('link', { name: /^End/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('End your involvement');
  await settled(page);
  await page.getByRole('button', { name: 'End involvement' }).click();
  await expect(page.getByText('Your involvement has been ended')).toBeVisible();
  const ended = mine(page, 'khan-01').last();
  await expect(ended).toContainText('Until');
  await expect(ended.getByRole('link', { name: /^(Change|End)/ })).toHaveCount(0);
});

test('a form that cannot be recorded keeps what was typed and says what to do (INV-04)', async ({
  page,
  signedIn,
}) => {
  await signedIn('nurse');
  await startForm(page, 'khan-02');
  await page.getByLabel('Dietetics', { exact: true }).check();
  await page.getByLabel('Telephone number', { exact: true }).fill('ring me');
  await page.getByLabel('Day', { exact: true }).fill('31');
  await page.getByLabel('Month', { exact: true }).fill('2');
  await page.getByRole('button', { name: 'Record involvement' }).click();
  const summary = page.locator('#error-summary');
  await expect(summary.getByRole('link')).toHaveText([
    'Select who others should contact',
    'Enter a telephone number, like 01632 960 001',
    'Enter a start date, like 27 3 2026',
  ]);
  await expect(page).toHaveTitle(/^Error: Record your involvement/);
  await expect(page.getByLabel('Dietetics', { exact: true })).toBeChecked();
  await expect(page.getByLabel('Telephone number', { exact: true })).toHaveValue('ring me');
  await expect(page.getByLabel('Day', { exact: true })).toHaveValue('31');
  await summary.getByRole('link', { name: 'Enter a telephone number' }).click();
  await expect(page.getByLabel('Telephone number', { exact: true })).toBeFocused();
  const today = new Date();
  await page.getByLabel('Day', { exact: true }).fill(`${today.getDate()}`);
  await page.getByLabel('Month', { exact: true }).fill(`${today.getMonth() + 1}`);
  await page.getByLabel('Year', { exact: true }).fill('2996');
  await (await fillStart(page, '01632 960 333')).click();
  await expect(page.locator('#error-summary')).toContainText('The start date must be today or in the past');
  await expect(page.getByLabel('Health visiting', { exact: true })).toBeChecked();
});

test('an end before the start or in the future is refused and kept to be mended (INV-08)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await startForm(page, 'khan-03');
  await (await fillStart(page, '01632 960 444')).click();
  await expect(page.getByText('Your involvement has been recorded')).toBeVisible();
  await goto('/involvements');
  await mine(page, 'khan-03').getByRole('link', { name: /^End/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('End your involvement');
  await settled(page);
  for (const [year, message] of [
    ['2996', 'The end date must be today or in the past'],
    ['2000', 'The end date must not be before the start date'],
    ['', 'Enter an end date, like 27 3 2026'],
  ] as const) {
    await page.getByLabel('Year', { exact: true }).fill(year);
    await page.getByRole('button', { name: 'End involvement' }).click();
    await expect(page.locator('#error-summary')).toContainText(message);
    await expect(page.getByLabel('Year', { exact: true })).toHaveValue(year);
    await settled(page);
  }
});

test('a form sent twice records one involvement (INV-04)', async ({ page, goto, signedIn }) => {
  await signedIn('nurse');
  await startForm(page, 'khan-04');
  await (await fillStart(page, '01632 960 555')).dblclick();
  await expect(page.getByText('Your involvement has been recorded')).toBeVisible();
  await goto('/involvements');
  await expect(mine(page, 'khan-04')).toHaveCount(1);
});

test('opening a record from one’s own list asks for a reason (INV-10, SRCH-01)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await startForm(page, 'khan-05');
  await (await fillStart(page, '01632 960 666')).click();
  await expect(page.getByText('Your involvement has been recorded')).toBeVisible();
  await goto('/involvements');
  await mine(page, 'khan-05').getByRole('link', { name: /^Open record/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Why do you need this record?');
  await settled(page);
  await page.getByLabel('Explain your reason', { exact: true }).fill('to plan the next visit');
  await page.getByRole('button', { name: 'Open record' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select why you need this record');
  await expect(page.getByLabel('Explain your reason', { exact: true })).toHaveValue('to plan the next visit');
  await settled(page);
  await page.getByLabel(PROVIDING, { exact: true }).check();
  await page.getByRole('button', { name: 'Open record' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mohammed Khan' })).toBeVisible();
});

test('only its owner can change or end an involvement (UPD-05, INV-08)', async ({
  page,
  goto,
  browser,
  persona,
  signedIn,
}) => {
  await signedIn('nurse');
  await startForm(page, 'khan-06');
  await (await fillStart(page, '01632 960 777')).click();
  await expect(page.getByText('Your involvement has been recorded')).toBeVisible();
  await goto('/involvements');
  const href = await mine(page, 'khan-06').getByRole('link', { name: /^Change/ }).getAttribute('href');
  const other = await elsewhere(browser, persona('nurse'));
  for (const path of [href!, href!.replace('/change', '/end'), href!.replace('/change', '/open')]) {
    expect((await other.goto(path))?.status()).toBe(404);
    await expect(other.getByText('Khan')).toHaveCount(0);
  }
  await other.context().close();
});
