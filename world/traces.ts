/** 溯源故事 One product of each e-town from the field to its label: invented, told in days before the day it is brought in. */
export type TraceRecord = {
  /** A step of the season; after the harvest, of the lot. */
  readonly kind:
    | 'planting'
    | 'tending'
    | 'input'
    | 'grading'
    | 'processing'
    | 'packing'
    | 'storage'
    | 'transport'
  readonly daysAgo: number
  readonly facts: Readonly<Record<string, string>>
  /** What its photo shows; drawn, and saying so. */
  readonly photo?: string
}

export type TraceStory = {
  readonly town: string
  readonly item: {
    readonly name: string
    readonly spec: string
    readonly unit: 'kg' | 'piece'
    readonly packSize: string
    readonly shelfDays: number
  }
  readonly base: string
  readonly season: { readonly name: string; readonly daysAgo: number; readonly areaMu?: string }
  readonly grown: readonly TraceRecord[]
  readonly harvest: { readonly daysAgo: number; readonly quantity: string; readonly way: string }
  readonly handled: readonly TraceRecord[]
  readonly labels: number
  /** 国家农产品追溯主体码: invented. */
  readonly subjectCode: string
  /** What has left in bulk. */
  readonly sold: readonly {
    readonly quantity: string
    readonly order?: string
    readonly parcel?: string
    readonly buyer: string
    readonly phone: string
  }[]
  /** Of the labelled packs some went to one buyer. */
  readonly packs: { readonly order: string; readonly parcel: string; readonly buyer: string }
}

export const TRACE_STORIES: readonly TraceStory[] = [
  {
    town: '141030-daning',
    item: { name: '宁脆苹果', spec: '80 果 5 千克/箱', unit: 'kg', packSize: '5', shelfDays: 180 },
    base: '演示果园 3 号地',
    season: { name: '本年宁脆苹果', daysAgo: 240, areaMu: '12.5' },
    grown: [
      {
        kind: 'planting',
        daysAgo: 238,
        facts: { variety: '宁脆', source: '自有果园，树龄 6 年', count: '560' },
      },
      {
        kind: 'input',
        daysAgo: 120,
        facts: { inputKind: 'fertiliser', name: '腐熟羊粪', dose: '每亩 2 立方米' },
      },
      {
        kind: 'input',
        daysAgo: 74,
        facts: {
          inputKind: 'pesticide',
          name: '苦参碱水剂（演示）',
          dose: '1000 倍液',
          target: '蚜虫',
          intervalDays: '14',
        },
      },
      {
        kind: 'tending',
        daysAgo: 40,
        facts: { what: '摘叶、转果、铺反光膜' },
        photo: '摘叶转果后的果园',
      },
    ],
    harvest: { daysAgo: 9, quantity: '1200', way: '人工带手套采摘' },
    handled: [
      {
        kind: 'grading',
        daysAgo: 8,
        facts: { grade: '一级', standard: '企业标准（演示）', size: '果径 80–85 毫米' },
      },
      { kind: 'storage', daysAgo: 8, facts: { place: '演示冷库 1 号', temperature: '1', humidity: '92' } },
      {
        kind: 'packing',
        daysAgo: 2,
        facts: { material: '五层瓦楞纸箱、网套', spec: '5 千克/箱' },
        photo: '装好箱的宁脆苹果',
      },
    ],
    labels: 200,
    subjectCode: '1410300DEMO000012345',
    sold: [
      {
        quantity: '80',
        order: '演示-批发-0001',
        parcel: 'DEMO-SF-0001',
        buyer: '演示·太原鲜果超市',
        phone: '0351-0000000',
      },
      { quantity: '15', buyer: '张演示', phone: '13800000000' },
    ],
    packs: { order: '演示-团购-0002', parcel: 'DEMO-YT-0002', buyer: '演示·县职工食堂' },
  },
  {
    town: '140521-longgang',
    item: { name: '荆条蜂蜜', spec: '500 克/瓶', unit: 'kg', packSize: '0.5', shelfDays: 540 },
    base: '演示蜂场 2 号点',
    season: { name: '本年荆条蜜', daysAgo: 130 },
    grown: [
      { kind: 'planting', daysAgo: 128, facts: { variety: '中华蜜蜂', source: '本地分蜂', count: '60' } },
      {
        kind: 'tending',
        daysAgo: 90,
        facts: { what: '转场到荆条花期场地，检查蜂群' },
        photo: '荆条花期的蜂场',
      },
    ],
    harvest: { daysAgo: 60, quantity: '480', way: '封盖蜜，摇蜜机取蜜' },
    handled: [
      { kind: 'processing', daysAgo: 40, facts: { what: '过滤、低温灌装', temperature: '40' } },
      { kind: 'grading', daysAgo: 40, facts: { grade: '一级', size: '42 波美度' } },
      {
        kind: 'packing',
        daysAgo: 12,
        facts: { material: '玻璃瓶', spec: '500 克/瓶' },
        photo: '灌装好的荆条蜜',
      },
      { kind: 'storage', daysAgo: 11, facts: { place: '演示成品库', temperature: '18' } },
    ],
    labels: 600,
    subjectCode: '1405210DEMO000012345',
    sold: [{ quantity: '20', order: '演示-批发-0001', buyer: '演示·晋城土产商店', phone: '0356-0000000' }],
    packs: { order: '演示-团购-0002', parcel: 'DEMO-YT-0002', buyer: '李演示' },
  },
]
