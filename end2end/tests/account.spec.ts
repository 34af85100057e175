import { setTimeout as wait } from 'node:timers/promises';
import type { Locator } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { openRecord, PROVIDING, search } from './support/search';
import { enterCredentials, signIn } from './support/sign-in';
import { story } from './support/stories';

test('people see their own account and its conditions (ACCT-12)', async ({ page, goto, signedIn }) => {
  const nurse = await signedIn('nurse');
  await goto('/account');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('My account');
  const facts = page.getByRole('main').locator('dl');
  await expect(facts).toContainText(nurse.name);
  await expect(facts).toContainText(nurse.user_name);
  await expect(facts).toContainText('Health visitor');
  await expect(facts.getByRole('term')).toContainText(['Disclosure or vetting', 'Renewal needed by']);
  // One hat: there is nothing to change to.
  await expect(page.getByRole('button', { name: 'Change role' })).toHaveCount(0);
});

test('the activity lists one’s own search and what was opened, and nobody else’s (ACCT-12, SRCH-01)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await goto('/search');
  const { number } = story('siobhan');
  await search(page, { number });
  await openRecord(page, 'Siobhan Featherstonehaugh');
  await goto('/account');
  const activity = page.getByRole('table', { name: 'My activity' });
  const rows = (what: string): Locator =>
    activity.getByRole('row').filter({ has: page.getByRole('cell', { name: what, exact: true }) });
  const searched = rows('Searched').first();
  await expect(searched).toContainText(PROVIDING);
  await expect(searched).toContainText('Done');
  await expect(rows('Opened a record').first()).toContainText(number);
  // What was typed is for the trail alone.
  await expect(activity).not.toContainText('Featherstonehaugh');
});

test('a refused sign-in stands in the activity of whose account it was tried on (ACCT-12, AUTH-01)', async ({
  page,
  goto,
  persona,
}) => {
  const nurse = persona('nurse');
  await enterCredentials(page, nurse, { pin: '000000' });
  await expect(page.getByRole('alert')).toBeVisible();
  // The next attempt is looked at a second later at the earliest (AUTH-07).
  await wait(1_100);
  await signIn(page, nurse);
  await goto('/account');
  const refused = page.getByRole('row').filter({ hasText: 'Signed in' }).filter({ hasText: 'Refused' });
  await expect(refused.first()).toBeVisible();
});
