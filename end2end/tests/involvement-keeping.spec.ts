import type { Locator, Page } from '@playwright/test';
import { ageInvolvement } from './support/database';
import { expect, test } from './support/fixtures';
import { record } from './support/search';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';
import { story } from './support/stories';
import { work } from './support/work';

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

/** Ends one's involvement with the child of a story, and keeps it on the record for three years. */
async function endAndKeep(page: Page, key: string): Promise<void> {
  await open(page, '/involvements');
  await cards(page, key).getByRole('link', { name: /^End/ }).click();
  await settled(page);
  await page.getByLabel('Longer, because it may matter to others', { exact: true }).check();
  await fillUntil(page, 3, 0);
  await page.getByLabel('The child is likely to need our service again', { exact: true }).check();
  await page.getByRole('button', { name: 'End involvement' }).click();
  await expect(page.getByText('Your involvement has been ended')).toBeVisible();
}

/**
 * Hands the involvement whose page is open to a colleague: any, since whoever was chosen by another
 * run keeps one already and cannot take a second.
 */
async function handOver(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hand over this involvement');
  await settled(page);
  const done = page.getByText('The involvement has been handed over');
  // A colleague to whom another journey handed this child's keeps one already.
  const taken = page.locator('#error-summary').getByText('already keeps an involvement');
  for (let tries = 0; tries < 5; tries += 1) {
    const colleague = page.getByLabel('Who keeps it from now on?');
    const choices = await colleague.getByRole('option').count();
    await colleague.selectOption({ index: 1 + Math.floor(Math.random() * (choices - 1)) });
    await page.getByRole('button', { name: 'Hand over' }).click();
    await expect(done.or(taken).first()).toBeVisible();
    if (await done.isVisible()) return;
    await settled(page);
  }
  await expect(done).toBeVisible();
}

/** What waits for one, under its heading. */
function task(page: Page, title: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
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
  await handOver(page);
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
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
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

test('a manager sees the team’s involvements, asks to check one and hands it over (INV-07, INV-09)', async ({
  page,
  browser,
  goto,
  axe,
  persona,
  scripted,
  signedIn,
}) => {
  // One child for each project, so that no other entry of the team is about them.
  const key = scripted ? 'khan-01' : 'khan-02';
  const worker = await signedIn('social_worker');
  await start(page, key, 'Children’s social work', '01632 960 171');

  const manager = await elsewhere(browser, persona('team_manager'));
  await manager.getByRole('link', { name: 'My team', exact: true }).click();
  await expect(manager.getByRole('heading', { level: 1 })).toHaveText('My team’s involvements');
  const card = cards(manager, key).filter({ hasText: worker.name });
  await expect(card).toContainText('Children’s social work');
  await settled(manager);
  await card.getByRole('button', { name: /^Ask to check/ }).click();
  await expect(manager.getByText('We have asked whoever keeps the involvement to check it')).toBeVisible();
  await expect(card).toContainText('Asked to check');

  await goto('/tasks');
  await axe();
  await task(page, 'Check that your involvement is still right').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My involvements');

  await card.getByRole('link', { name: /^Hand over/ }).click();
  await handOver(manager);
  await expect(card).toHaveCount(0);
  await goto('/tasks');
  await expect(task(page, 'Your involvement has been handed to a colleague')).toBeVisible();
  await manager.context().close();
});

test('a manager’s page is there for managers alone (INV-09)', async ({ page, signedIn }) => {
  await signedIn('nurse');
  expect((await page.goto('/team-involvements'))?.status()).toBe(404);
  await expect(page.getByRole('link', { name: 'My team', exact: true })).toHaveCount(0);
});

test('what is kept longer is confirmed on its anniversary (CEASE-02, CEASE-03, T-13)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  const nurse = await signedIn('nurse');
  await start(page, 'khan-05', 'Dietetics', '01632 960 181');
  await endAndKeep(page, 'khan-05');
  ageInvolvement(nurse.user_name, 0);
  work();
  await goto('/tasks');
  await task(page, 'Confirm that your ended involvement is still needed').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Is it still needed?');
  await expect(page.getByText('If nobody answers, it is no longer shown from')).toBeVisible();
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'Save answer' }).click();
  await expect(page.locator('#error-summary')).toBeVisible();
  await settled(page);
  await page.getByLabel('Yes', { exact: true }).check();
  await page.getByRole('button', { name: 'Save answer' }).click();
  await expect(page.getByText('Your answer has been recorded')).toBeVisible();
  await expect(cards(page, 'khan-05')).toContainText('Dietetics');
  await goto('/tasks');
  await expect(page.getByRole('main')).toContainText('Nothing waits for you');
});

test('what nobody confirms for six weeks leaves the record, and its keeper is told (CEASE-03, D-19, T-13)', async ({
  page,
  goto,
  signedIn,
}) => {
  const nurse = await signedIn('nurse');
  await start(page, 'khan-06', 'Dietetics', '01632 960 191');
  await endAndKeep(page, 'khan-06');
  const entry = page.getByRole('listitem').filter({ hasText: nurse.name }).filter({ hasText: 'Dietetics' });
  await record(page, 'khan-06');
  await expect(entry).toBeVisible();
  // The day before it is shown yet; on the day itself it is not, though no job has run.
  ageInvolvement(nurse.user_name, 41);
  await page.reload();
  await settled(page);
  await expect(entry).toBeVisible();
  ageInvolvement(nurse.user_name, 42);
  await page.reload();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Mohammed Khan');
  await expect(entry).toHaveCount(0);
  work();
  await goto('/involvements');
  await expect(cards(page, 'khan-06')).toHaveCount(0);
  await goto('/tasks');
  await expect(task(page, 'Your ended involvement was not confirmed and is no longer shown')).toBeVisible();
});

test('nobody is asked before the anniversary, and the job does no harm (CEASE-03, T-13)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await start(page, 'khan-11', 'Dietetics', '01632 960 161');
  await endAndKeep(page, 'khan-11');
  work();
  const card = cards(page, 'khan-11');
  const href = await card.getByRole('link', { name: /^Keep longer or shorter/ }).getAttribute('href');
  await goto(href!.replace('/keep', '/confirm'));
  await expect(page.getByText('This involvement need not be confirmed now.')).toBeVisible();
});
