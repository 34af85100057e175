import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { open, settled } from './support/settled';
import { story } from './support/stories';
import { work } from './support/work';

/** Opens the record of the child of a story. */
async function record(page: Page, key: string): Promise<void> {
  const { number, given, family } = story(key);
  await open(page, '/search');
  await search(page, { number });
  await openRecord(page, `${given} ${family}`);
}

/** Records one's own involvement of a service with the child of a story. */
async function start(page: Page, key: string, service: string, telephone: string): Promise<void> {
  await record(page, key);
  await page.getByRole('button', { name: 'Record your involvement' }).click();
  await settled(page);
  await page.getByLabel(service, { exact: true }).check();
  await page.getByLabel('Me', { exact: true }).check();
  await page.getByLabel('Telephone number', { exact: true }).fill(telephone);
  await page.getByRole('button', { name: 'Record involvement' }).click();
  await expect(page.getByText('Your involvement has been recorded')).toBeVisible();
}

/** A name of letters that nobody else has. */
function somebody(): string {
  const letter = () => String.fromCharCode(97 + Math.floor(Math.random() * 26));
  return `Jo O’Ex${Array.from({ length: 8 }, letter).join('')}`;
}

/** The involvements of a list with the child of a story. */
function cards(page: Page, key: string): Locator {
  return page.locator('.govuk-summary-card').filter({ hasText: story(key).number });
}

/** A day so many years from today, as the three fields of a date. */
async function fillUntil(page: Page, years: number, days: number): Promise<void> {
  const day = new Date();
  day.setFullYear(day.getFullYear() + years);
  day.setDate(day.getDate() + days);
  const until = page.getByRole('group', { name: 'Until when?' });
  await until.getByLabel('Day', { exact: true }).fill(`${day.getDate()}`);
  await until.getByLabel('Month', { exact: true }).fill(`${day.getMonth() + 1}`);
  await until.getByLabel('Year', { exact: true }).fill(`${day.getFullYear()}`);
}

