import { expect, test } from './support/fixtures';
import { search } from './support/search';
import { open, settled } from './support/settled';
import { elsewhere } from './support/sign-in';
import { type Pupil, placeOf, shieldedChild, supply } from './support/supply';

/** What a school sends about a shielded child of the home authority, misspelt: another for each project and try. */
function misspelt(place: number): { name: string; pupil: Pupil } {
  const { name, given, family, born } = shieldedChild(place);
  const slip = family.slice(0, -3) + family.slice(-2);
  return { name, pupil: { pupil: `misspelt-${place}`, given, family: slip, born, postcode: 'BD1 1AA' } };
}

test('what a source sends about a shielded child under another spelling is seen by the manager alone, who puts it on the record (D-34)', async ({
  page,
  goto,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const { name, pupil } = misspelt(placeOf(6, project.name, retry));
  supply('A school that misspells', pupil);

  const nurse = await elsewhere(browser, persona('nurse'));
  await open(nurse, '/search');
  await search(nurse, { given: pupil.given, family: pupil.family, postcode: pupil.postcode });
  await expect(nurse.getByRole('main')).not.toContainText(`${pupil.given} ${pupil.family}`);
  await nurse.context().close();

  await signedIn('la_manager');
  await goto('/tasks');
  await expect(page.getByRole('main')).toContainText('A source has sent something that may be about a shielded child');
  await goto('/shields');
  await page.getByRole('link', { name: 'What sources have sent that may be about a shielded child' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Whom rows of sources are about');
  await settled(page);
  await axe();
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await settled(page);
  await axe();
  const main = page.getByRole('main');
  await expect(main).toContainText(`${pupil.given} ${pupil.family}`);
  await expect(page.getByRole('row', { name: 'Date of birth' })).toContainText('Agrees');
  await expect(page.getByRole('row', { name: 'Name' })).toContainText('Differs');

  await page.getByRole('button', { name: 'Settle it' }).click();
  await expect(page.getByRole('alert')).toContainText('Select whom it is about');
  await settled(page);
  await axe();
  const here = page.url();
  await page.getByLabel('The shielded child: put what the source says on the shielded record').check();
  await page.getByRole('button', { name: 'Settle it' }).click();
  await expect(page.getByText('It has been settled')).toBeVisible();
  await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0);
  await goto(here);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(name);
});

test('another child of the same name gets a record of their own, which everybody finds (D-34)', async ({
  page,
  goto,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const { name, pupil } = misspelt(placeOf(12, project.name, retry));
  supply('A school that misspells', pupil);
  await signedIn('la_manager');
  await goto('/quarantine');
  await page.getByRole('link', { name, exact: true }).click();
  await settled(page);
  await page.getByLabel('Another child: make a record that everyone can find').check();
  await page.getByRole('button', { name: 'Settle it' }).click();
  await expect(page.getByText('It has been settled')).toBeVisible();

  const nurse = await elsewhere(browser, persona('nurse'));
  await open(nurse, '/search');
  await search(nurse, { given: pupil.given, family: pupil.family, postcode: pupil.postcode });
  await expect(nurse.getByRole('main')).toContainText(`${pupil.given} ${pupil.family}`);
  await nurse.context().close();
});
