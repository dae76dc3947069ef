import { clauseName } from '#contract/plan'
import { keysOf } from '#kernel/keys'
import { ITEM_KINDS, ITEM_STATES, ITEM_VERDICTS, type ItemDetail } from '../../contract/index.ts'
import { clauseLabel } from '../../domain/clause-label.ts'
import { FORCE_WORDS } from '../../domain/force-words.ts'
import type { Content } from './content.ts'
import { type Contents, LINES_A_PAGE, openPaper, type Paper } from './paper.ts'
import { evidenceText, momentText, readingText, spanText, stepText } from './words.ts'

/** Pieces of evidence that are printed of one item; all of them stand in index.json. */
const PRINTED = 12
const FILES_PRINTED = 10

type Entry = Contents['entries'][number]

/** 整份档案印成 PDF Cover, contents, summary, every item, scores, samples, and what became of every clause. */
export async function pdfOf(content: Content): Promise<Buffer> {
  const { etown, plan, madeAt, items } = content
  const paper = openPaper({ title: `${etown.name}验收档案`, made: new Date(madeAt) })
  cover(paper, content)
  const topics = [...new Set(items.map(({ topic }) => topic))]
  const ends = ['第三方评分', '电话抽样核实', '附：方案每一条的去向']
  const from = reserve(paper, topics.length + items.length + ends.length + 1)
  const entries: Entry[] = []
  const enter = (text: string, level: 0 | 1): void =>
    void entries.push({ text, page: paper.pageNumber(), level })
  paper.page()
  enter('缺口一览', 0)
  summary(paper, content)
  let number = 0
  for (const topic of topics) {
    paper.page()
    enter(topic, 0)
    paper.title(topic, 16)
    for (const item of items.filter((one) => one.topic === topic)) {
      number += 1
      // The heading must stand on the page that the contents name.
      paper.room(170)
      enter(`${number}. ${item.name}`, 1)
      drawItem(paper, number, item)
    }
  }
  drawEnds(paper, content, (text) => enter(text, 0))
  const mark = etown.demonstration ? '（演示数据）' : ''
  const footer = `${etown.name}验收档案${mark} · ${plan.number} · ${momentText(madeAt)}`
  return paper.end({ from, entries, footer })
}

function cover(paper: Paper, { etown, plan, madeAt, items, verdicts, gaps }: Content): void {
  paper.gap(150)
  paper.title(`${etown.name}`, 28)
  paper.title('验收档案', 28)
  paper.gap(20)
  if (etown.demonstration) paper.line('演示数据：由程序生成，不对应任何真实的人和店铺。', { strong: true })
  paper.gap(10)
  paper.fact('依据', `${plan.title}（${plan.number}），第${plan.version}版`)
  paper.fact('生成时间', momentText(madeAt))
  paper.fact('事项', `${items.length} 项，方案中每一条可计数的要求都在内`)
  const said = keysOf(ITEM_VERDICTS).map((key) => `${ITEM_VERDICTS[key].zh} ${verdicts[key]} 项`)
  paper.fact('数字怎么说', said.join('，'))
  paper.fact('有缺口的', `${gaps} 项，逐项直说，见“缺口一览”`)
  paper.gap(10)
  paper.line(
    '每个数字都写明口径、时间和由多少行记录算出；每份证据都有 SHA-256 和在公开存证日志里的编号。同名文件夹里的 index.json 载有全部证据，SHA256SUMS 可离线核对。',
    { size: 9, grey: true },
  )
}

/** Empty pages for the contents. The number of the first. */
function reserve(paper: Paper, lines: number): number {
  paper.page()
  const from = paper.pageNumber()
  for (let page = 0; page * LINES_A_PAGE < lines; page++) {
    if (page > 0) paper.page()
    paper.title('目录', 16)
  }
  return from
}

function summary(paper: Paper, { items }: Content): void {
  paper.title('缺口一览', 16)
  const open = items.filter(({ gaps }) => gaps.length > 0)
  if (open.length === 0) paper.line('没有缺口。')
  for (const { name, clause, gaps } of open) {
    paper.room(44)
    paper.line(`${name}（方案 ${clauseLabel(clause)}）`, { strong: true })
    for (const gap of gaps) paper.line(gap, { size: 9, indent: 12 })
    paper.gap(4)
  }
}

