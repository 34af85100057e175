import { execFileSync } from 'node:child_process';

/** Does everything that time has made due, now or at a moment such as `2027-03-01T09:00:00Z`. */
export function work(at?: string): void {
  const program = process.env.CONTACTPOINT_PROGRAM;
  if (!program) throw new Error('CONTACTPOINT_PROGRAM must name the program');
  const moment = at === undefined ? [] : ['--at', at];
  execFileSync(program, ['work', '--until-idle', ...moment], { stdio: ['ignore', 'ignore', 'inherit'] });
}
