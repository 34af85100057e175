import type { Page } from '@playwright/test';
import { clearSensitiveServices } from './support/database';
import { expect, test } from './support/fixtures';
import { record } from './support/search';
import { recordSensitive } from './support/sensitive-service';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';

/** The identifier of the one request that stands on one's own list. */
async function request(page: Page): Promise<string> {
  return (await page.locator('input[name=request]').first().getAttribute('value'))!;
}

/** Asks to be contacted about the child of a story. */
async function ask(page: Page, key: string): Promise<void> {
  await record(page, key);
  await page.getByRole('link', { name: 'Ask to be contacted' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ask to be contacted');
  await settled(page);
  await page.getByLabel('Telephone number on which you can be reached', { exact: true }).fill('01632 960 888');
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(page.getByText('Your request has been sent')).toBeVisible();
  await settled(page);
}

test('a request is passed on, declined, and ends without a reason (BRK-01, BRK-02, BRK-03, BRK-05, BRK-06)', async ({
  page,
  goto,
  axe,
  browser,
  persona,
  signedIn,
}) => {
  const nurse = await signedIn('nurse');
  await ask(page, 'three-sensitive');
  await expect(page.getByText('Sent', { exact: true })).toBeVisible();
  await axe();
  const id = await request(page);

  const manager = await elsewhere(browser, persona('la_manager'));
  await open(manager, '/brokering/requests');
  await expect(manager.getByRole('heading', { level: 1 })).toHaveText('Requests to pass on');
  await open(manager, `/brokering/requests/${id}`);
  await expect(manager.getByRole('main')).toContainText(nurse.name);
  await expect(manager.getByRole('button', { name: /approve|refuse|reject/i })).toHaveCount(0);
  await manager.getByRole('button', { name: 'Pass on' }).click();
  await expect(manager.getByText('The request has been passed on')).toBeVisible();
  await settled(manager);

  await goto('/brokering');
  await expect(page.getByText('Passed on', { exact: true })).toBeVisible();
  for (const service of [1, 2, 3]) {
    await manager
      .getByRole('button', { name: `It says it will not get in touch of service ${service}` })
      .click();
    await expect(manager.getByText('What you recorded has been kept')).toBeVisible();
    await expect(
      manager.getByRole('button', { name: `It says it will not get in touch of service ${service}` }),
    ).toHaveCount(0);
    await settled(manager);
  }
  await goto('/brokering');
  await expect(page.getByText('Closed: no contact will be made')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Take this request back/ })).toHaveCount(0);
  expect(await page.content()).not.toMatch(/camhs|sexual|substance|declin/i);
  await manager.context().close();
});

// A child for each in each project, so that this service alone is asked.
for (const [answer, button, end, children] of [
  ['declines', 'We will not get in touch', 'Closed: no contact will be made', ['khan-03', 'khan-07']],
  ['gets in touch', 'We will get in touch', 'Closed: contact expected', ['khan-04', 'khan-08']],
] as const) {
  test(`a service with an account ${answer}, and its name is told to nobody (BRK-03)`, async ({
    page,
    goto,
    axe,
    browser,
    persona,
    scripted,
    signedIn,
  }) => {
    const key = children[scripted ? 0 : 1];
    // Whatever an earlier try left.
    clearSensitiveServices(key);
    const service = await elsewhere(browser, persona('sensitive_practitioner'));
    await recordSensitive(service, key, '01632 960 821');
    await signedIn('nurse');
    await ask(page, key);
    const id = await request(page);
    const manager = await elsewhere(browser, persona('la_manager'));
    await open(manager, `/brokering/requests/${id}`);
    await manager.getByRole('button', { name: 'Pass on' }).click();
    await expect(manager.getByText('The request has been passed on')).toBeVisible();
    await manager.context().close();

    await open(service, '/tasks');
    await service.getByRole('link', { name: 'A practitioner asks your service to get in touch' }).click();
    await expect(service.getByRole('main')).toContainText('01632 960 888');
    await settled(service);
    await axe();
    await service.getByRole('button', { name: button }).click();
    await expect(service.getByText('Your answer has been recorded')).toBeVisible();
    await open(service, '/tasks');
    await expect(service.getByRole('main')).toContainText('Nothing waits for you');
    await service.context().close();

    await goto('/tasks');
    await page.getByRole('link', { name: 'Your request has been answered' }).click();
    await expect(page.getByText(end)).toBeVisible();
    expect(await page.content()).not.toMatch(/camhs|mental health|psychologist|declin/i);
  });
}

test('what cannot be sent comes back as typed, and what is open can be taken back (BRK-01)', async ({
  page,
  signedIn,
}) => {
  await signedIn('nurse');
  await record(page, 'one-sensitive');
  await page.getByRole('link', { name: 'Ask to be contacted' }).click();
  await settled(page);
  const telephone = page.getByLabel('Telephone number on which you can be reached', { exact: true });
  await telephone.fill('ring me');
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(page.locator('#error-summary')).toContainText('Enter a telephone number, like 01632 960 001');
  await expect(telephone).toHaveValue('ring me');
  await settled(page);
  await telephone.fill('01632 960 889');
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(page.getByText('Your request has been sent')).toBeVisible();
  await settled(page);
  await page.getByRole('button', { name: /^Take this request back/ }).click();
  await expect(page.getByText('Your request has been taken back')).toBeVisible();
  await expect(page.getByText('Closed: no contact will be made')).toBeVisible();
});

test('a question about a shielded record is answered without naming anyone (D-02, SHLD-10, BRK-07)', async ({
  page,
  goto,
  axe,
  browser,
  persona,
  signedIn,
}) => {
  await signedIn('nurse');
  await record(page, 'shielded');
  await page.getByRole('link', { name: 'Ask a question about this record' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ask a question about this record');
  await axe();
  await settled(page);
  await page.getByRole('button', { name: 'Send question' }).click();
  await expect(page.getByText('Your request has been sent')).toBeVisible();
  await settled(page);
  const id = await request(page);

  const manager = await elsewhere(browser, persona('la_manager'));
  await open(manager, `/brokering/requests/${id}`);
  await manager.getByRole('button', { name: 'Record your answer' }).click();
  await expect(manager.locator('#error-summary')).toContainText('Select what the enquirer is told');
  await settled(manager);
  await manager.getByLabel('Nothing further can be said', { exact: true }).check();
  await manager.getByRole('button', { name: 'Record your answer' }).click();
  await expect(manager.getByText('Your answer has been recorded')).toBeVisible();

  await goto('/brokering');
  await expect(page.getByText('Closed: no contact will be made')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('Bradford');
  await manager.context().close();
});

test('nobody else sees a request (BRK-03, D-10)', async ({ page, browser, persona, signedIn }) => {
  await signedIn('nurse');
  await ask(page, 'one-sensitive');
  const id = await request(page);
  const other = await elsewhere(browser, persona('social_worker'));
  for (const path of ['/brokering/requests', `/brokering/requests/${id}`, `/brokering/answers/${id}`]) {
    expect((await other.goto(path))?.status()).toBe(404);
  }
  await other.context().close();
});
