import type { RefusalCatalogue } from '#kernel/refusal'

export const acceptanceRefusals = {
  'acceptance.item_unknown': {
    status: 404,
    zh: '现行方案里没有这个验收事项。请从验收事项列表中打开。',
    en: 'The plan in force has no such item.',
  },
  'acceptance.evidence_unknown': {
    status: 422,
    zh: '找不到这份文件。请先上传原件，再提交。',
    en: 'The file is not known. Upload it first.',
  },
  'acceptance.day_future': {
    status: 422,
    zh: '日期晚于今天（{today}）。请填写事情实际发生的日期。',
    en: 'The day is later than today ({today}).',
  },
  'acceptance.step_order': {
    status: 409,
    zh: '这一事项现在是“{state}”，不能{wanted}。请刷新页面查看现状。',
    en: 'The item is “{state}” now.',
  },
  'acceptance.same_person': {
    status: 409,
    zh: '自评或整改由您提交，验收须由另一人办理。请由同事办理。',
    en: 'You assessed or rectified it: somebody else accepts.',
  },
  'acceptance.due_past': {
    status: 422,
    zh: '整改期限早于今天（{today}）。请填写今天或以后的日期。',
    en: 'The time limit lies before today ({today}).',
  },
  'acceptance.file_not_found': {
    status: 404,
    zh: '没有这份档案，或它还没有生成好。请从档案列表中打开。',
    en: 'There is no such file, or it is not ready.',
  },
  'acceptance.gave_up': {
    status: 503,
    zh: '档案没有生成：{why}。请重新生成；仍不成功请联系系统管理员。',
    en: 'The file was not made: {why}.',
  },
  'acceptance.sheet_not_found': {
    status: 404,
    zh: '没有这张评分表。请先由办公室采用一张评分表。',
    en: 'There is no such score sheet.',
  },
  'acceptance.sheet_wrong': {
    status: 422,
    zh: '评分表不对：{why}。请改正后重新上传。',
    en: 'The score sheet is wrong: {why}.',
  },
  'acceptance.indicator_unknown': {
    status: 422,
    zh: '评分表里没有这项指标。请从评分表中选择。',
    en: 'The sheet has no such indicator.',
  },
  'acceptance.points_beyond': {
    status: 422,
    zh: '得分 {points} 超过本项满分 {weight}。请填写 0 到 {weight}。',
    en: '{points} is more than {weight}.',
  },
  'acceptance.list_wrong': {
    status: 422,
    zh: '名单不对：{why}。请用第一行为表头、含“姓名”和“电话”两列的 CSV 文件。',
    en: 'The list is wrong: {why}.',
  },
  'acceptance.wanted_beyond': {
    status: 422,
    zh: '要抽 {wanted} 人，名单只有 {listed} 人。请减少抽取人数。',
    en: '{wanted} are wanted of {listed}.',
  },
  'acceptance.draw_not_found': {
    status: 404,
    zh: '没有这次抽样，或名单里没有这个人。请从抽样列表中打开。',
    en: 'There is no such draw.',
  },
  'acceptance.drawn_already': {
    status: 409,
    zh: '这次抽样已经抽过，结果不能重抽。需要时请另行公布一份名单。',
    en: 'It has been drawn already.',
  },
  'acceptance.drawer_committed': {
    status: 409,
    zh: '名单由您公布，须由另一人抽取。请由第三方或审计人员办理。',
    en: 'You published the list: somebody else draws.',
  },
} as const satisfies RefusalCatalogue
