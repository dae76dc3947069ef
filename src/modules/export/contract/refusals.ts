import type { RefusalCatalogue } from '../../../kernel/refusal.ts'

export const exportRefusals = {
  'export.not_found': {
    status: 404,
    zh: '没有这次导出，或者它不是您申请的：导出的文件只有申请人能下载。',
    en: 'No such export, or it is not yours: only who asked for a file may have it.',
  },
  'export.not_ready': {
    status: 409,
    zh: '这次导出现在不能下载：{state}。请在“我的导出”里看进度。',
    en: 'This export cannot be downloaded now ({state}). See its progress in “My exports”.',
  },
  'export.expired': {
    status: 409,
    zh: '这次导出已过 24 小时，不能再下载；如仍需要，请重新导出。',
    en: 'More than 24 hours have passed; ask for the export again if you still need it.',
  },
  'export.not_allowed_any_more': {
    status: 403,
    zh: '您现在没有导出这类数据的权限（或本次登录没有二次验证），文件不能下载。',
    en: 'You may not export this kind of data now, or this session has no second factor.',
  },
  'export.personal': {
    status: 403,
    zh: '您没有“查看完整个人信息”的权限，只能导出脱敏后的数据；请去掉“完整个人信息”再导出。',
    en: 'You may export masked data only.',
  },
  'export.too_many': {
    status: 422,
    zh: '共 {total} 行，{format} 一次最多 {limit} 行；请缩小筛选范围分几次导出，或改用 CSV。',
    en: '{total} rows; a {format} file takes {limit} at most. Narrow the filter, or choose CSV.',
  },
  'export.gave_up': {
    status: 503,
    zh: '试了 5 次都没有生成成功（{why}）。请稍后重新导出；仍不行请找系统管理员。',
    en: 'Five tries failed ({why}). Export again later, or ask the system administrator.',
  },
  'export.own': {
    status: 403,
    zh: '不能放行自己申请的导出，须由另一位有放行权限的人决定。',
    en: 'Nobody releases an export of their own: somebody else has to decide.',
  },
  'export.decided': {
    status: 409,
    zh: '这次导出已由他人处理过，请刷新页面看结果。',
    en: 'This export has been decided already; reload to see how.',
  },
} as const satisfies RefusalCatalogue
