import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The command line of a living process; empty for a dead one, and on Linux for a zombie. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') return ask(pid, 'command=')
  return readProc(pid, 'cmdline').replaceAll('\0', ' ').trim()
}

/** When a process started, in the system's own notation: together with the pid it names one process for ever. */
export function startOf(pid: number): string {
  if (process.platform !== 'linux') return ask(pid, 'lstart=')
  const stat = readProc(pid, 'stat')
  // proc(5): the name, field 2, is in parentheses and may hold spaces; field 3 is the state, field 22 the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? '' : (fields[19] ?? '')
}

const readProc = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

const ask = (pid: number, column: string): string =>
  spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