test('an involvement is handed to a colleague of the team (INV-07)', async ({ page, goto, axe, signedIn }) => {
  const nurse = await signedIn('nurse');
  await start(page, 'khan-12', 'Health visiting', '01632 960 121');
  await goto('/involvements');
  await cards(page, 'khan-12').getByRole('link', { name: /^Hand over/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hand over this involvement');
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'Hand over' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select a colleague of the team');
  await settled(page);
  // Whoever was chosen by another run keeps one already, and cannot take a second.
  const colleague = page.getByLabel('Who keeps it from now on?');
  const choices = await colleague.getByRole('option').count();
  await colleague.selectOption({ index: 1 + Math.floor(Math.random() * (choices - 1)) });
  await page.getByRole('button', { name: 'Hand over' }).click();
  await expect(page.getByText('The involvement has been handed over')).toBeVisible();
  await expect(cards(page, 'khan-12')).toHaveCount(0);
  await record(page, 'khan-12');
  const health = page.getByRole('listitem').filter({ hasText: 'Health visiting' });
  await expect(health.filter({ hasText: '01632 960 121' })).toHaveCount(0);
  await expect(health.filter({ hasText: nurse.name })).toHaveCount(0);
});

test('a colleague without an account is recorded, and kept by the organisation (INV-06)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  await signedIn('nurse');
  const colleague = somebody();
  await record(page, 'khan-08');
  await page.getByRole('button', { name: 'Record your involvement' }).click();
  await settled(page);
  await page.getByRole('link', { name: 'Record it for a colleague' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Record it for a colleague');
  await settled(page);
  await axe();
  await page.getByLabel('Health visiting', { exact: true }).check();
  await page.getByLabel('Who works with the child?').selectOption('new');
  await page.getByLabel('Name', { exact: true }).fill('Jo: mother is unwell');
  await page.getByLabel('Job title', { exact: true }).fill('Health visitor');
  await page.getByLabel('E-mail at work', { exact: true }).fill(`${colleague.slice(-8)}@example.test`);
  await page.getByLabel('Telephone number', { exact: true }).fill('01632 960 131');
  await page.getByRole('button', { name: 'Record involvement' }).click();
  await expect(page.locator('#error-summary')).toContainText('Enter a name of letters');
  await expect(page.getByLabel('Job title', { exact: true })).toHaveValue('Health visitor');
  await settled(page);
  await page.getByLabel('Name', { exact: true }).fill(colleague);
  await page.getByRole('button', { name: 'Record involvement' }).click();
  await expect(page.getByText('Your colleague’s involvement has been recorded')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: colleague })).toContainText('01632 960 131');
  await goto('/involvements');
  await expect(page.getByRole('heading', { name: 'Recorded for colleagues' })).toBeVisible();
  const card = cards(page, 'khan-08');
  await expect(card).toContainText(colleague);
  await card.getByRole('link', { name: /^Change/ }).click();
  await settled(page);
  await expect(page.getByText(`Recorded for ${colleague}`)).toBeVisible();
  await page.getByLabel('Telephone number', { exact: true }).fill('01632 960 132');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Your involvement has been changed')).toBeVisible();
});

test('beside the contacts stands how to make sure of each other, and that nobody is obliged (COM-01, COM-02)', async ({
  page,
  signedIn,
}) => {
  await signedIn('nurse');
  await record(page, 'khan-12');
  await page.getByText('Before you ring').click();
  await expect(page.getByText('Say who you are in a way that can be checked')).toBeVisible();
  await expect(page.getByText('obliges nobody to share information')).toBeVisible();
});

test('a specialist service is kept longer by judgement, five years at the most (CEASE-02, D-18)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  await signedIn('nurse');
  await start(page, 'khan-09', 'Dietetics', '01632 960 141');
  await goto('/involvements');
  await cards(page, 'khan-09').getByRole('link', { name: /^End/ }).click();
  await settled(page);
  await axe();
  await expect(page.locator('input[name=stays]:checked')).toHaveCount(0);
  await page.getByRole('button', { name: 'End involvement' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select how long it should stay on the record');
  await settled(page);
  await page.getByLabel('Longer, because it may matter to others', { exact: true }).check();
  await fillUntil(page, 5, 1);
  await page.getByLabel('The child is likely to need our service again', { exact: true }).check();
  await page.getByRole('button', { name: 'End involvement' }).click();
  await expect(page.locator('#error-summary')).toContainText(
    'The date must be no more than 5 years after the involvement ended',
  );
  await settled(page);
  await expect(page.getByLabel('Longer, because it may matter to others', { exact: true })).toBeChecked();
  await fillUntil(page, 3, 0);
  await page.getByRole('button', { name: 'End involvement' }).click();
  await expect(page.getByText('Your involvement has been ended')).toBeVisible();

  await cards(page, 'khan-09').getByRole('link', { name: /^Keep longer or shorter/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How long should it be kept?');
  await settled(page);
  await axe();
  await page.getByLabel('A year, shown as ended', { exact: true }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('How long the involvement is kept has been changed')).toBeVisible();
});

test('a universal service stays a year and there is nothing to choose (D-18, CEASE-01)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await start(page, 'khan-10', 'Health visiting', '01632 960 151');
  await goto('/involvements');
  await cards(page, 'khan-10').getByRole('link', { name: /^End/ }).click();
  await settled(page);
  await expect(page.getByText('It stays on the record for a year')).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
  await page.getByRole('button', { name: 'End involvement' }).click();
  await expect(page.getByText('Your involvement has been ended')).toBeVisible();
  await expect(cards(page, 'khan-10').getByRole('link', { name: /^Keep/ })).toHaveCount(0);
});

test('a manager sees the team’s involvements, asks to check one and hands one over (INV-09)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  await signedIn('team_manager');
  await goto('/team-involvements');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My team’s involvements');
  await axe();
  await expect(page.getByRole('link', { name: 'My team', exact: true })).toBeVisible();
});

test('a manager’s page is there for managers alone (INV-09)', async ({ page, signedIn }) => {
  await signedIn('nurse');
  expect((await page.goto('/team-involvements'))?.status()).toBe(404);
  await expect(page.getByRole('link', { name: 'My team', exact: true })).toHaveCount(0);
});

test('nobody is asked before the anniversary, and the job does no harm (CEASE-03, T-13)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await start(page, 'khan-11', 'Dietetics', '01632 960 161');
  await goto('/involvements');
  await cards(page, 'khan-11').getByRole('link', { name: /^End/ }).click();
  await settled(page);
  await page.getByLabel('Longer, because it may matter to others', { exact: true }).check();
  await fillUntil(page, 3, 0);
  await page.getByLabel('The child is likely to need our service again', { exact: true }).check();
  await page.getByRole('button', { name: 'End involvement' }).click();
  await expect(page.getByText('Your involvement has been ended')).toBeVisible();
  work();
  const card = cards(page, 'khan-11');
  const href = await card.getByRole('link', { name: /^Keep longer or shorter/ }).getAttribute('href');
  await goto(href!.replace('/keep', '/confirm'));
  await expect(page.getByText('This involvement need not be confirmed now.')).toBeVisible();
});
