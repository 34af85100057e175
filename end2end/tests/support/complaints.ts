import type { BrowserContext } from '@playwright/test';

/** What no page may ever say: a breach of the content security policy, or a panic. */
const GRAVE = /content security policy|panicked at|unreachable executed|hydration/i;

/** Collects what the pages of a context complain of; a journey that leaves any has failed. */
export function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('weberror', (failure) => {
    complaints.push(`${failure.page()?.url() ?? 'a page'}: ${failure.error().message}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && GRAVE.test(message.text())) {
      complaints.push(`${message.page()?.url() ?? 'a page'}: ${message.text()}`);
    }
  });
  return complaints;
}
