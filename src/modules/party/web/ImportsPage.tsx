import { Button } from 'antd'
import { useState } from 'react'
import { BATCH_STATES, type Batch, checkImport, importTemplate, listImports } from '#contract/party'
import { useAct } from '#web/act.ts'
import { addressOf, askUpload } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { importWords } from './import-words.ts'
import './party.css'

export const BATCH_TONES = {
  checking: 'wait',
  checked: 'warn',
  committing: 'wait',
  committed: 'good',
  refused: 'bad',
} as const

const MOST_BYTES = 64 * 1024 * 1024

function Upload() {
  const w = useWords(importWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const [file, setFile] = useState<File>()
  const act = useAct(
    (chosen: File, { key, onProgress }) => askUpload(checkImport, chosen, { etown, key, onProgress }),
    { changes: [listImports], done: ({ id }) => go(`/e/${etown}/party-imports/${id}`) },
  )
  return (
    <>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <FileDrop
        label={w.file}
        hint={w.fileHint}
        kinds={['.xlsx', '.xls', '.csv', '.txt']}
        limitBytes={MOST_BYTES}
        file={file}
        onFile={setFile}
        share={act.step.at === 'running' ? act.step.share : undefined}
      />
      <p>
        <SubmitButton
          act={act}
          disabled={file === undefined}
          onPress={() => (file === undefined ? undefined : act.run(file))}
        >
          {w.check}
        </SubmitButton>
      </p>
    </>
  )
}

/** 导入主体名单 Choose a file, or go back to one that was tried before. */
export function Page() {
  const w = useWords(importWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const pages = usePages(listImports, { etown })
  const at = (row: Batch) => `/e/${etown}/party-imports/${row.id}`
  return (
    <div className="party">
      <PageHead
        title={w.title}
        lead={w.lead}
        tools={
          <Button href={addressOf(importTemplate, { etown })} download>
            {w.template}
          </Button>
        }
      />
      <section aria-label={w.file}>
        <Upload />
      </section>
      <section aria-labelledby="past">
        <h2 id="past">{w.past}</h2>
        <DataTable
          name="party.imports"
          caption={w.past}
          pages={pages}
          rowKey={(row) => row.id}
          empty={<EmptyState title={w.pastEmpty} next={w.pastEmptyNext} />}
          columns={[
            {
              key: 'file',
              title: w.fileName,
              heads: true,
              cell: (row) => <To href={at(row)}>{`${row.id} · ${row.file}`}</To>,
            },
            {
              key: 'state',
              title: w.state,
              cell: (row) => (
                <StateTag tone={BATCH_TONES[row.state]}>{say(BATCH_STATES[row.state])}</StateTag>
              ),
            },
            {
              key: 'rows',
              title: w.rows,
              end: true,
              cell: (row) => <NumberWithUnit value={row.rows} unit={w.unit} />,
            },
            {
              key: 'bad',
              title: w.bad,
              end: true,
              cell: (row) => <NumberWithUnit value={row.bad} unit={w.unit} />,
            },
            { key: 'at', title: w.askedAt, cell: (row) => <InstantText instant={row.askedAt} /> },
          ]}
        />
      </section>
    </div>
  )
}
