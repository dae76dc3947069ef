import type { LINE_TROUBLES } from '../contract/words.ts'

/** 仪器读数 What a line of a device says, whatever its make. */
export type DeviceLine = {
  readonly item: string
  /** What was typed as the sample's name: its code, where the lab works as it should. */
  readonly sample: string
  readonly value: string
  readonly bound: '<' | '>' | undefined
  /** `合格`, `阳性`: the device's own word, kept and never believed. */
  readonly said: string | undefined
  readonly method: string | undefined
  readonly model: string | undefined
  readonly serial: string | undefined
  /** Local time as the device wrote it: `2018-10-08T10:50:05`. */
  readonly at: string
  readonly operator: string | undefined
}

export type LineTrouble = keyof typeof LINE_TROUBLES

/** NULs pad fixed fields, and whatever a serial line leaves at an end. */
const clean = (text: string): string => text.replaceAll(/[\p{Cc}\uFFFD\uFEFF]/gu, '').trim()

const TIME = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]?(\d{1,2}):(\d{2})(?::(\d{2}))?$/

function readTime(text: string): string | undefined {
  const [, y, mo, d, h, mi, s = '00'] = TIME.exec(text) ?? []
  if (y === undefined || mo === undefined || d === undefined || h === undefined || mi === undefined)
    return undefined
  const two = (part: string): string => part.padStart(2, '0')
  const real = Number(mo) >= 1 && Number(mo) <= 12 && Number(d) >= 1 && Number(d) <= 31 && Number(h) < 24
  return real && Number(mi) < 60 && Number(s) < 60
    ? `${y}-${two(mo)}-${two(d)}T${two(h)}:${mi}:${s}`
    : undefined
}

/** No device means more than that. */
const PERCENT = /^-?\d{1,4}(\.\d{1,4})?$/

type Fields = {
  readonly item?: string | undefined
  readonly sample?: string | undefined
  readonly value?: string | undefined
  readonly unit?: string | undefined
  readonly said?: string | undefined
  readonly method?: string | undefined
  readonly model?: string | undefined
  readonly serial?: string | undefined
  readonly at?: string | undefined
  readonly operator?: string | undefined
}
export type ReadLine =
  | { readonly ok: true; readonly line: DeviceLine }
  | { readonly ok: false; readonly trouble: LineTrouble }

const given = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : text

function fromFields(fields: Fields): ReadLine {
  const [, bound, digits = ''] = /^([<>＜＞]?)\s*(-?[\d.]+)\s*%?$/.exec(fields.value ?? '') ?? []
  if (!PERCENT.test(digits)) return { ok: false, trouble: 'value' }
  if (!(fields.unit ?? '%').includes('%') && !(fields.unit ?? '').includes('抑制率'))
    return { ok: false, trouble: 'unit' }
  const at = readTime(fields.at ?? '')
  if (at === undefined) return { ok: false, trouble: 'time' }
  if (given(fields.sample) === undefined) return { ok: false, trouble: 'sample' }
  return {
    ok: true,
    line: {
      item: fields.item ?? '',
      sample: fields.sample ?? '',
      value: digits,
      bound: bound === '<' || bound === '＜' ? '<' : bound === '>' || bound === '＞' ? '>' : undefined,
      said: given(fields.said),
      method: given(fields.method),
      model: given(fields.model),
      serial: given(fields.serial),
      at,
      operator: given(fields.operator),
    },
  }
}

/** `农药残留#样品#<5.0#%抑制率#合格#GB/T 5009.199-2003#STD-9000#2018-10-08 10:50:05#SN#50.0%#123s #|` */
function hashFields(text: string): Fields {
  const [item, sample, value, unit, said, method, model, at, serial] = text.split('#').map(clean)
  return { item, sample, value, unit, said, method, model, at, serial }
}

const COLUMNS: Readonly<Record<keyof Fields, readonly string[]>> = {
  item: ['检测项目'],
  sample: ['样品码', '样品编号', '样品名称'],
  value: ['检测值', '抑制率'],
  unit: ['单位'],
  said: ['结果判定', '判定'],
  method: ['限量标准', '检测标准', '检测方法'],
  model: ['仪器', '仪器型号'],
  serial: ['设备编号', '设备序列号'],
  at: ['检测时间'],
  operator: ['检测员'],
}

/** A record by the names of its columns, as uploads and JSON lines have it. */
export function readRecord(record: Readonly<Record<string, unknown>>): ReadLine {
  const field = (names: readonly string[]): string | undefined => {
    const name = names.find((one) => typeof record[one] === 'string' || typeof record[one] === 'number')
    return name === undefined ? undefined : clean(String(record[name]))
  }
  const fields: Fields = {
    item: field(COLUMNS.item),
    sample: field(COLUMNS.sample),
    value: field(COLUMNS.value),
    unit: field(COLUMNS.unit),
    said: field(COLUMNS.said),
    method: field(COLUMNS.method),
    model: field(COLUMNS.model),
    serial: field(COLUMNS.serial),
    at: field(COLUMNS.at),
    operator: field(COLUMNS.operator),
  }
  return fields.value === undefined ? { ok: false, trouble: 'shape' } : fromFields(fields)
}

/** The header of a table of records, if this line is one. */
export function headerOf(text: string): readonly string[] | undefined {
  const names = clean(text.replaceAll('\t', ',')).split(',').map(clean)
  return names.some((name) => COLUMNS.value.includes(name)) && names.some((name) => COLUMNS.at.includes(name))
    ? names
    : undefined
}

/** Reads one line of any of the formats in use; `header` where the lines are rows of a table. */
export function readLine(raw: string, header?: readonly string[]): ReadLine {
  const text = raw.trim()
  if (text.startsWith('{')) {
    try {
      return readRecord(JSON.parse(clean(text)))
    } catch {
      return { ok: false, trouble: 'shape' }
    }
  }
  if (text.split('#').length >= 9) return fromFields(hashFields(text))
  if (header === undefined) return { ok: false, trouble: 'shape' }
  const cells = text.replaceAll('\t', ',').split(',')
  return readRecord(Object.fromEntries(header.map((name, i) => [name, clean(cells[i] ?? '')])))
}
