import type { Page } from '@playwright/test';
import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';
import { storyNumbers } from './support/stories';

// One after the other: all of them let management teams loose on the same list.
test.describe.configure({ mode: 'default' });

interface Child {
  readonly given: string;
  readonly family: string;
  readonly name: string;
  readonly number: string;
  readonly born: readonly [string, string, string];
}

/** A child of the journeys' authority, from the far end, whom no other journey and no other try is about. */
function somebody(place: number, { project, retry }: { project: string; retry: number }): Child {
  const [[given, family, number, day, month, year]] = sql(
    `select given, family, lpad(child::text, 12, '0'), extract(day from date_of_birth),
            extract(month from date_of_birth), extract(year from date_of_birth)
     from live.child
     where not shielded and date_of_death is null and leaves_live_on > current_date + 400
       and local_authority = (select local_authority from hat join account on account.id = hat.account
                              where user_name = 'nurse')
       and lpad(child::text, 12, '0') <> all (string_to_array(:'stories', ','))
     order by child desc offset :'place' limit 1`,
    { place: 40 + place + retry * 4 + (project === 'nojs' ? 12 : 0), stories: storyNumbers() },
  );
  return { given, family, name: `${given} ${family}`, number, born: [day, month, year] };
}

/** Searches by number and opens the record of a child. */
async function openChild(page: Page, child: Child): Promise<void> {
  await open(page, '/search');
  await search(page, { number: child.number });
  await openRecord(page, child.name);
  await settled(page);
}

interface Departure {
  readonly place: string;
  readonly intention: string;
}

/** Fills in since when, where to, and whether they mean to return. */
async function fillDeparture(page: Page, { place, intention }: Departure): Promise<void> {
  const [[day, month, year]] = sql(
    `select extract(day from d), extract(month from d), extract(year from d) from (select current_date - 30 as d) t`,
  );
  await page.getByLabel('Day', { exact: true }).fill(day);
  await page.getByLabel('Month', { exact: true }).fill(month);
  await page.getByLabel('Year', { exact: true }).fill(year);
  await page.getByLabel(place, { exact: true }).check();
  await page.getByLabel(intention, { exact: true }).check();
}

