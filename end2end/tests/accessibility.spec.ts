import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { fillSearch, openRecord, PROVIDING, record, search } from './support/search';
import { settled } from './support/settled';
import { enterCredentials } from './support/sign-in';
import { story } from './support/stories';
import { freshCode } from './support/totp';

// Each of these looks at many pages.
test.describe.configure({ timeout: 180_000 });

/** A page is as wide as its window: nothing sticks out to the right (WCAG 1.4.10). */
async function expectReflow(page: Page): Promise<void> {
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 800 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${page.url()} at 320 pixels`).toBeLessThanOrEqual(0);
  await page.setViewportSize(before);
}

/** What is looked at on each page, once it has settled. */
function looking(page: Page, axe: () => Promise<void>): () => Promise<void> {
  return async () => {
    await settled(page);
    await axe();
    await expectReflow(page);
  };
}

test('axe finds nothing on the way in, nor where it is refused (AUTH-01, AUTH-08, AUTH-09)', async ({
  page,
  goto,
  axe,
  persona,
}) => {
  const look = looking(page, axe);
  await goto('/sign-in');
  await look();
  const holder = persona('two_hats');
  await enterCredentials(page, holder, { pin: '000000' });
  await expect(page.getByRole('alert')).toBeVisible();
  await look();
  await page.waitForTimeout(1_100);
  await enterCredentials(page, holder);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('In which role are you working?');
  await look();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await look();
  await page.getByLabel('Practitioner', { exact: true }).check();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(heading).toHaveText('Before you continue');
  await look();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(heading).toHaveText('Find a child');
  for (const path of ['/account', '/involvements', '/no/such/page', ...notDone()]) {
    await goto(path);
    await look();
  }
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/signed-out$/);
  await look();
  await goto('/signed-out?why=idle');
  await look();
});

function notDone(): string[] {
  const codes = ['signed-out', 'too-many', 'unreadable', '00000000-0000-4000-8000-000000000000'];
  return codes.map((code) => `/not-done?why=${code}`);
}

test('axe finds nothing on the search, its errors and its results (SRCH-01, SRCH-06)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  const look = looking(page, axe);
  await signedIn('nurse');
  await goto('/search');
  await look();
  await fillSearch(page, { family: 'F*', born: ['31', '2', '2016'], age: 'x', postcode: 'x', school: '%', parent: '?' });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.locator('#error-summary')).toBeVisible();
  await look();
  for (const known of [
    { given: 'Mohammed', family: 'Khan', school: 'St Paul' },
    { given: 'Mohammed', family: 'Khan', age: '10' },
    { given: 'Marek', family: 'Wiśniewski', born: ['11', '6', story('shielded').date_of_birth.slice(0, 4)] as const },
    { given: 'Zebedee', family: 'Quillfeather', age: '7' },
  ]) {
    await goto('/search');
    await search(page, known);
    await look();
  }
});

test('axe finds nothing on records of any kind (REC-12)', async ({ page, goto, axe, signedIn }) => {
  const look = looking(page, axe);
  await signedIn('nurse');
  for (const key of ['siobhan', 'shielded', 'three-sensitive', 'unrecorded', 'deceased', 'disputed']) {
    await record(page, key);
    await look();
  }
});

test('axe finds nothing where involvements are kept, nor on their errors (INV-04, INV-08, INV-10)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  const look = looking(page, axe);
  await signedIn('nurse');
  await goto('/search');
  await search(page, { number: story('khan-08').number });
  await openRecord(page, 'Mohammed Khan');
  await page.getByRole('button', { name: 'Record your involvement' }).click();
  await expect(page.getByRole('button', { name: 'Record involvement' })).toBeVisible();
  await look();
  await page.getByRole('button', { name: 'Record involvement' }).click();
  await expect(page.locator('#error-summary')).toBeVisible();
  await look();
  await page.getByLabel('Health visiting', { exact: true }).check();
  await page.getByLabel('Me', { exact: true }).check();
  await page.getByRole('button', { name: 'Record involvement' }).click();
  await expect(page.getByText('Your involvement has been recorded')).toBeVisible();
  await look();
  for (const [link, button] of [
    ['Change', 'Save changes'],
    ['End', 'End involvement'],
    ['Open record', 'Open record'],
  ] as const) {
    await goto('/involvements');
    await look();
    await page.getByRole('link', { name: `${link} (Mohammed Khan)`, exact: true }).click();
    await expect(page.getByRole('button', { name: button, exact: true })).toBeVisible();
    await look();
    const year = page.getByLabel('Year', { exact: true });
    if (await year.isVisible()) await year.fill('x');
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page.locator('#error-summary')).toBeVisible();
    await look();
  }
});

/** Presses Tab until the focus is where it is wanted. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the focus never came to ${wanted}`);
}

test('with the keyboard alone one signs in, searches, mends the search and reads whom to ring (AUTH-01, SRCH-01, REC-06)', async ({
  page,
  goto,
  persona,
  scripted,
}) => {
  const nurse = persona('nurse');
  const heading = page.getByRole('heading', { level: 1 });
  const type = async (label: string, text: string): Promise<void> => {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(text);
  };
  await goto('/sign-in');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await type('User name', nurse.user_name);
  await type('Password', nurse.password);
  await type('PIN', nurse.pin);
  await type('Token code', await freshCode(nurse.token_secret));
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Before you continue');
  await settled(page);
  await tabTo(page, page.getByRole('button', { name: 'Continue', exact: true }));
  await page.keyboard.press('Enter');

  await expect(heading).toHaveText('Find a child');
  await settled(page);
  await type('First name', 'Siobhan');
  await type('Surname', 'Featherstonehaugh');
  await type('Day', '7');
  await type('Month', '4');
  await type('Year', story('siobhan').date_of_birth.slice(0, 4));
  await page.keyboard.press('Enter');
  const mend = page.getByRole('link', { name: 'Select why you need this record' });
  await expect(mend).toBeVisible();
  await settled(page);
  if (scripted) await expect(page.locator('#error-summary')).toBeFocused();
  await tabTo(page, mend);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(PROVIDING, { exact: true })).toBeFocused();
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Search', exact: true }));
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('1 record matches');
  await settled(page);
  await tabTo(page, page.getByRole('button', { name: /^Open record/ }));
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Siobhan Featherstonehaugh');
  await settled(page);
  const lead = page.getByRole('listitem').filter({ hasText: 'Lead professional' });
  await tabTo(page, lead.getByRole('link'));
  await expect(lead.getByRole('link')).toHaveAttribute('href', /^tel:/);
});

test('after each step the page is read from its top: a title of its own and one first heading (WCAG 2.4.2)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  const titles = new Set<string>();
  const titled = async (): Promise<void> => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    titles.add(await page.title());
  };
  await goto('/search');
  await titled();
  await search(page, { number: story('siobhan').number });
  await titled();
  await openRecord(page, 'Siobhan Featherstonehaugh');
  await titled();
  await goto('/involvements');
  await titled();
  await goto('/account');
  await titled();
  expect(titles.size).toBe(5);
  for (const title of titles) expect(title).toMatch(/ – ContactPoint$/);
});
