import type { RefusalCatalogue } from '../../../kernel/refusal.ts'

/** What a routing request is refused for; `{path}` is where in the request, e.g. `jobs[3].time_windows[0]`. */
export const routeRefusals = {
  'logistics.route_shape': {
    status: 422,
    zh: '{path} 应为{wanted}；请照接口说明填写。',
    en: '{path} should be {wantedEn}. Write it as the interface describes.',
  },
  'logistics.route_whole': {
    status: 422,
    zh: '{path} 应为 {least} 至 {most} 之间的整数，现为 {found}；请改正（时间用秒，距离用米，货量用整数）。',
    en: '{path} should be a whole number from {least} to {most}, not {found} (seconds, metres, whole amounts).',
  },
  'logistics.route_number': {
    status: 422,
    zh: '{path} 应为 {least} 至 {most} 之间的数，现为 {found}；请改正。',
    en: '{path} should be a number from {least} to {most}, not {found}.',
  },
  'logistics.route_missing': {
    status: 422,
    zh: '缺少 {path}；请补上。',
    en: '{path} is missing. Add it.',
  },
  'logistics.route_window': {
    status: 422,
    zh: '{path} 的结束早于开始，无人能按时到达；请核对先后。',
    en: '{path} ends before it starts, so nobody can be there in time. Check its order.',
  },
  'logistics.route_duplicate': {
    status: 422,
    zh: '{path} 的编号 {id} 已被 {first} 使用；同类编号不得重复，请改用另一个。',
    en: '{path}: the id {id} is already used by {first}. Give each its own.',
  },
  'logistics.route_amounts': {
    status: 422,
    zh: '{path} 有 {found} 个货量，别处为 {wanted} 个；各任务与车辆的货量个数和顺序应一致。',
    en: '{path} has {found} amounts, elsewhere there are {wanted}. All tasks and vehicles use the same amounts in the same order.',
  },
  'logistics.route_place': {
    status: 422,
    zh: '{path} 指向第 {found} 个地点，矩阵只有 {size} 个（从 0 起）；请核对。',
    en: '{path} names place {found}; the matrix has {size}, counted from 0.',
  },
  'logistics.route_place_missing': {
    status: 422,
    zh: '{path} 没有地点；给了矩阵时请填 location_index，没有矩阵时请填 location（经度、纬度）。',
    en: '{path} has no place. With matrices give location_index, without them give location (longitude, latitude).',
  },
  'logistics.route_matrix_size': {
    status: 422,
    zh: '{path} 有 {found} 项，应为 {wanted} 项；矩阵必须是方阵，且各矩阵大小相同。',
    en: '{path} has {found} entries instead of {wanted}. Matrices are square and all of one size.',
  },
  'logistics.route_matrix_diagonal': {
    status: 422,
    zh: '{path} 是地点到自身，应为 0，现为 {found}；请检查矩阵的行列是否错位。',
    en: '{path} leads from a place to itself and should be 0, not {found}. Check whether rows are shifted.',
  },
  'logistics.route_profile': {
    status: 422,
    zh: '{path} 用到的路网“{found}”没有矩阵；请在 matrices 中提供。',
    en: '{path} uses the profile “{found}”, which has no matrix. Add it to matrices.',
  },
  'logistics.route_unknown_key': {
    status: 422,
    zh: '{path} 不是已知的字段；请改正拼写，或不用严格方式。',
    en: '{path} is not a known field. Correct its spelling, or do not ask for strict reading.',
  },
  'logistics.route_too_large': {
    status: 413,
    zh: '{path} 有 {found} 项，一次最多规划 {most} 项；请按乡镇分开规划。',
    en: '{path} has {found} entries; one plan takes at most {most}. Divide the work by township.',
  },
  'logistics.route_no_ends': {
    status: 422,
    zh: '{path} 既无起点也无终点；请至少填一个。',
    en: '{path} has neither start nor end. Give at least one.',
  },
  'logistics.route_step': {
    status: 422,
    zh: '{path} 指向不存在或已排过的任务 {id}（{type}）；请核对编号。',
    en: '{path} names a task that is not there or already planned: {type} {id}.',
  },
  'logistics.route_vehicle': {
    status: 422,
    zh: '{path} 指定的车辆 {id} 不在车辆清单里；请核对编号，或补上这辆车。',
    en: '{path} names vehicle {id}, which is not in the list. Correct the id or add the vehicle.',
  },
  'logistics.route_fixed_first': {
    status: 422,
    zh: '{path}：固定的步骤必须排在最前面，中间不能夹着未固定的；请核对顺序。',
    en: '{path}: fixed steps come first, with none in between that is not fixed. Check their order.',
  },
  'logistics.route_fixed': {
    status: 422,
    zh: '{path} 里固定的步骤走不通（{why}）；请核对这辆车已经做了什么，或放开固定。',
    en: '{path}: the fixed steps cannot be driven ({whyEn}). Check what this vehicle has done, or do not fix them.',
  },
  'logistics.route_distances': {
    status: 503,
    zh: '路网服务 {what} 没有给出距离（{why}）；请稍后再试，或在请求里不用路网服务、改用直线估算。',
    en: 'The road server {what} gave no distances ({why}). Try again later, or plan with straight lines.',
  },
} as const satisfies RefusalCatalogue

export const trialRefusals = {
  'logistics.trial_not_found': {
    status: 404,
    zh: '没有这次线路试算；请回到“线路试算”重新选择。',
    en: 'There is no such route trial. Choose one from the list.',
  },
  'logistics.trial_over': {
    status: 409,
    zh: '这次试算已经结束，不能再停止；结果仍可查看。',
    en: 'This trial has ended and cannot be stopped. Its result is still there.',
  },
  'logistics.trial_no_plan': {
    status: 409,
    zh: '这次试算还没有方案可下载；请等它算完。',
    en: 'This trial has no plan yet. Wait until it has ended.',
  },
} as const satisfies RefusalCatalogue
