import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { elsewhere } from './support/sign-in';

/** A child of one's own authority whose record nothing else in the journeys is about. */
function somebody(projectName: string, place: number): { given: string; family: string; number: string } {
  const [[given, family, number]] = sql(
    `select given, family, lpad(child::text, 12, '0') from live.child
     where not shielded and date_of_death is null and leaves_live_on > current_date + 400
       and local_authority = (select local_authority from hat join account on account.id = hat.account
                              where user_name = 'nurse')
     order by child offset :'place' limit 1`,
    { place: place + (projectName === 'nojs' ? 20 : 0) },
  );
  return { given, family, number };
}

test('a death is told, shown at once, and a mistake corrected (DTH-01, DTH-03, DTH-04)', async ({
  page,
  goto,
  axe,
  signedIn,
  persona,
  browser,
}, { project }) => {
  const child = somebody(project.name, 1);
  const name = `${child.given} ${child.family}`;
  await signedIn('nurse');
  await goto('/search');
  await search(page, { number: child.number });
  await openRecord(page, name);
  await page.getByRole('link', { name: 'Tell us that this child has died' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tell us that this child has died');
  await axe();
  await page.getByRole('button', { name: 'Confirm and tell' }).click();
  await expect(page.locator('#error-summary')).toContainText('Enter the date of death');
  await expect(page.locator('#error-summary')).toContainText('Select how you know');
  const [[day, month, year]] = sql(
    `select extract(day from d), extract(month from d), extract(year from d) from (select current_date - 3 as d) t`,
  );
  await page.getByLabel('Day', { exact: true }).fill(day);
  await page.getByLabel('Month', { exact: true }).fill(month);
  await page.getByLabel('Year', { exact: true }).fill(year);
  await page.getByLabel('I have seen a document', { exact: true }).check();
  await page.getByRole('button', { name: 'Confirm and tell' }).click();
  await expect(page).toHaveURL(/done=death-notified/);
  await expect(page.getByText('Date of death')).toBeVisible();
  expect(await page.content()).not.toContain('onfirmed');

  const desk = await elsewhere(browser, persona('data_administrator'));
  await desk.goto('/deaths');
  const card = desk.locator('.govuk-summary-card').filter({ hasText: name });
  await expect(card).toContainText('Not confirmed');
  await card.getByRole('link', { name: /Correct a mistake/ }).click();
  await desk.getByLabel('I have seen a document', { exact: true }).check();
  await desk.getByLabel('Reference of your evidence').fill('letter of 3 May');
  await desk.getByRole('button', { name: 'Correct it' }).click();
  await expect(desk.getByText('The notification has been corrected')).toBeVisible();
  await desk.context().close();

  await goto(new URL(page.url()).pathname);
  await expect(page.getByText('Date of death')).toHaveCount(0);
});

test('a child who has moved is found at the new address (CTY-01, UPD-06)', async ({
  page,
  goto,
  axe,
  signedIn,
}, { project }) => {
  const child = somebody(project.name, 3);
  await signedIn('nurse');
  await goto('/search');
  await search(page, { number: child.number });
  await openRecord(page, `${child.given} ${child.family}`);
  await page.getByRole('link', { name: 'Tell us that this child has moved' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tell us that this child has moved');
  await axe();
  const [[sector]] = sql(`select sector from postcode_sector order by sector limit 1`);
  await page.getByLabel('I know the new address').check();
  await page.getByLabel('Address line 1', { exact: true }).fill('3 Journey Lane');
  await page.getByLabel('Town or city', { exact: true }).fill('Elsewhere');
  await page.getByLabel('Postcode', { exact: true }).fill('nonsense');
  await page.getByLabel('A parent or carer told me', { exact: true }).check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('#error-summary')).toContainText('Enter a full postcode');
  await expect(page.getByLabel('Address line 1', { exact: true })).toHaveValue('3 Journey Lane');
  await page.getByLabel('Postcode', { exact: true }).fill(`${sector}AB`);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Thank you');
  await expect(page.getByRole('main')).toContainText('3 Journey Lane');
});
