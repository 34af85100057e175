import { expect, type Page } from '@playwright/test';
import { open, settled } from './settled';
import { story } from './stories';

/** What is typed into the search form. Whatever is left out is left as it stands. */
export interface Known {
  /** The label of the reason. */
  readonly reason?: string;
  readonly words?: string;
  readonly given?: string;
  readonly family?: string;
  /** Day, month and year, as typed. */
  readonly born?: readonly [string, string, string];
  readonly age?: string;
  readonly postcode?: string;
  readonly school?: string;
  readonly parent?: string;
  readonly number?: string;
}

/** The reason that a practitioner gives most often. */
export const PROVIDING = 'I am providing a service to this child';

/** Fills in the search form that is on the page. */
export async function fillSearch(page: Page, known: Known): Promise<void> {
  if (known.reason) await page.getByLabel(known.reason, { exact: true }).check();
  await fill(page, 'Explain your reason', known.words);
  await fill(page, 'First name', known.given);
  await fill(page, 'Surname', known.family);
  const [day, month, year] = known.born ?? [];
  await fill(page, 'Day', day);
  await fill(page, 'Month', month);
  await fill(page, 'Year', year);
  await fill(page, 'Or age in years', known.age);
  await fill(page, 'Postcode, or its first half', known.postcode);
  if (known.school === undefined && known.parent === undefined && known.number === undefined) return;
  const more = page.getByText('More details, or a ContactPoint number');
  const school = page.getByLabel('School', { exact: true });
  if (!(await school.isVisible())) await more.click();
  await fill(page, 'School', known.school);
  await fill(page, 'A parent’s or carer’s name', known.parent);
  await fill(page, 'ContactPoint number', known.number);
}

async function fill(page: Page, label: string, value: string | undefined): Promise<void> {
  if (value !== undefined) await page.getByLabel(label, { exact: true }).fill(value);
}

/** Searches and waits for what was found, or for the advice that nothing was. */
export async function search(page: Page, known: Known): Promise<void> {
  await fillSearch(page, { reason: PROVIDING, ...known });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page).toHaveURL(/\/search\/results\/[^/?#]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/match/);
  await settled(page);
}

/** Opens the record of one of the children found. */
export async function openRecord(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Open record of ${name}`, exact: true }).click();
  await expect(page).toHaveURL(/\/child-record\/[^/?#]+$/);
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  await settled(page);
}

/** Finds the child of a story and opens the record. */
export async function record(page: Page, key: string): Promise<void> {
  const { number, given, family } = story(key);
  await open(page, '/search');
  await search(page, { number });
  await openRecord(page, `${given} ${family}`);
}
