import type { Page } from '@playwright/test';
import { day } from './support/days';
import { expect, test } from './support/fixtures';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';
import { placeOf, shieldedChild, type Supplied, supplied } from './support/supply';

const NAMES = {
  given: ['Araminta', 'Caspian', 'Delphine', 'Evander', 'Ginevra', 'Horatio'],
  family: ['Holroyd', 'Murgatroyd', 'Sowerbutts', 'Ramsbottom', 'Winterbottom', 'Clegghorn'],
};

/** A child of the home authority: another for each project and try. */
function child(place: number): Supplied {
  return supplied('A school of answers', NAMES, place);
}

/** Records what was found. */
async function find(page: Page, check: string, finding: string): Promise<void> {
  await page.getByRole('group', { name: check, exact: true }).getByLabel(finding, { exact: true }).check();
  await page.getByRole('button', { name: `Record ${check}`, exact: true }).click();
  await expect(page.getByText('What was found is recorded')).toBeVisible();
  await settled(page);
}

/** Logs a letter that came today. */
async function log(page: Page, number: string, applicant: string): Promise<void> {
  await page.getByLabel(applicant, { exact: true }).check();
  await page.getByLabel('Child’s ContactPoint number').fill(number);
  await page.getByLabel('A letter', { exact: true }).check();
  await day(page, 'When was it received?');
}

async function decide(page: Page, decision: string): Promise<void> {
  await page.getByLabel(decision, { exact: true }).check();
  await day(page, 'When was it decided?');
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByText('The decision is recorded')).toBeVisible();
  await settled(page);
}

const CLEAR = [
  ['Identity documents of whoever asks', 'Proved'],
  ['Court orders', 'None'],
  ['Exemptions', 'None'],
] as const;

test('a child’s request is checked, released, printed and delivered (SAR-04, SAR-08, SAR-11)', async ({
  page,
  axe,
  signedIn,
}, { project, retry }) => {
  const { number, name } = child(placeOf(36, project.name, retry));
  const heading = page.getByRole('heading', { level: 1 });
  await signedIn('la_manager');
  await open(page, '/subject-access');
  await axe();
  await page.getByRole('button', { name: 'Log a request' }).click();
  await expect(heading).toHaveText('Log a request for what is held');
  await settled(page);
  await page.getByRole('button', { name: 'Log the request' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select who asks and for whose data');
  await settled(page);
  await log(page, number, 'The child or young person');
  await page.getByLabel('It was not in writing').check();
  await page.getByRole('button', { name: 'Log the request' }).click();
  await expect(page.locator('#error-summary')).toContainText('A request must be in writing');
  await settled(page);
  await axe();
  await expect(page.getByLabel('Child’s ContactPoint number')).toHaveValue(number);
  await page.getByLabel('A letter', { exact: true }).check();
  await page.getByRole('button', { name: 'Log the request' }).click();
  await expect(page.getByText('The request is logged')).toBeVisible();
  await settled(page);
  await axe();
  await expect(page.getByRole('main')).toContainText(name);
  const request = new URL(page.url()).pathname;
  for (const [check, finding] of CLEAR) await find(page, check, finding);
  await find(page, 'Whether the child understands the request', 'Understands');
  await page.getByLabel('Release the report', { exact: true }).check();
  await day(page, 'When was it decided?', 1);
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.locator('#error-summary')).toContainText('The day must be today or earlier');
  await settled(page);
  await decide(page, 'Release the report');
  await page.getByRole('button', { name: 'Make the report' }).click();
  await expect(heading).toHaveText('What ContactPoint holds');
  await settled(page);
  await axe();
  await expect(page.getByRole('main')).toContainText(name);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Answer to a subject access request')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await open(page, request);
  await page.getByLabel('By hand, against an identity document').check();
  await day(page, 'When was it delivered?');
  await page.getByRole('button', { name: 'Record the delivery' }).click();
  await expect(page.getByText('The delivery is recorded')).toBeVisible();
  await settled(page);
  await axe();
  expect((await page.goto(`${request}/report`))?.status()).toBe(404);
  await open(page, request);
  await page.getByRole('button', { name: 'Open the record' }).click();
  await expect(heading).toHaveText(name);
});

test('a child who understands and objects is not told of to a parent, and the reply says why (SAR-05, scenario 35)', async ({
  page,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const { number } = child(placeOf(42, project.name, retry));
  // A nurse was handed the letter, and passes it on.
  const nurse = await elsewhere(browser, persona('nurse'));
  await open(nurse, '/subject-access/log');
  await log(nurse, number, 'A parent or carer, for what is held about the child');
  await nurse.getByRole('button', { name: 'Pass it on' }).click();
  await expect(nurse.getByText('The request is with the ContactPoint team')).toBeVisible();
  expect((await nurse.goto('/subject-access'))?.status()).toBe(404);
  await nurse.context().close();

  await signedIn('la_manager');
  await open(page, '/subject-access');
  const grouped = number.replace(/(\d{4})(?=\d)/g, '$1 ');
  await page.getByRole('link', { name: grouped, exact: true }).first().click();
  await settled(page);
  for (const [check, finding] of CLEAR) await find(page, check, finding);
  await find(page, 'Parental responsibility or the relationship', 'Proved');
  await find(page, 'Proof of address, compared with the record', 'The addresses are the same');
  await find(page, 'Whether the child understands the request', 'Understands');
  await find(page, 'Whether the child agrees', 'Does not agree');
  await axe();
  await decide(page, 'Do not disclose');
  await expect(page.getByRole('heading', { name: 'What the reply says' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('The child understands your request and does not agree to it');
  await axe();
});

test('a shielded record is signed off by two, and whereabouts are taken out (SAR-07, SHLD-15)', async ({
  page,
  axe,
  signedIn,
}, { project, retry }) => {
  const hidden = shieldedChild(placeOf(24, project.name, retry));
  await signedIn('la_manager');
  await open(page, '/subject-access/log');
  await log(page, hidden.number, 'The child or young person');
  await page.getByRole('button', { name: 'Log the request' }).click();
  await expect(page.getByText('This record is shielded')).toBeVisible();
  await settled(page);
  for (const [check, finding] of CLEAR) await find(page, check, finding);
  await find(page, 'Whether the child understands the request', 'Understands');
  for (const who of ['ContactPoint manager', 'Data protection officer']) {
    await page.getByLabel(who, { exact: true }).check();
    await day(page, 'When was it signed off?');
    await page.getByRole('button', { name: 'Record the signature' }).click();
    await expect(page.getByText('The signature is recorded')).toBeVisible();
    await settled(page);
  }
  await axe();
  await decide(page, 'Release the report');
  await page.getByRole('button', { name: 'Make the report' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What ContactPoint holds');
  await settled(page);
  await expect(page.getByRole('main')).toContainText(hidden.name);
  await expect(page.getByRole('heading', { name: 'Addresses' })).toHaveCount(0);
});
