import { expect, test } from './support/fixtures';
import { openRecord, search } from './support/search';
import { elsewhere } from './support/sign-in';
import { open, settled } from './support/settled';
import { sql } from './support/database';
import { placeOf, supply } from './support/supply';

const GIVEN = ['Isolde', 'Leopold', 'Marigold', 'Thaddeus', 'Wilhelmina', 'Zachariah'];
const FAMILY = ['Applegarth', 'Butterworth', 'Cholmondeley', 'Dinwoodie', 'Entwistle', 'Fotheringay'];

/** A child of the home authority whom a source supplies, and the number of the record that is made. */
function child(source: string, place: number, born: string): { name: string; number: string } {
  const given = GIVEN[place % GIVEN.length] ?? '';
  const family = FAMILY[(place * 5 + Math.floor(place / GIVEN.length)) % FAMILY.length] ?? '';
  const [[postcode]] = sql(
    `select postcode from live.child where local_authority = 'E08000032' and postcode is not null
       and left(postcode, -2) in (select sector from postcode_sector where local_authority = 'E08000032')
     order by child desc limit 1`,
  );
  supply(source, { pupil: `joined-${place}`, given, family, born, postcode });
  const [[number]] = sql(
    `select child::text from live.child
     where given = :'given' and family = :'family' and date_of_birth = (:'born')::date`,
    { given, family, born },
  );
  return { name: `${given} ${family}`, number };
}

test('two records of one child are put together after a look at both, and parted again (MAT-05, T-43)', async ({
  page,
  goto,
  axe,
  browser,
  persona,
  signedIn,
}, { project, retry }) => {
  const place = placeOf(0, project.name, retry);
  const stays = child('A school of one name', place, '2013-02-11');
  const goes = child('A school of another name', place + 12, '2014-07-23');

  await signedIn('data_administrator');
  await goto('/search');
  await search(page, { number: stays.number });
  await openRecord(page, stays.name);
  await page.getByRole('link', { name: 'What this record was put together from' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What this record was put together from');
  await settled(page);
  await axe();
  const main = page.getByRole('main');
  await expect(main).toContainText('A school of one name');
  await expect(main).toContainText('The record rests on it');

  const number = page.getByLabel('ContactPoint number of the other record');
  await number.fill('1234');
  await page.getByRole('button', { name: 'Compare the records' }).click();
  await expect(page.getByRole('alert')).toContainText('A ContactPoint number has 12 digits');
  await expect(number).toHaveValue('1234');
  await axe();
  await number.fill(stays.number);
  await page.getByRole('button', { name: 'Compare the records' }).click();
  await expect(page.getByRole('alert')).toContainText('This is the number of the record that you have open');
  await number.fill(goes.number);
  await page.getByRole('button', { name: 'Compare the records' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Are these records of one child?');
  await settled(page);
  await axe();
  expect(page.url()).not.toContain(goes.number);
  await expect(page.getByRole('row', { name: 'Date of birth' })).toContainText('Differs');

  await page.getByRole('button', { name: 'Put the records together' }).click();
  await expect(page.getByRole('alert')).toContainText('Tick the box if you are sure');
  await page.getByLabel('Yes, both records are of one child').check();
  await page.getByRole('button', { name: 'Put the records together' }).click();
  await expect(page.getByText('The records have been put together')).toBeVisible();
  await settled(page);
  await axe();
  await expect(main).toContainText('A school of another name');

  // The number that went leads the management team to the record, and nobody else anywhere.
  const nurse = await elsewhere(browser, persona('nurse'));
  await open(nurse, '/search');
  await search(nurse, { number: goes.number });
  await expect(nurse.getByRole('heading', { level: 1 })).toHaveText('No record matches');
  await nurse.context().close();

  await page.getByRole('button', { name: 'Part them' }).click();
  await expect(page.getByText('The records have been parted')).toBeVisible();
  await settled(page);
  await expect(main).not.toContainText('A school of another name');
  await goto('/search');
  await search(page, { number: goes.number });
  await openRecord(page, goes.name);
});

test('a row that is about another child is taken off and makes a record of its own (MAT-05)', async ({
  page,
  goto,
  axe,
  signedIn,
}, { project, retry }) => {
  const place = placeOf(18, project.name, retry);
  const stays = child('A school of one name', place, '2012-05-17');
  const other = child('A school of another name', place + 12, '2015-09-02');

  await signedIn('data_administrator');
  await goto('/search');
  await search(page, { number: stays.number });
  await openRecord(page, stays.name);
  await page.getByRole('link', { name: 'What this record was put together from' }).click();
  await page.getByLabel('ContactPoint number of the other record').fill(other.number);
  await page.getByRole('button', { name: 'Compare the records' }).click();
  await page.getByLabel('Yes, both records are of one child').check();
  await page.getByRole('button', { name: 'Put the records together' }).click();
  await expect(page.getByText('The records have been put together')).toBeVisible();

  await page.getByRole('button', { name: 'Take it off (the row of A school of another name)' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(stays.name);
  await settled(page);
  await axe();
  await expect(page.getByRole('main')).toContainText(other.name);
  await page.getByLabel('Another child: make a record that everyone can find').check();
  await page.getByRole('button', { name: 'Settle it' }).click();
  await expect(page.getByText('It has been settled')).toBeVisible();

  const [given = '', family = ''] = other.name.split(' ');
  await goto('/search');
  await search(page, { given, family, born: ['2', '9', '2015'] });
  await openRecord(page, other.name);
});
