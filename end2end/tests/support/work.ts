import { contactpoint } from './program';

/** Does everything that time has made due, now or at a moment such as `2027-03-01T09:00:00Z`. */
export function work(at?: string): void {
  const moment = at === undefined ? [] : ['--at', at];
  contactpoint('work', '--until-idle', ...moment);
}
