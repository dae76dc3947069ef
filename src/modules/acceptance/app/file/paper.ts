import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'

const fontFile = (weight: string): string =>
  fileURLToPath(new URL(`../fonts/NotoSansHans-${weight}.otf`, import.meta.resolve('@embedpdf/fonts-sc')))

/** A4 in points, with room to bind it on the left. */
const MARGIN = { top: 64, bottom: 60, left: 68, right: 54 } as const

/** A sheet of paper with Chinese on it: headings, paragraphs, labelled facts. Fonts are embedded as far as they are used. */
export type Paper = {
  readonly title: (text: string, size?: number) => void
  readonly heading: (text: string) => void
  readonly line: (text: string, look?: Look) => void
  readonly fact: (label: string, text: string, look?: Look) => void
  readonly gap: (points?: number) => void
  /** Begins a new page where less than so many points are left. */
  readonly room: (points: number) => void
  readonly page: () => void
  /** Number of the page that is written on, from 1. */
  readonly pageNumber: () => number
  /** Reserves pages for a table of contents, filled by `fill` at the end. */
  readonly end: (contents: Contents) => Promise<Buffer>
}

export type Look = {
  readonly size?: number
  readonly grey?: boolean
  readonly strong?: boolean
  readonly indent?: number
}
export type Contents = {
  /** The page the list begins on. */
  readonly from: number
  readonly entries: readonly { readonly text: string; readonly page: number; readonly level: 0 | 1 }[]
  readonly footer: string
}

/** Lines of the table of contents on one page. */
export const LINES_A_PAGE = 40
const LINE = 17

type Document = InstanceType<typeof PDFDocument>

const LABEL = 74

export function openPaper(info: { readonly title: string; readonly made: Date }): Paper {
  const document = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    bufferPages: true,
    info: { Title: info.title, Creator: 'ezhen', Producer: 'ezhen', CreationDate: info.made },
    lang: 'zh-CN',
  })
  document.registerFont('text', fontFile('Regular'))
  document.registerFont('strong', fontFile('Medium'))
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  const width = document.page.width - MARGIN.left - MARGIN.right
  const write = (text: string, { size = 10, grey = false, strong = false, indent = 0 }: Look = {}): void => {
    document
      .font(strong ? 'strong' : 'text')
      .fontSize(size)
      .fillColor(grey ? '#595959' : '#111111')
      .text(text, MARGIN.left + indent, undefined, { width: width - indent, lineGap: 3 })
  }
  const room = (points: number): void => {
    if (document.y + points > document.page.height - MARGIN.bottom) document.addPage()
  }
  return {
    title: (text, size = 22) => {
      write(text, { size, strong: true })
      document.moveDown(0.4)
    },
    heading: (text) => {
      room(60)
      document.moveDown(0.5)
      write(text, { size: 13, strong: true })
      document.moveDown(0.2)
    },
    line: write,
    fact: (label, text, look = {}) => {
      room(30)
      const top = document.y
      document.font('text').fontSize(9).fillColor('#595959')
      document.text(label, MARGIN.left, top + 1, { width: LABEL, lineBreak: false })
      document.y = top
      write(text, { ...look, indent: LABEL })
    },
    gap: (points = 8) => {
      document.y += points
    },
    room,
    page: () => void document.addPage(),
    pageNumber: () => document.bufferedPageRange().count,
    end: (contents) => {
      fillContents(document, contents, width)
      fillFooters(document, contents.footer, width)
      document.end()
      return done
    },
  }
}

function fillContents(document: Document, { from, entries }: Contents, width: number): void {
  for (const [i, { text, page, level }] of entries.entries()) {
    const place = i % LINES_A_PAGE
    document.switchToPage(from - 1 + Math.floor(i / LINES_A_PAGE))
    const y = MARGIN.top + 36 + place * LINE
    const indent = level * 14
    document
      .font(level === 0 ? 'strong' : 'text')
      .fontSize(9.5)
      .fillColor('#111111')
    const most = width - indent - 40
    document.text(fitted(document, text, most), MARGIN.left + indent, y, { lineBreak: false })
    document.text(String(page), MARGIN.left, y, { width, align: 'right', lineBreak: false, goTo: `p${page}` })
  }
}

/** Cut at the end, so that the number of its page stands beside it. */
function fitted(document: Document, text: string, most: number): string {
  if (document.widthOfString(text) <= most) return text
  const letters = [...text]
  while (letters.length > 0 && document.widthOfString(`${letters.join('')}…`) > most) letters.pop()
  return `${letters.join('')}…`
}

function fillFooters(document: Document, footer: string, width: number): void {
  const { count } = document.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    document.switchToPage(i)
    document.addNamedDestination(`p${i + 1}`)
    // Below the margin pdfkit would begin a page of its own.
    document.page.margins.bottom = 0
    const y = document.page.height - 40
    document.font('text').fontSize(8).fillColor('#595959')
    document.text(footer, MARGIN.left, y, { width: width - 80, lineBreak: false })
    document.text(`第 ${i + 1} 页，共 ${count} 页`, MARGIN.left, y, {
      width,
      align: 'right',
      lineBreak: false,
    })
    document.page.margins.bottom = MARGIN.bottom
  }
}
