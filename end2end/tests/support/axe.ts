import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { scripted } from './settled';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

/**
 * Fails when axe finds anything on the page as it stands, or when a narrow window is too narrow for it.
 *
 * Without scripts axe would wait for ever, so there the very same HTML is looked at in a page
 * that runs scripts but is given none of ours.
 */
export async function axe(page: Page): Promise<void> {
  const found = scripted() ? await violations(page) : await violationsOfCopy(page);
  expect(found, `axe on ${page.url()}`).toEqual([]);
  if (scripted()) expect(await tooWide(page), `pixels beyond a narrow window on ${page.url()}`).toBe(0);
}

/**
 * How much wider a page is than a window of 320 pixels, in which nothing may have to be scrolled
 * sideways (WCAG 1.4.10).
 */
async function tooWide(page: Page): Promise<number> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 800 });
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  if (size) await page.setViewportSize(size);
  return beyond;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const results: AxeResults = await page.evaluate(
    (chosen) => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(chosen),
    options,
  );
  return results.violations.map(({ id, help, nodes }) => {
    const places = nodes.map((node) => node.target.join(' ')).join(', ');
    return `${id}: ${help} (${places})`;
  });
}

async function violationsOfCopy(page: Page): Promise<string[]> {
  const html = await page.content();
  const context = await page.context().browser()?.newContext({
    javaScriptEnabled: true,
    viewport: page.viewportSize(),
  });
  if (!context) throw new Error('the page has no browser');
  try {
    const copy = await context.newPage();
    await copy.route('**/*', (route) => {
      const request = route.request();
      if (request.isNavigationRequest()) return route.fulfill({ contentType: 'text/html', body: html });
      return request.resourceType() === 'stylesheet' ? route.continue() : route.abort();
    });
    await copy.goto(page.url());
    return await violations(copy);
  } finally {
    await context.close();
  }
}
