import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';

/** A shielded child of the home authority whom no other journey changes: another for each project and try. */
function shielded(project: string, retry: number): { number: string; name: string } {
  const [[number, given, family]] = sql(
    `select lpad(c.child::text, 12, '0'), c.given, c.family from live.child c
     where c.shielded and c.date_of_death is null and c.leaves_live_on > current_date + 400
       and c.local_authority <> 'E08000032'
     order by c.child offset :'place' limit 1`,
    { place: retry * 2 + (project === 'wasm' ? 0 : 1) },
  );
  return { number, name: `${given} ${family}` };
}

test('two of the central team break the glass on one record for a while (SHLD-11)', async ({
  page,
  goto,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const child = shielded(project.name, retry);
  const asker = await signedIn('central_team');
  await goto('/break-glass');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Break the glass');
  await axe();
  await page.getByLabel('ContactPoint number').fill('1234');
  await page.getByLabel('Case reference').fill('CASE/2026-7');
  await page.getByRole('button', { name: 'Ask a colleague to agree' }).click();
  await expect(page.getByRole('alert')).toContainText('That is not a ContactPoint number');
  await settled(page);
  await axe();
  await expect(page.getByLabel('Case reference')).toHaveValue('CASE/2026-7');
  await page.getByLabel('ContactPoint number').fill(child.number);
  await page.getByLabel('Somebody may have misused ContactPoint to find the child').check();
  await page.getByRole('button', { name: 'Ask a colleague to agree' }).click();
  await expect(page.getByText('Your colleagues have been asked')).toBeVisible();
  await expect(page.getByText('Waits for a colleague')).toBeVisible();
  await expect(page.getByRole('button', { name: 'I have seen the case: agree' })).toHaveCount(0);

  const colleague = await elsewhere(browser, persona('central_team'));
  await open(colleague, '/tasks');
  await colleague.getByRole('link', { name: /Decide whether a colleague may see/ }).first().click();
  await expect(colleague.getByRole('heading', { level: 1 })).toHaveText('Break the glass');
  await settled(colleague);
  await expect(colleague.getByText(asker.name)).toBeVisible();
  const spaced = child.number.replace(/(\d{4})(?=\d)/g, '$1 ');
  await colleague.getByRole('button', { name: `I have seen the case: agree about ${spaced}` }).click();
  await expect(colleague.getByText('Your decision has been carried out')).toBeVisible();
  await colleague.context().close();

  await goto('/break-glass');
  await page.getByRole('link', { name: `Look at the record ${spaced}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(child.name);
  await expect(page.getByText('This record is shielded. Tell nobody')).toBeVisible();
  await settled(page);
  await axe();
  const look = new URL(page.url()).pathname;
  sql(`update live.break_glass set closes_at = now() - interval '1 second' where id = :'id'`, {
    id: look.split('/').at(-1) ?? '',
  });
  expect((await page.goto(look))?.status()).toBe(404);
});
