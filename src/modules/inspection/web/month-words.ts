/** `2026-11` → 2026年11月. */
const zhMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`

/** Words of the monthly summary and its tables. */
export const monthWords = {
  zh: {
    title: '检测月度汇总',
    lead: '按抽样月份、品类、方法。阳性按样品计，不因后来合格而减少。',
    month: '月份',
    monthOf: zhMonth,
    all: '全部月份',
    food: '品类',
    method: '检测方法',
    count: '样品',
    passed: '通过',
    positive: '阳性',
    open: '未了结',
    none: '还没有检测',
    noneNext: '先在“检测样品”里安排检测、抽样，之后这里按月汇总。',
    figures: (month: string) => `${zhMonth(month)}计入统计的数`,
    figuresLead: '每个数都能打开到样品、报告或合格证。快检阴性率不是合格率。',
    indicators: {
      'rapid-tests': '快检样品',
      'rapid-negatives': '快检阴性样品',
      'rapid-positives': '快检阳性样品',
      'rapid-negative-share': '快检阴性率',
      'lab-tests': '实验室检测',
      'lab-passes': '实验室检测合格',
      'lab-pass-share': '实验室检测合格率',
      certificates: '承诺达标合格证',
    },
    exports: '导出台账',
    exportsLead: (month: string | undefined) =>
      `选表后导出${month === undefined ? '全部月份' : zhMonth(month)}；第二页写明筛选和定义。没有结果的样品不写批次。`,
    table: '哪张表',
  },
  en: {
    title: 'Tests by month',
    lead: 'By month of sampling, food and method. A positive stays one, whatever came later.',
    month: 'Month',
    monthOf: (month: string): string => month,
    all: 'All months',
    food: 'Food',
    method: 'Method',
    count: 'Samples',
    passed: 'Passed',
    positive: 'Positive',
    open: 'Open',
    none: 'No tests yet',
    noneNext: 'Arrange a test and draw a sample first; they are summed here by month.',
    figures: (month: string) => `What the statistics count of ${month}`,
    figuresLead:
      'Each figure opens to its samples, reports or certificates. A share of rapid negatives is no pass rate.',
    indicators: {
      'rapid-tests': 'Rapid tests',
      'rapid-negatives': 'Rapid negatives',
      'rapid-positives': 'Rapid positives',
      'rapid-negative-share': 'Share of rapid negatives',
      'lab-tests': 'Laboratory tests',
      'lab-passes': 'Laboratory tests passed',
      'lab-pass-share': 'Share of laboratory tests passed',
      certificates: 'Certificates of conformity',
    },
    exports: 'Export registers',
    exportsLead: (month: string | undefined) =>
      `Of ${month ?? 'all months'}; the second sheet says filter and definition. A sample without a result names no lot.`,
    table: 'Which table',
  },
}
