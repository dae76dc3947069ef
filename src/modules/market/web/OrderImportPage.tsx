import { type Batch, getImport, PLATFORM_NAMES } from '#contract/market'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { countText, shareText } from '#web/ui/numbers.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { BatchTag } from './BatchTag.tsx'
import { FileFacts } from './FileFacts.tsx'
import { ImportAgain } from './ImportAgain.tsx'
import { importWords } from './import-words.ts'
import { MappingForm } from './MappingForm.tsx'
import { OriginalFile } from './OriginalFile.tsx'
import { Receipt } from './Receipt.tsx'
import { RejectedRows } from './RejectedRows.tsx'
import './market.css'

const isRunning = (batch: Batch | undefined): boolean =>
  batch?.state === 'waiting' && batch.progress?.gaveUp !== true

function Progress({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const [language] = useLanguage()
  const { phase = 'waiting', rows = 0, bytes = 0, ofBytes = 0, tries = 0 } = batch.progress ?? {}
  const share = ofBytes === 0 ? 0 : Math.min(bytes / ofBytes, 1)
  const read = countText(rows, language)
  const said = { waiting: w.waiting, reading: w.reading(read, shareText(share)), merging: w.merging(read) }
  return (
    <div role="status">
      <p className="sending">
        <progress aria-label={w.state} {...(phase === 'reading' ? { value: share, max: 1 } : {})} />
        {said[phase]}
      </p>
      {tries > 1 && <p className="hint">{w.tries(tries)}</p>}
    </div>
  )
}

/** Nothing of the file stayed, why, and what can be done. */
function Stopped({ batch, why }: { readonly batch: Batch; readonly why: string }) {
  const w = useWords(importWords)
  const say = useBoth()
  const { slug } = useTown()
  const trouble = batch.progress?.trouble
  return (
    <div role="alert" className={batch.state === 'unmapped' ? 'note note-warn' : 'note note-bad'}>
      <p>{why}</p>
      <ul>
        {batch.refusals.map((one) => (
          <li key={one.code}>{say(one)}</li>
        ))}
        {trouble !== undefined && <li>{trouble}</li>}
      </ul>
      <p>
        <To href={`/e/${slug}/order-imports?shop=${batch.shop}`}>{w.other}</To>
      </p>
    </div>
  )
}

/** 一次订单导入 Progress while it runs; then the receipt of every row and every fen. */
export function Page() {
  const w = useWords(importWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const query = useRead(
    getImport,
    { etown, params: { batch: useParam('batch') } },
    { every: (batch) => (isRunning(batch) ? 1_000 : false) },
  )
  const mayMap = may.includes('market.map')
  // Where columns are asked for, saving them is what imports again.
  const mayAgain = (batch: Batch) =>
    may.includes('market.import') && !isRunning(batch) && !(batch.state === 'unmapped' && mayMap)
  return (
    <Loaded query={query} lines={8}>
      {(batch) => (
        <div className="market" key={batch.id}>
          <PageHead
            title={w.batchTitle(batch.id)}
            lead={`${say(PLATFORM_NAMES[batch.platform])} · ${batch.shopName} · ${batch.file}`}
            tools={
              <>
                <BatchTag state={batch.state} />
                {batch.receipt !== undefined && <MoneyUnitSwitch />}
              </>
            }
          />
          {isRunning(batch) && <Progress batch={batch} />}
          {batch.progress?.gaveUp === true && <Stopped batch={batch} why={w.gaveUp} />}
          {batch.state === 'refused' && <Stopped batch={batch} why={w.refused} />}
          {batch.state === 'unmapped' && <Stopped batch={batch} why={w.unmapped} />}
          {batch.state === 'unmapped' && (mayMap ? <MappingForm batch={batch} /> : <p>{w.askMapper}</p>)}
          {batch.receipt !== undefined && <Receipt batch={batch} receipt={batch.receipt} />}
          {batch.receipt !== undefined && <RejectedRows batch={batch} />}
          {batch.receipt !== undefined && <FileFacts batch={batch} receipt={batch.receipt} />}
          {mayAgain(batch) && <ImportAgain batch={batch} />}
          {may.includes('market.original') && <OriginalFile batch={batch} />}
        </div>
      )}
    </Loaded>
  )
}
