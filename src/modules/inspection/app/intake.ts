import { createHash } from 'node:crypto'
import { dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import { type importLines, inspectionRefusals, LINE_TROUBLES, type sendLines } from '../contract/index.ts'
import {
  calibrationsOf,
  type FreshLine,
  findInstrument,
  type InstrumentRow,
  insertLines,
  instrumentOfMachine,
  lockIntake,
  type NewLine,
  samplesOfCodes,
} from '../db/lab.ts'
import { headerOf, readLine } from '../domain/device-line.ts'
import { judge } from '../domain/inhibition.ts'
import { SAMPLE_CODE } from '../domain/public-number.ts'
import { isRapid } from '../domain/registry.ts'
import { type Keeping, keepRuns, type NewRun } from './keep-runs.ts'
import { plain } from './record-run.ts'
import { knownMethod } from './registry.ts'

type Intake = AnswerOf<typeof sendLines>
type Via = 'http' | 'mqtt' | 'file'
const LINE_MOST = 4_096
const AT_ONCE = 1_000

const SHANGHAI = '+08:00'
const instantOf = (local: string): Date | undefined => {
  const at = new Date(`${local}${SHANGHAI}`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** Text of a device: UTF-8, else GB 18030 as older ones write. */
function textOf(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder('gb18030').decode(raw)
  }
}

/** The lines as they came, without their ends; empty ones are none. */
function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from)
    const to = end === -1 ? bytes.length : end
    const line = bytes.subarray(from, to > from && bytes[to - 1] === 13 ? to - 1 : to)
    if (line.some((byte) => byte > 32)) lines.push(line)
    from = to + 1
  }
  return lines
}

type Row = NewLine & { readonly row: number }

const UNREAD = {
  sample_code: null,
  read_at: null,
  value: null,
  bound: null,
  said: null,
  operator: null,
} as const

function rowsOf(bytes: Buffer): Row[] {
  let header: readonly string[] | undefined
  return splitLines(bytes).flatMap((raw, i): Row[] => {
    const text = textOf(raw)
    const names = headerOf(text)
    if (names !== undefined) {
      header = names
      return []
    }
    const kept = raw.subarray(0, LINE_MOST)
    const base = { ...UNREAD, raw: kept, digest: createHash('sha256').update(raw).digest(), row: i + 1 }
    const read = readLine(text, header)
    const readAt = read.ok ? instantOf(read.line.at) : undefined
    if (!read.ok || readAt === undefined) return [{ ...base, trouble: read.ok ? 'time' : read.trouble }]
    const { sample, value, bound, said, operator } = read.line
    const code = sample.toUpperCase().replaceAll(/[\s-]/g, '')
    return [
      {
        ...base,
        sample_code: code.slice(0, 60),
        read_at: readAt,
        value,
        bound: bound ?? null,
        said: said?.slice(0, 40) ?? null,
        operator: operator?.slice(0, 40) ?? null,
        trouble: null,
      },
    ]
  })
}

/**
 * 收行 Takes a device's lines, each once for ever: whatever comes twice or out of order is known by its own bytes. Bad lines
 * are kept and told one by one. Lines that name a sample become its readings.
 */
export async function takeLines(
  keeping: Keeping,
  instrument: InstrumentRow,
  via: Via,
  bytes: Buffer,
): Promise<Intake> {
  const { db, etown, by } = keeping
  const rows = rowsOf(bytes)
  await lockIntake(db, etown)
  const about = { etown, instrument: instrument.id, via, by }
  const fresh: FreshLine[] = []
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    fresh.push(...(await insertLines(db, about, rows.slice(from, from + AT_ONCE))))
  }
  const { runs, uncalibrated } = await runsFrom(keeping, instrument, fresh)
  const { kept } = await keepRuns(keeping, runs)
  if (fresh.length > 0)
    keeping.announce({
      kind: 'inspection.lines-received',
      subject: String(instrument.id),
      payload: { via, lines: rows.length, fresh: fresh.length, runs: kept.length },
    })
  const bad = rows.flatMap(({ row, trouble, raw }) =>
    trouble === null
      ? []
      : [
          {
            row,
            trouble: keyIn(LINE_TROUBLES, trouble),
            raw: textOf(Buffer.from(raw)).replaceAll('\0', '').slice(0, 200),
          },
        ],
  )
  return {
    lines: rows.length,
    fresh: fresh.length,
    known: rows.length - fresh.length,
    runs: kept.length,
    uncalibrated,
    bad,
  }
}

