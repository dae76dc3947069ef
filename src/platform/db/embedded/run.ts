import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Place } from './place.ts'

/** The command line that runs one of PostgreSQL's programs in its place. */
export function commandFor(
  place: Place,
  program: 'initdb' | 'postgres',
  args: readonly string[],
): readonly string[] {
  return [...place.prefix, join(place.native, 'bin', program), ...args]
}

/** Starts a command as the place's user, without the PG* variables, the language or the time zone of our own caller. */
export function spawnIn(place: Place, command: readonly string[], options: SpawnOptions): ChildProcess {
  const [program = '', ...args] = command
  const env = { PATH: process.env.PATH, LC_ALL: 'C' }
  return spawn(program, args, { ...options, ...place.ids, cwd: place.home, env })
}
