import { Button, Form, Input } from 'antd'
import {
  closeRecall,
  getRecall,
  listRecalls,
  type RecallView,
  recallList,
  recallNotices,
} from '#contract/trace'
import { useAct } from '#web/act.ts'
import { ask, askFile, saveFile } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded, ProblemNote } from '#web/ui/Loaded.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { Notices } from './Notices.tsx'
import { recallWords } from './recall-words.ts'

function Facts({ recall }: { readonly recall: RecallView }) {
  const w = useWords(recallWords)
  const { counts } = recall
  const count = (value: number, unit: string) => <NumberWithUnit value={value} unit={unit} />
  return (
    <>
      <FactList
        facts={[
          [w.reason, recall.reason],
          [w.from, recall.lots.map((lot) => <div key={lot}>{lot}</div>)],
          [w.openedAt, <InstantText key="at" instant={recall.openedAt} />],
          [w.listed, count(recall.listedMs, w.ms)],
          ...(recall.closedAt === undefined
            ? []
            : ([
                [w.closedAt, <InstantText key="closed" instant={recall.closedAt} />],
                [w.minutes, count(recall.minutes ?? 0, w.minute)],
                [w.note, recall.note],
              ] as const)),
        ]}
      />
      <h2>{w.found}</h2>
      <FactList
        facts={[
          [w.items, count(counts.items, w.pieces)],
          [w.lotCount, count(counts.lots, w.count)],
          [w.containers, count(counts.containers, w.count)],
          [w.parcels, count(counts.parcels, w.count)],
          [w.places, count(counts.places, w.count)],
          [w.orders, count(counts.orders, w.sheets)],
          [w.buyers, count(counts.buyers, w.count)],
          [w.hash, <code key="hash">{recall.listSha256}</code>],
        ]}
      />
    </>
  )
}

function CloseForm({ recall }: { readonly recall: RecallView }) {
  const w = useWords(recallWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ note }: { readonly note?: string }, { key }) =>
      ask(closeRecall, { etown, params: { recall: recall.id }, body: { note: note ?? '' }, key }),
    { changes: [listRecalls, getRecall] },
  )
  return (
    <ActForm<{ note?: string }> name="close" labels={{ note: w.note }} step={act.step} onSubmit={act.run}>
      <Form.Item name="note" label={w.note} extra={w.noteHint}>
        <Input.TextArea rows={3} maxLength={1_000} autoComplete="off" />
      </Form.Item>
      <SubmitButton act={act}>{w.close}</SubmitButton>
    </ActForm>
  )
}

/** 召回清单 */
export function Page() {
  const w = useWords(recallWords)
  const { slug: etown } = useTown()
  const recall = useParam('recall')
  const read = useRead(getRecall, { etown, params: { recall } })
  const list = useAct((_: undefined, { key }) => askFile(recallList, { etown, params: { recall }, key }), {
    changes: [recallNotices],
    done: saveFile,
  })
  return (
    <Loaded query={read}>
      {(found) => (
        <>
          <PageHead
            title={`${found.drill ? w.drill : w.real} ${w.one(found.id)}`}
            lead={w.lead1}
            tools={
              <Button onClick={() => list.run(undefined)} loading={list.step.at === 'running'}>
                {w.download}
              </Button>
            }
          />
          {list.step.at === 'refused' && <ProblemNote error={list.step.problem} />}
          <Facts recall={found} />
          <Notices recall={found.id} />
          {found.closedAt === undefined && <CloseForm recall={found} />}
        </>
      )}
    </Loaded>
  )
}
