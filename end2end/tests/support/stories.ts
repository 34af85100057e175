import { readFileSync } from 'node:fs';

/** A child whose story is known, as the program that loads the population writes it. */
export interface Story {
  readonly story: string;
  readonly number: string;
  readonly given: string;
  readonly family: string;
  /** As in 2009-04-23. */
  readonly date_of_birth: string;
}

function stories(): Story[] {
  const file = process.env.CONTACTPOINT_STORIES;
  if (!file) throw new Error('CONTACTPOINT_STORIES must name the file of stories');
  return JSON.parse(readFileSync(file, 'utf8')) as Story[];
}

/**
 * The numbers of the stories' children, parted by commas, those of caseloads left out: from no other
 * journey may one be taken away.
 */
export function storyNumbers(): string {
  return stories()
    .filter((one) => !one.story.startsWith('caseload-'))
    .map((one) => one.number.replaceAll(' ', ''))
    .join();
}

/** The child of a story. */
export function story(key: string): Story {
  const found = stories().find((one) => one.story === key);
  if (!found) throw new Error(`there is no story ${key}`);
  return found;
}
