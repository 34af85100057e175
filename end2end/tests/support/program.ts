import { execFileSync } from 'node:child_process';

/** Runs a command of the program `contactpoint` in the surroundings of the run. */
export function contactpoint(...command: string[]): void {
  const program = process.env.CONTACTPOINT_PROGRAM;
  if (!program) throw new Error('CONTACTPOINT_PROGRAM must name the program');
  execFileSync(program, command, { stdio: ['ignore', 'ignore', 'inherit'] });
}
