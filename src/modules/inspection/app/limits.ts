import { day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Db } from '#platform/db/house'
import type { Call } from '#platform/http/route'
import { SheetUnreadable, sheetRefusals } from '#platform/sheet/refusals'
import { openSheet } from '#platform/sheet/sheet'
import { type importLimits, inspectionRefusals, type listLimits } from '../contract/index.ts'
import { insertLimits, limitRows } from '../db/lab.ts'
import { type LimitRow, limitFor, zLimitRow } from '../domain/residue-limits.ts'
import { foodOf, OWN_LIMITS } from './registry.ts'

const SHOWN = 500

async function allLimits(db: Db<'inspection'>, etown: number): Promise<readonly LimitRow[]> {
  const rows = await limitRows(db, etown)
  const imported = rows.map((row) => ({
    pesticide: row.pesticide,
    node: row.node,
    except: row.except_foods,
    limit: row.most,
    version: row.version,
    from: day(row.from_day),
    ...(row.until_day !== null && { until: day(row.until_day) }),
    source: row.source,
  }))
  return [...imported, ...OWN_LIMITS]
}

const view = (row: LimitRow) => ({
  pesticide: row.pesticide,
  food: row.node.join(' › '),
  except: [...row.except],
  limit: row.limit,
  version: row.version,
  from: row.from,
  source: row.source,
})

export async function listLimitsIn(
  call: Call<typeof listLimits, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof listLimits>>> {
  const { pesticide, food: code } = call.query
  const all = await allLimits(call.db, call.etown.id)
  const food = code === undefined ? undefined : foodOf(code)
  const shown = all.filter(
    (row) => pesticide === undefined || pesticide === '' || row.pesticide.includes(pesticide),
  )
  const found =
    food && pesticide ? limitFor(all, pesticide, food.node, dayOfInstant(call.now.getTime())) : undefined
  return granted({ total: shown.length, items: shown.slice(0, SHOWN).map(view), found: found && view(found) })
}

const FIELDS: Readonly<Record<string, string>> = {
  pesticide: '农药',
  node: '食品',
  except: '除外',
  limit: '限量',
  version: '版本',
  from: '实施日期',
  source: '来源（至少 4 个字）',
}
const COLUMNS = ['农药', '食品', '除外', '限量', '版本', '实施日期', '来源'] as const

/** 导入限量 A whole table or nothing: 食品 is a path `水果/仁果类水果/苹果`, 除外 a list. */
export async function importLimitsIn(
  call: Call<typeof importLimits, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof importLimits>>> {
  try {
    return await importTable(call)
  } catch (error) {
    if (!(error instanceof SheetUnreadable)) throw error
    return refused(refusal(sheetRefusals, error.code, error.values))
  }
}

async function importTable(
  call: Call<typeof importLimits, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof importLimits>>> {
  const { db, etown, actor, file, house } = call
  const bad = (row: number, why: string) =>
    refused(refusal(inspectionRefusals, 'inspection.limits_unreadable', { row, why }))
  if (file === undefined) return refused(refusal(inspectionRefusals, 'inspection.evidence_unknown'))
  const rows: LimitRow[] = []
  let header: readonly string[] | undefined
  for await (const { rowNo, cells } of openSheet(house.evidence, file).rows) {
    if (header === undefined) {
      header = cells.map((cell) => cell.trim())
      const missing = COLUMNS.filter((name) => !header?.includes(name))
      if (missing.length > 0) return bad(rowNo, `缺少列 ${missing.join('、')}`)
      continue
    }
    const at = (name: (typeof COLUMNS)[number]): string => cells[header?.indexOf(name) ?? -1]?.trim() ?? ''
    const list = (text: string): string[] =>
      text
        .split(/[、,，/›]/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
    const read = zLimitRow.safeParse({
      pesticide: at('农药'),
      node: list(at('食品')),
      except: list(at('除外')),
      limit: at('限量'),
      version: at('版本'),
      from: at('实施日期'),
      source: at('来源'),
    })
    if (!read.success)
      return bad(
        rowNo,
        [...new Set(read.error.issues.map((issue) => FIELDS[String(issue.path[0])] ?? '—'))].join('、'),
      )
    rows.push(read.data)
  }
  if (rows.length === 0) return bad(1, '没有数据行')
  let fresh = 0
  for (let from = 0; from < rows.length; from += 1_000)
    fresh += (
      await insertLimits(
        db,
        rows.slice(from, from + 1_000).map((row) => ({
          etown: etown.id,
          pesticide: row.pesticide,
          node: row.node,
          except_foods: row.except,
          most: row.limit,
          version: row.version,
          from_day: row.from,
          source: row.source,
          sha256: file.sha256,
          by: actor?.account ?? '',
        })),
      )
    ).length
  call.note(file.sha256, { rows: rows.length, fresh })
  call.announce({
    kind: 'inspection.limits-imported',
    subject: file.sha256,
    payload: { rows: rows.length, fresh },
    evidence: [file.sha256],
  })
  return granted({ rows: rows.length, fresh })
}
