import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { record } from './support/search';
import { story } from './support/stories';

function working(page: Page): Locator {
  return page.getByRole('region', { name: 'Who is working with this child' });
}

/** What a list of facts says about one of them. */
function fact(page: Page, name: string): Locator {
  return page
    .locator('.govuk-summary-list__row', { has: page.getByRole('term').filter({ hasText: new RegExp(`^${name}`) }) })
    .getByRole('definition');
}

test('who works with the child stands first, the lead professional before all (REC-06)', async ({
  page,
  signedIn,
}) => {
  await signedIn('nurse');
  await record(page, 'siobhan');
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Who is working with this child');
  const cards = working(page).getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) });
  await expect(cards.nth(0)).toContainText('Lead professional: ');
  await expect(cards.nth(1)).toContainText('Holds the common assessment (CAF): ');
  await expect(cards.nth(2)).toContainText('From');
  await expect(cards.last()).toContainText('Education welfare');
  await expect(cards.last()).toContainText('Until');
  for (const card of await cards.all()) {
    await expect(card.getByRole('link')).toHaveAttribute('href', /^tel:\+?\d+$/);
  }
  await expect(working(page).getByRole('heading', { name: 'No longer working with this child' })).toBeVisible();
});

test('the record says who the child is, where from and as of when, without naming a source (REC-02, REC-04, REC-11)', async ({
  page,
  signedIn,
}) => {
  await signedIn('nurse');
  await record(page, 'siobhan');
  const main = page.getByRole('main');
  await expect(main).toContainText(/7 April \d{4}, \d+ years/);
  await expect(main).toContainText(story('siobhan').number);
  await expect(fact(page, 'School or other educational setting')).toContainText('St Paul’s Primary School');
  await expect(fact(page, 'Health visitor')).toHaveText('Not recorded');
  await expect(fact(page, 'Former name')).toContainText('Siobhan McGillicuddy');
  await expect(fact(page, 'Also known as')).toContainText('Shiv Featherstonehaugh');
  await expect(fact(page, 'Former or other address')).toContainText('3 Mill Rise');
  await expect(fact(page, 'Declan McGillicuddy')).toContainText('27 Station Road');
  await expect(fact(page, 'Declan McGillicuddy')).toContainText('Has parental responsibility');
  await expect(fact(page, 'Responsible local authority')).toContainText('Bradford');
  await expect(fact(page, 'Address').first()).toContainText(/Current as of \d+ \w+ \d{4}/);
  await expect(main).not.toContainText(/child benefit|school census|birth registration/i);
});

test('what is not recorded is said to be, without alarm (REC-03, REC-05, REC-13)', async ({ page, signedIn }) => {
  await signedIn('nurse');
  await record(page, 'unrecorded');
  await expect(fact(page, 'School or other educational setting')).toContainText('Not recorded');
  await expect(fact(page, 'GP practice')).toHaveText('Not recorded');
  await expect(fact(page, 'Address')).toContainText('No known address');
  await expect(page.getByRole('main')).toContainText('Not specified');
  await expect(working(page)).toContainText('Nobody is recorded beyond the services below.');
});

for (const role of ['nurse', 'sensitive_practitioner']) {
  test(`one line tells a ${role} of sensitive services, whatever their number (REC-07)`, async ({
    page,
    signedIn,
  }) => {
    await signedIn(role);
    for (const key of ['one-sensitive', 'three-sensitive']) {
      await record(page, key);
      await expect(page.getByText('An unspecified sensitive service is involved')).toHaveCount(1);
      await expect(working(page).getByRole('heading', { level: 3 })).toHaveCount(0);
      expect(await page.content()).not.toMatch(/camhs|sexual|substance/i);
    }
  });
}

test('an item that is disputed is marked (REC-10)', async ({ page, signedIn }) => {
  await signedIn('nurse');
  await record(page, 'disputed');
  await expect(page.getByText('Disputed', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('main')).toContainText(/Disputed since \d+ \w+ \d{4}/);
});

test('a date of death stands with the date of birth (REC-08, D-49)', async ({ page, signedIn }) => {
  await signedIn('nurse');
  await record(page, 'deceased');
  const facts = page.getByRole('main').locator('dl').first();
  await expect(facts).toContainText('Date of death');
  await expect(facts).not.toContainText(/confirmed/i);
});

test('a shielded record is four facts and the word (D-01, SHLD-01)', async ({ page, signedIn }) => {
  await signedIn('nurse');
  await record(page, 'shielded');
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'Shielded' })).toBeVisible();
  await expect(main.getByRole('term')).toHaveText(['Date of birth', 'Gender', 'ContactPoint number']);
  await expect(main.getByRole('link', { name: /\d/ })).toHaveCount(0);
  expect(await page.content()).not.toMatch(/Priory Walk|tel:|social work/i);
});

test('before anyone rings, the page says how to do it safely (COM-01, GEN-07)', async ({ page, signedIn }) => {
  await signedIn('nurse');
  await record(page, 'baby');
  await page.getByText('Before you ring').click();
  await expect(page.getByText('ring a number that you trust')).toBeVisible();
  await expect(page.getByText('obliges nobody to share information')).toBeVisible();
});

for (const [role, records] of [
  ['head_teacher', true],
  ['social_worker', true],
  ['gp_receptionist', true],
  ['team_manager', true],
  ['education_officer', true],
  ['sensitive_practitioner', true],
  ['la_manager', false],
  ['data_administrator', false],
] as const) {
  const what = records ? 'may record an involvement' : 'records none';
  test(`a ${role} reads the same record and ${what} (REC-01, INV-04)`, async ({ page, signedIn }) => {
    await signedIn(role);
    await record(page, 'siobhan');
    await expect(working(page).getByRole('listitem').first()).toContainText('Lead professional');
    await expect(page.getByRole('button', { name: 'Record your involvement' })).toHaveCount(records ? 1 : 0);
  });
}
