import { mkdtempSync, openSync, closeSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes, before any test, the directory in which tests claim accounts, and removes it after the
 * last. The workers are other processes: a file that can be made only once is what they share.
 */
export default function startClaims(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'contactpoint-claims-'));
  process.env.CONTACTPOINT_CLAIMS = directory;
  return () => rmSync(directory, { recursive: true });
}

/** Claims a name for the rest of the run; false when a test has it already. */
export function claim(name: string): boolean {
  const directory = process.env.CONTACTPOINT_CLAIMS;
  if (!directory) throw new Error('accounts are claimed within a run of Playwright only');
  try {
    closeSync(openSync(join(directory, encodeURIComponent(name)), 'wx'));
    return true;
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw failure;
  }
}
