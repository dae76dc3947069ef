import type { RefusalCatalogue } from '#kernel/refusal'

export const governanceRefusals = {
  'governance.no_plan': {
    status: 409,
    zh: '还没有生效的方案，没有机构和职责。请先采用方案。',
    en: 'No plan is in force.',
  },
  'governance.body_unnamed': {
    status: 422,
    zh: '请从列表中选单位；方案没有列出的，写出单位全称。',
    en: 'Pick a body, or name one that the plan does not.',
  },
  'governance.owner_unknown': {
    status: 422,
    zh: '方案和责任清单里没有这个责任单位。请从列表中选择。',
    en: 'Neither plan nor lists have such a body.',
  },
  'governance.meeting_not_found': {
    status: 404,
    zh: '没有这次会议。请从会议列表中打开。',
    en: 'There is no such meeting.',
  },
  'governance.meeting_held': {
    status: 409,
    zh: '这次会议已经记录，不能再改。',
    en: 'The meeting has been recorded.',
  },
  'governance.day_future': {
    status: 422,
    zh: '开会日期晚于今天（{today}）。请在开过之后记录。',
    en: 'The day is later than today ({today}).',
  },
  'governance.evidence_unknown': {
    status: 422,
    zh: '找不到这份文件。请先上传原件，再提交。',
    en: 'The file is not known. Upload it first.',
  },
  'governance.task_not_found': {
    status: 404,
    zh: '没有这项任务。请从任务列表中打开。',
    en: 'There is no such task.',
  },
  'governance.not_yours': {
    status: 403,
    zh: '这项任务由{owner}办理，不由您的单位上报。',
    en: 'The task is for {owner}.',
  },
  'governance.closed': {
    status: 409,
    zh: '这项任务已经销号，不再变动。',
    en: 'The task is closed.',
  },
  'governance.nothing_reported': {
    status: 409,
    zh: '责任单位还没有上报，不能销号或退回。',
    en: 'Nothing has been reported yet.',
  },
  'governance.same_person': {
    status: 409,
    zh: '由您上报的任务，须由另一人销号。',
    en: 'You reported it: somebody else closes it.',
  },
} as const satisfies RefusalCatalogue
