import type { Page } from '@playwright/test';
import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';
import { placeOf, shieldedChild } from './support/supply';

/** Answers the questions that a review and a member's recommendation have in common. */
async function answer(page: Page, outcome: string): Promise<void> {
  await page.getByRole('group', { name: 'The child’s view' }).getByLabel('Given').check();
  await page.getByRole('group', { name: 'The parents’ or carers’ view' }).getByLabel('Asked').check();
  await page.getByRole('group', { name: 'The view of the practitioners involved' }).getByLabel('Not possible').check();
  await page.getByLabel(outcome).check();
}

/** Fills in a day. */
async function day(page: Page, date: Date): Promise<void> {
  await page.getByLabel('Day', { exact: true }).fill(String(date.getDate()));
  await page.getByLabel('Month', { exact: true }).fill(String(date.getMonth() + 1));
  await page.getByLabel('Year', { exact: true }).fill(String(date.getFullYear()));
}

test('the panel recommends, and only the manager lifts once nobody asks any more (scenario 13, SHLD-08, D-05)', async ({
  page,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const child = shieldedChild(placeOf(0, project.name, retry));
  // A social worker asks too.
  const asks = persona('social_worker');
  const worker = await elsewhere(browser, asks);
  await open(worker, '/search');
  await search(worker, { number: child.number });
  await openRecord(worker, child.name);
  await worker.getByRole('link', { name: 'Ask for this record to stay shielded' }).click();
  await settled(worker);
  await worker.getByLabel('The child could be harmed', { exact: true }).check();
  await worker.getByRole('button', { name: 'Shield now' }).click();
  await expect(worker.getByText('The record is shielded. The manager')).toBeVisible();

  const manager = await elsewhere(browser, persona('la_manager'));
  const member = await signedIn('panel_member');
  await expect(page).toHaveURL(/\/panel$/);
  await open(manager, '/panel');
  await expect(manager.getByRole('heading', { level: 1 })).toHaveText('Shielded record panel');
  await manager.getByRole('button', { name: 'Call the meeting' }).click();
  await expect(manager.getByRole('alert')).toContainText('Enter the day of the meeting');
  await settled(manager);
  await day(manager, new Date());
  for (const box of await manager.getByRole('checkbox').all()) await box.uncheck();
  await manager.getByLabel(member.name, { exact: true }).check();
  await manager.getByRole('button', { name: 'Call the meeting' }).click();
  await expect(manager.getByText('The meeting is called')).toBeVisible();
  await settled(manager);
  const meeting = new URL(manager.url()).pathname;
  const shield = manager.getByLabel('Bring another shield before this meeting');
  await shield.selectOption({ label: await labelOf(manager, child.name) });
  await manager.getByRole('button', { name: 'Bring it before this meeting' }).click();
  await expect(manager.getByText('The shield comes before this meeting')).toBeVisible();

  // The member sees what was prepared, and no place, number or name of whoever asked.
  await open(page, '/panel');
  await axe();
  await page.getByRole('main').getByRole('link', { name: /^Meeting on/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Panel meeting on');
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'I am at this meeting' }).click();
  await expect(page.getByText('Thank you. The manager confirms it')).toBeVisible();
  await settled(page);
  await page.getByRole('link', { name: `Read what was prepared about ${child.name}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(child.name);
  await settled(page);
  await axe();
  await expect(page.getByRole('heading', { name: 'A source of data' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'A user' })).toBeVisible();
  const read = await page.getByRole('main').innerHTML();
  const spaced = child.number.replace(/(\d{4})(?=\d)/g, '$1 ');
  for (const hidden of [child.number, spaced, 'Bradford', asks.name]) {
    expect(read).not.toContain(hidden);
  }
  const pack = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Record my recommendation' }).click();
  await expect(page.getByRole('alert')).toContainText('Select what is recommended');
  await settled(page);
  await answer(page, 'The shield should end');
  await page.getByRole('button', { name: 'Record my recommendation' }).click();
  await expect(page.getByText('Your recommendation has been recorded')).toBeVisible();

  // The manager closes it, and decides by a review of their own.
  await open(manager, meeting);
  await manager.getByRole('button', { name: 'Close the meeting' }).click();
  await expect(manager.getByRole('alert')).toContainText('Select what the meeting recommends');
  await settled(manager);
  await manager.getByLabel(`What the meeting recommends for ${child.name}`).selectOption('The shield should end');
  await manager.getByLabel(member.name, { exact: true }).check();
  await manager.getByRole('button', { name: 'Close the meeting' }).click();
  await expect(manager.getByText('The meeting is over')).toBeVisible();
  await settled(manager);
  for (const path of [meeting, pack]) {
    const gone = await page.goto(path);
    expect(gone?.status()).toBe(404);
  }
  await manager.getByRole('link', { name: `Review the shield of ${child.name}` }).click();
  await expect(manager.getByRole('heading', { name: 'What the panel recommends' })).toBeVisible();
  await settled(manager);
  const desk = new URL(manager.url()).pathname;
  await answer(manager, 'The shield should end');
  await manager.getByRole('button', { name: 'Record the review' }).click();
  await expect(manager.getByText('Your review has been recorded')).toBeVisible();
  await expect(manager.getByRole('button', { name: 'Lift the shield' })).toHaveCount(0);

  // The feed stops flagging: still shielded. The social worker withdraws: now the manager may lift it.
  sql(
    `update live.shield_notice set withdrawn_on = current_date
     where child = :'number'::bigint and origin = 'source'`,
    { number: child.number },
  );
  await open(manager, desk);
  await expect(manager.getByRole('button', { name: 'Lift the shield' })).toHaveCount(0);
  await open(worker, '/shields/mine');
  await worker.getByRole('button', { name: `No longer needed for ${child.name}` }).click();
  await expect(worker.getByText('The record stays shielded until the manager')).toBeVisible();
  await open(manager, desk);
  await manager.getByLabel('They have been told').check();
  await manager.getByRole('button', { name: 'Lift the shield' }).click();
  await expect(manager.getByText('The shield has been lifted')).toBeVisible();
  await manager.context().close();
  await worker.context().close();
});

/** The label of a child's shield among those that can be brought before a meeting. */
async function labelOf(page: Page, name: string): Promise<string> {
  const options = await page.getByLabel('Bring another shield before this meeting').locator('option').allTextContents();
  const label = options.find((option) => option.startsWith(`${name}, review due`));
  if (label === undefined) throw new Error(`no shield of ${name} among ${options.length}`);
  return label;
}

test('a manager says whom late reviews are told to, and gives a data administrator rights (SHLD-07, SHLD-11)', async ({
  page,
  goto,
  axe,
  browser,
  persona,
  signedIn,
}) => {
  await signedIn('la_manager');
  await goto('/shields');
  await page.getByRole('link', { name: /Whom late reviews are told to/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Late reviews and the panel');
  await settled(page);
  await axe();
  await page.getByLabel('E-mail address of your director').fill('the director');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter an e-mail address');
  await settled(page);
  await expect(page.getByLabel('E-mail address of your director')).toHaveValue('the director');
  await page.getByLabel('E-mail address of your director').fill('director@council.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your changes hold from now on')).toBeVisible();

  const administrator = persona('data_administrator');
  const theirs = await elsewhere(browser, administrator);
  expect((await theirs.goto('/shields'))?.status()).toBe(404);
  await goto('/rights');
  await axe();
  // The name stands apart for those who see the page.
  const give = new RegExp(`^Give the right to see shielded records ?: ${administrator.name}$`);
  const takeBack = new RegExp(`^Take back the right to see shielded records ?: ${administrator.name}$`);
  await page.getByRole('button', { name: give }).click();
  await expect(page.getByText('The right has been given')).toBeVisible();
  await open(theirs, '/shields');
  await theirs.getByRole('table').getByRole('link').first().click();
  await expect(theirs.getByRole('heading', { name: 'Who asks for it' })).toBeVisible();
  await settled(theirs);
  await expect(theirs.getByText('reviews this shield and decides')).toBeVisible();
  await expect(theirs.getByRole('button', { name: 'Record the review' })).toHaveCount(0);
  await settled(page);
  await page.getByRole('button', { name: takeBack }).click();
  await expect(page.getByText('The right has been taken back')).toBeVisible();
  expect((await theirs.goto('/shields'))?.status()).toBe(404);
  await theirs.context().close();
});
