/** 不符之处 What an examination found, with the record it is about. Sentences say what and what follows. */
export type Fault = {
  readonly zh: string
  readonly en: string
  readonly index?: string
  readonly seq?: string
  readonly kind?: string
  readonly subject?: string
}

const FAULTS = {
  'leaf-missing': { zh: '叶被删除', en: 'The leaf was removed' },
  'leaf-changed': {
    zh: '叶被改动：与瓦片里的哈希不符',
    en: 'The leaf was changed: it does not fit its hash',
  },
  'leaf-moved': { zh: '叶的次序被改动', en: 'The leaf was moved' },
  'opening-changed': {
    zh: '叶所承诺的内容或盐被改动',
    en: 'Content or salt of the leaf was changed',
  },
  'opening-removed': {
    zh: '叶的内容被删除，却没有删除记录',
    en: 'The content of the leaf was removed without a note of erasure',
  },
  'event-changed': { zh: '业务事件被改动：与存证时不同', en: 'The event was changed since it was attested' },
  'event-missing': { zh: '业务事件被删除', en: 'The event was removed' },
  'tile-changed': { zh: '瓦片被改动或删除', en: 'A tile was changed or removed' },
  'checkpoint-changed': {
    zh: '检查点被改动：签名不对',
    en: 'A checkpoint was changed: its signature is wrong',
  },
  'root-differs': {
    zh: '日志被重写：与签过名的检查点不符，改动在这些叶之中',
    en: 'The log was rewritten: it does not lead to a signed checkpoint; the change is among these leaves',
  },
  rollback: {
    zh: '日志被回退：签过名的这些叶已不在库中（可能恢复了旧备份）',
    en: 'The log went back: these signed leaves are gone (an old backup may have been restored)',
  },
  'audit-changed': { zh: '审计链被改动', en: 'The audit chain was changed' },
  'audit-rewritten': {
    zh: '审计链被整条重写：与存证过的链头不符',
    en: 'The audit chain was rewritten: it does not lead to the attested head',
  },
} as const
export type FaultKind = keyof typeof FAULTS

export const fault = (kind: FaultKind, about: Omit<Fault, 'zh' | 'en'> = {}, more = ''): Fault => ({
  zh: FAULTS[kind].zh + more,
  en: FAULTS[kind].en + more,
  ...about,
})
