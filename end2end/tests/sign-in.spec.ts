import type { Page } from '@playwright/test';
import { ageSession, setAccountState, sql } from './support/database';
import { expect, test } from './support/fixtures';
import { fillSearch, openRecord, PROVIDING, search } from './support/search';
import { settled } from './support/settled';
import { enterCredentials, signIn } from './support/sign-in';
import { story } from './support/stories';
import { codeOfStep, freshCode, stepAt } from './support/totp';

const siobhan = 'Siobhan Featherstonehaugh';

/** Expects the one message that every refusal gets, on a form that kept nothing. */
async function expectRefused(page: Page): Promise<void> {
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('The details you entered are not right');
  await expect(page).toHaveTitle(/^Error: Sign in/);
  await expect(page).toHaveURL(/\/sign-in\?refused=yes(#error-summary)?$/);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  await expect(page.getByLabel('User name', { exact: true })).toHaveValue('');
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/signed-out$/);
  await settled(page);
}

test('signing in shows the notice and when one was last here, then who is signed in (AUTH-01, AUTH-08)', async ({
  page,
  persona,
}) => {
  const nurse = persona('nurse');
  await signIn(page, nurse);
  await signOut(page);
  await enterCredentials(page, nurse);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Before you continue');
  await expect(page.getByText(/^You last signed in on .+, from 127\.0\.0\.1\.$/)).toBeVisible();
  await expect(page.getByText('Computer Misuse Act 1990')).toBeVisible();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page).toHaveURL(/\/search$/);
  await expect(page.getByRole('banner')).toContainText(nurse.name);
  await expect(page.getByRole('banner')).toContainText('Practitioner');
});

