import { dayOfInstant } from '#kernel/day'
import { roomOf } from '../../../platform/db/house.ts'
import type { Asker, Wait } from '../../../platform/room.ts'
import { lastSteps } from '../db/steps.ts'

/** Assessed and rectified items wait for somebody else's acceptance, problems for whoever rectifies. */
export async function acceptanceWaits({ db, etown, now, account, may }: Asker): Promise<readonly Wait[]> {
  if (!may('acceptance.accept') && !may('acceptance.assess')) return []
  const today = dayOfInstant(now.getTime())
  const steps = [...(await lastSteps(roomOf(db, 'acceptance'), etown.id)).values()]
  const of = (kind: string) => steps.filter((step) => step.kind === kind)
  const others = (kind: string): number => of(kind).filter(({ by }) => by !== account).length
  const problems = of('problem')
  const late = problems.filter(({ due_on }) => due_on !== null && due_on < today).length
  return [
    {
      what: { zh: '验收事项已自评，待县验收', en: 'Items to accept' },
      count: may('acceptance.accept') ? others('assessed') : 0,
      href: '/acceptance?state=assessed',
    },
    {
      what: { zh: '验收事项已整改，待复验', en: 'Items to look at again' },
      count: may('acceptance.accept') ? others('rectified') : 0,
      href: '/acceptance?state=rectified',
    },
    {
      what: { zh: '验收问题待整改', en: 'Problems to rectify' },
      count: may('acceptance.assess') ? problems.length : 0,
      late,
      href: '/acceptance?state=problem',
    },
  ]
}
