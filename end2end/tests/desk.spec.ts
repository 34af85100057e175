import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { elsewhere } from './support/sign-in';
import { placeOf, shieldedChild } from './support/supply';

const OWN = `(select local_authority from hat join account on account.id = hat.account
              where user_name = 'nurse')`;

/** The number of a child of the personas' authority. */
function somebody(place: number): string {
  const [[number]] = sql(
    `select lpad(child::text, 12, '0') from live.child
     where local_authority = ${OWN} and not shielded and date_of_death is null
       and leaves_live_on > current_date + 400
     order by child offset :'place' limit 1`,
    { place },
  );
  return number;
}

/** Puts a notice about a child into the queue of its authority's management, and gives the child's name. */
function notice(number: string): string {
  const [[name]] = sql(
    `with child as (
       select child, given || ' ' || family as name from live.child where child = (:'number')::bigint),
     opened as (
       insert into task (id, kind, role, local_authority, child, object, opened_on)
       select gen_random_uuid(), 'retention-unconfirmed', 'data-administrator', ${OWN}, child,
              gen_random_uuid(), current_date - 30
       from child)
     select name from child`,
    { number },
  );
  return name;
}

test('every number of the desk is that of the rows to which it leads (RPT-07)', async ({ page, goto, axe, signedIn }, {
  project,
  retry,
}) => {
  notice(somebody(40 + retry + (project.name === 'nojs' ? 5 : 0)));
  await signedIn('data_administrator');
  await expect(page).toHaveURL(/\/desk$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your desk');
  await axe();
  // Other journeys work at the same time: what changed between two pages is read again.
  await expect(async () => {
    await goto('/desk');
    const line = page.getByRole('link', { name: /^\d+ ended involvements? not confirmed$/ });
    const number = Number.parseInt((await line.first().textContent()) ?? '', 10);
    await goto((await line.first().getAttribute('href')) ?? '');
    await expect(page.getByText('Only waiting for you: ended involvements not confirmed.')).toBeVisible();
    await expect(page.getByRole('main').getByRole('heading', { level: 3 })).toHaveCount(number, { timeout: 1_000 });
  }).toPass();
  await axe();
  await page.getByRole('link', { name: 'Show everything' }).click();
  await expect(page).toHaveURL(/\/tasks$/);
});

test('a shielded child is counted for the manager and not for a data administrator (D-32, SHLD-12)', async ({
  page,
  goto,
  axe,
  signedIn,
  persona,
  browser,
}, { project, retry }) => {
  const hidden = notice(shieldedChild(placeOf(18, project.name, retry)).number);
  await signedIn('data_administrator');
  await expect(page.getByRole('main')).not.toContainText(/shield/i);
  await goto('/tasks');
  await expect(page.getByRole('main')).not.toContainText(hidden);
  for (const path of ['/desk/shield-reviews', '/desk/enquiries', '/desk/nothing']) {
    expect((await page.goto(path))?.status(), path).toBe(404);
  }
  const manager = await elsewhere(browser, persona('la_manager'));
  await expect(manager).toHaveURL(/\/desk$/);
  const line = manager.getByRole('link', { name: /^\d+ ended involvements? not confirmed$/ });
  await line.first().click();
  await expect(manager.getByRole('main')).toContainText(hidden);
  await goto('/desk');
  await axe();
  await manager.context().close();
});

test('the weeks behind are a picture and the same in a table (RPT-07)', async ({ page, goto, axe, signedIn }) => {
  await signedIn('la_manager');
  await expect(page.getByRole('heading', { name: 'The last 26 weeks' })).toBeVisible();
  await axe();
  await page.getByRole('heading', { name: 'Deaths not confirmed' }).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Deaths not confirmed');
  await expect(page.getByRole('img', { name: /Waiting at the end of each week/ })).toBeVisible();
  const rows = page.getByRole('table', { name: 'Week by week' }).getByRole('row');
  await expect(rows).toHaveCount(27);
  // What came and what went explain what waits.
  const numbers = (await rows.allTextContents()).length;
  expect(numbers).toBe(27);
  const cells = await rows.nth(1).getByRole('cell').allTextContents();
  const earlier = await rows.nth(2).getByRole('cell').allTextContents();
  const [opened, done, waiting] = cells.map(Number);
  expect(Number(earlier[2]) + opened - done).toBe(waiting);
  await axe();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('img', { name: /New and cleared/ })).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await goto('/desk');
});

test('the desk leads to every list, and the navigation is short (RPT-06)', async ({ page, goto, axe, signedIn }) => {
  await signedIn('la_manager');
  const places = page.getByRole('navigation', { name: 'All lists' });
  for (const name of [
    'Requests to pass on',
    'My requests',
    'Shields',
    'Transfers',
    'Deaths',
    'Kept past 18',
    'Archive',
    'Services',
    'Display lines',
  ]) {
    const href = await places.getByRole('link', { name, exact: true }).getAttribute('href');
    expect((await page.goto(href ?? ''))?.status(), name).toBe(200);
    await goto('/desk');
  }
  await goto('/transfers');
  await page.getByText('By age, authority, reason and week').click();
  await expect(page.getByRole('table', { name: 'Waiting, by age in working days' })).toBeVisible();
  await axe();
});

test('the central team’s desk names no child and no number of shields (CEN-02, SHLD-07)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  await signedIn('central_team');
  await expect(page).toHaveURL(/\/desk$/);
  await expect(page.getByRole('main')).not.toContainText(/shields? to review/);
  await axe();
  await goto('/desk/authorities-behind');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Authorities behind with reviews of shields');
});
