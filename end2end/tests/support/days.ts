import type { Page } from '@playwright/test';

/** Fills in today, or a day before or after it. */
export async function day(page: Page, legend: string, ahead = 0): Promise<void> {
  const date = new Date(Date.now() + ahead * 86_400_000);
  const group = page.getByRole('group', { name: legend });
  await group.getByLabel('Day', { exact: true }).fill(String(date.getDate()));
  await group.getByLabel('Month', { exact: true }).fill(String(date.getMonth() + 1));
  await group.getByLabel('Year', { exact: true }).fill(String(date.getFullYear()));
}
