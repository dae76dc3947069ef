import type { RefusalCatalogue } from '../../../kernel/refusal.ts'

export const fieldRefusals = {
  'trace.entry_other_content': {
    status: 409,
    zh: '编号 {id} 的记录已收过一条，内容与这条不同；已收的不会改动。请在手机上“改后重记”。',
    en: 'A record numbered {id} was received before with other content, and stays. Write it anew on the phone.',
  },
} as const satisfies RefusalCatalogue
