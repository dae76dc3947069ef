import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type addWitness, attestRefusals, type retireWitness } from '../contract/index.ts'
import { findLog } from '../db/logs.ts'
import { insertWitness, retire } from '../db/witnesses.ts'
import { readKey } from '../domain/note.ts'
import { isItself } from './log-keys.ts'

export async function addWitnessIn(
  call: Call<typeof addWitness, 'attest'>,
): Promise<Outcome<AnswerOf<typeof addWitness>>> {
  const { url, key: line } = call.body
  const key = readKey(line)
  const place = URL.parse(url)
  const wrong = [
    ...(key?.kind === 'cosignature' && isItself(key)
      ? []
      : [refusal(attestRefusals, 'attest.witness_key', {}, '/key')]),
    ...(place?.protocol === 'http:' || place?.protocol === 'https:'
      ? []
      : [refusal(attestRefusals, 'attest.witness_address', {}, '/url')]),
  ]
  if (key === undefined || wrong.length > 0) return refused(...wrong)
  if ((await findLog(call.db, call.etown.id)) === undefined) {
    return refused(refusal(attestRefusals, 'attest.no_log'))
  }
  const { name } = key
  call.note(name)
  const added = await insertWitness(call.db, {
    etown: call.etown.id,
    name,
    url: url.replace(/\/+$/, ''),
    key: line,
    added_by: call.actor?.account ?? '',
    added_at: call.now,
  })
  if (!added) return refused(refusal(attestRefusals, 'attest.witness_known', { name }, '/key'))
  call.announce({ kind: 'attest.witness-added', subject: name, payload: { url, key: line } })
  return granted({ name })
}

export async function retireWitnessIn(
  call: Call<typeof retireWitness, 'attest'>,
): Promise<Outcome<AnswerOf<typeof retireWitness>>> {
  const { name } = call.body
  call.note(name)
  if (!(await retire(call.db, call.etown.id, name, call.now))) {
    return refused(refusal(attestRefusals, 'attest.no_witness', { name }))
  }
  call.announce({ kind: 'attest.witness-retired', subject: name, payload: {} })
  return granted({ name })
}
