import { contactpoint } from './program';

/**
 * Does everything that time has made due, now or at a moment such as `2027-03-01T09:00:00Z`; or only
 * what one rule has, so that no other journey's time goes on.
 */
export function work(at?: string, rule?: string): void {
  const moment = at === undefined ? [] : ['--at', at];
  const only = rule === undefined ? [] : ['--rule', rule];
  contactpoint('work', '--until-idle', ...moment, ...only);
}
