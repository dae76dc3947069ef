/** 奖补故事 One round of each e-town with applications at every desk: invented, told in days before the day it is brought in. */
export type SubsidyStory = {
  readonly town: string
  readonly scheme: string
  readonly round: string
  readonly interpretation: string
  /** What has arrived and is allocated, in yuan, by source. */
  readonly funds: Readonly<Record<string, string>>
  readonly poolYuan: string
  readonly contact: string
  readonly applications: readonly {
    readonly project: string
    readonly facts: Readonly<Record<string, string>>
    /** How far it got. */
    readonly until: 'draft' | 'submitted' | 'returned' | 'checked' | 'publicised' | 'paid'
  }[]
}

const project = (investment: string) => ({
  当年建设当年见效: '是',
  通过评估验收: '是',
  实际投入资金: investment,
})
const award = (amount: string) => ({
  业绩评定为突出: '是',
  评定的奖励金额: amount,
  同一业绩已得奖补: '0元',
})

export const SUBSIDY_STORIES: readonly SubsidyStory[] = [
  {
    town: '140521-longgang',
    scheme: 'project-award',
    round: '本年新建产业项目',
    interpretation: 'pool-exhausted',
    funds: { city: '1000000', county: '3000000' },
    poolYuan: '2000000',
    contact: '龙港e镇领导小组办公室（演示） 0356-0000000',
    applications: [
      { project: '蜂蜜灌装生产线', facts: project('100万元'), until: 'paid' },
      { project: '冷链仓储', facts: project('260万元'), until: 'publicised' },
      { project: '网货包装车间', facts: project('88.8万元'), until: 'checked' },
      { project: '直播间改造', facts: project('36.5万元'), until: 'submitted' },
      { project: '蜂王浆提取设备', facts: project('52万元'), until: 'returned' },
      { project: '电商云仓', facts: project('150万元'), until: 'draft' },
    ],
  },
  {
    town: '141030-daning',
    scheme: 'firm-award',
    round: '本年电商业绩奖励',
    interpretation: 'awards-pool',
    funds: { province: '10000000' },
    poolYuan: '300000',
    contact: '大宁县乡村e镇领导小组办公室（演示） 0357-0000000',
    applications: [
      { project: '宁脆苹果首年网销', facts: award('3万元'), until: 'paid' },
      { project: '带动果农增收', facts: award('2万元'), until: 'publicised' },
      { project: '产销对接专场', facts: award('1.5万元'), until: 'submitted' },
      { project: '玉露香梨出口', facts: award('1万元'), until: 'draft' },
    ],
  },
]
