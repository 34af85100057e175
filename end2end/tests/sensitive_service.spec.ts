import { expect, test } from './support/fixtures';
import { record } from './support/search';
import { attest, details, recordForm, recordSensitive } from './support/sensitive-service';
import { settled } from './support/settled';
import { elsewhere } from './support/sign-in';

const LINE = 'An unspecified sensitive service is involved';

test('without every statement nothing is recorded, and with it only the one line shows (SENS-02, SENS-04)', async ({
  page,
  axe,
  goto,
  browser,
  persona,
  signedIn,
}) => {
  await signedIn('sensitive_practitioner');
  await recordForm(page, 'khan-09');
  await axe();
  await details(page, '01632 960 811');
  await page.getByLabel('Consent', { exact: true }).check();
  await page.getByLabel('The child', { exact: true }).check();
  await page.getByRole('button', { name: 'Record involvement' }).click();
  await expect(page.locator('#error-summary')).toContainText(
    'Consent counts only if you can tick every statement',
  );
  await expect(page.getByLabel('Telephone number', { exact: true })).toHaveValue('01632 960 811');
  await settled(page);
  await attest(page);
  await page.getByRole('button', { name: 'Record involvement' }).click();
  await expect(page.getByText('Your involvement has been recorded')).toBeVisible();
  await expect(page.getByText(LINE)).toHaveCount(1);
  await expect(page.getByText('960 811')).toHaveCount(0);

  await goto('/sensitive-involvements');
  await axe();
  await expect(page.getByText('Renew by').first()).toBeVisible();

  const other = await elsewhere(browser, persona('teacher'));
  await record(other, 'khan-09');
  await expect(other.getByText(LINE)).toHaveCount(1);
  expect(await other.content()).not.toMatch(/960 ?811|significant-harm|[Cc]onsent/);
  expect((await other.goto('/sensitive-involvements/00000000-0000-0000-0000-000000000001/renew'))?.status()).toBe(404);
  await other.context().close();
});

test('consent is renewed in full, an involvement ended, and withdrawn without a trace (SENS-05, SENS-06, SENS-07)', async ({
  page,
  axe,
  goto,
  browser,
  persona,
  scripted,
  signedIn,
}) => {
  // One child for each project, so that no other entry is on its record.
  const key = scripted ? 'khan-11' : 'khan-12';
  await signedIn('sensitive_practitioner');
  await recordSensitive(page, key, '01632 960 812');

  await goto('/sensitive-involvements');
  await page.getByRole('link', { name: /^Renew consent/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Renew consent');
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'Renew' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select on what basis you record it');
  await settled(page);
  await attest(page);
  await page.getByRole('button', { name: 'Renew' }).click();
  await expect(page.getByText('The consent has been renewed')).toBeVisible();

  await page.getByRole('link', { name: /^Change/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change your involvement');
  await settled(page);
  await axe();
  const telephone = page.getByLabel('Telephone number', { exact: true });
  await expect(telephone).toHaveValue(/960 ?812/);
  await telephone.fill('01632');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.locator('#error-summary')).toContainText('Enter a telephone number');
  await expect(telephone).toHaveValue('01632');
  await settled(page);
  await telephone.fill('01632 960 819');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Your involvement has been changed')).toBeVisible();
  await expect(page.getByText(/960 ?819/)).toBeVisible();

  await page.getByRole('link', { name: /^End/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('End your involvement');
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'End involvement' }).click();
  await expect(page.getByText('Your involvement has been ended')).toBeVisible();

  await page.getByRole('link', { name: /^Consent withdrawn/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Consent withdrawn');
  await settled(page);
  await axe();
  await page.getByLabel('The child', { exact: true }).check();
  await page.getByRole('button', { name: 'Consent has been withdrawn' }).click();
  await expect(page.getByText('The entry is no longer on the record')).toBeVisible();

  const manager = await elsewhere(browser, persona('la_manager'));
  await record(manager, key);
  await expect(manager.getByText(LINE)).toHaveCount(0);
  await manager.context().close();
});

test('the manager who brokers sees the contacts, nobody else does (SENS-04, D-09)', async ({
  page,
  axe,
  browser,
  persona,
  signedIn,
}) => {
  await signedIn('la_manager');
  await record(page, 'three-sensitive');
  await page.getByRole('link', { name: 'Sensitive services and how to reach them' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sensitive services');
  await settled(page);
  await axe();
  await expect(page.locator('.govuk-summary-card')).toHaveCount(3);
  const path = new URL(page.url()).pathname;
  for (const role of ['teacher', 'sensitive_practitioner', 'data_administrator', 'team_manager']) {
    const other = await elsewhere(browser, persona(role));
    await record(other, 'three-sensitive');
    await expect(other.getByRole('link', { name: /how to reach them/ })).toHaveCount(0);
    expect((await other.goto(path))?.status()).toBe(404);
    await other.context().close();
  }
});

test('a manager adds a service and flags it as sensitive (INV-02, SENS-01)', async ({
  page,
  axe,
  goto,
  signedIn,
}) => {
  const manager = await signedIn('la_manager');
  const name = `Drop-in of ${manager.name}`.replace(/[^A-Za-z' -]/g, '');
  await goto('/services');
  await axe();
  await goto('/services/add');
  await page.getByLabel('Name of the service', { exact: true }).fill('Clinic 3');
  await page.getByRole('button', { name: 'Add service' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select whose service it is');
  await settled(page);
  await axe();
  await page.getByLabel('Whose service is it?', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('What kind of service is it?', { exact: true }).selectOption({ value: 'social-work' });
  await page.getByLabel('Name of the service', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Add service' }).click();
  await expect(page.getByText('The service has been added')).toBeVisible();
  await page.getByRole('row').filter({ hasText: name }).getByRole('link', { name: /^Change/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change a service');
  await settled(page);
  await page.getByLabel('As an unspecified sensitive service', { exact: true }).check();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Sensitive');
});
