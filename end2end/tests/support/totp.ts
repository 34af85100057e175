import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

const STEP_SECONDS = 30;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes that a base32 text (RFC 4648) stands for. */
export function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text.toUpperCase().replace(/[=\s]/g, '')) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) throw new Error('not base32');
    value = ((value << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}

/** The code of a step (RFC 6238: SHA-1, six digits, thirty seconds). */
export function codeOfStep(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = digest[digest.length - 1] & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The step of a moment, by default of now. */
export function stepAt(moment: number = Date.now()): number {
  return Math.floor(moment / 1000 / STEP_SECONDS);
}

const lastStep = new Map<string, number>();

/**
 * A code that has not been used: the present one, or the next once its time has come. A code is
 * good once (AUTH-01), so a second sign-in with the same token waits up to half a minute.
 */
export async function freshCode(secret: string): Promise<string> {
  const used = lastStep.get(secret) ?? 0;
  while (stepAt() <= used) await wait(250);
  const step = stepAt();
  lastStep.set(secret, step);
  return codeOfStep(secret, step);
}
