import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';

/** A child of the home authority whose record is not shielded and has an address: another for each project and try. */
function somebody(project: string, retry: number): { number: string; name: string; postcode: string } {
  const [[number, given, family, postcode]] = sql(
    `select lpad(c.child::text, 12, '0'), c.given, c.family, c.postcode from live.child c
     where not c.shielded and c.local_authority = 'E08000032' and c.postcode is not null
       and c.date_of_death is null and c.leaves_live_on > current_date + 700
     order by c.child offset :'place' limit 1`,
    { place: 40 + retry * 2 + (project === 'wasm' ? 0 : 1) },
  );
  return { number, name: `${given} ${family}`, postcode };
}

test('a shield hides the record from every open session at once, and ends by withdrawal, review and its manager (SHLD-01, SHLD-09, D-05, D-46)', async ({
  page,
  goto,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const child = somebody(project.name, retry);
  const colleague = await elsewhere(browser, persona('nurse'));
  await open(colleague, '/search');
  await search(colleague, { number: child.number });
  await openRecord(colleague, child.name);
  const record = new URL(colleague.url()).pathname;
  await expect(colleague.getByRole('main')).toContainText(child.postcode);

  await signedIn('nurse');
  await goto('/search');
  await search(page, { number: child.number });
  await openRecord(page, child.name);
  await page.getByRole('link', { name: 'Shield this record' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shield this record');
  await settled(page);
  await axe();
  await page.getByLabel('The child or the family objects to ContactPoint').check();
  await page.getByLabel('With my own manager').check();
  await page.getByRole('button', { name: 'Shield now' }).click();
  await expect(page.getByRole('alert')).toContainText('they can complain to their local authority');
  await settled(page);
  await expect(page.getByLabel('With my own manager')).toBeChecked();
  await axe();
  await page.getByLabel('The child could be harmed', { exact: true }).check();
  await page.getByRole('button', { name: 'Shield now' }).click();
  await expect(page.getByText('The record is shielded. The manager')).toBeVisible();
  await settled(page);
  expect(await page.content()).not.toContain(child.postcode);

  await open(colleague, record);
  await expect(colleague.getByRole('heading', { name: 'Shielded', exact: true })).toBeVisible();
  expect(await colleague.content()).not.toContain(child.postcode);
  await colleague.context().close();

  const manager = await elsewhere(browser, persona('la_manager'));
  await open(manager, '/shields');
  await manager.getByRole('link', { name: child.name, exact: true }).click();
  await expect(manager.getByRole('heading', { level: 1 })).toHaveText(child.name);
  await settled(manager);
  const desk = new URL(manager.url()).pathname;
  await expect(manager.getByRole('button', { name: 'Lift the shield' })).toHaveCount(0);
  await manager.getByRole('button', { name: 'See the whole record' }).click();
  await expect(manager).toHaveURL(/\/in-full$/);
  await expect(manager.getByRole('main')).toContainText(child.postcode);
  await open(manager, desk);
  await manager.getByRole('group', { name: 'The child’s view' }).getByLabel('Given').check();
  await manager.getByRole('group', { name: 'The parents’ or carers’ view' }).getByLabel('Asked').check();
  await manager.getByRole('group', { name: 'The view of the practitioners involved' }).getByLabel('Given').check();
  await manager.getByLabel('The shield should end').check();
  await manager.getByRole('button', { name: 'Record the review' }).click();
  await expect(manager.getByText('Your review has been recorded')).toBeVisible();
  await expect(manager.getByRole('button', { name: 'Lift the shield' })).toHaveCount(0);

  await goto('/tasks');
  await page.getByRole('link', { name: /A review recommends that a shield you asked for should end/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shields I asked for');
  await settled(page);
  await axe();
  await page.getByRole('button', { name: `No longer needed for ${child.name}` }).click();
  await expect(page.getByText('The record stays shielded until the manager')).toBeVisible();

  await open(manager, desk);
  await manager.getByRole('button', { name: 'Lift the shield' }).click();
  await expect(manager.getByRole('alert')).toContainText('Select whether the family has been told');
  await settled(manager);
  await manager.getByLabel('They have been told').check();
  await manager.getByRole('button', { name: 'Lift the shield' }).click();
  await expect(manager.getByText('The shield has been lifted')).toBeVisible();
  await manager.context().close();

  await goto('/search');
  await search(page, { number: child.number });
  await openRecord(page, child.name);
  await expect(page.getByRole('main')).toContainText(child.postcode);
});

test('a manager’s desk lists shields, and shows one (SHLD-07, SHLD-11)', async ({ page, goto, axe, signedIn }) => {
  await signedIn('la_manager');
  await goto('/shields');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shielded records');
  await axe();
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 2, name: 'Who asks for it' })).toBeVisible();
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'See the whole record' }).click();
  await expect(page.getByText('This record is shielded. Tell nobody')).toBeVisible();
  await settled(page);
  await axe();
});
