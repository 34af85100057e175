import { type Browser, expect, type Page } from '@playwright/test';
import type { Persona } from './personas';
import { open, settled } from './settled';
import { freshCode } from './totp';

/** Fills in the sign-in page and sends it. Whatever comes next is the caller's to look at. */
export async function enterCredentials(
  page: Page,
  persona: Persona,
  changed: Partial<{ userName: string; password: string; pin: string; code: string }> = {},
): Promise<void> {
  await open(page, '/sign-in');
  await page.getByLabel('User name', { exact: true }).fill(changed.userName ?? persona.user_name);
  await page.getByLabel('Password', { exact: true }).fill(changed.password ?? persona.password);
  await page.getByLabel('PIN', { exact: true }).fill(changed.pin ?? persona.pin);
  // Last, since the code ages.
  const code = changed.code ?? (await freshCode(persona.token_secret));
  await page.getByLabel('Token code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in and reads the notice every session begins with (AUTH-08). */
export async function signIn(page: Page, persona: Persona): Promise<void> {
  await enterCredentials(page, persona);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText('Before you continue');
  await settled(page);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(heading).not.toContainText('Before you continue');
  await settled(page);
}

/** Signs somebody else in, in a browser of their own, whose context the caller closes. */
export async function elsewhere(browser: Browser, persona: Persona): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, persona);
  return page;
}
