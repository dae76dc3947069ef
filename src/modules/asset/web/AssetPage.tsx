import {
  ASSET_CLASSES,
  ASSET_EVENTS,
  type AssetDetail,
  DISPOSALS,
  getAsset,
  OWNERSHIPS,
  openPaper,
  printTags,
} from '#contract/asset'
import { toFen } from '#kernel/wire'
import { addressOf } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { DayText, dayText, InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { AssetActs } from './AssetActs.tsx'
import { AssetState } from './AssetsPage.tsx'
import { assetWords } from './asset-words.ts'
import { CountForm } from './CountForm.tsx'

/** 一件资产 Where a scanned tag leads staff to: counting comes first while a stock-take is open. */
export function Page() {
  const { slug: etown } = useTown()
  const asset = useParam('asset')
  const query = useRead(getAsset, { etown, params: { asset } })
  return (
    <Loaded query={query} lines={10}>
      {(detail) => <Detail key={detail.events.length} detail={detail} />}
    </Loaded>
  )
}

function Detail({ detail }: { readonly detail: AssetDetail }) {
  const w = useWords(assetWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const params = { asset: detail.id }
  return (
    <>
      <PageHead
        title={detail.name}
        lead={<AssetState asset={detail} />}
        tools={
          <>
            <a href={detail.publicPath} target="_blank" rel="noreferrer">
              {w.tagPage}
            </a>
            {may.includes('asset.register') && (
              <a href={addressOf(printTags, { etown, query: { form: 'pdf', asset: detail.id } })}>
                {w.printSheet}
              </a>
            )}
          </>
        }
      />
      {detail.take !== undefined && may.includes('asset.count') && <CountForm detail={detail} />}
      <FactList
        facts={[
          [w.number, detail.number],
          [w.model, detail.model],
          [w.kind, say(ASSET_CLASSES[detail.class])],
          [w.price, <Money key="price" fen={toFen(detail.price)} />],
          [
            w.shares,
            detail.shares.map(({ source, name, amount }) => (
              <div key={source}>
                {name} <Money fen={toFen(amount)} />
              </div>
            )),
          ],
          [w.boughtOn, <DayText key="bought" day={detail.boughtOn} />],
          [w.ownership, `${say(OWNERSHIPS[detail.ownership])}，${detail.owner}`],
          [w.custodian, detail.custodian],
          [w.place, detail.place],
          [
            w.contractShort,
            detail.project === undefined ? (
              detail.contract
            ) : (
              <To key="contract" href={`/e/${etown}/projects/${detail.project}`}>
                {detail.contract}
              </To>
            ),
          ],
          [w.useUntilShort, detail.useUntil && <DayText key="until" day={detail.useUntil} />],
          ...(detail.batch ? ([[w.threshold, w.batchShort]] as const) : []),
          [
            w.paper,
            <a
              key="paper"
              href={addressOf(openPaper, { etown, params: { ...params, sha256: detail.evidence } })}
              target="_blank"
              rel="noreferrer"
            >
              {w.openPaper}
            </a>,
          ],
        ]}
      />
      <Events detail={detail} />
      <AssetActs detail={detail} />
    </>
  )
}

function Events({ detail }: { readonly detail: AssetDetail }) {
  const w = useWords(assetWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { slug: etown } = useTown()
  return (
    <section>
      <h2>{w.events}</h2>
      {detail.events.length === 0 && <p className="hint">{w.noEvents}</p>}
      <ol>
        {detail.events.map((event) => (
          <li key={event.number}>
            <strong>{say(ASSET_EVENTS[event.kind])}</strong> {event.by} <InstantText instant={event.at} />
            <p>
              {[
                event.way === undefined ? undefined : say(DISPOSALS[event.way]),
                event.text,
                event.custodian,
                event.place,
                event.dueOn === undefined ? undefined : `${w.dueOn} ${dayText(event.dueOn, language)}`,
              ]
                .filter((part) => part !== undefined)
                .join('，')}{' '}
              {event.sha256 !== undefined && (
                <a
                  href={addressOf(openPaper, { etown, params: { asset: detail.id, sha256: event.sha256 } })}
                  target="_blank"
                  rel="noreferrer"
                >
                  {w.openPaper}
                </a>
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
