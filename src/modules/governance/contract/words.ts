/** 任务状态 Where a task stands, by its last report and its limit. */
export const TASK_STATES = {
  open: { zh: '办理中', en: 'Open' },
  late: { zh: '逾期', en: 'Overdue' },
  reported: { zh: '已上报，待销号', en: 'Reported' },
  closed: { zh: '已销号', en: 'Closed' },
} as const
export type TaskState = keyof typeof TASK_STATES

/** 任务进展 What may happen to a task after it was assigned. */
export const TASK_STEPS = {
  reported: { zh: '上报办结', en: 'Reported' },
  returned: { zh: '退回', en: 'Returned' },
  extended: { zh: '延期', en: 'Extended' },
  escalated: { zh: '逾期催办', en: 'Escalated' },
  closed: { zh: '销号', en: 'Closed' },
} as const
export type TaskStep = keyof typeof TASK_STEPS

/** Roles of departments: where neither plan nor list names their body, the screen says so. */
export const DEPARTMENT_ROLES = [
  'agriculture',
  'revitalization',
  'approval',
  'investment',
  'publicity',
  'township',
] as const

/** Roles whose departments a list of duties may name. */
export const LISTED_ROLES = ['office', 'finance', ...DEPARTMENT_ROLES] as const
