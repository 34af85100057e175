import { generateKeyPairSync } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';
import { supply } from './support/supply';

/** A source that no other project or try of a journey has. */
function sourceOf(what: string, project: string, retry: number): string {
  return `${what} of ${project} ${retry}`;
}

/** Opens a source from the list. */
async function openSource(page: Page, name: string): Promise<void> {
  await open(page, '/sources');
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await settled(page);
}

async function register(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name of the source', { exact: true }).fill(name);
  await page.getByLabel('Another local body', { exact: true }).check();
  await page.getByLabel('Who is behind it?', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Register the source' }).click();
  await expect(page.getByText('The source is registered')).toBeVisible();
  await settled(page);
}

async function agree(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record the agreement' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Agreement for the supply of data');
  await settled(page);
  await page.getByLabel('Names', { exact: true }).check();
  await page.getByLabel('Addresses', { exact: true }).check();
  await page.getByLabel('How often does it supply?', { exact: true }).fill('7');
  await page.getByLabel('It supplies for ContactPoint’s purposes only', { exact: true }).check();
  await page.getByLabel('What it learns is disclosed to nobody else', { exact: true }).check();
  await page.getByRole('group', { name: 'Are these data supplied nationally already?' }).getByLabel('No').check();
  await page.getByRole('group', { name: 'Does the source add value?' }).getByLabel('Yes').check();
  await page.getByRole('group', { name: 'Has the quality of its data been looked at?' }).getByLabel('Yes').check();
}

test('a source is registered, agreed with, accredited and connected, supplies, is paused and resumed (FEED-01, FEED-02, FEED-03, FEED-13, 4.12)', async ({
  page,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const name = sourceOf('A playgroup', project.name, retry);
  const pupil = (number: number) => ({
    pupil: `playgroup-${project.name}-${retry}-${number}`,
    given: number === 1 ? 'Zebedee' : 'Araminta',
    family: `Wolstencroft${project.name}${'x'.repeat(retry)}`,
    born: '2019-02-03',
    postcode: 'BD1 1AA',
  });

  // The data administrator registers it; what is left out comes back to be mended.
  await signedIn('data_administrator');
  await open(page, '/desk');
  await page.getByRole('link', { name: 'Sources of data', exact: true }).click();
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'Register a source' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Register a source');
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'Register the source' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter the name of the source');
  await settled(page);
  await axe();
  await register(page, name);
  await axe();
  expect(() => supply(name, pupil(1))).toThrow();

  // The agreement, without one of its terms at first.
  await agree(page);
  await axe();
  await page.getByRole('button', { name: 'Record the agreement' }).click();
  await expect(page.getByRole('alert')).toContainText('Select all three');
  await expect(page.getByLabel('How often does it supply?', { exact: true })).toHaveValue('7');
  await settled(page);
  await axe();
  await page.getByLabel('Its fair-processing notice tells families that it supplies', { exact: true }).check();
  await page.getByRole('button', { name: 'Record the agreement' }).click();
  await expect(page.getByText('The agreement is recorded')).toBeVisible();
  await settled(page);
  await page.getByRole('button', { name: 'Ask for accreditation' }).click();
  await expect(page.getByText('The central team has been asked')).toBeVisible();
  await settled(page);
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);

  // The central team accredits it.
  const central = await elsewhere(browser, persona('central_team'));
  await openSource(central, name);
  await central.getByRole('button', { name: 'Decide about the accreditation' }).click();
  await expect(central.getByRole('heading', { level: 1 })).toHaveText('Decide about the accreditation');
  await settled(central);
  await central.getByRole('button', { name: 'Accredit the source', exact: true }).click();
  await expect(central.getByRole('alert')).toContainText('Select all three, or do not accredit the source');
  await settled(central);
  for (const box of await central.getByRole('checkbox').all()) await box.check();
  await central.getByRole('button', { name: 'Accredit the source', exact: true }).click();
  await expect(central.getByText('The source is accredited')).toBeVisible();
  await settled(central);

  // It is connected, and its file is taken in.
  await open(page, '/tasks');
  await expect(page.getByRole('main')).toContainText('The central team has decided whether your source of data is accredited');
  await openSource(page, name);
  await page.getByRole('button', { name: 'Connect the source' }).click();
  await expect(page.getByText('The source is connected')).toBeVisible();
  supply(name, pupil(1));
  await openSource(page, name);
  await expect(page.getByRole('heading', { name: 'What it supplied' })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('1');
  await expect(page.getByText('In all 1 taken in and 0 not usable.')).toBeAttached();
  await axe();

  // Paused, nothing more is taken in; resumed, the same file is.
  await page.getByRole('button', { name: 'Pause now' }).click();
  await expect(page.getByText('The source is paused')).toBeVisible();
  await settled(page);
  expect(() => supply(name, pupil(2))).toThrow();
  await openSource(page, name);
  await expect(page.getByText('In all 1 taken in')).toBeAttached();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('The source is resumed')).toBeVisible();
  await settled(page);
  supply(name, pupil(2));
  await openSource(page, name);
  await expect(page.getByText('In all 2 taken in')).toBeAttached();

  // What the central team stops it alone lets go on.
  await openSource(central, name);
  await central.getByRole('button', { name: 'Suspend' }).click();
  await expect(central.getByText('The source is suspended')).toBeVisible();
  await central.context().close();
  await openSource(page, name);
  await expect(page.getByText('The central team stopped this source, and alone can let it go on.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Connect it again' })).toHaveCount(0);
  await axe();
});

