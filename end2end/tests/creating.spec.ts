import type { Page } from '@playwright/test';
import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';

// One after the other: all of them wait on the same desk.
test.describe.configure({ mode: 'default' });

interface Newcomer {
  readonly given: string;
  readonly family: string;
  readonly name: string;
  readonly born: readonly [string, string, string];
}

/** Somebody who has no record: another for each journey, project and try. */
function newcomer(place: number, { project, retry }: { project: string; retry: number }): Newcomer {
  // Nothing of one is like anything of another: whoever asks for a record finds nobody.
  const nojs = project === 'nojs';
  const given = (nojs ? ['Barnabas', 'Philippa', 'Cuthbert'] : ['Xanthippe', 'Zebedee', 'Wilhelmina'])[place] ?? 'Quentin';
  const family = `${['Unheard', 'Ogilvy', 'Tamworth'][retry] ?? 'Late'}${nojs ? 'plain' : 'quick'}`;
  return { given, family, name: `${given} ${family}`, born: [`${place + 3 + 6 * retry}`, nojs ? '4' : '9', nojs ? '2013' : '2016'] };
}

/** A postcode of the journeys' authority. */
function home(): string {
  const [[postcode]] = sql(
    `select postcode from live.child where local_authority = 'E08000032' and postcode is not null
       and left(postcode, -2) in (select sector from postcode_sector where local_authority = 'E08000032')
     order by child limit 1`,
  );
  return postcode;
}

