import type { RefusalCatalogue } from '../../../kernel/refusal.ts'

/** What the EPCIS interface refuses. `exceptionOf` in app/ gives each its name in the standard. */
export const epcisRefusals = {
  'trace.not_json': {
    status: 400,
    zh: '提交的内容不是有效的 JSON；请检查后重新提交。',
    en: 'The body is not valid JSON. Check it and submit again.',
  },
  'trace.document_form': {
    status: 400,
    zh: '提交的不是 EPCIS 2.0 文件：{why}。请按标准改正后重新提交。',
    en: 'This is no EPCIS 2.0 document: {why}. Correct it by the standard.',
  },
  'trace.field_form': {
    status: 400,
    zh: '事件的“{field}”不符合 EPCIS 2.0：{why}。请改正后重新提交。',
    en: 'The field {field} of an event does not follow EPCIS 2.0: {why}. Correct it.',
  },
  'trace.field_unknown': {
    status: 400,
    zh: '“{field}”不是这类事件的字段；自有字段要带前缀，请加上前缀或去掉。',
    en: '{field} is no field of this type of event. Give a field of your own a prefix, or remove it.',
  },
  'trace.prefix_undeclared': {
    status: 400,
    zh: '前缀“{prefix}”没有在 @context 中声明，别人无法知道它的意思；请先声明。',
    en: 'The prefix {prefix} is not declared in @context, so nobody can know what it means. Declare it.',
  },
  'trace.list_missing': {
    status: 400,
    zh: '事件没有写明对象：{what}；请至少填一项。',
    en: 'The event names no objects: {what}. Give at least one.',
  },
  'trace.parent_missing': {
    status: 400,
    zh: '装入（ADD）或取出（DELETE）必须写明容器 parentID；请补上。',
    en: 'ADD and DELETE must name the parent (parentID). Add it.',
  },
  'trace.own_parent': {
    status: 400,
    zh: '“{epc}”不能装进它自己；请核对容器和内容物的编码。',
    en: '{epc} cannot be inside itself. Check parent and children.',
  },
  'trace.ilmd_not_at_birth': {
    status: 400,
    zh: '批次资料（ilmd）只能随新增（ADD）事件登记；请去掉，或改用 ADD。',
    en: 'Master data of a lot (ilmd) belongs to an ADD event only. Remove it, or use ADD.',
  },
  'trace.time_ahead': {
    status: 400,
    zh: '事件时间 {time} 比现在晚一天以上；请核对设备的时钟后重新提交。',
    en: 'The event time {time} lies more than a day ahead. Check the clock of the device.',
  },
  'trace.times_crossed': {
    status: 400,
    zh: '传感器的开始时间不能晚于结束时间；请核对。',
    en: "The sensor's start lies after its end. Check both.",
  },
  'trace.containment_circle': {
    status: 400,
    zh: '“{child}”装进“{parent}”会形成循环：容器这时已在内容物里面。请先登记取出，或核对时间。',
    en: '{child} inside {parent} makes a circle: the parent is inside the child then. Record the removal first, or check times.',
  },
  'trace.alive_already': {
    status: 409,
    zh: '“{epc}”已经启用且尚未注销，不能再次启用；请换用新的序列号，或先注销旧的。',
    en: '{epc} is commissioned and not decommissioned; it cannot be commissioned again. Use a fresh serial.',
  },
  'trace.event_known': {
    status: 409,
    zh: '事件编号“{event}”已登记，内容与这次不同；事件不能改，更正请登记新事件并声明旧事件有误。',
    en: 'The event {event} is stored with other content. Events never change: declare the old one wrong and record a new one.',
  },
  'trace.too_many_events': {
    status: 413,
    zh: '一次提交了 {count} 个事件，上限 {limit} 个；请分批提交。',
    en: '{count} events in one capture; the limit is {limit}. Split it.',
  },
  'trace.too_many_codes': {
    status: 413,
    zh: '一次提交涉及 {count} 个编码，上限 {limit} 个；请分批提交。',
    en: '{count} identifiers in one capture; the limit is {limit}. Split it.',
  },
  'trace.media': {
    status: 415,
    zh: '只接受 JSON（application/json 或 application/ld+json），不接受“{media}”；请改用 JSON。',
    en: 'Only JSON is taken (application/json, application/ld+json), not {media}.',
  },
  'trace.not_acceptable': {
    status: 406,
    zh: '无法按要求的“{what}”答复；本系统只支持 EPCIS 2.0、CBV 2.0 的 JSON。',
    en: 'Cannot answer as asked ({what}): EPCIS 2.0 and CBV 2.0 in JSON only.',
  },
  'trace.parameter': {
    status: 400,
    zh: '查询参数“{name}”不对：{why}。请改正后重新查询。',
    en: 'The query parameter {name} is wrong: {why}. Correct it.',
  },
  'trace.token': {
    status: 400,
    zh: '翻页标记无效、已过期，或属于另一个查询；请从第一页重新查询。',
    en: 'The page token is unknown, expired or of another query. Start again from the first page.',
  },
  'trace.answer_too_large': {
    status: 413,
    zh: '符合条件的事件超过 {limit} 个；请缩小查询范围。',
    en: 'More than {limit} events match. Narrow the query.',
  },
  'trace.not_found': {
    status: 404,
    zh: '没有找到“{what}”；请核对编号。',
    en: '{what} was not found. Check the identifier.',
  },
  'trace.query_known': {
    status: 409,
    zh: '已有名为“{name}”的查询；请换一个名字，或先删除旧的。',
    en: 'A query named {name} exists. Choose another name, or delete it first.',
  },
  'trace.subscription_form': {
    status: 400,
    zh: '订阅填写不对：{why}。请改正后重新提交。',
    en: 'The subscription is wrong: {why}. Correct it.',
  },
} as const satisfies RefusalCatalogue
