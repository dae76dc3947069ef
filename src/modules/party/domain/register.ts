import { type CreditCode, parseCreditCode } from '../../../kernel/credit-code.ts'
import { type Day, formatDay, parseDay } from '../../../kernel/day.ts'
import { halfWidth, trimmed } from '../../../kernel/full-width.ts'
import { type Mobile, parseMobile } from '../../../kernel/mobile.ts'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import { outcomeOf } from '../../../kernel/refusals.ts'
import { parseResidentId, type ResidentId } from '../../../kernel/resident-id.ts'
import { partyRefusals } from '../contract/refusals.ts'
import type { PartyForm } from '../contract/shapes.ts'
import { PARTY_KINDS, type PartyKind } from '../contract/words.ts'
import type { Point, Whereabouts } from './inside-boundary.ts'
import { isMarketEntity } from './new-entity.ts'
import { isPlace } from './places.ts'

/**
 * 主体 What is known of a party after its form was found right. Null: not known, or not there. Undefined in a personal
 * field: the form did not speak of it, so it stays as it was.
 */
export type PartyFacts = Whereabouts & {
  readonly kind: PartyKind
  readonly name: string
  readonly creditCode: CreditCode | null
  readonly residentId: ResidentId | null | undefined
  readonly legalRepresentative: string | null | undefined
  readonly phone: Mobile | null | undefined
  readonly registeredOn: Day | null
  readonly deregisteredOn: Day | null
  readonly address: string | null
  readonly mainProducts: string | null
}

type Code = keyof typeof partyRefusals
type Values = Record<string, string | number>

/** 登记 Checks a form. Every problem is collected, each with a pointer to its field. */
export function register(form: PartyForm, today: Day): Outcome<PartyFacts> {
  const problems: Refusal[] = []
  const wrong = (code: Code, at: keyof PartyForm, values: Values = {}): null => {
    problems.push(refusal(partyRefusals, code, values, `/${at}`))
    return null
  }
  const taken = <T>(outcome: Outcome<T>): T | null => {
    if (outcome.ok) return outcome.value
    problems.push(...outcome.refused)
    return null
  }
  const kind = PARTY_KINDS[form.kind].zh
  const text = (at: 'address' | 'mainProducts', what: string, limit = 200): string | null => {
    const value = trimmed(form[at] ?? '')
    return value.length > limit ? wrong('party.text_long', at, { what, limit }) : value || null
  }

  const name = nameOf(form.name) ?? wrong('party.name_form', 'name')
  const facts = {
    kind: form.kind,
    name: name ?? '',
    creditCode: creditCodeOf(form, kind, wrong, taken),
    residentId: residentIdOf(form, kind, today, wrong, taken),
    legalRepresentative: representativeOf(form, wrong),
    phone: optional(form.phone, (typed) => taken(outcomeOf('mobile', parseMobile(typed), '/phone'))),
    ...daysOf(form, kind, today, wrong),
    placeCode: placeOf(form, wrong),
    address: text('address', '地址'),
    point: pointOf(form, wrong),
    mainProducts: text('mainProducts', '主营产品'),
    byPerson: byPersonOf(form, wrong),
  }
  return problems.length > 0 ? refused(...problems) : granted(facts)
}

type Wrong = (code: Code, at: keyof PartyForm, values?: Values) => null
type Taken = <T>(outcome: Outcome<T>) => T | null

const optional = <T>(typed: string | undefined, readIt: (text: string) => T | null): T | null | undefined =>
  typed === undefined ? undefined : trimmed(typed) === '' ? null : readIt(typed)

/** Letters of any script, so that a person named 张 三 and a firm named Ａ１网店 pass, and 12345 does not. */
function nameOf(typed: string): string | undefined {
  const name = trimmed(typed).replace(/\s+/gu, ' ')
  return name.length >= 2 && name.length <= 100 && /\p{L}/u.test(name) && !/\p{Cc}/u.test(name)
    ? name
    : undefined
}

/** GB 32100: the first two characters name the registering authority and the kind of what it registers. */
const CODE_KINDS: Readonly<Record<string, PartyKind>> = {
  '91': 'enterprise',
  '92': 'sole-trader',
  '93': 'cooperative',
}

