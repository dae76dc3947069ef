import type { StepKind } from '#contract/trace'
import type { IconName } from './Icon.tsx'

type Both = { readonly zh: string; readonly en: string }

/** 一块 One thing a farmer does, as he calls it: which step it is, and what is asked on which page. */
export type Tile = Both & {
  readonly name: string
  readonly icon: IconName
  readonly kind: StepKind
  readonly preset?: Readonly<Record<string, string>>
  /** Names of fields, a page each list. What names a person (who drove, who bought) is asked at the desk only. */
  readonly ask: readonly (readonly string[])[]
  /** Answers that one press gives. */
  readonly suggest?: Readonly<Record<string, readonly string[]>>
}

const tile = (
  name: string,
  zh: string,
  en: string,
  icon: IconName,
  kind: StepKind,
  rest: Pick<Tile, 'ask' | 'preset' | 'suggest'>,
): Tile => ({ name, zh, en, icon, kind, ...rest })

const dosed = [['name', 'dose'], ['intervalDays'], ['target', 'registration']] as const
const fed = [['name', 'dose']] as const

/** 果园 */
const ORCHARD: readonly Tile[] = [
  tile('spray', '打药', 'Spray', 'spray', 'input', { preset: { inputKind: 'pesticide' }, ask: dosed }),
  tile('fertilise', '施肥', 'Fertilise', 'fertiliser', 'input', {
    preset: { inputKind: 'fertiliser' },
    ask: fed,
  }),
  tile('tend', '管护', 'Tend', 'scissors', 'tending', {
    ask: [['what']],
    suggest: { what: ['剪枝', '疏花疏果', '套袋', '浇水', '除草', '铺反光膜'] },
  }),
  tile('pick', '采收', 'Harvest', 'apple', 'harvest', {
    ask: [['quantity', 'way']],
    suggest: { way: ['人工采摘', '分批采摘'] },
  }),
  tile('plant', '种植', 'Plant', 'sprout', 'planting', { ask: [['variety', 'source'], ['count']] }),
]

/** 蜂场 */
const APIARY: readonly Tile[] = [
  tile('check', '查蜂', 'Check', 'eye', 'tending', {
    ask: [['what']],
    suggest: { what: ['检查蜂群', '分蜂', '换王', '转场', '清扫蜂箱'] },
  }),
  tile('medicine', '用药', 'Medicine', 'spray', 'input', { preset: { inputKind: 'medicine' }, ask: dosed }),
  tile('feed', '喂饲', 'Feed', 'bowl', 'input', { preset: { inputKind: 'feed' }, ask: fed }),
  tile('extract', '取蜜', 'Extract', 'drop', 'harvest', {
    ask: [['quantity', 'way']],
    suggest: { way: ['摇蜜机', '封盖后取蜜', '巢蜜割取'] },
  }),
  tile('place', '放蜂', 'Place hives', 'hive', 'planting', { ask: [['variety', 'source'], ['count']] }),
]

const LOT: readonly Tile[] = [
  tile('grade', '分级', 'Grade', 'bars', 'grading', { ask: [['grade', 'size']] }),
  tile('process', '加工', 'Process', 'funnel', 'processing', { ask: [['what', 'temperature']] }),
  tile('pack', '包装', 'Pack', 'box', 'packing', { ask: [['material', 'spec']] }),
  tile('store', '入库', 'Store', 'house', 'storage', { ask: [['place'], ['temperature', 'humidity']] }),
  tile('hand-over', '交接', 'Hand over', 'truck', 'transport', { ask: [['from', 'to'], ['temperature']] }),
  tile('sell', '卖出', 'Sell', 'tag', 'sale', { ask: [['channel']] }),
]

/** A product whose name says honey comes of bees: words and pictures follow, the records are the same. */
const isOfBees = (product: string): boolean => /蜜|蜂/.test(product)

export const tilesOf = (of: 'season' | 'lot', product: string): readonly Tile[] =>
  of === 'lot' ? LOT : isOfBees(product) ? APIARY : ORCHARD

/** The tile a record was written with. */
export const tileFor = (
  tiles: readonly Tile[],
  kind: StepKind,
  facts: Readonly<Record<string, string>>,
): Tile | undefined =>
  tiles.find(
    (one) =>
      one.kind === kind && (one.preset?.inputKind === undefined || one.preset.inputKind === facts.inputKind),
  )
