import { type Page, test } from '@playwright/test';

/** Whether this project runs the page's scripts. */
export function scripted(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/**
 * Waits until the page is what its reader gets: taken over by the browser part where scripts
 * run, as the server wrote it where they do not or where the server alone makes it.
 */
export async function settled(page: Page): Promise<void> {
  if (!scripted()) return;
  const root = page.locator('html[data-hydrated], html[data-hydration-error], html[data-from-server]');
  await root.waitFor({ state: 'attached' });
  const error = await root.getAttribute('data-hydration-error');
  if (error !== null) throw new Error(`the browser part could not take over ${page.url()}: ${error}`);
}

/** Opens a page and waits until it has settled. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}