function creditCodeOf(form: PartyForm, kind: string, wrong: Wrong, taken: Taken): CreditCode | null {
  const typed = trimmed(form.creditCode ?? '')
  if (typed === '')
    return isMarketEntity(form.kind) ? wrong('party.code_missing', 'creditCode', { kind }) : null
  if (form.kind === 'farmer') return wrong('party.code_not_here', 'creditCode')
  const code = taken(outcomeOf('credit_code', parseCreditCode(typed), '/creditCode'))
  if (code === null || form.kind === 'station') return code
  const prefix = code.slice(0, 2)
  const meant = CODE_KINDS[prefix] ?? 'organisation'
  if (meant === form.kind) return code
  return wrong('party.code_kind', 'creditCode', { prefix, kind, other: PARTY_KINDS[meant].zh })
}

function residentIdOf(
  form: PartyForm,
  kind: string,
  today: Day,
  wrong: Wrong,
  taken: Taken,
): ResidentId | null | undefined {
  if (form.kind !== 'farmer') {
    // Not only refused when typed: a farmer who becomes a sole trader leaves the number behind.
    return trimmed(form.residentId ?? '') === ''
      ? null
      : wrong('party.resident_id_not_here', 'residentId', { kind })
  }
  return optional(form.residentId, (typed) => {
    const id = taken(outcomeOf('resident_id', parseResidentId(typed), '/residentId'))
    if (id === null) return null
    const born = parseDay(id.slice(6, 14))
    return born !== undefined && born <= today ? id : wrong('party.born_later', 'residentId')
  })
}

const representativeOf = (form: PartyForm, wrong: Wrong): string | null | undefined =>
  optional(form.legalRepresentative, (typed) => {
    const name = nameOf(typed)
    return name !== undefined && name.length <= 30
      ? name
      : wrong('party.person_name_form', 'legalRepresentative')
  })

const DISSOLVED_FIRST = { later: '注销日期', earlier: '成立日期' }

function daysOf(
  form: PartyForm,
  kind: string,
  today: Day,
  wrong: Wrong,
): { registeredOn: Day | null; deregisteredOn: Day | null } {
  const { registeredOn = null, deregisteredOn = null } = form
  const notLater = (on: Day | null, at: keyof PartyForm, what: string): void => {
    if (on !== null && on > today) wrong('party.day_later', at, { what, today: formatDay(today) })
  }
  if (registeredOn === null && isMarketEntity(form.kind)) {
    wrong('party.registered_missing', 'registeredOn', { kind })
  }
  notLater(registeredOn, 'registeredOn', '成立日期')
  notLater(deregisteredOn, 'deregisteredOn', '注销日期')
  if (registeredOn !== null && deregisteredOn !== null && deregisteredOn < registeredOn) {
    wrong('party.days_disordered', 'deregisteredOn', DISSOLVED_FIRST)
  }
  return { registeredOn, deregisteredOn }
}

function placeOf(form: PartyForm, wrong: Wrong): string | null {
  const code = trimmed(halfWidth(form.placeCode ?? ''))
  if (code === '') return null
  return isPlace(code) ? code : wrong('party.place_unknown', 'placeCode', { code })
}

/** Within China's outermost degrees: finds latitude and longitude exchanged. */
export const pointInChina = ({ lon, lat }: Point): boolean => lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54

function pointOf(form: PartyForm, wrong: Wrong): Point | null {
  if (form.point === undefined) return null
  return pointInChina(form.point) ? form.point : wrong('party.point_form', 'point')
}

function byPersonOf(form: PartyForm, wrong: Wrong): Whereabouts['byPerson'] {
  if (form.insideByPerson === undefined) return null
  const reason = trimmed(form.insideByPerson.reason)
  return reason.length >= 4
    ? { inside: form.insideByPerson.inside, reason }
    : wrong('party.inside_reason_missing', 'insideByPerson')
}

/** 开展电商 Refusals of a day on which e-commerce is said to have begun. */
export function ecommerceRefusals(since: Day, registeredOn: Day | null, today: Day): readonly Refusal[] {
  const what = '开展电商日期'
  const at = '/query/since'
  return [
    ...(since > today
      ? [refusal(partyRefusals, 'party.day_later', { what, today: formatDay(today) }, at)]
      : []),
    ...(registeredOn !== null && since < registeredOn
      ? [refusal(partyRefusals, 'party.days_disordered', { later: what, earlier: '成立日期' }, at)]
      : []),
  ]
}
