import { day, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import { projectRefusals, type publishContract } from '../contract/index.ts'
import { insertPublication, publicationOf, versionsOf } from '../db/contracts.ts'
import { contractHeld } from './deposits.ts'
import { dayRefusals, doingOf, evidenceRefusals } from './doing.ts'

/** 登记合同公开 Where the contract was published and on which day: what the clock of its publication is measured by. */
export async function publishContractIn(
  call: Call<typeof publishContract, 'project'>,
): Promise<Outcome<AnswerOf<typeof publishContract>>> {
  const doing = doingOf(call)
  const { publishedOn, place, evidence } = call.body
  const found = await contractHeld(doing, call.params.project, '登记合同公开')
  if (!found.ok) return found
  const { contract } = found.value
  const known = await publicationOf(doing.db, doing.etown, contract.id)
  const first = (await versionsOf(doing.db, doing.etown, contract.id)).find(
    ({ approved }) => approved === true,
  )
  const signed = day(first?.signed_on ?? publishedOn)
  const wrong: Refusal[] = [
    ...(known === undefined
      ? []
      : [refusal(projectRefusals, 'project.contract_published', { on: formatDay(day(known.published_on)) })]),
    ...(publishedOn < signed
      ? [
          refusal(
            projectRefusals,
            'project.published_before_signed',
            { signed: formatDay(signed) },
            '/publishedOn',
          ),
        ]
      : []),
    ...dayRefusals(doing, publishedOn, '/publishedOn'),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await insertPublication(doing.db, {
    etown: doing.etown,
    contract: contract.id,
    published_on: publishedOn,
    place,
    evidence,
    made_by: doing.account,
    made_at: doing.now,
  })
  doing.announce({
    kind: 'project.contract-published',
    subject: call.params.project,
    payload: { contract: String(contract.id), on: publishedOn, place },
    evidence: [evidence],
  })
  call.note(call.params.project, { contract: String(contract.id) })
  return granted({ id: String(contract.id) })
}
