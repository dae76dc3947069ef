/** A laboratory's finding: item, found mg/kg (undefined: below quantification), limit mg/kg (undefined: none may be found). */
export type Finding = readonly [item: string, found: string | undefined, most: string | undefined]
/** Changes of absorbance of a rapid test: blank and sample. */
export type Readings = readonly (readonly [control: string, sample: string])[]

/** 检测故事 What was tested of the traced products of `traces.ts`, in the order it was done: invented. */
export type InspectionStory = {
  readonly town: string
  readonly food: string
  readonly method: string
  readonly where: string
  readonly plan: { readonly name: string; readonly samples: number }
  /** Of the certified lot: readings, or what a laboratory found. */
  readonly passed: { readonly readings: Readings; readonly report?: readonly Finding[] }
  /** A second lot, which is held. */
  readonly held: {
    readonly quantity: string
    readonly readings: Readings
    readonly report?: readonly Finding[]
  }
  /** Inhibition a device sent of a third sample, to be reviewed; without one the sample waits for its laboratory. */
  readonly sent?: string
  readonly certificate: {
    readonly quantity: string
    readonly boxes: number
    readonly origin: string
    readonly contact: string
  }
  /** A certificate of another platform, kept as a photo, and how much of it was issued on as a buyer. */
  readonly bought: { readonly issuer: string; readonly quantity: string; readonly sold: string }
}

export const INSPECTION_STORIES: readonly InspectionStory[] = [
  {
    town: '141030-daning',
    food: 'apple',
    method: 'GB/T 5009.199-2003',
    where: '演示冷库 1 号',
    plan: { name: '宁脆苹果采收期农残抽检（演示）', samples: 12 },
    passed: { readings: [['0.482', '0.391']] },
    held: {
      quantity: '60',
      readings: [
        ['0.482', '0.205'],
        ['0.476', '0.211'],
        ['0.479', '0.198'],
      ],
    },
    sent: '23.4',
    certificate: {
      quantity: '1000',
      boxes: 200,
      origin: '山西省临汾市大宁县（演示果园 3 号地）',
      contact: '0357-7700000（演示）',
    },
    bought: { issuer: '邻县果园（演示）', quantity: '300', sold: '120' },
  },
  {
    town: '140521-longgang',
    food: 'honey',
    method: 'GB/T 18932.19-2003',
    where: '演示成品库',
    plan: { name: '荆条蜂蜜兽药残留送检（演示）', samples: 6 },
    passed: {
      readings: [],
      report: [
        ['氯霉素', undefined, undefined],
        ['硝基呋喃类代谢物', undefined, undefined],
        ['氟胺氰菊酯', '0.012', '0.05'],
        ['双甲脒', undefined, '0.2'],
      ],
    },
    held: { quantity: '30', readings: [], report: [['氯霉素', '0.0004', undefined]] },
    certificate: {
      quantity: '300',
      boxes: 600,
      origin: '山西省晋城市沁水县龙港镇（演示蜂场）',
      contact: '0356-7000000（演示）',
    },
    bought: { issuer: '邻镇蜂场（演示）', quantity: '80', sold: '40' },
  },
]
