import { readFileSync } from 'node:fs';
import { claim } from './claims';

/** An account somebody can sign in with, as the program that loads the population writes it. */
export interface Persona {
  readonly role: string;
  readonly user_name: string;
  readonly password: string;
  readonly pin: string;
  /** The secret of the token, base32. */
  readonly token_secret: string;
  readonly name: string;
}

let known: readonly Persona[] | undefined;

/** Everyone who can sign in. */
export function personas(): readonly Persona[] {
  const file = process.env.CONTACTPOINT_PERSONAS;
  if (!file) throw new Error('CONTACTPOINT_PERSONAS must name the file of personas');
  known ??= JSON.parse(readFileSync(file, 'utf8')) as Persona[];
  return known;
}

/**
 * An account of a role that no other test of this run has or had: an account has one live
 * session, and a token code is good once.
 */
export function freshPersona(role: string): Persona {
  const ofRole = personas().filter((persona) => persona.role === role);
  const fresh = ofRole.find((persona) => claim(persona.user_name));
  if (!fresh) {
    throw new Error(`all ${ofRole.length} accounts of the role ${role} are taken: load more personas`);
  }
  return fresh;
}
