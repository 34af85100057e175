import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from './support/database';
import { expect, test } from './support/fixtures';
import { story } from './support/stories';
import { work } from './support/work';

/** Lets a notice, and the message that goes with it, wait for somebody. */
function leaveNotice(userName: string): void {
  sql(
    `insert into task (id, kind, account, child, opened_on)
       select gen_random_uuid(), 'handed-to-you', id, :'child', current_date from account where user_name = :'user_name'`,
    { user_name: userName, child: story('siobhan').number.replaceAll(' ', '') },
  );
  sql(
    `insert into mail (id, account, asked_at, next_at)
       select gen_random_uuid(), id, now(), now() from account where user_name = :'user_name'`,
    { user_name: userName },
  );
}

test('what waits is counted in the navigation, listed and put away (INV-07)', async ({ page, goto, axe, signedIn }) => {
  const nurse = await signedIn('nurse');
  await goto('/tasks');
  await expect(page.getByRole('main')).toContainText('Nothing waits for you');
  leaveNotice(nurse.user_name);
  await goto('/tasks');
  await expect(page.getByRole('navigation').getByRole('link', { name: /My tasks/ })).toContainText('1');
  const notice = page.getByRole('listitem').filter({ hasText: 'has been handed to you' });
  await expect(notice).toContainText('Siobhan Featherstonehaugh');
  await axe();
  await notice.getByRole('button', { name: /^Put away/ }).click();
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole('navigation').getByRole('link', { name: /My tasks/ })).not.toContainText('1');
});

test('a message outside tells nothing of any child (G-NOT)', async ({ signedIn }) => {
  const nurse = await signedIn('nurse');
  leaveNotice(nurse.user_name);
  work();
  const [[address]] = sql(
    `select p.email from account a join practitioner p on p.id = a.practitioner where a.user_name = :'user_name'`,
    { user_name: nurse.user_name },
  );
  const directory = process.env.CONTACTPOINT_MAIL;
  if (!directory) throw new Error('CONTACTPOINT_MAIL must name the directory of messages');
  const messages = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
  const message = messages.find((text) => text.includes(address));
  expect(message).toContain('Subject: You have a task in ContactPoint');
  for (const told of ['Siobhan', 'Featherstonehaugh', story('siobhan').number]) {
    expect(message).not.toContain(told);
  }
});

test('whoever carries no child data has no list of tasks (section 3)', async ({ page, goto, signedIn }) => {
  await signedIn('account_administrator');
  await goto('/tasks');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
});