function drawItem(paper: Paper, number: number, item: ItemDetail): void {
  paper.heading(`${number}. ${item.name}`)
  paper.fact('条款', `方案 ${clauseLabel(item.clause)}：“${item.quote}”`)
  paper.fact('要求', `${item.required}（${ITEM_KINDS[item.kind].zh}，${FORCE_WORDS[item.force]}）`)
  for (const [i, reading] of item.readings.entries())
    paper.fact(i === 0 ? '实际' : '', readingText(reading, item.sources))
  if (item.readings.length === 0) paper.fact('实际', '没有数字可以自动判定，以证据和验收为准。')
  if (item.definition !== undefined)
    paper.fact('口径', `${item.definition.text}（${item.definition.source}）`, { size: 9 })
  paper.fact('判定', `${ITEM_VERDICTS[item.verdict].zh}；${ITEM_STATES[item.state].zh}`, { strong: true })
  for (const [i, gap] of item.gaps.entries()) paper.fact(i === 0 ? '缺口' : '', gap)
  if (item.gaps.length === 0) paper.fact('缺口', '没有。')
  for (const [i, step] of item.steps.entries()) paper.fact(i === 0 ? '验收经过' : '', stepText(step))
  drawSources(paper, item)
  drawEvidence(paper, item)
  paper.gap(10)
}

function drawSources(paper: Paper, { sources }: ItemDetail): void {
  for (const source of sources) {
    if (source.files.length === 0) continue
    paper.fact('行的来源', `${spanText(source)}：${source.rows} 行，来自 ${source.files.length} 份文件`, {
      size: 9,
    })
    for (const { sha256, rows } of source.files.slice(0, FILES_PRINTED))
      paper.fact('', `${sha256}${rows === undefined ? '' : `  ${rows} 行`}`, { size: 7, grey: true })
    if (source.files.length > FILES_PRINTED)
      paper.fact('', `其余 ${source.files.length - FILES_PRINTED} 份见 index.json。`, { size: 8, grey: true })
  }
}

function drawEvidence(paper: Paper, { evidence, evidenceList }: ItemDetail): void {
  paper.fact('证据', `${evidence} 份`)
  for (const piece of evidenceList.slice(0, PRINTED)) {
    paper.fact('', evidenceText(piece), { size: 8 })
    if (piece.sha256 !== undefined) paper.fact('', `SHA-256 ${piece.sha256}`, { size: 7, grey: true })
  }
  if (evidence > PRINTED)
    paper.fact('', `其余 ${evidence - PRINTED} 份见 index.json 和系统内该事项页。`, { size: 8, grey: true })
}

function drawEnds(paper: Paper, content: Content, enter: (text: string) => void): void {
  paper.page()
  enter('第三方评分')
  paper.title('第三方评分', 16)
  if (content.scoring.length === 0) paper.line('缺口：还没有采用评分表，没有第三方评分。')
  for (const { name, source, total, of, bonus, grade, rounding, lines } of content.scoring) {
    paper.heading(name)
    paper.fact('出处', source)
    paper.fact(
      '总分',
      `${total} / ${of}${bonus === undefined ? '' : `（另有加分 ${bonus}）`}，${grade}（${rounding}）`,
      {
        strong: true,
      },
    )
    for (const { block, group, code, name: indicator, text, weight, points, reason } of lines)
      paper.fact(
        code,
        `${[block, group, indicator].filter(Boolean).join(' · ')}：${text}（${weight} 分）：${points ?? '未评'}${reason === undefined ? '' : `，${reason}`}`,
        { size: 9 },
      )
  }
  paper.gap(20)
  paper.room(120)
  enter('电话抽样核实')
  paper.title('电话抽样核实', 16)
  if (content.draws.length === 0) paper.line('缺口：还没有做过电话抽样核实。')
  for (const draw of content.draws) {
    paper.heading(draw.purpose)
    for (const [label, text] of draw.facts) paper.fact(label, text, { size: 9 })
    for (const row of draw.rows)
      paper.fact(`第 ${row.place} 人`, `名单第 ${row.row} 行  ${row.name}  ${row.phone}  ${row.outcome}`, {
        size: 9,
      })
  }
  paper.page()
  enter('附：方案每一条的去向')
  paper.title('附：方案每一条的去向', 16)
  const names = new Map(content.items.map(({ code, name }) => [code, name]))
  for (const { id, heading, sha256, items, others, uncounted } of content.clauses) {
    paper.room(50)
    paper.line(`${clauseName(id)}  ${heading}`, { strong: true, size: 9.5 })
    paper.line(`条款原文 SHA-256 ${sha256}`, { size: 7, grey: true })
    if (items.length > 0)
      paper.line(`验收事项：${items.map((code) => names.get(code) ?? code).join('、')}`, { size: 9 })
    if (others.length > 0) paper.line(`其他登记：${others.join('、')}`, { size: 9 })
    for (const why of uncounted) paper.line(`不计数：${why}`, { size: 9 })
    paper.gap(4)
  }
}