test('no page is to be had before the notice is accepted (AUTH-08)', async ({ page, goto, persona }) => {
  await enterCredentials(page, persona('nurse'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Before you continue');
  await goto('/search');
  await expect(page).toHaveURL(/\/before-you-continue$/);
});

test('one refusal answers a wrong code, PIN or password and an unknown name (AUTH-01, AUTH-07)', async ({
  page,
  persona,
}) => {
  const nurse = persona('nurse');
  // A step an hour away: its code is never good now.
  await enterCredentials(page, nurse, { code: codeOfStep(nurse.token_secret, stepAt() + 120) });
  await expectRefused(page);
  const refusal = await page.getByRole('alert').innerText();
  for (const wrong of [{ pin: '000000' }, { password: 'not the password' }, { userName: 'nobody' }]) {
    await enterCredentials(page, nurse, wrong);
    await expectRefused(page);
    expect(await page.getByRole('alert').innerText()).toBe(refusal);
  }
});

test('a token code is good once (AUTH-01, D-23)', async ({ page, persona }) => {
  const nurse = persona('nurse');
  const code = await freshCode(nurse.token_secret);
  await enterCredentials(page, nurse, { code });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Before you continue');
  await settled(page);
  await signOut(page);
  await enterCredentials(page, nurse, { code });
  await expectRefused(page);
});

test('nothing that was typed to sign in stands in an address (AUTH-01)', async ({ page, persona }) => {
  const nurse = persona('nurse');
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(decodeURIComponent(request.url())));
  await signIn(page, nurse);
  expect(addresses.filter((url) => url.includes(nurse.password) || url.includes(nurse.pin))).toEqual([]);
  expect(addresses.filter((url) => url.includes(nurse.user_name))).toEqual([]);
});

test('a second sign-in ends the first session (AUTH-04)', async ({ page, goto, browser, persona }) => {
  const nurse = persona('nurse');
  await signIn(page, nurse);
  const elsewhere = await browser.newContext();
  await signIn(await elsewhere.newPage(), nurse);
  await goto('/search');
  await expect(page).toHaveURL(/\/signed-out\?why=ended$/);
  await elsewhere.close();
});

test('an account suspended in mid-session is out at its next request (ACCT-02)', async ({
  page,
  goto,
  signedIn,
}) => {
  const nurse = await signedIn('nurse');
  await goto('/search');
  await fillSearch(page, { reason: PROVIDING, given: 'Siobhan', family: 'Featherstonehaugh', age: '10' });
  setAccountState(nurse.user_name, 'suspended');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have been signed out');
  await expect(page.getByText('Featherstonehaugh')).toHaveCount(0);
  await goto('/search');
  await expect(page).toHaveURL(/\/(sign-in|signed-out\?why=ended)$/);
  await enterCredentials(page, nurse);
  await expectRefused(page);
});

test('ten minutes without a request end the session (AUTH-05, T-02)', async ({ page, goto, signedIn }) => {
  const nurse = await signedIn('nurse');
  ageSession(nurse.user_name, 9);
  await goto('/search');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Find a child');
  ageSession(nurse.user_name, 11);
  await goto('/search');
  await expect(page).toHaveURL(/\/signed-out\?why=ended$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are signed out');
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
});

test('a working day ends the session however busy (AUTH-05)', async ({ page, goto, signedIn }) => {
  const nurse = await signedIn('nurse');
  sql(
    `update session set started_at = started_at - interval '8 hours', ends_at = ends_at - interval '8 hours'
     from account where account.id = session.account and user_name = :'user_name'`,
    { user_name: nurse.user_name },
  );
  await goto('/account');
  await expect(page).toHaveURL(/\/signed-out\?why=ended$/);
});

test('a page left alone warns and then leaves, or leaves by itself without scripts (AUTH-05, T-02)', async ({
  page,
  persona,
  scripted,
}) => {
  if (!scripted) {
    await signIn(page, persona('nurse'));
    const refresh = page.locator('head noscript meta[http-equiv="refresh"], head > meta[http-equiv="refresh"]');
    await expect(refresh).toHaveAttribute('content', '600;url=/signed-out?why=idle');
    return;
  }
  await page.clock.install();
  await signIn(page, persona('nurse'));
  const warning = page.getByRole('alertdialog', { name: 'You are about to be signed out' });
  await page.clock.fastForward('07:50');
  await expect(warning).toBeHidden();
  await page.clock.fastForward('00:20');
  await expect(warning).toBeVisible();
  const stay = warning.getByRole('button', { name: 'Stay signed in' });
  await expect(stay).toBeFocused();
  await page.clock.fastForward('02:00');
  await expect(page).toHaveURL(/\/signed-out\?why=idle$/);
});

test('whoever holds two hats wears one, and changes in a session of its own (AUTH-09, D-09)', async ({
  page,
  goto,
  persona,
}) => {
  const holder = persona('two_hats');
  await enterCredentials(page, holder);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('In which role are you working?');
  await settled(page);
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Select the role in which you are working');
  await settled(page);
  await page.getByLabel('Practitioner', { exact: true }).check();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(heading).toHaveText('Before you continue');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page).toHaveURL(/\/search$/);
  await expect(page.getByRole('link', { name: 'My involvements' })).toBeAttached();
  const before = await cookie(page);

  await goto('/account');
  await page.getByLabel('Local authority ContactPoint manager', { exact: true }).check();
  await page.getByRole('button', { name: 'Change role' }).click();
  await expect(page).toHaveURL(/\/desk$/);
  await expect(page.getByRole('banner')).toContainText('Local authority ContactPoint manager');
  await expect(page.getByRole('link', { name: 'My involvements' })).toHaveCount(0);
  expect(await cookie(page)).not.toBe(before);
});

async function cookie(page: Page): Promise<string | undefined> {
  return (await page.context().cookies()).find((one) => one.name.startsWith('__Host-'))?.value;
}

test('after signing out the back button shows nothing of a record (AUTH-05)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await goto('/search');
  await search(page, { number: story('siobhan').number });
  await openRecord(page, siobhan);
  await signOut(page);
  expect(await cookie(page)).toBeUndefined();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  expect(await page.content()).not.toContain('Featherstonehaugh');
  await goto('/search');
  await expect(page).toHaveURL(/\/sign-in$/);
});
