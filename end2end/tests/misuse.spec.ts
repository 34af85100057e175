import type { Page } from '@playwright/test';
import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';

/** Fills in a report about somebody. */
async function report(page: Page, name: string): Promise<void> {
  await page.getByLabel('Searched or looked at records without need for their work').check();
  await page.getByLabel('Name of the person who uses ContactPoint').fill(name);
  await page.getByLabel('Where they work').fill('A school in the area');
  await page.getByLabel('No', { exact: true }).check();
}

/** Asks the user for an explanation. */
async function ask(page: Page): Promise<void> {
  await page.getByRole('group', { name: 'Who is asked?' }).getByLabel('The user', { exact: true }).check();
  await page.getByLabel('Staff manager’s e-mail address').fill('head@school.example');
  await page.getByRole('button', { name: 'Ask for an explanation' }).click();
  await expect(page.getByText('An explanation is asked for').first()).toBeVisible();
  await settled(page);
}

test('a colleague is reported, asked, explains, and that is the end of it (MIS-03, MIS-06, MIS-07)', async ({
  page,
  axe,
  browser,
  persona,
  signedIn,
}) => {
  const heading = page.getByRole('heading', { level: 1 });
  const subject = persona('teacher');
  await signedIn('nurse');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Report a concern' }).click();
  await expect(heading).toHaveText('Report a concern about how ContactPoint is used');
  await settled(page);
  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select what happened');
  await settled(page);
  await axe();
  await report(page, subject.name);
  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page.getByText('Your report is with those who look into it')).toBeVisible();
  expect((await page.goto('/misuse'))?.status()).toBe(404);

  const administrator = await elsewhere(browser, persona('account_administrator'));
  const listed = administrator.getByRole('row').filter({ hasText: 'Nobody named yet' });
  await expect(administrator.getByRole('heading', { level: 1 })).toHaveText('How accounts are used');
  // Others report as well: the one that names the teacher is meant.
  const files = await listed.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const file of files) {
    await open(administrator, file ?? '');
    if (await administrator.getByText(subject.name).count()) break;
  }
  await administrator.getByLabel('User name').fill(subject.user_name);
  await administrator.getByRole('button', { name: 'Name the account' }).click();
  await expect(administrator.getByText('The account is named')).toBeVisible();
  await settled(administrator);
  await administrator.getByRole('link', { name: subject.name }).click();
  await settled(administrator);
  const file = new URL(administrator.url()).pathname;
  await administrator.getByRole('button', { name: 'Ask for an explanation' }).click();
  await expect(administrator.locator('#error-summary')).toContainText('Select who is asked');
  await settled(administrator);
  await ask(administrator);

  const user = await elsewhere(browser, subject);
  await open(user, '/tasks');
  await user.getByRole('link', { name: 'Please explain some of your use of ContactPoint' }).click();
  await expect(user.getByRole('heading', { level: 1 })).toHaveText('Explain some of your use of ContactPoint');
  await settled(user);
  await user.getByLabel('Another explanation').check();
  await user.getByRole('button', { name: 'Send the explanation' }).click();
  await expect(user.locator('#error-summary')).toContainText('Explain it in a few words');
  await settled(user);
  await user.getByLabel('Explain it in your own words').fill('I looked for a colleague who was ill');
  await user.getByRole('button', { name: 'Send the explanation' }).click();
  await expect(user.getByText('Your explanation has been sent')).toBeVisible();
  await open(user, '/my-use');
  await expect(user.getByRole('row')).toHaveCount(2);
  await user.context().close();

  await open(administrator, file);
  // The words are for those who may see what is a child's.
  await expect(administrator.getByRole('main')).toContainText('Another explanation');
  await expect(administrator.getByText('I looked for a colleague who was ill')).toHaveCount(0);
  await administrator.getByRole('button', { name: 'Close: it is explained' }).click();
  await expect(administrator.getByText('what came of it is recorded')).toBeVisible();
  await administrator.context().close();
});

test('what was noticed becomes a case, and the manager lets the account back (MIS-01, MIS-05, ACCT-07)', async ({
  page,
  axe,
  browser,
  persona,
  signedIn,
}) => {
  const subject = persona('social_worker');
  const [[id] = []] = sql(
    `with opened as (
       insert into misuse_investigation (id, central, local_authority, organisation, subject, origin, opened_on)
       select gen_random_uuid(), false, h.local_authority, h.organisation, a.id, 'pattern', current_date
       from account a join hat h on h.account = a.id where a.user_name = :'user_name'
       returning id)
     insert into misuse_sign (investigation, pattern, first_day, last_day, days, most, usual)
     select id, n.pattern, current_date - 2, current_date - 1, 2, 40, n.usual
     from opened, (values ('volume', 12), ('out-of-hours', null)) n (pattern, usual)
     returning investigation`,
    { user_name: subject.user_name },
  );
  const file = `/misuse/${id}`;
  const administrator = await elsewhere(browser, persona('account_administrator'));
  await open(administrator, file);
  await expect(administrator.getByRole('table').first()).toContainText('Records opened at night');
  await ask(administrator);
  const user = await elsewhere(browser, subject);
  await administrator.getByLabel('Yes, and whoever is signed in is signed out').check();
  await administrator.getByRole('button', { name: 'Open a case' }).click();
  await expect(administrator.getByText('The case is open')).toBeVisible();
  expect((await administrator.goto(file))?.status()).toBe(404);
  await administrator.context().close();
  await user.goto('/tasks');
  await expect(user).toHaveURL(/signed-out/);
  await user.context().close();

  await signedIn('la_manager');
  await open(page, '/misuse?show=use-cases.for-you');
  await axe();
  await page.getByRole('link', { name: subject.name }).click();
  await settled(page);
  await axe();
  await expect(page.getByRole('main')).toContainText('Suspended');
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select what came of the case');
  await settled(page);
  // Whoever is suspended is heard otherwise, and what is ticked stays while there is nothing heard.
  await page.getByLabel('There was no misuse').check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.locator('#error-summary')).toContainText('Record the explanation first');
  await settled(page);
  await expect(page.getByLabel('There was no misuse')).toBeChecked();
  await page.getByRole('group', { name: 'Who explained it?' }).getByLabel('The user', { exact: true }).check();
  await page.getByLabel('These are the usual working hours').check();
  await page.getByRole('button', { name: 'Record the explanation' }).click();
  await expect(page.getByText('The explanation is recorded')).toBeVisible();
  await settled(page);
  await page.getByLabel('There was no misuse').check();
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await expect(page.getByText('what came of it is recorded')).toBeVisible();
  await settled(page);
  const back = await elsewhere(browser, subject);
  await back.context().close();
});

test('only the central team stops a group, by its whole name (ACCT-07, scenario 38)', async ({
  page,
  axe,
  signedIn,
}) => {
  await signedIn('central_team');
  await open(page, '/misuse');
  await page.getByRole('button', { name: 'Stop a whole group' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stop a whole group');
  await settled(page);
  await page.getByLabel('An organisation', { exact: true }).check();
  await page.getByLabel('Whole name').fill('Nowhere at all');
  await page.getByRole('button', { name: 'Stop all accounts' }).click();
  await expect(page.locator('#error-summary')).toContainText('Enter the whole name');
  await settled(page);
  await axe();
});
