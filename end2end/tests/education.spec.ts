import { expect, test } from './support/fixtures';
import { work } from './support/work';

test('an officer gives a reason, sees who has no setting recorded, and opens a record (CNE-01, CNE-02, CNE-04, CNE-06)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  await signedIn('education_officer');
  await page.getByRole('link', { name: 'Not receiving education' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Children not receiving education');
  await axe();
  await page.getByRole('button', { name: 'Show the list' }).click();
  await expect(page.getByRole('alert')).toContainText('Select why you are looking at the list');
  await axe();
  await page.getByLabel('The regular look at who may not be receiving education').check();
  await page.getByRole('button', { name: 'Show the list' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Children with no educational setting recorded');
  await expect(page.getByRole('main')).toContainText('does not prove that a child receives no education');
  await expect(page.getByRole('link', { name: 'a list of their own' })).toHaveCount(0);
  await axe();

  const open = page.getByRole('button', { name: /: open the record$/ }).first();
  const name = (await open.textContent())?.replace(': open the record', '').trim() ?? '';
  await open.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  const education = page.getByRole('link', { name: 'Say where the child is educated' });
  await education.click();
  await expect(page.getByRole('option', { name: 'Educated at home' })).toHaveCount(1);
  await axe();
  await page.goBack();
  await page.goBack();
  await goto(`${new URL(page.url()).pathname}/shielded`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
});

test('a manager sees shielded children on a list of their own, and has officers reminded (CNE-05, CNE-07, D-32)', async ({
  page,
  goto,
  axe,
  signedIn,
}) => {
  await signedIn('la_manager');
  await goto('/desk');
  await page.getByRole('link', { name: 'Children not receiving education' }).click();
  await page.getByRole('button', { name: /Remind them each month|Stop the reminders/ }).click();
  await expect(page.getByRole('main')).toContainText(/are reminded of the list on the first|are not reminded/);
  await page.getByLabel('To find records on which a setting is missing').check();
  await page.getByRole('button', { name: 'Show the list' }).click();
  await page.getByRole('link', { name: 'a list of their own' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Shielded children with no educational setting recorded',
  );
  await axe();
});

test('figures are rounded, and small ones left out (STA-02, STA-03)', async ({ page, goto, axe, signedIn }) => {
  work(undefined, 'statistics');
  await signedIn('la_manager');
  await goto('/desk');
  await page.getByRole('link', { name: 'Statistics' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Statistics');
  const rows = page.getByRole('table', { name: 'Children by age' }).getByRole('row');
  await expect(rows).toHaveCount(6);
  for (const figure of await rows.getByRole('cell').allTextContents()) {
    expect(figure).toMatch(/^(Not shown|[\d,]*[05])$/);
  }
  await axe();
});
