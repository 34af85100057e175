import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';
import { homePostcodes, placeOf, type Supplied, supplied, supply } from './support/supply';

const SOURCE = 'A school that repeats itself';
const NAMES = {
  given: ['Leopoldine', 'Montgomery', 'Wilhelmina', 'Algernon', 'Marguerite', 'Bartholomew'],
  family: ['Winterbourne', 'Hollingshead', 'Applethwaite', 'Cholmondley', 'Fotheringham', 'Huddlestone'],
};

/** Finds the child and goes to the details that can be changed. */
async function details(page: Page, child: Supplied): Promise<void> {
  await open(page, '/search');
  await search(page, { number: child.number });
  await openRecord(page, child.name);
  await page.getByRole('link', { name: 'Change details', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change details');
  await settled(page);
}

/** Goes on to the form for the address. */
async function addressForm(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Change address', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change the address');
  await settled(page);
}

/** Fills in an address, and how it is known. */
async function fillAddress(page: Page, line: string, postcode: string): Promise<void> {
  await page.getByLabel('At this address', { exact: true }).check();
  await page.getByLabel('Address line 1', { exact: true }).fill(line);
  await page.getByLabel('Town or city', { exact: true }).fill('Bradford');
  await page.getByLabel('Postcode', { exact: true }).fill(postcode);
  await page.getByLabel('A parent or carer told me', { exact: true }).check();
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

test('an address that a practitioner corrects outlives its source’s old one, and a new one is decided on evidence (UPD-01, UPD-02, UPD-03, scenario 34)', async ({
  page,
  goto,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const child = supplied(SOURCE, NAMES, placeOf(0, project.name, retry));
  const [, corrected = '', third = ''] = homePostcodes(3);
  await signedIn('nurse');
  await details(page, child);
  await axe();
  await addressForm(page);
  await axe();
  await send(page);
  await expect(page.getByRole('alert')).toContainText('Select where the child lives');
  await expect(page.getByRole('alert')).toContainText('Select how you know');
  await settled(page);
  await axe();
  await fillAddress(page, '14 Corrected Close', corrected);
  await page.getByLabel('I have seen a document', { exact: true }).check();
  await send(page);
  await expect(page.getByRole('alert')).toContainText('Select which kind of document you have seen');
  await settled(page);
  await expect(page.getByLabel('Address line 1', { exact: true })).toHaveValue('14 Corrected Close');
  await page.getByLabel('Which kind of document, if you have seen one?').selectOption('Household bill or bank statement');
  await send(page);
  await expect(page.getByText('Thank you. The record shows it now')).toBeVisible();
  await settled(page);
  const main = page.getByRole('main');
  await expect(main).toContainText('14 Corrected Close');
  await expect(main).not.toContainText(SOURCE);

  // The night's supply repeats the old address: it is no news.
  supply(SOURCE, child.pupil);
  await goto(page.url());
  await expect(main).toContainText('14 Corrected Close');

  const administrator = await elsewhere(browser, persona('data_administrator'));
  await open(administrator, '/updating/conflicts');
  await expect(administrator.getByRole('heading', { level: 1 })).toHaveText('Details that do not agree');
  await expect(administrator.getByRole('link', { name: child.name })).toHaveCount(0);

  supply(SOURCE, { ...child.pupil, postcode: third });
  await goto(page.url());
  await expect(main).toContainText('14 Corrected Close');

  await open(administrator, '/tasks');
  await expect(administrator.getByRole('main')).toContainText('What is said about this child’s details does not agree');
  await open(administrator, '/updating/conflicts');
  await administrator.getByRole('link', { name: child.name }).click();
  await expect(administrator.getByRole('heading', { level: 1 })).toHaveText('Decide: address');
  await settled(administrator);
  await expect(administrator.getByRole('main')).toContainText(SOURCE);
  await expect(administrator.getByRole('main')).toContainText('document seen: Household bill or bank statement');
  await administrator.getByLabel(/^Take instead: /).check();
  await administrator.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(administrator.getByRole('alert')).toContainText('Select which kind of evidence you have seen');
  await expect(administrator.getByRole('alert')).toContainText('Enter the evidence’s reference');
  await settled(administrator);
  await administrator.getByLabel('Which evidence have you seen?').selectOption('Tenancy agreement or mortgage statement');
  await administrator.getByLabel('The evidence’s reference').fill('TA/2026-7');
  await administrator.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(administrator.getByText('It has been decided')).toBeVisible();
  await administrator.context().close();

  await goto(page.url());
  await expect(main).toContainText(third);
  await expect(main).not.toContainText('14 Corrected Close');
});

test('of two tabs with one form the second shows what stands and keeps what was typed (UPD-01)', async ({
  page,
  signedIn,
}, { project, retry }) => {
  const child = supplied(SOURCE, NAMES, placeOf(6, project.name, retry));
  const [, first = '', second = ''] = homePostcodes(3);
  await signedIn('nurse');
  await details(page, child);
  await addressForm(page);
  const other = await page.context().newPage();
  await open(other, page.url());

  await fillAddress(page, '1 First Tab', first);
  await send(page);
  await expect(page.getByText('Thank you. The record shows it now')).toBeVisible();

  await fillAddress(other, '2 Second Tab', second);
  await send(other);
  await expect(other.getByRole('alert')).toContainText('This has changed since you opened the page');
  await settled(other);
  await expect(other.locator('#stands')).toContainText('1 First Tab');
  await expect(other.getByLabel('Address line 1', { exact: true })).toHaveValue('2 Second Tab');
  await send(other);
  await expect(other.getByText('Thank you. The record shows it now')).toBeVisible();
  await expect(other.getByRole('main')).toContainText('2 Second Tab');
  await other.close();
});

test('an authority holds parental responsibility, and only the management team sees whose word each detail is (D-44, REC-01, REC-02)', async ({
  page,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const child = supplied(SOURCE, NAMES, placeOf(12, project.name, retry));
  await signedIn('nurse');
  await details(page, child);
  await page.getByRole('link', { name: 'Add a parent or carer', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add a parent or carer');
  await settled(page);
  await axe();
  await page.getByLabel('A local authority that has parental responsibility', { exact: true }).check();
  await page.getByLabel('Which local authority?', { exact: true }).selectOption('Bradford');
  await page.getByLabel('The child told me', { exact: true }).check();
  await send(page);
  await expect(page.getByText('Thank you. The record shows it now')).toBeVisible();
  await settled(page);
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page.getByRole('main')).toContainText('Bradford Council');
  await settled(page);
  await expect(page.getByRole('main')).toContainText('Local authority that has parental responsibility');
  await expect(page.getByRole('link', { name: 'Where the details come from' })).toHaveCount(0);

  const administrator = await elsewhere(browser, persona('data_administrator'));
  await open(administrator, '/search');
  await search(administrator, { number: child.number });
  await openRecord(administrator, child.name);
  await administrator.getByRole('link', { name: 'Where the details come from' }).click();
  await expect(administrator.getByRole('heading', { level: 1 })).toHaveText('Where the details come from');
  await settled(administrator);
  await expect(administrator.getByRole('main')).toContainText(SOURCE);
  await expect(administrator.getByRole('main')).toContainText('Verified: told by the child');
  await administrator.context().close();
});

test('a user whose word waits is told when it is decided (UPD-02)', async ({
  page,
  goto,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const child = supplied(SOURCE, NAMES, placeOf(18, project.name, retry));
  const [, first = '', second = ''] = homePostcodes(3);
  const head = await elsewhere(browser, persona('head_teacher'));
  await details(head, child);
  await addressForm(head);
  await fillAddress(head, '1 Sure Street', first);
  await send(head);
  await expect(head.getByText('Thank you. The record shows it now')).toBeVisible();
  await head.context().close();

  await signedIn('nurse');
  await details(page, child);
  await addressForm(page);
  await fillAddress(page, '2 Other Street', second);
  await send(page);
  await expect(page.getByText('You are told when it is decided')).toBeVisible();
  await settled(page);
  await expect(page.getByRole('main')).toContainText('1 Sure Street');

  const manager = await elsewhere(browser, persona('la_manager'));
  await open(manager, '/updating/conflicts');
  await manager.getByRole('link', { name: child.name }).click();
  await expect(manager.getByRole('heading', { level: 1 })).toHaveText('Decide: address');
  await settled(manager);
  await manager.getByLabel(/^Keep what the record shows: /).check();
  await manager.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(manager.getByText('It has been decided')).toBeVisible();
  await manager.context().close();

  await goto('/tasks');
  await expect(page.getByRole('main')).toContainText('A change that you sent in about this child’s details has been decided');
  await axe();
});
