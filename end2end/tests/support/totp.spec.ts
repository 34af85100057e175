import { expect, test } from '@playwright/test';
import { codeOfStep, fromBase32, stepAt } from './totp';

// The secret and the codes of RFC 6238, appendix B, cut to six digits.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test('a token code is the one RFC 6238 gives', () => {
  expect(fromBase32(secret).toString()).toBe('12345678901234567890');
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [2000000000, '279037'],
  ] as const) {
    expect(codeOfStep(secret, stepAt(seconds * 1000))).toBe(code);
  }
});
