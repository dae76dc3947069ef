import type { ReactNode } from 'react'
import type { Act } from '#web/act.ts'
import { useTown } from '#web/desk/place.ts'
import { FactList } from '#web/ui/FactList.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { EvidenceLink } from './EvidenceField.tsx'
import { fundWords } from './fund-words.ts'

type Asked = {
  readonly id: string
  readonly reason: string
  readonly evidence: string
  readonly askedBy: string
  readonly approvedBy?: string | undefined
}
type Props = {
  readonly title: ReactNode
  readonly asked: Asked
  readonly button: string
  readonly act: Act<string, unknown>
}

/** 两人办理 What one person asked for and a second has approved, or may. */
export function SecondApproval({ title, asked, button, act }: Props) {
  const w = useWords(fundWords)
  const { may } = useTown()
  const waiting = asked.approvedBy === undefined
  return (
    <div>
      <h3>{title}</h3>
      <StateTag tone={waiting ? 'wait' : 'good'}>{waiting ? w.waiting : w.approved}</StateTag>
      <FactList
        facts={[
          [w.reason, asked.reason],
          [w.evidence, <EvidenceLink key="file" sha256={asked.evidence} />],
          [w.proposed, w.account(asked.askedBy)],
          [w.approvedBy, asked.approvedBy && w.account(asked.approvedBy)],
        ]}
      />
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      {waiting && may.includes('fund.approve') && (
        <SubmitButton act={act} onPress={() => act.run(asked.id)}>
          {button}
        </SubmitButton>
      )}
    </div>
  )
}
