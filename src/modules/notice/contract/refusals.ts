import type { RefusalCatalogue } from '#kernel/refusal'

export const noticeRefusals = {
  'notice.not_found': {
    status: 404,
    zh: '没有这份公示。请从公示列表中打开。',
    en: 'There is no such notice.',
  },
  'notice.days_few': {
    status: 422,
    zh: '公示不得少于 {least} 个工作日（方案规定）。请填写 {least} 或更多。',
    en: 'The plan asks for at least {least} working days.',
  },
  'notice.row_width': {
    status: 422,
    zh: '名单第 {row} 行有 {found} 格，表头有 {wanted} 格。请补齐或删去多余的格。',
    en: 'Row {row} has {found} cells, the head has {wanted}.',
  },
  'notice.evidence_unknown': {
    status: 422,
    zh: '找不到名单原件。请先上传经签字盖章的名单，再发布。',
    en: 'The signed list is not known. Upload it first.',
  },
  'notice.withdrawn': {
    status: 409,
    zh: '这份公示已经撤回，不能再改。需要时请另行发布。',
    en: 'This notice has been withdrawn. Publish a new one.',
  },
  'notice.nothing_changed': {
    status: 422,
    zh: '更正的内容与现行版本完全相同。请先修改再提交。',
    en: 'Nothing was changed.',
  },
  'notice.day_future': {
    status: 422,
    zh: '收到日期晚于今天（{today}）。请填写实际收到的日期。',
    en: 'The day is later than today ({today}).',
  },
  'notice.objection_not_found': {
    status: 404,
    zh: '没有这条待答复的异议。请刷新页面查看现状。',
    en: 'There is no such open objection.',
  },
  'notice.same_person': {
    status: 409,
    zh: '公示由您发布，异议须由另一人答复。请由同事办理。',
    en: 'You published it: somebody else answers the objection.',
  },
} as const satisfies RefusalCatalogue
