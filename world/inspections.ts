/** 检测故事 What was tested of the traced products of `traces.ts`, in the order it was done: invented. */
export type InspectionStory = {
  readonly town: string
  readonly food: string
  readonly method: string
  readonly where: string
  /** Changes of absorbance of a rapid test: blank and sample. */
  readonly reading?: readonly [control: string, sample: string]
  /** Of a laboratory: item, found mg/kg (undefined: below quantification), limit mg/kg (undefined: none may be found). */
  readonly report?: readonly (readonly [item: string, found: string | undefined, most: string | undefined])[]
  readonly certificate: {
    readonly quantity: string
    readonly boxes: number
    readonly origin: string
    readonly contact: string
  }
}

export const INSPECTION_STORIES: readonly InspectionStory[] = [
  {
    town: '141030-daning',
    food: 'apple',
    method: 'GB/T 5009.199-2003',
    where: '演示冷库 1 号',
    reading: ['0.482', '0.391'],
    certificate: {
      quantity: '1000',
      boxes: 200,
      origin: '山西省临汾市大宁县（演示果园 3 号地）',
      contact: '0357-7700000（演示）',
    },
  },
  {
    town: '140521-longgang',
    food: 'honey',
    method: 'GB/T 18932.19-2003',
    where: '演示成品库',
    report: [
      ['氯霉素', undefined, undefined],
      ['硝基呋喃类代谢物', undefined, undefined],
      ['氟胺氰菊酯', '0.012', '0.05'],
      ['双甲脒', undefined, '0.2'],
    ],
    certificate: {
      quantity: '300',
      boxes: 1,
      origin: '山西省晋城市沁水县龙港镇（演示蜂场）',
      contact: '0356-7000000（演示）',
    },
  },
]