/** In the order the device read them; what a sample cannot take any more stays a line without a run. */
async function runsFrom(
  { db, etown, by, now }: Keeping,
  instrument: InstrumentRow,
  fresh: readonly FreshLine[],
): Promise<{ readonly runs: readonly NewRun[]; readonly uncalibrated: number }> {
  const good = fresh
    .filter((line) => line.trouble === null && SAMPLE_CODE.test(line.sample_code ?? ''))
    .toSorted((a, b) => (a.read_at?.getTime() ?? 0) - (b.read_at?.getTime() ?? 0))
  const samples = new Map(
    (await samplesOfCodes(db, etown, [...new Set(good.map((line) => line.sample_code ?? ''))])).map((row) => [
      row.code,
      { ...row },
    ]),
  )
  const valid = await calibrationsOf(db, etown, instrument.id)
  const today = dayOfInstant(now.getTime())
  let uncalibrated = 0
  const runs = good.flatMap((line): NewRun[] => {
    const sample = samples.get(line.sample_code ?? '')
    if (sample === undefined || line.value === null || line.read_at === null) return []
    const method = knownMethod(sample.method)
    const takes = ['drawn', 'to-review', 'passed', 'locked'].includes(sample.state)
    if (!isRapid(method) || !takes || sample.valid > sample.retests || sample.taken_by === by) return []
    const on = dayOfInstant(line.read_at.getTime())
    // A device whose clock runs ahead is not believed; its line waits for a person.
    if (on > today) return []
    if (!valid.some(({ on_day, until }) => on_day <= on && on < until)) {
      uncalibrated += 1
      return []
    }
    const reading = {
      value: plain(line.value),
      ...(line.bound !== null && { bound: line.bound === '<' ? ('<' as const) : ('>' as const) }),
    }
    if (judge(reading, method).verdict !== 'invalid') sample.valid += 1
    return [
      {
        sample: sample.id,
        method,
        reading,
        measuredAt: line.read_at,
        operator: line.operator ?? by,
        instrument: instrument.id,
        line: line.id,
        said: line.said ?? undefined,
      },
    ]
  })
  return { runs, uncalibrated }
}

const keepingOf = (
  call: Call<typeof sendLines, 'inspection'> | Call<typeof importLines, 'inspection'>,
): Keeping => ({
  db: call.db,
  etown: call.etown.id,
  now: call.now,
  by: call.actor?.account ?? '',
  announce: call.announce,
})

/** 仪器上传 By the device itself, signed in with its own key. */
export async function sendLinesIn(call: Call<typeof sendLines, 'inspection'>): Promise<Outcome<Intake>> {
  const instrument = await instrumentOfMachine(call.db, call.etown.id, call.actor?.account ?? '')
  if (instrument === undefined) return refused(refusal(inspectionRefusals, 'inspection.no_key'))
  call.note(String(instrument.id), { bytes: call.bytes?.length ?? 0 })
  return granted(await takeLines(keepingOf(call), instrument, 'http', call.bytes ?? Buffer.alloc(0)))
}

/** 导入文件 The same lines, carried by hand. */
export async function importLinesIn(call: Call<typeof importLines, 'inspection'>): Promise<Outcome<Intake>> {
  const instrument = await findInstrument(call.db, call.etown.id, BigInt(call.params.instrument))
  if (instrument === undefined) return refused(refusal(inspectionRefusals, 'inspection.instrument_unknown'))
  call.note(String(instrument.id), { bytes: call.bytes?.length ?? 0 })
  return granted(await takeLines(keepingOf(call), instrument, 'file', call.bytes ?? Buffer.alloc(0)))
}
