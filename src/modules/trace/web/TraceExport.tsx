import { useState } from 'react'
import { exportTrace, FLOW_EXPORTS } from '#contract/trace'
import { keyIn, keysOf } from '#kernel/keys'
import { ask } from '#web/ask.ts'
import { ExportForm } from '#web/desk/ExportForm.tsx'
import { useTown } from '#web/desk/place.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { flowWords } from './flow-words.ts'

/** 导出追溯数据 As NY/T 4712-2025 has it. */
export function TraceExport() {
  const w = useWords(flowWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const [what, setWhat] = useState<keyof typeof FLOW_EXPORTS>('flow')
  return (
    <section aria-label={w.exportWhat}>
      <p className="hint">{w.exportLead}</p>
      <div className="filter">
        <span aria-hidden>{w.exportWhat}</span>
        <Choice
          label={w.exportWhat}
          value={what}
          onChange={(to) => setWhat(keyIn(FLOW_EXPORTS, to))}
          options={keysOf(FLOW_EXPORTS).map((key) => ({ value: key, label: say(FLOW_EXPORTS[key]) }))}
        />
      </div>
      <ExportForm
        send={(form, _personal, { key }) => ask(exportTrace, { etown, body: { ...form, what }, key })}
      />
    </section>
  )
}
