import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';
import { homePostcodes, placeOf, type Supplied, supplied, supply } from './support/supply';

const SOURCE = 'A school whose word is disputed';
const NAMES = {
  given: ['Evangeline', 'Cornelius', 'Philippa', 'Lysander', 'Rosamund', 'Valentine'],
  family: ['Arkwright', 'Bickerstaffe', 'Duckworth', 'Fazackerley', 'Gathercole', 'Haythornthwaite'],
};

async function openChild(page: Page, child: Supplied): Promise<void> {
  await open(page, '/search');
  await search(page, { number: child.number });
  await openRecord(page, child.name);
}

/** Goes to what is disputed of a child. */
async function disputes(page: Page, child: Supplied): Promise<void> {
  await openChild(page, child);
  await page.getByRole('link', { name: 'Disputed details', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Disputed details');
  await settled(page);
}

async function date(page: Page, [day, month, year]: [string, string, string]): Promise<void> {
  await page.getByLabel('Day', { exact: true }).fill(day);
  await page.getByLabel('Month', { exact: true }).fill(month);
  await page.getByLabel('Year', { exact: true }).fill(year);
}

/** Marks a detail as disputed since a day of the past. */
async function mark(page: Page, detail: string): Promise<void> {
  await page.getByLabel(detail, { exact: true }).check();
  await date(page, ['1', '1', '2026']);
  await page.getByRole('button', { name: 'Mark as disputed', exact: true }).click();
  await expect(page.getByText('The detail is marked as disputed')).toBeVisible();
  await settled(page);
}

/** Goes from the list to a child's dispute. */
async function fromList(page: Page, child: Supplied): Promise<void> {
  await open(page, '/disputes');
  await page.getByRole('link', { name: child.name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Disputed: Address');
  await settled(page);
}

test('a detail is marked as disputed, stands meanwhile and is settled as right (DISP-01, DISP-02, DISP-03, DISP-04)', async ({
  page,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const child = supplied(SOURCE, NAMES, placeOf(24, project.name, retry));
  const [stands = '', other = ''] = homePostcodes(2);
  await signedIn('data_administrator');
  await disputes(page, child);
  await axe();
  await page.getByRole('button', { name: 'Mark as disputed', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Select what is disputed');
  await expect(page.getByRole('alert')).toContainText('Enter the date of the dispute');
  await settled(page);
  await axe();
  await page.getByLabel('Address', { exact: true }).check();
  await date(page, ['1', '1', '2999']);
  await page.getByRole('button', { name: 'Mark as disputed', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Enter a date of the dispute that is not in the future');
  await settled(page);
  await expect(page.getByLabel('Year', { exact: true })).toHaveValue('2999');
  await expect(page.getByLabel('Address', { exact: true })).toBeChecked();
  // There is nowhere to write what it is about.
  await expect(page.locator('textarea, input[type="file"]')).toHaveCount(0);
  await mark(page, 'Address');
  await expect(page.getByLabel('Address', { exact: true })).toHaveCount(0);

  const nurse = await elsewhere(browser, persona('nurse'));
  await openChild(nurse, child);
  await expect(nurse.getByText('Disputed', { exact: true }).first()).toBeVisible();
  await expect(nurse.getByRole('main')).toContainText('Disputed since 1 January 2026');
  await expect(nurse.getByRole('link', { name: 'Disputed details', exact: true })).toHaveCount(0);

  // The school comes to say something else: it waits.
  supply(SOURCE, { ...child.pupil, postcode: other });
  await fromList(page, child);
  await expect(page.getByRole('main')).toContainText(stands);
  await expect(page.getByRole('main')).toContainText('Something else has been said of this detail');
  await axe();
  await page.getByRole('link', { name: 'See what is said, and decide' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Decide: address');
  await settled(page);
  await expect(page.getByRole('main')).toContainText('Held as it stood: it is disputed');
  await page.getByLabel(/^Keep what the record shows/).check();
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(page.getByText('It has been decided')).toBeVisible();

  await fromList(page, child);
  await page.getByRole('button', { name: 'Settle', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Select how the dispute was settled');
  await settled(page);
  await page.getByLabel('Kept: the record was right', { exact: true }).check();
  await date(page, ['31', '12', '2025']);
  await page.getByRole('button', { name: 'Settle', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('not before the date of the dispute');
  await settled(page);
  await expect(page.getByLabel('Kept: the record was right', { exact: true })).toBeChecked();
  await date(page, ['2', '1', '2026']);
  await page.getByRole('button', { name: 'Settle', exact: true }).click();
  await expect(page.getByText('The dispute is settled')).toBeVisible();
  await settled(page);
  await axe();
  await expect(page.getByRole('link', { name: child.name })).toHaveCount(0);

  await openChild(nurse, child);
  await expect(nurse.getByRole('main')).toContainText(stands);
  await expect(nurse.getByText('Disputed', { exact: true })).toHaveCount(0);
  await nurse.context().close();
});

test('a dispute that the record loses leads to the form of the detail (DISP-01, UPD-01, SAR-09)', async ({
  page,
  signedIn,
}, { project, retry }) => {
  const child = supplied(SOURCE, NAMES, placeOf(30, project.name, retry));
  const [, other = ''] = homePostcodes(2);
  await signedIn('la_manager');
  await disputes(page, child);
  await mark(page, 'Address');
  await open(page, '/desk');
  await expect(page.getByRole('main')).toContainText(/disputed details?/);
  await fromList(page, child);
  await page.getByLabel('Changed: the record was wrong', { exact: true }).check();
  await date(page, ['2', '1', '2026']);
  await page.getByRole('button', { name: 'Settle', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change the address');
  await expect(page.getByText('The dispute is settled. The detail still has to be changed')).toBeVisible();
  await settled(page);
  await page.getByLabel('At this address', { exact: true }).check();
  await page.getByLabel('Address line 1', { exact: true }).fill('3 Settled Street');
  await page.getByLabel('Town or city', { exact: true }).fill('Bradford');
  await page.getByLabel('Postcode', { exact: true }).fill(other);
  await page.getByLabel('A parent or carer told me', { exact: true }).check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Thank you. The record shows it now')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('3 Settled Street');
});
