import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { fillSearch, openRecord, PROVIDING, search } from './support/search';
import { elsewhere } from './support/sign-in';
import { story } from './support/stories';

const siobhan = 'Siobhan Featherstonehaugh';

/** Day, month and year of a story's child as they are typed. */
function born(key: string): [string, string, string] {
  const [year, month, day] = story(key).date_of_birth.split('-').map(Number);
  return [`${day}`, `${month}`, `${year}`];
}

test('a health visitor finds a child by a misspelt name and a transposed date, and rings the lead professional (SRCH-02, SRCH-06, REC-06)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await goto('/search');
  const [day, month, year] = born('siobhan');
  await search(page, { given: 'Shivaun', family: 'Fetherstonhaugh', born: [month, day, year] });
  const match = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: siobhan }) });
  await expect(match).toContainText('7 April');
  await expect(match).toContainText('Female');
  await expect(match).toContainText('14 Canal Terrace');
  await expect(match).toContainText(story('siobhan').number);
  await expect(match).toContainText('Day and month of birth exchanged');
  await openRecord(page, siobhan);
  const working = page.getByRole('region', { name: 'Who is working with this child' });
  const lead = working.getByRole('listitem').first();
  await expect(lead).toContainText('Lead professional');
  const telephone = lead.getByRole('link');
  const number = await telephone.innerText();
  await expect(telephone).toHaveAttribute('href', `tel:${number.replaceAll(' ', '')}`);
});

test('a child is found by a former name, by a nickname, and by names the other way round (SRCH-02)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  for (const [given, family] of [
    ['Siobhan', 'McGillicuddy'],
    ['Shiv', 'Featherstonehaugh'],
    ['Featherstonehaugh', 'Siobhan'],
  ] as const) {
    await goto('/search');
    await search(page, { given, family, born: born('siobhan') });
    await expect(page.getByRole('heading', { level: 2, name: siobhan })).toBeVisible();
  }
});

test('a search without a reason is not made, keeps what was typed and says what to do (SRCH-01)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await goto('/search');
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await fillSearch(page, {
    given: 'Siobhan',
    family: 'Featherstonehaugh',
    born: born('siobhan'),
    postcode: 'BV1',
    school: 'St Paul',
    parent: 'Róisín',
  });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const summary = page.locator('#error-summary');
  await expect(summary).toContainText('Select why you need this record');
  await expect(page).toHaveTitle(/^Error: Find a child/);
  await expect(page).toHaveURL(/\/search\?form=[0-9a-f-]+(#error-summary)?$/);
  for (const [label, value] of [
    ['First name', 'Siobhan'],
    ['Surname', 'Featherstonehaugh'],
    ['Day', '7'],
    ['Month', '4'],
    ['Year', born('siobhan')[2]],
    ['Postcode, or its first half', 'BV1'],
    ['School', 'St Paul'],
    ['A parent’s or carer’s name', 'Róisín'],
  ] as const) {
    await expect(page.getByLabel(label, { exact: true })).toHaveValue(value);
  }
  await summary.getByRole('link', { name: 'Select why you need this record' }).click();
  await expect(page.getByLabel(PROVIDING, { exact: true })).toBeFocused();
  await search(page, {});
  await expect(page.getByRole('heading', { level: 2, name: siobhan })).toBeVisible();
});

test('another reason needs words (SRCH-01, D-48)', async ({ page, goto, signedIn }) => {
  await signedIn('nurse');
  await goto('/search');
  await fillSearch(page, { reason: 'Another reason', family: 'Featherstonehaugh', born: born('siobhan') });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.locator('#error-summary')).toContainText('Explain your reason in a few words');
  await expect(page.getByLabel('Another reason', { exact: true })).toBeChecked();
  await search(page, { reason: 'Another reason', words: 'asked for by the court officer' });
  await expect(page.getByRole('heading', { level: 2, name: siobhan })).toBeVisible();
});

test('what cannot be searched by is asked for again, in words that say how (SRCH-02, SRCH-04)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  for (const [typed, message] of [
    [{ family: 'Featherstonehaugh' }, 'Enter a date of birth, an age, a postcode or a school as well as the name'],
    [{ postcode: 'BV1' }, 'Enter the child’s surname'],
    [{ family: 'Feath*', age: '10' }, 'no sign can stand for letters'],
    [{ family: 'Featherstonehaugh', born: ['30', '2', '2016'] }, 'Date of birth must be a real date'],
    [{ family: 'Featherstonehaugh', age: '10', school: 'Nosuchschoolatall' }, 'No school of that name is known'],
    [{ number: '1234 5678 9012' }, 'That is not a ContactPoint number: check each digit'],
  ] as const) {
    await goto('/search');
    await fillSearch(page, { reason: PROVIDING, ...typed });
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await expect(page.locator('#error-summary')).toContainText(message);
    await expect(page.getByLabel(PROVIDING, { exact: true })).toBeChecked();
  }
});

