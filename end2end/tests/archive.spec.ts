import type { Page } from '@playwright/test';
import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { elsewhere } from './support/sign-in';

interface Child {
  given: string;
  family: string;
  number: string;
}

/** A child of the journeys' authority, from the far end: what is archived shifts nobody else's choice. */
function somebody(place: number): Child {
  const [[given, family, number]] = sql(
    `select given, family, lpad(child::text, 12, '0') from live.child
     where not shielded and date_of_death is null and leaves_live_on > current_date + 400
       and local_authority = (select local_authority from hat join account on account.id = hat.account
                              where user_name = 'nurse')
     order by child desc offset :'place' limit 1`,
    { place },
  );
  return { given, family, number };
}

/** Searches by number and opens the record of a child. */
async function open(page: Page, child: Child): Promise<void> {
  await page.goto('/search');
  await search(page, { number: child.number });
  await openRecord(page, `${child.given} ${child.family}`);
}

/** Archives a child's record that is open, of whom it is stated that they left and somebody made sure. */
async function archiveAsLeft(page: Page, child: Child): Promise<void> {
  sql(
    `insert into live.ceased_residence (child, intention, ceased_on, went_to, organisation, stated_on,
                                        review_on, absence_on, steps)
     select (:'number')::bigint, 'does-not-return', current_date - 30, 'abroad', organisation, current_date,
            current_date + 180, current_date + 1000, '{asked-family}'
     from hat join account on account.id = hat.account where user_name = 'nurse'`,
    { number: child.number },
  );
  await page.goto('/leaving');
  const card = page.locator('.govuk-summary-card').filter({ hasText: `${child.given} ${child.family}` });
  await card.getByRole('link', { name: /See to it/ }).click();
  await page.getByLabel('Yes, archive this record now').check();
  await page.getByRole('button', { name: 'Archive the record' }).click();
  await expect(page.getByRole('alert')).toContainText('The record has been archived');
}

/** Looks for a record in the archive. */
async function lookFor(page: Page, child: Child, reason: string): Promise<void> {
  await page.goto('/archive');
  await page.getByLabel(reason).check();
  await page.getByLabel('Case reference').fill('CASE/2026-7');
  await page.getByLabel('ContactPoint number').fill(child.number);
  await page.getByRole('button', { name: 'Look for the record' }).click();
}

test('a record that should never have been is found by nobody, and looked at for a while (D-15, ARC-03, T-23)', async ({
  page,
  goto,
  axe,
  signedIn,
  persona,
  browser,
}) => {
  const child = somebody(0);
  await signedIn('la_manager');
  await open(page, child);
  await page.getByRole('link', { name: 'Archive this record: the child never lived here' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Archive this record');
  await axe();
  await page.getByRole('button', { name: 'Archive the record' }).click();
  await expect(page.locator('#error-summary')).toContainText('Confirm that the record is to be archived now');
  await page.getByLabel('We asked another authority').check();
  await page.getByLabel('Yes, archive this record now').check();
  await page.getByRole('button', { name: 'Archive the record' }).click();
  await expect(page.getByRole('alert')).toContainText('The record has been archived');
  await axe();

  const ward = await elsewhere(browser, persona('nurse'));
  await ward.goto('/search');
  await search(ward, { number: child.number });
  await expect(ward.getByRole('heading', { level: 1 })).toHaveText('No record matches');
  expect((await ward.goto('/archive'))?.status()).toBe(404);
  await ward.context().close();

  await page.getByRole('button', { name: 'Look for the record' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select one of the eight reasons');
  await expect(page.locator('#error-summary')).toContainText('Enter the case reference');
  await lookFor(page, child, 'A serious case review or an unexpected death of a child');
  await expect(page).toHaveURL(/\/archive\/[^/?#]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${child.given} ${child.family}`);
  await axe();
  const window = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Hold this record' }).or(page.getByRole('button', { name: 'Hold this record' })).click();
  await page.getByLabel('A serious case review').check();
  await page.getByLabel('Case reference').fill('SCR/2026-14');
  await axe();
  await page.getByRole('button', { name: 'Hold the record' }).click();
  await expect(page).toHaveURL(/done=held/);
  await expect(page.getByRole('main')).toContainText('Yes, to be reviewed by');
  await goto('/archive');
  await expect(page.getByRole('heading', { name: 'Records that are held' })).toBeVisible();
  await axe();

  sql(`update archive.access_window set closes_on = current_date where id = :'id'`, {
    id: window.split('/')[2],
  });
  expect((await page.goto(window))?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
});

test('a child who has come back is restored with the same number (LVE-03, ARC-08)', async ({
  page,
  axe,
  signedIn,
  persona,
  browser,
}) => {
  const child = somebody(12);
  await signedIn('data_administrator');
  await archiveAsLeft(page, child);
  const nurse = persona('nurse');
  await lookFor(page, child, 'The child has returned to England');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${child.given} ${child.family}`);
  await page.getByRole('link', { name: 'Restore this record' }).or(page.getByRole('button', { name: 'Restore this record' })).click();
  await axe();
  await page.getByLabel('Postcode where the child lives now').fill('CF10 1AA');
  await page.getByLabel('User name of whoever believed that the child is back').fill(nurse.user_name);
  await page.getByRole('button', { name: 'Restore the record' }).click();
  await expect(page.locator('#error-summary')).toContainText('This postcode is not in England');
  await expect(page.getByLabel('User name of whoever')).toHaveValue(nurse.user_name);
  await page.getByLabel('Postcode where the child lives now').fill('');
  await page.getByRole('button', { name: 'Restore the record' }).click();
  await expect(page.getByRole('alert')).toContainText('The record is live again');

  const ward = await elsewhere(browser, nurse);
  await ward.goto('/tasks');
  await expect(ward.getByRole('main')).toContainText('This child’s record has been restored');
  await open(ward, child);
  await ward.context().close();
});
