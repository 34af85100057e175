import type { Page } from '@playwright/test';
import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { elsewhere } from './support/sign-in';
import { work } from './support/work';

// One after the other: both let the worker and the management team loose on the same list.
test.describe.configure({ mode: 'default' });

interface YoungPerson {
  readonly name: string;
  readonly number: string;
}

/**
 * A child of the nurse's authority whom no other journey and no other try is about, made seventeen:
 * few children of so small a population are.
 */
function seventeen(projectName: string, place: number): YoungPerson {
  const [[name, number]] = sql(
    `update live.child
     set date_of_birth = current_date - 6400,
         leaves_live_on = (current_date - 6400 + interval '18 years')::date,
         best_view = jsonb_set(best_view, '{date_of_birth,value,date}', to_jsonb(current_date - 6400))
     where child = (
       select child from live.child c
       where not shielded and date_of_death is null and leaves_live_on > current_date + 700
         and local_authority = (select local_authority from hat join account on account.id = hat.account
                                where user_name = 'nurse')
         and not exists (select from live.past_eighteen k where k.child = c.child)
       order by child offset :'place' limit 1)
     returning given || ' ' || family, lpad(child::text, 12, '0')`,
    { place: 200 + place + (projectName === 'nojs' ? 20 : 0) },
  );
  sql(
    `update live.statement
     set content = jsonb_set(content, '{date_of_birth,date}', to_jsonb(current_date - 6400))
     where child = (:'number')::bigint and content #> '{date_of_birth,date}' is not null`,
    { number },
  );
  return { name, number };
}

/** Lets time pass, until the young person is eighteen and the consent is to be confirmed. */
function aYearPasses(number: string): void {
  sql(
    `update live.child set date_of_birth = current_date - 6635, leaves_live_on = current_date + 32
     where child = (:'number')::bigint`,
    { number },
  );
  sql(
    `update live.past_eighteen
     set kept_since = current_date - 375, consented_on = current_date - 375, confirm_on = current_date - 10
     where child = (:'number')::bigint`,
    { number },
  );
}

/** Fills in the form about consent, given yesterday. */
async function fillConsent(page: Page): Promise<void> {
  const [[day, month, year]] = sql(
    `select extract(day from d), extract(month from d), extract(year from d) from (select current_date - 1 as d) t`,
  );
  await page.getByLabel(/^Has left care/).check();
  await page.getByLabel('The young person', { exact: true }).check();
  await page.getByLabel('Day', { exact: true }).fill(day);
  await page.getByLabel('Month', { exact: true }).fill(month);
  await page.getByLabel('Year', { exact: true }).fill(year);
  await page.getByLabel('A carer', { exact: true }).check();
  for (const statement of await page.getByRole('checkbox').all()) await statement.check();
}

async function openConsent(page: Page, child: YoungPerson): Promise<void> {
  await search(page, { number: child.number });
  await openRecord(page, child.name);
  await page.getByRole('link', { name: 'Record consent to keep this record past 18' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Keep this record past 18');
}

test('a record is kept past eighteen, confirmed after a year, and ended (R18-02, R18-03, R18-04)', async ({
  page,
  goto,
  axe,
  signedIn,
  persona,
  browser,
}, { project }) => {
  const child = seventeen(project.name, 0);
  await signedIn('nurse');
  await goto('/search');
  await openConsent(page, child);
  await axe();
  await fillConsent(page);
  await page.getByLabel('A parent or carer', { exact: true }).check();
  await page.getByRole('button', { name: 'Record consent' }).click();
  await expect(page.locator('#error-summary')).toContainText('own consent does not count past 18');
  await expect(page.getByLabel('A carer', { exact: true })).toBeChecked();
  await page.getByLabel('The young person', { exact: true }).check();
  await page.getByRole('button', { name: 'Record consent' }).click();
  await expect(page.getByRole('alert')).toContainText('The consent has been recorded');
  const record = new URL(page.url()).pathname;

  aYearPasses(child.number);
  work();
  await goto('/tasks');
  await page.getByRole('link', { name: 'Say whether a record is still to be kept past 18' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Is this record still to be kept past 18?');
  await axe();
  await page.getByLabel(/^Yes: it still helps/).check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page).toHaveURL(/\/tasks$/);

  const desk = await elsewhere(browser, persona('data_administrator'));
  await desk.goto('/past-eighteen');
  const card = desk.locator('.govuk-summary-card').filter({ hasText: child.name });
  await expect(card).toContainText('Yes: it still helps');
  await card.getByRole('link', { name: /Confirm or end/ }).click();
  await desk.getByLabel(/^Keep it for another year/).check();
  await desk.getByRole('button', { name: 'Decide' }).click();
  await expect(desk.getByText('The record is kept for another year')).toBeVisible();

  await goto(record);
  await expect(page.getByRole('main')).toContainText('18 years');
  await page.getByRole('link', { name: 'Tell us that consent past 18 is withdrawn' }).click();
  await axe();
  await page.getByLabel('The young person has withdrawn consent', { exact: true }).check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('has been told');

  await desk.goto('/past-eighteen');
  await expect(card).toContainText('The young person has withdrawn consent');
  await card.getByRole('link', { name: /Confirm or end/ }).click();
  await desk.getByLabel('End it now. The young person has withdrawn consent', { exact: true }).check();
  await desk.getByRole('button', { name: 'Decide' }).click();
  await expect(desk.getByText('The record is kept past 18 no longer')).toBeVisible();
  await desk.context().close();

  await goto(record);
  await expect(page.getByRole('main')).not.toContainText(child.name);
});

test('the management team records a consent, and its withdrawal (R18-02, R18-03)', async ({
  page,
  goto,
  axe,
  signedIn,
}, { project }) => {
  const child = seventeen(project.name, 2);
  await signedIn('data_administrator');
  await goto('/search');
  await openConsent(page, child);
  await fillConsent(page);
  await page.getByRole('button', { name: 'Record consent' }).click();
  await expect(page.getByRole('alert')).toContainText('The consent has been recorded');
  await goto('/past-eighteen');
  const card = page.locator('.govuk-summary-card').filter({ hasText: child.name });
  await expect(card).toContainText('Has left care');
  await axe();
  await card.getByRole('link', { name: /Confirm or end/ }).click();
  await page.getByRole('button', { name: 'Decide' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select what has happened');
  await axe();
  await page.getByLabel('End it now. The young person has withdrawn consent', { exact: true }).check();
  await page.getByRole('button', { name: 'Decide' }).click();
  await expect(page.getByRole('alert')).toContainText('The record is kept past 18 no longer');
  await expect(page.locator('.govuk-summary-card').filter({ hasText: child.name })).toHaveCount(0);
});
