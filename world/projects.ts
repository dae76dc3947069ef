/**
 * 资金与项目故事 What the special fund of each e-town went through: invented, amounts in 万元, told in days before the day it is
 * brought in (a negative number lies ahead).
 */
export type MilestoneStory = {
  readonly name: string
  readonly deliverable: string
  readonly wan: number
  readonly dueDaysAgo: number
  readonly needsNotice?: true
  readonly deliveredDaysAgo?: number
  readonly acceptedDaysAgo?: number
  /** Paid so much of it so long ago. */
  readonly paid?: { readonly wan: number; readonly daysAgo: number; readonly source: string }
}

type Money = Readonly<Record<string, number>>

export type ProjectStory = {
  readonly name: string
  readonly purpose: string
  readonly category: string
  readonly clause?: string
  readonly startedDaysAgo: number
  readonly way: 'open' | 'consultation' | 'inquiry'
  readonly budget: Money
  readonly scope: string
  /** How far it went; what is told beyond is left out. */
  readonly approvedDaysAgo?: number
  readonly announced?: { readonly number: string; readonly daysAgo: number; readonly opensDaysAgo: number }
  readonly bids?: readonly { readonly bidder: string; readonly creditCode: string; readonly wan: number }[]
  readonly awardedDaysAgo?: number
  readonly contract?: {
    readonly number: string
    readonly signedDaysAgo: number
    readonly money: Money
    readonly milestones: readonly MilestoneStory[]
    /** Drafted only: it waits for the steering group. */
    readonly waits?: true
  }
  readonly publicised?: true
}

export type FundStory = {
  readonly town: string
  readonly arrivals: readonly {
    readonly source: string
    readonly document: string
    readonly wan: number
    readonly daysAgo: number
  }[]
  readonly allocations: readonly {
    readonly source: string
    readonly category: string
    readonly wan: number
  }[]
  readonly projects: readonly ProjectStory[]
}

const FIRST = { bidder: '演示甲电商服务有限公司', creditCode: '91140521MA0K1EXT1M' }
const SECOND = { bidder: '演示乙网络科技有限公司', creditCode: '91140521MA0K2EXT2G' }

