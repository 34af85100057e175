import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

// The distribution's browser where there is one, rather without a window since it takes half the
// time; otherwise Playwright's own.
const installed = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync);

const browser = {
  ...devices['Desktop Chrome'],
  channel: undefined,
  launchOptions: {
    executablePath: installed,
    // A browser that talks to nobody but the server under test. Test machines run it as root.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};

export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/support/claims.ts',
  outputDir: 'test-results/attachments',
  fullyParallel: true,
  forbidOnly: true,
  // On a machine that others share a page may be slow once; it may not be slow twice.
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  use: {
    baseURL: process.env.CONTACTPOINT_URL ?? 'http://localhost:3000',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    actionTimeout: 10_000,
    // Recording costs a third of the time: in CI only what failed once is recorded.
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'wasm', use: { ...browser } },
    { name: 'nojs', use: { ...browser, javaScriptEnabled: false } },
  ],
});
