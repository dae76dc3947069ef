import { MEANING, SHEET_SIZES, type SheetSize } from '../../contract/index.ts'
import { column, type Face, type Line, type Mark, moved, QR_SIDE, QUIET } from './face.ts'

export type TestFacts = {
  readonly product: string
  readonly producer: string
  readonly lotCode: string
  /** `快筛阴性 抑制率 40.0 %` */
  readonly said: string
  readonly method: string
  readonly warnings: readonly string[]
  readonly rapid: boolean
  readonly on: string
  readonly number: string
  readonly link: string
}

export type CertificateFacts = {
  readonly title: string
  readonly product: string
  readonly quantity: string
  readonly origin: string
  readonly subject: string
  readonly contact: string
  readonly promise: string
  /** Every basis of the template, ticked or not. */
  readonly bases: readonly { readonly text: string; readonly ticked: boolean }[]
  readonly issuedOn: string
  readonly number: string
  readonly box: { readonly n: number; readonly of: number }
  readonly link: string
  readonly voided: boolean
}

/** A code at the left with its quiet zone, words at the right of it and, on larger stock, below. */
function beside(
  width: number,
  height: number,
  link: string,
  right: readonly Line[],
  below: readonly Line[] = [],
): readonly Mark[] {
  const edge = width >= 100 ? 5 : QUIET
  const left = edge + QR_SIDE + QUIET
  const under = edge + QR_SIDE + QUIET
  return [
    { kind: 'qr', x: edge, y: edge, side: QR_SIDE, link },
    ...column(right, {
      x: left,
      y: edge,
      width: width - left - 1,
      height: below.length > 0 ? QR_SIDE + 1 : height - edge,
    }),
    ...column(below, { x: edge, y: under, width: width - 2 * edge, height: height - under - 1 }),
  ]
}

const TEST_TITLE = '追溯检测标签'

function testMarks(facts: TestFacts, width: number, height: number): readonly Mark[] {
  const warnings = facts.warnings.join('；')
  if (width < 100)
    return beside(width, height, facts.link, [
      { text: TEST_TITLE, size: 2.9 },
      { text: facts.product, size: 2.9, most: 1 },
      // The result and its figure, each unbroken.
      ...facts.said
        .split(/ (.*)/)
        .filter(Boolean)
        .map((text) => ({ text, size: 2.7, most: 1 })),
      { text: facts.method, size: 2.1, most: 1 },
      ...(warnings === '' ? [] : [{ text: warnings, size: 2, most: 2 }]),
      { text: facts.on, size: 2.1 },
    ])
  return beside(
    width,
    height,
    facts.link,
    [
      { text: TEST_TITLE, size: 5 },
      { text: facts.product, size: 4.2, most: 1 },
      { text: facts.said, size: 4.2, most: 2 },
    ],
    [
      { text: `方法 ${facts.method}`, size: 3.1, most: 2 },
      ...(warnings === '' ? [] : [{ text: `※ ${warnings}`, size: 3.1, most: 2 }]),
      { text: `生产者 ${facts.producer}`, size: 3.1, most: 1 },
      { text: `批次 ${facts.lotCode}　抽样 ${facts.on}`, size: 3.1, most: 1 },
      { text: `编号 ${facts.number}`, size: 3.1, most: 1 },
      ...(facts.rapid ? [{ text: MEANING.zh, size: 2.6, most: 3 }] : []),
    ],
  )
}

const tick = (ticked: boolean): string => (ticked ? '☑' : '□')

function certificateMarks(facts: CertificateFacts, width: number, height: number): readonly Mark[] {
  const voided = facts.voided ? [{ text: '已作废', size: width < 100 ? 3.2 : 6 }] : []
  const box = facts.box.of > 1 ? `第 ${facts.box.n} 箱 / 共 ${facts.box.of} 箱` : ''
  if (width < 100)
    return beside(width, height, facts.link, [
      { text: facts.title, size: 3.2 },
      ...voided,
      { text: facts.product, size: 3, most: 1 },
      { text: facts.issuedOn, size: 2.4 },
      { text: facts.number, size: 2.2, most: 2 },
      ...(box === '' ? [] : [{ text: box, size: 2.4 }]),
      { text: '扫码看承诺全文', size: 2.2 },
    ])
  return beside(
    width,
    height,
    facts.link,
    [
      { text: facts.title, size: 7 },
      ...voided,
      { text: `产品名称 ${facts.product}`, size: 3.6, most: 1 },
      { text: `数量（重量） ${facts.quantity}　${box}`, size: 3.1, most: 1 },
    ],
    [
      { text: facts.promise, size: 3.1 },
      ...facts.bases.map(({ text, ticked }, i) => ({
        text: `${i === 0 ? '承诺依据 ' : '　　　　 '}${tick(ticked)}${text}`,
        size: 3,
        most: 1,
      })),
      { text: `产地 ${facts.origin}`, size: 3, most: 1 },
      { text: `承诺主体 ${facts.subject}　联系方式 ${facts.contact}`, size: 3, most: 2 },
      { text: `开具时间 ${facts.issuedOn}　编号 ${facts.number}`, size: 3, most: 2 },
    ],
  )
}

/** The half of a paper sheet, larger letters: everything the 100 × 70 label says, drawn half as large again. */
const PAPER = { width: 100, height: 70 } as const

function grown(marks: readonly Mark[], by: number): readonly Mark[] {
  return marks.map((mark) =>
    mark.kind === 'qr'
      ? { ...mark, x: mark.x * by, y: mark.y * by, side: mark.side * by }
      : { ...mark, x: mark.x * by, y: mark.y * by, size: mark.size * by },
  )
}

/**
 * 双标签 The test label and the certificates come out together: one after the other on labels, certificate above test on
 * paper.
 */
export function facesFor(
  size: SheetSize,
  test: TestFacts | undefined,
  certificates: readonly CertificateFacts[],
): readonly Face[] {
  const { width, height } = SHEET_SIZES[size]
  if (size === '50x30' || size === '100x70')
    return [
      ...(test === undefined ? [] : [{ width, height, marks: testMarks(test, width, height) }]),
      ...certificates.map((one) => ({ width, height, marks: certificateMarks(one, width, height) })),
    ]
  const by = (width - 20) / PAPER.width
  const at = (marks: readonly Mark[], y: number) => moved(grown(marks, by), 10, y)
  const below = 10 + PAPER.height * by + 8
  const tested = test === undefined ? [] : testMarks(test, PAPER.width, PAPER.height)
  if (certificates.length === 0) return [{ width, height, marks: at(tested, 10) }]
  return certificates.map((one) => ({
    width,
    height,
    marks: [...at(certificateMarks(one, PAPER.width, PAPER.height), 10), ...at(tested, below)],
  }))
}