export const FUND_STORIES: readonly FundStory[] = [
  {
    town: '140521-longgang',
    arrivals: [
      { source: 'province', document: '演示省字1号', wan: 1000, daysAgo: 300 },
      { source: 'city', document: '演示市字1号', wan: 100, daysAgo: 280 },
      { source: 'county', document: '演示县字1号', wan: 300, daysAgo: 270 },
    ],
    allocations: [
      { source: 'province', category: 'leading-industry', wan: 450 },
      { source: 'province', category: 'full-elements', wan: 330 },
      { source: 'province', category: 'supporting', wan: 220 },
      { source: 'city', category: 'whole', wan: 100 },
      { source: 'county', category: 'whole', wan: 300 },
    ],
    projects: [
      {
        name: '蜂蜜标准化灌装生产线（演示）',
        purpose: '建设网货化标准化生产线，蜂蜜分装统一规格、统一检验。',
        category: 'leading-industry',
        clause: '八',
        startedDaysAgo: 262,
        way: 'open',
        budget: { province: 280, county: 40 },
        scope: '灌装、贴标、检验设备一条线，含安装培训',
        approvedDaysAgo: 250,
        announced: { number: '演示采购-01', daysAgo: 240, opensDaysAgo: 218 },
        bids: [
          { ...FIRST, wan: 308 },
          { ...SECOND, wan: 316 },
        ],
        awardedDaysAgo: 216,
        contract: {
          number: '演示合同-01',
          signedDaysAgo: 196,
          money: { province: 270, county: 38 },
          milestones: [
            {
              name: '设备到货',
              deliverable: '全部设备到场，开箱验收',
              wan: 120,
              dueDaysAgo: 130,
              deliveredDaysAgo: 138,
              acceptedDaysAgo: 131,
              paid: { wan: 120, daysAgo: 118, source: 'province' },
            },
            {
              name: '安装调试',
              deliverable: '连续运行七日，合格率达到约定',
              wan: 138,
              dueDaysAgo: 40,
              deliveredDaysAgo: 33,
              acceptedDaysAgo: 24,
              paid: { wan: 100, daysAgo: 12, source: 'province' },
            },
            {
              name: '培训与质保',
              deliverable: '培训操作员不少于10人，质保期满',
              wan: 50,
              dueDaysAgo: -18,
              needsNotice: true,
            },
          ],
        },
      },
      {
        name: '电商公共服务中心提档升级（演示）',
        purpose: '健全电商公共服务体系，改造直播间与培训教室。',
        category: 'full-elements',
        clause: '五.四',
        startedDaysAgo: 210,
        way: 'consultation',
        budget: { province: 200 },
        scope: '服务中心改造、设备与两年运营',
        approvedDaysAgo: 203,
        announced: { number: '演示采购-02', daysAgo: 196, opensDaysAgo: 182 },
        bids: [
          { ...SECOND, wan: 196 },
          { ...FIRST, wan: 199 },
        ],
        awardedDaysAgo: 180,
        contract: {
          number: '演示合同-02',
          signedDaysAgo: 165,
          money: { province: 196 },
          milestones: [
            {
              name: '改造完工',
              deliverable: '直播间、培训教室完工',
              wan: 146,
              dueDaysAgo: 70,
              deliveredDaysAgo: 76,
              acceptedDaysAgo: 71,
              paid: { wan: 146, daysAgo: 60, source: 'province' },
            },
            {
              name: '运营达标',
              deliverable: '入驻企业与培训人次达到约定',
              wan: 50,
              dueDaysAgo: 10,
              needsNotice: true,
              deliveredDaysAgo: 12,
              acceptedDaysAgo: 5,
            },
          ],
        },
        publicised: true,
      },
      {
        name: '县乡村三级物流配送补短板（演示）',
        purpose: '健全物流配送体系，补齐分拨与冷藏设备。',
        category: 'supporting',
        clause: '八',
        startedDaysAgo: 45,
        way: 'open',
        budget: { province: 150 },
        scope: '分拨线一条、冷藏车两辆、末端货架',
        approvedDaysAgo: 30,
        announced: { number: '演示采购-03', daysAgo: 12, opensDaysAgo: -9 },
      },
      {
        name: '区域公用品牌推广（演示）',
        purpose: '打造区域公共品牌，参加全国展会一次。',
        category: 'leading-industry',
        clause: '五.三',
        startedDaysAgo: 15,
        way: 'inquiry',
        budget: { province: 60, city: 10 },
        scope: '品牌形象、展会与媒体推广',
      },
    ],
  },
  {
    town: '141030-daning',
    arrivals: [{ source: 'province', document: '演示省字2号', wan: 1000, daysAgo: 290 }],
    allocations: [{ source: 'province', category: 'whole', wan: 1000 }],
    projects: [
      {
        name: '公共服务中心与直播间建设（演示）',
        purpose: '建设公共服务中心、培训教室、直播间和线上线下体验馆。',
        category: 'whole',
        startedDaysAgo: 240,
        way: 'open',
        budget: { province: 360 },
        scope: '场地改造、直播设备与两年运营',
        approvedDaysAgo: 230,
        announced: { number: '演示采购-11', daysAgo: 222, opensDaysAgo: 200 },
        bids: [
          { ...FIRST, wan: 352 },
          { ...SECOND, wan: 358 },
        ],
        awardedDaysAgo: 198,
        contract: {
          number: '演示合同-11',
          signedDaysAgo: 180,
          money: { province: 352 },
          milestones: [
            {
              name: '场地改造',
              deliverable: '服务中心、直播间完工',
              wan: 210,
              dueDaysAgo: 90,
              deliveredDaysAgo: 96,
              acceptedDaysAgo: 88,
              paid: { wan: 210, daysAgo: 75, source: 'province' },
            },
            {
              name: '一年运营',
              deliverable: '培训、活动达到合同约定',
              wan: 92,
              dueDaysAgo: 6,
              deliveredDaysAgo: 3,
            },
            {
              name: '两年运营',
              deliverable: '服务期满，指标达到约定',
              wan: 50,
              dueDaysAgo: -25,
              needsNotice: true,
            },
          ],
        },
      },
      {
        name: '果品溯源与检测能力建设（演示）',
        purpose: '配备农残快检设备，建立一物一码溯源。',
        category: 'whole',
        startedDaysAgo: 120,
        way: 'consultation',
        budget: { province: 180 },
        scope: '快检设备、溯源标签与系统服务',
        approvedDaysAgo: 110,
        announced: { number: '演示采购-12', daysAgo: 100, opensDaysAgo: 88 },
        bids: [
          { ...SECOND, wan: 172 },
          { ...FIRST, wan: 178 },
        ],
        awardedDaysAgo: 85,
        contract: {
          number: '演示合同-12',
          signedDaysAgo: 60,
          money: { province: 172 },
          milestones: [
            { name: '设备与系统', deliverable: '设备到场，系统上线', wan: 120, dueDaysAgo: -20 },
            {
              name: '一年服务',
              deliverable: '检测与标签服务达标',
              wan: 52,
              dueDaysAgo: -30,
              needsNotice: true,
            },
          ],
          waits: true,
        },
      },
      {
        name: '苹果供应链分选线（演示）',
        purpose: '建设苹果分级分选线，制定网货流通标准。',
        category: 'whole',
        startedDaysAgo: 40,
        way: 'open',
        budget: { province: 240 },
        scope: '分选线一条，含安装培训',
        approvedDaysAgo: 20,
      },
    ],
  },
]
