import { test as base, expect } from '@playwright/test';
import { axe } from './axe';
import { complaintsOf } from './complaints';
import { freshPersona, type Persona } from './personas';
import { open, scripted } from './settled';
import { signIn } from './sign-in';

interface Fixtures {
  /** Opens a path and waits until the page has settled. */
  goto: (path: string) => Promise<void>;
  /** Fails when axe finds anything on the page. */
  axe: () => Promise<void>;
  /** An account of a role that is this test's alone. */
  persona: (role: string) => Persona;
  /** Signs somebody of a role in and answers who. */
  signedIn: (role: string) => Promise<Persona>;
  /** Whether the page's scripts run in this project. */
  scripted: boolean;
  /** Fails a journey on whose pages something went wrong, whatever the journey itself found. */
  noComplaints: void;
}

export const test = base.extend<Fixtures>({
  goto: async ({ page }, use) => use((path) => open(page, path)),
  axe: async ({ page }, use) => use(() => axe(page)),
  // Playwright reads the parameters: where nothing is needed the pattern must be empty.
  persona: async ({}, use) => use(freshPersona),
  signedIn: async ({ page }, use) =>
    use(async (role) => {
      const persona = freshPersona(role);
      await signIn(page, persona);
      return persona;
    }),
  scripted: async ({}, use) => use(scripted()),
  noComplaints: [
    async ({ context, page }, use) => {
      const complaints = complaintsOf(context);
      await use();
      if (scripted() && !page.isClosed() && page.url().startsWith('http')) {
        const error = await page.locator('html').getAttribute('data-hydration-error');
        if (error !== null) complaints.push(`the browser part stopped: ${error}`);
      }
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