test('a source that is not accredited learns why, and whoever has nothing to do with sources finds none (FEED-02, G-DENY)', async ({
  page,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const name = sourceOf('A club', project.name, retry);
  await signedIn('la_manager');
  await open(page, '/sources/register');
  await register(page, name);
  const here = new URL(page.url()).pathname;
  await agree(page);
  await page.getByLabel('Its fair-processing notice tells families that it supplies', { exact: true }).check();
  await page.getByRole('button', { name: 'Record the agreement' }).click();
  await expect(page.getByText('The agreement is recorded')).toBeVisible();
  await settled(page);
  await page.getByRole('button', { name: 'Ask for accreditation' }).click();
  await expect(page.getByText('The central team has been asked')).toBeVisible();
  await settled(page);

  const central = await elsewhere(browser, persona('central_team'));
  await open(central, `${here}/accreditation`);
  await central.getByLabel('Its security does not meet the policy', { exact: true }).check();
  await central.getByRole('button', { name: 'Do not accredit the source' }).click();
  await expect(central.getByText('The source is not accredited, and whoever asked is told')).toBeVisible();
  await central.context().close();

  await open(page, here);
  await expect(page.getByText('Its security does not meet the policy')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask for accreditation' })).toBeVisible();
  await axe();

  // To everyone else there are no sources, and no source.
  const nurse = await elsewhere(browser, persona('nurse'));
  for (const path of ['/sources', '/sources/register', here, `${here}/agreement`]) {
    await open(nurse, path);
    await expect(nurse.getByRole('heading', { level: 1 })).toHaveText('Page not found');
  }
  await nurse.context().close();
});

test('a key is added, one takes over from another, and the old one is withdrawn (FEED-12)', async ({
  page,
  axe,
  signedIn,
}, { project, retry }) => {
  const name = sourceOf('A nursery', project.name, retry);
  const key = () => generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const add = async (pasted: string) => {
    await page.getByLabel('Public key', { exact: true }).fill(pasted);
    await page.getByRole('button', { name: 'Add the key' }).click();
    await settled(page);
  };

  await signedIn('data_administrator');
  await open(page, '/sources/register');
  await register(page, name);
  await expect(page.getByText('No key is registered')).toBeVisible();
  await page.getByRole('link', { name: 'Add a key' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add a key');
  await settled(page);
  await axe();

  // What is no key comes back, to be mended.
  await add('not a key');
  await expect(page.getByRole('alert')).toContainText('Paste one public key');
  await expect(page.getByLabel('Public key', { exact: true })).toHaveValue('not a key');
  await axe();
  const first = key();
  await add(first);
  await expect(page.getByText('The key is added')).toBeVisible();
  await expect(page.getByText('Ed25519 (EdDSA)')).toHaveCount(1);
  await axe();

  // The same is not added twice; another takes over.
  await page.getByRole('link', { name: 'Add a key' }).click();
  await settled(page);
  await add(first);
  await expect(page.getByRole('alert')).toContainText('This key is registered already');
  await add(key());
  await expect(page.getByText('Ed25519 (EdDSA)')).toHaveCount(2);
  await page.getByRole('link', { name: 'Withdraw the key registered on' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Withdraw a key');
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'Withdraw the key' }).click();
  await expect(page.getByText('The key is withdrawn, and is not accepted any more')).toBeVisible();
  await expect(page.getByText('Withdrawn on')).toHaveCount(1);
  await expect(page.getByRole('link', { name: 'Withdraw the key registered on' })).toHaveCount(1);
  await axe();
});
