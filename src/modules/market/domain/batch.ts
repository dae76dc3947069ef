import { machine, type StateOf } from '#kernel/machine'

/** 导入批次 The life of one file's import. Reading and merging is one transaction, so between them there is no state. */
export const BATCH = machine({
  initial: 'waiting',
  states: {
    waiting: {
      zh: '等待导入',
      en: 'Waiting',
      on: { import: 'imported', refuse: 'refused', ask: 'unmapped', again: 'waiting' },
    },
    unmapped: { zh: '待对应', en: 'Columns to be mapped', on: { again: 'waiting' } },
    imported: { zh: '已导入', en: 'Imported' },
    refused: { zh: '整份退回', en: 'Refused' },
  },
  ends: ['imported', 'refused'],
})

export type BatchState = StateOf<typeof BATCH>
