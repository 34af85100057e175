import { expect, test as base } from './support/fixtures';
import { fillSearch, PROVIDING } from './support/search';
import { story } from './support/stories';
import { freshCode } from './support/totp';

// The browser part is refused on the way, so that it never takes a page over: what is left to
// complain of is that very failure.
const test = base.extend({
  noComplaints: [async ({}, use) => use(), { auto: true }],
});

test.beforeEach(async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
});

test('pages live where the browser part never arrives: sign in, search, open, record, leave (AUTH-01, SRCH-01, INV-04)', async ({
  page,
  persona,
}) => {
  const nurse = persona('nurse');
  const child = story('khan-07');
  const heading = page.getByRole('heading', { level: 1 });
  await page.goto('/sign-in');
  await page.getByLabel('User name', { exact: true }).fill(nurse.user_name);
  await page.getByLabel('Password', { exact: true }).fill(nurse.password);
  await page.getByLabel('PIN', { exact: true }).fill(nurse.pin);
  await page.getByLabel('Token code', { exact: true }).fill(await freshCode(nurse.token_secret));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();

  await expect(heading).toHaveText('Find a child');
  await fillSearch(page, { number: child.number });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.locator('#error-summary')).toContainText('Select why you need this record');
  await expect(page.getByLabel('ContactPoint number', { exact: true })).toHaveValue(child.number);
  await page.getByLabel(PROVIDING, { exact: true }).check();
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(heading).toHaveText('1 record matches');
  await page.getByRole('button', { name: /^Open record/ }).click();
  await expect(heading).toHaveText('Mohammed Khan');

  await page.getByRole('button', { name: 'Record your involvement' }).click();
  await page.getByLabel('Health visiting', { exact: true }).check();
  await page.getByLabel('My team', { exact: true }).check();
  await page.getByRole('button', { name: 'Record involvement' }).click();
  await expect(page.getByText('Your involvement has been recorded')).toBeVisible();

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(heading).toHaveText('You are signed out');
  await expect(page.locator('html')).not.toHaveAttribute('data-hydrated');
});

test('on a phone every place of the navigation is reached without the browser part (AUTH-01)', async ({
  page,
  persona,
}) => {
  const nurse = persona('nurse');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/sign-in');
  await page.getByLabel('User name', { exact: true }).fill(nurse.user_name);
  await page.getByLabel('Password', { exact: true }).fill(nurse.password);
  await page.getByLabel('PIN', { exact: true }).fill(nurse.pin);
  await page.getByLabel('Token code', { exact: true }).fill(await freshCode(nurse.token_secret));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  for (const place of ['My involvements', 'My account', 'Find a child']) {
    await page.getByRole('link', { name: place }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(place);
  }
});
