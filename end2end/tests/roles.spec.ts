import { expect, test } from './support/fixtures';

const nowhere = '00000000-0000-4000-8000-000000000000';

/** Every page that shows or changes something. */
const PAGES = [
  '/search',
  `/search/results/${nowhere}`,
  `/child-record/${nowhere}`,
  `/child-record/${nowhere}/record-involvement`,
  '/involvements',
  `/involvements/${nowhere}/change`,
  `/involvements/${nowhere}/end`,
  `/involvements/${nowhere}/open`,
];

for (const path of ['/', '/account', '/before-you-continue', '/no/such/page', ...PAGES]) {
  test(`a stranger is led from ${path} to sign-in (AUTH-01)`, async ({ page, goto }) => {
    await goto(path);
    await expect(page).toHaveURL(/\/sign-in$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
    await expect(page.getByRole('navigation')).toHaveCount(0);
  });
}

for (const role of [
  'account_administrator',
  'partner_administrator',
  'complaints_manager',
  'panel_member',
  'central_team',
]) {
  test(`a ${role} has no search, no record and no involvements, by any address (SRCH-01, G-DENY)`, async ({
    page,
    goto,
    signedIn,
  }) => {
    // The central team's first page is its desk, which names no child; nor do complaints, or those who look into
    // how accounts are used see any.
    const starts = {
      account_administrator: /\/misuse$/,
      complaints_manager: /\/complaints$/,
      partner_administrator: /\/misuse$/,
      panel_member: /\/panel$/,
      central_team: /\/desk$/,
    } as Record<string, RegExp>;
    const start = starts[role] ?? /\/account$/;
    await signedIn(role);
    await expect(page).toHaveURL(start);
    const places = page.getByRole('banner').getByRole('link');
    await expect(places.filter({ hasText: 'My account' })).toBeAttached();
    await expect(places.filter({ hasText: /Find a child|My involvements/ })).toHaveCount(0);
    for (const path of PAGES) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
    }
    // What leads on from there leads somewhere.
    await goto('/search');
    await page.getByRole('main').getByRole('link').click();
    await expect(page).toHaveURL(start);
  });
}

test('a ContactPoint manager searches but keeps no involvements (INV-04, AUTH-09)', async ({ page, goto, signedIn }) => {
  await signedIn('la_manager');
  await expect(page).toHaveURL(/\/desk$/);
  await expect(page.getByRole('link', { name: 'My involvements' })).toHaveCount(0);
  expect((await page.goto('/involvements'))?.status()).toBe(404);
  await goto('/search');
  await expect(page.getByLabel('I am carrying out a function of the management team')).toBeAttached();
});

test('only the officer for it may say that no educational setting is recorded (GEN-01)', async ({
  page,
  goto,
  signedIn,
}) => {
  const reason = 'No educational setting is recorded for this child';
  await signedIn('education_officer');
  await goto('/search');
  await expect(page.getByLabel(reason)).toBeAttached();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await signedIn('teacher');
  await goto('/search');
  await expect(page.getByRole('radio').first()).toBeAttached();
  await expect(page.getByLabel(reason)).toHaveCount(0);
});
