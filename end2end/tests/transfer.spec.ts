import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';

/** The place of the local authority's function among the reasons for a search. */
const MANAGING = 'I am carrying out a function of the management team';

/** A child of the personas' authority whose record nothing else in the journeys is about. */
function somebody(place: number): { name: string; number: string; from: string; to: string; other: string } {
  const [[name, number, from, to, other]] = sql(
    `select c.given || ' ' || c.family, lpad(c.child::text, 12, '0'), a.name, o.name, o.code
     from live.child c join local_authority a on a.code = c.local_authority,
          (select code, name from local_authority
           where code <> (select local_authority from hat join account on account.id = hat.account
                          where user_name = 'nurse')
           order by name limit 1) o
     where not c.shielded and c.date_of_death is null and c.leaves_live_on > current_date + 400
       and c.local_authority = (select local_authority from hat join account on account.id = hat.account
                                where user_name = 'nurse')
     order by c.child desc offset :'place' limit 1`,
    { place },
  );
  return { name, number, from, to, other };
}

test('a transfer is proposed, not accepted, proposed again and accepted (TRF-03, TRF-08, D-31)', async ({
  page,
  goto,
  axe,
  signedIn,
  persona,
  browser,
}, { project, retry }) => {
  const child = somebody(5 + retry + (project.name === 'nojs' ? 10 : 0));
  await signedIn('la_manager');
  await goto('/search');
  await search(page, { reason: MANAGING, number: child.number });
  await openRecord(page, child.name);
  await settled(page);
  const record = new URL(page.url()).pathname;
  const propose = async (): Promise<string> => {
    await goto(`${record}/responsibility`);
    await page.getByLabel('Which authority should become responsible?').selectOption({ label: child.to });
    await page.getByRole('button', { name: 'Propose the transfer' }).click();
    await expect(page.getByText('The other authority has been asked')).toBeVisible();
    await settled(page);
    return new URL(page.url()).pathname;
  };
  await page.getByRole('link', { name: 'Responsibility for this record' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Responsibility for this record');
  await expect(page.getByRole('main')).toContainText(child.from);
  await settled(page);
  await axe();
  await page.getByRole('button', { name: 'Propose the transfer' }).click();
  await expect(page.locator('#error-summary')).toContainText('Select a local authority');
  const first = await propose();
  await axe();

  const they = persona('la_manager');
  sql(`update hat set local_authority = :'other'
       from account where account.id = hat.account and user_name = :'user' returning 1`, {
    other: child.other,
    user: they.user_name,
  });
  const desk = await elsewhere(browser, they);
  await open(desk, '/transfers');
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Transfers');
  await desk.getByRole('link', { name: child.name, exact: true }).click();
  await expect(desk).toHaveURL(new RegExp(`${first}$`));
  await expect(desk.getByRole('main')).toContainText(`From ${child.from} to your authority`);
  await settled(desk);
  await desk.getByRole('button', { name: 'Send your answer' }).click();
  await expect(desk.locator('#error-summary')).toContainText('Select your answer');
  await settled(desk);
  await desk.getByLabel('We do not agree: the child does not live in the new area').check();
  await desk.getByRole('button', { name: 'Send your answer' }).click();
  await expect(desk.getByText('Your answer has been sent')).toBeVisible();

  await goto(first);
  await expect(page.getByRole('main')).toContainText('Not accepted: the child does not live in the new area');
  const second = await propose();
  await open(desk, second);
  await desk.getByLabel('We agree: our authority becomes responsible at once').check();
  await desk.getByRole('button', { name: 'Send your answer' }).click();
  await expect(desk.getByText('Your answer has been sent')).toBeVisible();
  await desk.context().close();

  await goto('/transfers');
  await expect(page.getByRole('row', { name: new RegExp(`${child.name}.*Accepted`) })).toBeVisible();
  await axe();
  const nurse = await elsewhere(browser, persona('nurse'));
  await open(nurse, '/search');
  await search(nurse, { number: child.number });
  await openRecord(nurse, child.name);
  await expect(nurse.getByRole('main')).toContainText(child.to);
  await expect(nurse.getByRole('link', { name: 'Responsibility for this record' })).toHaveCount(0);
  await nurse.context().close();
});