/** Searches for a child who is not there, and goes on to ask. */
async function begin(page: Page, child: Newcomer): Promise<void> {
  await open(page, '/search');
  await search(page, { given: child.given, family: child.family, born: child.born });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No record matches');
  await page.getByRole('link', { name: 'ask for a new record' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ask for a new record');
  await settled(page);
}

/** Fills in what was not searched for. */
async function fill(page: Page, postcode: string, basis = 'The family has moved to England to live here'): Promise<void> {
  await page.getByLabel('Female', { exact: true }).check();
  await page.getByLabel('Address line 1').fill('3 Arrival Close');
  await page.getByLabel('Town or city').fill('Bradford');
  await page.getByLabel('Postcode', { exact: true }).fill(postcode);
  await page.getByLabel(basis).check();
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ask for a record' }).click();
}

/** Opens the request about a child on the authority's list. */
async function check(desk: Page, child: Newcomer): Promise<void> {
  await open(desk, '/new-records/to-check');
  await desk.getByRole('link', { name: child.name, exact: true }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(child.name);
  await settled(desk);
}

test('a search finds nobody, two ask for the same record, the authority makes it, and both open it (CRE-02, CRE-03, CRE-04, CRE-06)', async ({
  page,
  goto,
  axe,
  signedIn,
  persona,
  browser,
}, { project, retry }) => {
  test.slow();
  const child = newcomer(0, { project: project.name, retry });
  await signedIn('nurse');
  await begin(page, child);
  await axe();
  await expect(page.getByLabel('Last name').first()).toHaveValue(child.family);

  // What is missing is asked for, and nothing that was typed is lost.
  await page.getByLabel('Address line 1').fill('3 Arrival Close');
  await send(page);
  await expect(page.locator('#error-summary')).toContainText('Select the gender');
  await settled(page);
  await axe();
  await expect(page.getByLabel('Address line 1')).toHaveValue('3 Arrival Close');
  await fill(page, home());
  await send(page);
  await expect(page.getByRole('alert')).toContainText('Your request has been sent');
  await settled(page);
  await axe();
  await expect(page.getByRole('main')).toContainText('is checking your request');

  // Nobody finds the child, and whoever asks joins.
  const teacher = await elsewhere(browser, persona('teacher'));
  await begin(teacher, child);
  await fill(teacher, home());
  await send(teacher);
  await expect(teacher.getByRole('alert')).toContainText('Your request has been sent');

  const desk = await elsewhere(browser, persona('data_administrator'));
  await open(desk, '/tasks');
  await expect(desk.getByRole('main')).toContainText('A user asks for a new record');
  await open(desk, '/new-records/to-check');
  await expect(desk.getByRole('link', { name: child.name, exact: true })).toHaveCount(1);
  await check(desk, child);
  await expect(desk.getByRole('main')).toContainText('No record in use is like it');
  await desk.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(desk.locator('#error-summary')).toContainText('Select what is to be done');
  await settled(desk);
  await desk.getByLabel('Make a record: there is none').check();
  await desk.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(desk.getByRole('alert')).toContainText('It has been decided');
  await expect(desk.getByRole('link', { name: child.name, exact: true })).toHaveCount(0);
  await desk.context().close();

  for (const asker of [page, teacher]) {
    await open(asker, '/tasks');
    await asker.getByRole('link', { name: 'Your request for a new record has been answered' }).click();
    await expect(asker.getByRole('heading', { level: 1 })).toHaveText('Records you asked for');
    await settled(asker);
    await expect(asker.getByRole('main')).toContainText('A record has been made');
    await openRecord(asker, child.name);
  }
  await teacher.context().close();
  await goto('/search');
  await search(page, { given: child.given, family: child.family, born: child.born });
  await openRecord(page, child.name);
  await expect(page.getByRole('button', { name: 'Record your involvement' })).toBeVisible();
});

test('a child who lives beyond the border gets no record, and the form says so (CRE-02, CRE-05)', async ({
  page,
  axe,
  signedIn,
}, { project, retry }) => {
  const child = newcomer(1, { project: project.name, retry });
  await signedIn('nurse');
  await begin(page, child);
  await fill(page, 'CF10 1AA');
  await send(page);
  await expect(page.locator('#error-summary')).toContainText('This postcode is not in England');
  await settled(page);
  await axe();
  await fill(page, home(), 'The child lives outside England and only uses');
  await send(page);
  await expect(page.locator('#error-summary')).toContainText('Do not ask for a record for this child');
  await settled(page);
  await expect(page.getByLabel('Address line 1')).toHaveValue('3 Arrival Close');
});

test('the authority asks for more, is told, and points to the record that there is (CRE-03)', async ({
  page,
  goto,
  axe,
  signedIn,
  persona,
  browser,
}, { project, retry }) => {
  test.slow();
  const child = newcomer(2, { project: project.name, retry });
  const [[number, name]] = sql(
    `select lpad(child::text, 12, '0'), given || ' ' || family from live.child
     where local_authority = 'E08000032' and not shielded and leaves_live_on > current_date + 400
       and date_of_death is null order by child desc limit 1`,
  );
  await signedIn('nurse');
  await begin(page, child);
  await fill(page, home());
  await send(page);
  await expect(page.getByRole('alert')).toContainText('Your request has been sent');

  const desk = await elsewhere(browser, persona('la_manager'));
  await check(desk, child);
  await desk.getByLabel('Ask them to tell more').check();
  await desk.getByLabel('The name of a parent or carer').check();
  await desk.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(desk.getByRole('alert')).toContainText('It has been decided');

  await goto('/tasks');
  await page.getByRole('link', { name: 'The local authority needs to know more' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tell more about the child');
  await settled(page);
  await axe();
  await expect(page.getByLabel('Address line 1')).toHaveValue('3 Arrival Close');
  await page.getByLabel('Last name (optional)').fill('Unheardof');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('has been sent');

  await check(desk, child);
  await expect(desk.getByRole('main')).toContainText('Unheardof');
  await desk.getByLabel('There is a record in use: tell them its number').check();
  await desk.getByLabel('Number of the record that there is').fill(number);
  await desk.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(desk.getByRole('alert')).toContainText('It has been decided');
  await desk.context().close();

  await goto('/new-records');
  await expect(page.getByRole('main')).toContainText('There is a record of this child');
  await axe();
  await page.getByRole('button', { name: `Open record of ${child.name}` }).click();
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
});

test('the list and the check of a data administrator are as readable as any page (CRE-03)', async ({
  page,
  goto,
  axe,
  signedIn,
  persona,
  browser,
}, { project, retry }) => {
  const child = newcomer(3, { project: project.name, retry });
  const nurse = await elsewhere(browser, persona('nurse'));
  await begin(nurse, child);
  await fill(nurse, home());
  await send(nurse);
  await expect(nurse.getByRole('alert')).toContainText('Your request has been sent');

  await signedIn('data_administrator');
  await goto('/desk');
  await page.getByRole('link', { name: /\d+ requests? for (a )?new records?/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Requests for new records');
  await settled(page);
  await axe();
  await check(page, child);
  await axe();
  await page.getByLabel('Make none: the child does not live in England').check();
  await page.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('It has been decided');

  await open(nurse, '/new-records');
  await expect(nurse.getByRole('main')).toContainText('the child does not live in England');
  await nurse.context().close();
});
