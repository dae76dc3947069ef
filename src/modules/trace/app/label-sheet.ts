import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { pdfSheet } from '../../../platform/label/pdf-sheet.ts'
import { printerFile } from '../../../platform/label/printer-languages.ts'
import { type labelSheet, lotRefusals } from '../contract/index.ts'
import { itemsById } from '../db/items.ts'
import { serialsOf } from '../db/label-runs.ts'
import { linkOf, stemOf } from './label-links.ts'
import { seenRun } from './labels.ts'
import { partyNames } from './seeing.ts'

/** A printer's file grows by 12 kB a label: what is more comes in further files, by `from`. */
const MOST = { pdf: 20_000, tspl: 5_000, zpl: 5_000 } as const
const MEDIA = { pdf: 'application/pdf', tspl: 'application/octet-stream', zpl: 'text/plain' } as const

/** 标签文件 The labels of a run, from one of them on, as sheets to cut or for a label printer. */
export async function labelSheetIn(call: Call<typeof labelSheet, 'trace'>): Promise<Outcome<Download>> {
  const { db, etown, query } = call
  const found = await seenRun(call)
  if (!found.ok) return found
  const { run, lot } = found.value
  if (run.made < run.quantity) {
    const values = { made: run.made, quantity: run.quantity }
    return refused(refusal(lotRefusals, 'trace.run_not_ready', values))
  }
  const [item] = await itemsById(db, etown.id, [lot.item])
  const nameOf = await partyNames(db, etown.id, [lot.party])
  const from = Number(query.from ?? '1')
  const count = Math.min(Number(query.count ?? String(run.quantity)), MOST[query.form])
  const serials = await serialsOf(db, etown.id, run.id, from, count)
  const stem = stemOf(call)
  const codes = serials.map(({ serial }) => ({
    serial,
    link: linkOf(stem, { gtin: item?.gtin ?? '', lot: lot.code, serial }),
  }))
  const spec = item?.spec ? [item.spec] : []
  const face = { lines: [item?.name ?? '', ...spec, nameOf(lot.party), `批次 ${lot.code}`] }
  const last = from + serials.length - 1
  return granted({
    name: `${lot.code}-${from}-${last}.${query.form}`,
    media: MEDIA[query.form],
    content: query.form === 'pdf' ? pdfSheet(face, codes) : printerFile(query.form, face, codes),
  })
}
