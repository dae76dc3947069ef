import type { RefusalCatalogue } from '#kernel/refusal'

/** 方案拒绝 What can be wrong with an act of this room. Faults of a file are in refusals.ts. */
export const planRefusals = {
  'plan.none': {
    status: 404,
    zh: '本e镇还没有载入方案。请由领导小组办公室上传方案文件并采用。',
    en: 'No plan is loaded here yet. The office uploads and adopts a plan file.',
  },
  'plan.no_such_version': {
    status: 404,
    zh: '没有第{version}版方案。请从版本列表中选择。',
    en: 'There is no version {version}. Choose one from the list.',
  },
  'plan.no_such_clause': {
    status: 404,
    zh: '方案里没有条款“{clause}”。请从方案全文中查找。',
    en: 'The plan has no clause "{clause}". Look it up in the text.',
  },
  'plan.no_such_interpretation': {
    status: 404,
    zh: '第{version}版方案里没有口径“{code}”。请从口径列表中选择。',
    en: 'Version {version} has no interpretation "{code}". Choose one from the list.',
  },
  'plan.reading_unlisted': {
    status: 422,
    zh: '口径“{code}”没有读法“{adopted}”。请从列出的读法中选一个；都不合适时，请修订方案文件。',
    en: 'Interpretation "{code}" has no reading "{adopted}". Choose a listed one, or amend the plan file.',
  },
  'plan.decided_meanwhile': {
    status: 409,
    zh: '这条口径刚刚又有人作了决定。请刷新，看过最新的决定再定。',
    en: 'Somebody has just decided this interpretation. Refresh and read the newest decision first.',
  },
  'plan.decided_in_future': {
    status: 422,
    zh: '决定日期不能晚于今天（{today}）。请核对日期。',
    en: 'The day of the decision cannot be after today ({today}). Check it.',
  },
  'plan.version_taken': {
    status: 409,
    zh: '第{number}版已经载入，内容与这份文件不同；载入的版本不再改动。请把改动写成新的一版：版本号加一，写明 amends 和施行日。',
    en: 'Version {number} is loaded already with other content and never changes. Write a new version with `amends` and its own day.',
  },
  'plan.other_etown': {
    status: 422,
    zh: '这是“{other}”的方案，不是“{own}”的。请上传本e镇的方案文件。',
    en: 'This is the plan of "{other}", not of "{own}". Upload the plan of this e-town.',
  },
  'plan.draft_missing': {
    status: 404,
    zh: '找不到这份上传的方案文件。请重新上传并核对。',
    en: 'The uploaded plan file is not here. Upload and check it again.',
  },
  'plan.draft_faulty': {
    status: 422,
    zh: '这份方案文件有{count}个问题，不能采用。请按核对结果改正后重新上传。',
    en: 'This plan file has {count} problems and cannot be adopted. Correct them and upload it again.',
  },
} as const satisfies RefusalCatalogue