test('too many matches show no row and no number, only what to add (SRCH-03, D-27)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await goto('/search');
  await search(page, { given: 'Mohammed', family: 'Khan', school: 'St Paul' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Too many records match');
  await expect(page.getByRole('button', { name: /^Open record/ })).toHaveCount(0);
  const main = page.getByRole('main');
  await expect(main).not.toContainText(/\d/);
  await expect(main).not.toContainText('Khan');
  expect((await page.content()).match(/khan/gi)).toBeNull();
  await page.getByRole('button', { name: 'Add details' }).click();
  await expect(page.getByLabel('Surname', { exact: true })).toHaveValue('Khan');
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await search(page, { born: born('khan-03') });
  await expect(page.getByRole('listitem').filter({ hasText: story('khan-03').number })).toBeVisible();
});

test('a shielded child is found by full name and date of birth only, and shows four facts (SRCH-05, D-01)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await goto('/search');
  await search(page, { given: 'Marek', family: 'Wisniewski', age: '9' });
  await expect(page.getByText('Wiśniewski')).toHaveCount(0);
  await goto('/search');
  // Another child's postcode and parent: what is hidden takes no part, whatever is typed.
  await search(page, {
    given: 'Marek',
    family: 'Wiśniewski',
    born: born('shielded'),
    postcode: 'BV1 3JJ',
    parent: 'Róisín',
  });
  const match = page.getByRole('listitem').filter({
    has: page.getByRole('heading', { level: 2, name: 'Marek Wiśniewski' }),
  });
  await expect(match).toContainText('Shielded');
  await expect(match.getByRole('term')).toHaveText(['Date of birth', 'Gender', 'ContactPoint number']);
  await expect(match).not.toContainText('Why it matches');
  expect(await page.content()).not.toContain('Priory Walk');
});

test('no match gives the same advice whatever the cause, and keeps the search to change (SRCH-07)', async ({
  page,
  goto,
  signedIn,
}) => {
  await signedIn('nurse');
  await goto('/search');
  await search(page, { given: 'Zebedee', family: 'Quillfeather', age: '7' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No record matches');
  await expect(page.getByRole('main')).toContainText('Might the child be known by another name');
  await page.getByRole('button', { name: 'Change your search' }).click();
  await expect(page.getByLabel('Surname', { exact: true })).toHaveValue('Quillfeather');
});

test('a child’s number alone finds the child (SRCH-02)', async ({ page, goto, signedIn }) => {
  await signedIn('nurse');
  await goto('/search');
  await search(page, { number: story('baby').number });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 record matches');
  await expect(page.getByRole('heading', { level: 2, name: 'Nathaniel Greenhalgh' })).toBeVisible();
});

test('a place outside one’s own area asks for words (SRCH-09, D-48)', async ({ page, goto, signedIn }) => {
  const nurse = await signedIn('nurse');
  const [[elsewhere]] = sql(
    `select sector from postcode_sector where local_authority not in
       (select hat.local_authority from hat join account on account.id = hat.account
        where user_name = :'user_name') order by sector limit 1`,
    { user_name: nurse.user_name },
  );
  await goto('/search');
  await fillSearch(page, { reason: PROVIDING, family: 'Quillfeather', age: '7', postcode: elsewhere });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const message = 'The postcode is in another authority’s area: explain your reason in a few words';
  await expect(page.locator('#error-summary')).toContainText(message);
  await expect(page.getByLabel('Postcode, or its first half', { exact: true })).toHaveValue(elsewhere);
  await expect(page.getByLabel(PROVIDING, { exact: true })).toBeChecked();
  await search(page, { words: 'the family is moving to our area' });
});

test('criteria, names and numbers never stand in an address (SRCH-04)', async ({ page, goto, signedIn }) => {
  await signedIn('nurse');
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(decodeURIComponent(request.url()).toLowerCase()));
  page.on('framenavigated', (frame) => addresses.push(decodeURIComponent(frame.url()).toLowerCase()));
  await goto('/search');
  await fillSearch(page, { given: 'Siobhan', family: 'Featherstonehaugh', born: born('siobhan') });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.locator('#error-summary')).toBeVisible();
  await search(page, {});
  await openRecord(page, siobhan);
  const digits = story('siobhan').number.replaceAll(' ', '');
  for (const told of ['siobhan', 'featherston', story('siobhan').date_of_birth, digits]) {
    expect(addresses.filter((url) => url.includes(told))).toEqual([]);
  }
});

test('a record is opened by sending a form, in one’s own session only (SRCH-01, SRCH-04)', async ({
  page,
  goto,
  browser,
  persona,
  signedIn,
}) => {
  await signedIn('nurse');
  await goto('/search');
  await search(page, { number: story('siobhan').number });
  const results = new URL(page.url()).pathname;
  const form = page.locator('form', { has: page.getByRole('button', { name: `Open record of ${siobhan}` }) });
  const sent = await form.locator('input').evaluateAll((inputs) =>
    inputs.map((input) => [input.getAttribute('name'), input.getAttribute('value')] as [string, string]),
  );
  const asked = await page.request.get(`/api/search/open?${new URLSearchParams(sent)}`);
  expect(asked.ok()).toBe(false);
  expect(await asked.text()).not.toContain('Canal Terrace');
  const number = story('siobhan').number.replaceAll(' ', '');
  expect((await page.request.get(`/child-record/${number}`)).status()).toBe(404);
  await openRecord(page, siobhan);
  const opened = new URL(page.url()).pathname;

  const other = await elsewhere(browser, persona('nurse'));
  for (const path of [results, opened]) {
    const answer = await other.goto(path);
    expect(answer?.status()).toBe(404);
    expect(await answer?.text()).not.toContain('Featherstonehaugh');
  }
  await other.context().close();
});
