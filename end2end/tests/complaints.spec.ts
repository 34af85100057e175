import type { Page } from '@playwright/test';
import { day } from './support/days';
import { expect, test } from './support/fixtures';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';

/** The reference of a complaint that is this test's alone. */
function reference(): string {
  return `CMP/${Date.now()}-${Math.floor(Math.random() * 1000)}`;
}

/** Logs a complaint that came today about something of so many days ago, and gives its reference. */
async function log(page: Page, about: string, ago: number): Promise<string> {
  const of = reference();
  await open(page, '/complaints/log');
  await page.getByLabel('A parent or carer', { exact: true }).check();
  await page.getByLabel('First names', { exact: true }).fill('Pat');
  await page.getByLabel('Last name', { exact: true }).fill('Complaining');
  await page.getByLabel('By e-mail', { exact: true }).check();
  await page.getByLabel('E-mail address', { exact: true }).fill('pat@home.example');
  await page.getByLabel(about, { exact: true }).check();
  await day(page, 'When did it happen?', -ago);
  await day(page, 'When was the complaint received?');
  await page.getByLabel('Reference of your authority’s own file').fill(of);
  await page.getByRole('button', { name: 'Log the complaint' }).click();
  await expect(page.getByText('The complaint is logged')).toBeVisible();
  await settled(page);
  return of;
}

async function press(page: Page, button: string, words: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByText(words)).toBeVisible();
  await settled(page);
}

test('a complaints manager logs a complaint, takes it, answers it and sees it taken further (CMP-01, CMP-02, CMP-06, row 58)', async ({
  page,
  axe,
  browser,
  persona,
  signedIn,
}) => {
  const heading = page.getByRole('heading', { level: 1 });
  await signedIn('complaints_manager');
  await expect(heading).toHaveText('Complaints');
  await axe();
  await page.getByRole('button', { name: 'Log a complaint' }).click();
  await expect(heading).toHaveText('Log a complaint');
  await settled(page);
  await page.getByLabel('First names', { exact: true }).fill('Pat');
  await page.getByRole('button', { name: 'Log the complaint' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select who complains');
  await settled(page);
  await axe();
  await expect(page.getByLabel('First names', { exact: true })).toHaveValue('Pat');

  const of = await log(page, 'Whether what ContactPoint holds is right', 30);
  await expect(heading).toHaveText(`Complaint ${of}`);
  await axe();
  await expect(page.getByRole('main')).toContainText('Pat Complaining');
  // Within the year it cannot be refused as late.
  await expect(page.getByLabel('It came too late, and is not taken')).toHaveCount(0);
  await page.getByLabel('It is taken, investigated and answered').check();
  await press(page, 'Record the decision', 'The decision is recorded');
  await axe();
  await expect(page.getByRole('main')).toContainText('Information Commissioner');

  // The authority's manager meets it on the desk, and answers it.
  const manager = await elsewhere(browser, persona('la_manager'));
  await open(manager, '/desk');
  await manager.getByRole('link', { name: /complaints? to answer or review/ }).first().click();
  await manager.getByRole('link', { name: of, exact: true }).click();
  await settled(manager);
  await manager.getByLabel('Partly upheld', { exact: true }).check();
  await day(manager, 'When was the written answer sent?', 1);
  await manager.getByRole('button', { name: 'Record the answer' }).click();
  await expect(manager.locator('#error-summary')).toContainText('The answer must have been sent today or earlier');
  await settled(manager);
  await day(manager, 'When was the written answer sent?');
  await press(manager, 'Record the answer', 'The answer is recorded');
  await manager.context().close();

  await page.reload();
  await page.getByLabel('The complainant has gone to the Information Commissioner').check();
  await press(page, 'Record it', 'It is recorded');
  await axe();
  await expect(page.getByRole('heading', { name: 'What to do next' })).toHaveCount(0);
});

test('an old complaint needs a reason, and a part that belongs elsewhere is sent there (CMP-03, CMP-05)', async ({
  page,
  axe,
  signedIn,
}) => {
  await signedIn('complaints_manager');
  await log(page, 'How somebody used ContactPoint', 400);
  await page.getByLabel('It is taken, investigated and answered').check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select why they could not be expected');
  await settled(page);
  await axe();
  await page.getByLabel('They were too young to complain').check();
  await page.getByLabel('It says that somebody misused ContactPoint').check();
  await press(page, 'Record the decision', 'The decision is recorded');
  await expect(page.getByRole('main')).toContainText('The complaint says that somebody misused ContactPoint');
  await page.getByText('If a part of it belongs elsewhere').click();
  await page.getByLabel('Whether what ContactPoint holds is right', { exact: true }).check();
  await day(page, 'When did it happen?', -40);
  await press(page, 'Split the complaint', 'is a separate complaint now');
  await axe();
  await page.getByLabel('It belongs elsewhere, and is sent there').check();
  await page.getByLabel('A request to see what is held about oneself').check();
  await press(page, 'Record the decision', 'The decision is recorded');
  await axe();
  await expect(page.getByRole('main')).toContainText('data protection officer');
  const others = page.getByRole('table', { name: 'Other parts of this complaint' });
  await expect(others).toContainText('Being investigated');
});

test('anyone reads how to complain, children too, without signing in (CMP-04, MTL-05)', async ({ page, goto, axe }) => {
  await goto('/sign-in');
  await page.getByRole('link', { name: 'How to complain' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How to complain about ContactPoint');
  await settled(page);
  await axe();
  await expect(page.getByRole('heading', { name: 'If you are a child or young person' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('written answer within 20 working days');
  await expect(page.getByRole('table', { name: 'Complaints managers' })).toContainText('@');
  await page.setViewportSize({ width: 320, height: 800 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over).toBeLessThanOrEqual(0);
});
