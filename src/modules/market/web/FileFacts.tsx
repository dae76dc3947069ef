import type { Batch, WireReceipt } from '#contract/market'
import { InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { sizeText } from '#web/ui/numbers.ts'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { importWords } from './import-words.ts'

type Props = { readonly batch: Batch; readonly receipt: WireReceipt }

/** 文件 What was read, byte for byte, how, and which of its columns were left alone. */
export function FileFacts({ batch, receipt }: Props) {
  const w = useWords(importWords)
  const listed = (names: readonly string[]) => (names.length === 0 ? w.none : names.join('、'))
  return (
    <section aria-labelledby="file">
      <h2 id="file">{w.facts}</h2>
      <FactList
        facts={[
          [w.file, batch.file],
          [w.size, sizeText(receipt.bytes)],
          [w.sha, <code key="sha">{receipt.sha256.slice(0, 12)}</code>],
          [w.encoding, receipt.encoding.toUpperCase()],
          [w.profile, receipt.profile],
          [w.personal, listed(receipt.personalColumns)],
          [w.unknown, listed(receipt.unknownColumns)],
          [w.remarks, receipt.hasRemarks ? w.hasRemarks : w.noRemarks],
          [w.askedBy, batch.askedBy],
          [w.askedAt, <InstantText key="asked" instant={batch.askedAt} />],
          [w.endedAt, batch.endedAt && <InstantText instant={batch.endedAt} />],
          [w.triesFact, <NumberWithUnit key="tries" value={receipt.tries} unit={w.times} />],
        ]}
      />
      <Unfold label={w.shaWhole}>
        <p className="hint">
          <code>{receipt.sha256}</code>
        </p>
      </Unfold>
    </section>
  )
}
