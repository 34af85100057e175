import { expect, type Page } from '@playwright/test';
import { record } from './search';
import { settled } from './settled';

/** Opens the form on which an involvement of a sensitive service is recorded. */
export async function recordForm(page: Page, key: string): Promise<void> {
  await record(page, key);
  await page.getByRole('button', { name: 'Record an involvement of a sensitive service' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Record an involvement of a sensitive service',
  );
  await settled(page);
}

/** Ticks every statement about consent. */
export async function attest(page: Page): Promise<void> {
  await page.getByLabel('Consent', { exact: true }).check();
  await page.getByLabel('The child', { exact: true }).check();
  for (const box of await page.locator('input[name="checklist[]"]').all()) await box.check();
}

/** Fills in whom to ring. */
export async function details(page: Page, telephone: string): Promise<void> {
  await page.locator('input[name="service"]').first().check();
  await page.getByLabel('Me', { exact: true }).check();
  await page.getByLabel('Telephone number', { exact: true }).fill(telephone);
}

/** Records one's own involvement of a sensitive service, with consent. */
export async function recordSensitive(page: Page, key: string, telephone: string): Promise<void> {
  await recordForm(page, key);
  await details(page, telephone);
  await attest(page);
  await page.getByRole('button', { name: 'Record involvement' }).click();
  await expect(page.getByText('Your involvement has been recorded')).toBeVisible();
}