/** Tells from the child's record that the child has left. */
async function tell(page: Page, child: Child, departure: Departure): Promise<void> {
  await openChild(page, child);
  await page.getByRole('link', { name: 'Tell us that this child has left England' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tell us that this child has left England');
  await settled(page);
  await fillDeparture(page, departure);
  await page.getByLabel('A parent or carer told me').check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Until then the record stays as it is');
}

/** Opens what the management team sees to about a child. */
async function seeTo(page: Page, child: Child): Promise<void> {
  await open(page, '/leaving');
  const card = page.locator('.govuk-summary-card').filter({ hasText: child.name });
  await card.getByRole('link', { name: /See to it/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Has this child left England?');
  await settled(page);
}

const ABROAD = 'Another country';
const RETURNS = 'They mean to return to England within three years';
const DOES_NOT = 'They do not mean to return within three years';

test('a family that means to return in two years stays, and is shown to have left (LVE-01, D-14, REC-03)', async ({
  page,
  axe,
  signedIn,
  persona,
  browser,
}, { project, retry }) => {
  const child = somebody(0, { project: project.name, retry });
  await signedIn('nurse');
  await openChild(page, child);
  await page.getByRole('link', { name: 'Tell us that this child has left England' }).click();
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('#error-summary')).toContainText('Select where they went');
  await expect(page.locator('#error-summary')).toContainText('Select how you know');
  await tell(page, child, { place: ABROAD, intention: RETURNS });

  const desk = await elsewhere(browser, persona('data_administrator'));
  await open(desk, '/tasks');
  await expect(desk.getByRole('main')).toContainText('Make sure whether this child has left England');
  await seeTo(desk, child);
  await expect(desk.getByLabel(RETURNS, { exact: true })).toBeChecked();
  await desk.getByRole('button', { name: 'Record the statement' }).click();
  await expect(desk.getByRole('alert')).toContainText('The statement has been recorded');
  await seeTo(desk, child);
  await desk.getByRole('button', { name: 'Record the steps' }).click();
  await expect(desk.locator('#error-summary')).toContainText('Select at least one step');
  await desk.getByLabel('We asked the family').check();
  await desk.getByRole('button', { name: 'Record the steps' }).click();
  await expect(desk.getByRole('alert')).toContainText('What you did to be sure has been recorded');
  await seeTo(desk, child);
  await expect(desk.getByRole('button', { name: 'Archive the record' })).toHaveCount(0);
  await desk.context().close();

  await openChild(page, child);
  await expect(page.getByRole('main')).toContainText(
    'Has ceased to live in England and is expected back within three years',
  );
  await expect(page.getByRole('main')).not.toContainText('supplied by');
  await axe();
});

test('one that does not is archived once steps are recorded, and restored on its return (LVE-01, LVE-03)', async ({
  page,
  axe,
  signedIn,
  persona,
  browser,
}, { project, retry }) => {
  const child = somebody(1, { project: project.name, retry });
  const nurse = await signedIn('nurse');
  await tell(page, child, { place: ABROAD, intention: DOES_NOT });
  const administrator = persona('data_administrator');
  const desk = await elsewhere(browser, administrator);
  await seeTo(desk, child);
  await desk.getByRole('button', { name: 'Record the statement' }).click();
  await expect(desk.getByRole('alert')).toContainText('The statement has been recorded');
  await openChild(desk, child);
  await expect(desk.getByRole('main')).toContainText('is not expected back within three years');
  await expect(desk.getByRole('main')).toContainText('supplied by');
  await seeTo(desk, child);
  await expect(desk.getByRole('button', { name: 'Archive the record' })).toHaveCount(0);
  await desk.getByLabel('We asked the school or setting').check();
  await desk.getByRole('button', { name: 'Record the steps' }).click();
  await expect(desk.getByRole('alert')).toContainText('has been recorded');
  await seeTo(desk, child);
  await desk.getByRole('button', { name: 'Archive the record' }).click();
  await expect(desk.locator('#error-summary')).toContainText('Confirm that the record is to be archived now');
  await desk.getByLabel('Yes, archive this record now').check();
  await desk.getByRole('button', { name: 'Archive the record' }).click();
  await expect(desk.getByRole('alert')).toContainText('The record has been archived');

  await open(page, '/search');
  await search(page, { number: child.number });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No record matches');
  await page.getByRole('link', { name: 'tell us so' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tell us that a child has returned to England');
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('#error-summary')).toContainText('Enter the first names');
  await settled(page);
  await believe(page, child.given, child.family, child.born);

  await open(desk, '/leaving');
  await desk.getByRole('link', { name: child.name, exact: true }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('A child who is believed to have returned');
  await settled(desk);
  await expect(desk.getByRole('button', { name: 'Close the report' })).toHaveCount(0);
  await expect(desk.getByLabel('Last name')).toHaveValue(child.family);
  await desk.getByLabel('Case reference').fill('RET/2026-7');
  await desk.getByRole('button', { name: 'Search the archive' }).click();
  await expect(desk.getByRole('main')).toContainText('found an archived record. If it is this child’s, restore it');
  await settled(desk);
  await desk.getByLabel('No archived record can be restored').check();
  await desk.getByRole('button', { name: 'Close the report' }).click();
  await expect(desk.locator('#error-summary')).toContainText('restore it');
  await settled(desk);
  await desk.getByRole('link', { name: 'Look at the record' }).click();
  await desk.getByRole('link', { name: 'Restore this record' }).or(desk.getByRole('button', { name: 'Restore this record' })).click();
  await settled(desk);
  await desk.getByRole('button', { name: 'Restore the record' }).click();
  await expect(desk.getByRole('alert')).toContainText('The record is live again');
  await open(desk, '/leaving');
  await expect(desk.getByRole('link', { name: child.name, exact: true })).toHaveCount(0);
  await desk.context().close();

  await open(page, '/tasks');
  await expect(page.getByRole('main')).toContainText('This child’s record has been restored: use it');
  await openChild(page, child);
  await expect(page.getByRole('main')).not.toContainText('Has ceased to live in England');
  expect(nurse.role).toBe('nurse');
});

/** Tells that somebody is believed to be back. */
async function believe(
  page: Page,
  given: string,
  family: string,
  [day, month, year]: readonly [string, string, string],
): Promise<void> {
  await page.getByLabel('First names').fill(given);
  await page.getByLabel('Last name').fill(family);
  await page.getByLabel('Day', { exact: true }).fill(day);
  await page.getByLabel('Month', { exact: true }).fill(month);
  await page.getByLabel('Year', { exact: true }).fill(year);
  await page.getByLabel('I have come into contact with this child for the first time').check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('tells you under ‘My tasks’');
  await settled(page);
}

test('a family in Wales is archived whatever it means to do (D-16, LVE-02)', async ({
  page,
  axe,
  signedIn,
}, { project, retry }) => {
  const child = somebody(2, { project: project.name, retry });
  await signedIn('la_manager');
  await tell(page, child, { place: 'Wales', intention: RETURNS });
  await seeTo(page, child);
  await axe();
  await page.getByRole('button', { name: 'Record the statement' }).click();
  await expect(page.getByRole('alert')).toContainText('The statement has been recorded');
  await seeTo(page, child);
  await page.getByLabel('We asked the GP practice').check();
  await page.getByRole('button', { name: 'Record the steps' }).click();
  await expect(page.getByRole('alert')).toContainText('has been recorded');
  await axe();
  await seeTo(page, child);
  await axe();
  await page.getByLabel('Yes, archive this record now').check();
  await page.getByRole('button', { name: 'Archive the record' }).click();
  await expect(page.getByRole('alert')).toContainText('The record has been archived');
  await open(page, '/search');
  await search(page, { number: child.number });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No record matches');
});

test('a child of whom there is no record is searched for, and the user told no more than that (LVE-03, G-DENY)', async ({
  page,
  goto,
  axe,
  signedIn,
  persona,
  browser,
}, { project, retry }) => {
  const family = `Nowhere${project.name === 'nojs' ? 'Plain' : 'Quick'}${'abc'[retry] ?? 'd'}`;
  await signedIn('nurse');
  await goto('/returned');
  await believe(page, 'Jo', family, ['1', '2', '2016']);
  await expect(page.getByRole('main')).toContainText('Your reports that are not answered yet');
  await expect(page.getByRole('main')).toContainText(family);

  const desk = await elsewhere(browser, persona('data_administrator'));
  await open(desk, '/tasks');
  await expect(desk.getByRole('main')).toContainText('A user believes that a child has returned to England');
  await open(desk, '/leaving');
  await desk.getByRole('link', { name: `Jo ${family}` }).click();
  await settled(desk);
  await desk.getByRole('button', { name: 'Search the archive' }).click();
  await expect(desk.locator('#error-summary')).toContainText('Enter the case reference');
  await settled(desk);
  await desk.getByLabel('Case reference').fill('RET/2026-8');
  await desk.getByRole('button', { name: 'Search the archive' }).click();
  await expect(desk.getByRole('main')).toContainText('no archived record was found');
  await settled(desk);
  await desk.getByLabel('No archived record can be restored').check();
  await desk.getByRole('button', { name: 'Close the report' }).click();
  await expect(desk.getByRole('alert')).toContainText('The report has been closed');
  await desk.context().close();

  await goto('/tasks');
  await expect(page.getByRole('main')).toContainText('Your report of a child who has returned has been seen to');
  await axe();
  await goto('/returned');
  await expect(page.getByRole('main')).not.toContainText(family);
});
