import { day } from '#kernel/day'
import type { Tally } from '../../contract/tallies.ts'
import type { Definition } from '../definition.ts'

const SOURCE = '方案：农残检测与食用农产品合格证；检测记录、实验室报告与合格证'
/** The day a sample was taken: its result may come later and changes no other day. */
const BY_SAMPLE = '按抽样日计，一个样品计一次；还没有结果的、作废重抽的不计。'

type Said = Pick<Definition['versions'][0], 'zh' | 'en' | 'text'>
const version = (code: string, said: Said): Definition['versions'] => [
  { version: `${code}@2026`, from: day('2022-01-01'), ...said, source: SOURCE },
]
const counted = (measure: Tally, unit: string, said: Said): Definition => ({
  code: measure,
  kind: 'flow',
  unit,
  method: { by: 'days', measure },
  versions: version(measure, said),
})

/** 检测指标 Named for what they are: a rapid negative is no passed test, and only a laboratory's result passes. */
export const inspectionDefinitions: readonly Definition[] = [
  counted('rapid-tests', '个', {
    zh: '快检样品',
    en: 'Rapid tests',
    text: `做过快速检测并有结果的样品：阴性须经另一人复核，阳性自判定起计。${BY_SAMPLE}`,
  }),
  counted('rapid-negatives', '个', {
    zh: '快检阴性样品',
    en: 'Rapid negatives',
    text: `每次读数都是阴性并经复核的快检样品。阴性不等于没有残留。${BY_SAMPLE}`,
  }),
  counted('rapid-positives', '个', {
    zh: '快检阳性样品',
    en: 'Rapid positives',
    text: `有一次读数为阳性的快检样品，不因复检阴性或实验室确证合格而减少。${BY_SAMPLE}`,
  }),
  {
    code: 'rapid-negative-share',
    kind: 'ratio',
    unit: '%',
    method: { by: 'share', part: 'rapid-negatives', whole: 'rapid-tests' },
    versions: version('rapid-negative-share', {
      zh: '快检阴性率',
      en: 'Share of rapid negatives',
      text: '快检阴性样品 ÷ 快检样品。快速检测只看得见有机磷和氨基甲酸酯类农药，阴性率不是合格率。',
    }),
  },
  counted('lab-tests', '份', {
    zh: '实验室检测',
    en: 'Laboratory tests',
    text: `有报告的实验室检测，含快检阳性后的确证。${BY_SAMPLE}`,
  }),
  counted('lab-passes', '份', {
    zh: '实验室检测合格',
    en: 'Laboratory tests passed',
    text: `所检项目都不超过限量的实验室检测。${BY_SAMPLE}`,
  }),
  {
    code: 'lab-pass-share',
    kind: 'ratio',
    unit: '%',
    method: { by: 'share', part: 'lab-passes', whole: 'lab-tests' },
    versions: version('lab-pass-share', {
      zh: '实验室检测合格率',
      en: 'Share of laboratory tests passed',
      text: '实验室检测合格 ÷ 实验室检测，只说所检的项目。含快检阳性后的确证，所以通常低于随机抽样的合格率。',
    }),
  },
  counted('certificates', '张', {
    zh: '承诺达标合格证',
    en: 'Certificates of conformity',
    text: '生产者、收购者自己开具的合格证，按开具日计；一箱一证，按箱数计张；作废的不计。',
  }),
]
