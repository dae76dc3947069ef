import type { RefusalCatalogue, RefusalLine } from '#kernel/refusal'

const line = (status: RefusalLine['status'], zh: string, en: string): RefusalLine => ({ status, zh, en })

/** 奖补拒绝 What the room refuses beside what cannot be computed. */
export const subsidyRefusals = {
  'subsidy.no_plan': line(
    422,
    '这一天还没有施行的方案，不能办理。请先载入方案。',
    'No plan is in force on that day. Load the plan first.',
  ),
  'subsidy.round_not_found': line(
    404,
    '没有这个申报批次。请从列表里打开。',
    'There is no such round. Open it from the list.',
  ),
  'subsidy.application_not_found': line(
    404,
    '没有这份申报，或不是您的。请从列表里打开。',
    'There is no such application, or it is not yours.',
  ),
  'subsidy.way_not_chosen': line(
    409,
    '“{scheme}”资金不够时怎样分（{question}）县里还没有确认，不能开放申报。请先在“方案 › 解释口径”里确认并写明理由（{clause}）。',
    'How the money of "{scheme}" is shared when it is short is not confirmed. Confirm the interpretation first ({clause}).',
  ),
  'subsidy.reading_not_confirmed': line(
    409,
    '“{scheme}”的算法取决于解释口径“{question}”，县里还没有确认，不能开放申报。请先确认（{clause}）。',
    'The arithmetic of "{scheme}" depends on an interpretation that is not confirmed ({clause}).',
  ),
  'subsidy.pool_above_sources': line(
    422,
    '资金池{pool}超过方案里的资金来源{sources}（{clause}）。请减少，或先修订方案。',
    'The pool {pool} is more than its fund sources {sources} in the plan ({clause}).',
  ),
  'subsidy.pool_missing': line(
    422,
    '“{scheme}”要写明资金池金额。请填写。',
    'The scheme "{scheme}" needs the amount of its pool.',
  ),
  'subsidy.round_named_already': line(
    409,
    '同一办法已有叫“{name}”的批次。请换一个名称。',
    'The scheme already has a round "{name}". Choose another name.',
  ),
  'subsidy.days_reversed': line(422, '截止日期要晚于开始日期。请改正。', 'It must close after it opens.'),
  'subsidy.round_closed': line(
    409,
    '“{name}”的申报时间是{from}至{last}，今天不在其内，不能提交（{clause}）。下次开放时可以再申报。',
    'The round "{name}" takes applications from {from} to {last}; today is not in it ({clause}).',
  ),
  'subsidy.applied_already': line(
    409,
    '同一项目在本批次已经有申报{number}。请打开它继续办理。',
    'This project already has application {number} in the round.',
  ),
  'subsidy.no_party': line(
    403,
    '您的账号没有绑定经营主体，不能申报。请联系领导小组办公室绑定。',
    'Your account acts for no party. Ask the office to bind it.',
  ),
  'subsidy.changed_meanwhile': line(
    409,
    '这份申报刚被别人办理过，您看到的是旧的。请刷新后再办。',
    'The application was handled meanwhile. Reload it.',
  ),
  'subsidy.not_now': line(
    409,
    '申报现在是“{state}”，不能{event}。请刷新查看进度。',
    'The application is "{state}" now: {event} is not possible.',
  ),
  'subsidy.two_duties': line(
    409,
    '您在这份申报上已经做过“{duty}”，不能再{event}：申报、初审、复核、审定、拨付须由不同的人。请由另一人办理。',
    'You already acted as "{duty}" on this application and cannot {event}: another person must.',
  ),
  'subsidy.own_firm': line(
    403,
    '申报主体是您代表的单位，您须回避，不能{event}。请由另一人办理。',
    'The applicant is the party you act for. Another person must {event}.',
  ),
  'subsidy.documents_missing': line(
    422,
    '还缺“{fact}”：请提供{document}。',
    '"{fact}" is missing: provide {document}.',
  ),
  'subsidy.not_eligible': line(
    422,
    '{reason}（依据{clause}）。如认为事实有误，请更正后再提交。',
    'Not eligible: {reason} ({clause}). Correct the facts if they are wrong.',
  ),
  'subsidy.too_late_to_withdraw': line(
    409,
    '提交后{minutes}分钟内可以撤回，现在已经超过。需要修改请联系初审人退回补正。',
    'It can be withdrawn within {minutes} minutes only. Ask the reviewer to return it.',
  ),
  'subsidy.amount_above_receipt': line(
    422,
    '推荐金额{amount}超过核算单的{most}（{clause}）。请按核算单或更少的金额推荐。',
    'The amount {amount} is above the receipt’s {most} ({clause}).',
  ),
  'subsidy.amount_above_requested': line(
    422,
    '推荐金额{amount}超过申请的{most}。请不要超过申请金额。',
    'The amount {amount} is above the requested {most}.',
  ),
  'subsidy.fact_not_declared': line(
    422,
    '“{fact}”由系统从明细中数出，或本办法用不到，不能填写。',
    '"{fact}" is counted from rows or not used: it cannot be filled in.',
  ),
  'subsidy.double_benefit': line(
    409,
    '同一项目的“{item}”已经由申报{other}享受（核算单{receipt}），不得重复享受（{clause}）。请核对，或先终止另一份。',
    'The cost item "{item}" of this project already has a benefit: application {other}, receipt {receipt} ({clause}).',
  ),
  'subsidy.pool_short': line(
    409,
    '资金池余额{left}，不够{amount}（{clause}）。请按选定的办法分配，或减少金额。',
    'The pool has {left} left, not {amount} ({clause}).',
  ),
  'subsidy.nothing_to_publish': line(
    409,
    '没有财政复核通过、等待公示的申报。请先完成复核。',
    'Nothing that the treasury has checked waits for publication.',
  ),
  'subsidy.notice_running': line(
    409,
    '本批次已有一份公示在进行。请等它期满，或改动后重新公示。',
    'The round already has a running notice.',
  ),
  'subsidy.notice_not_found': line(404, '没有这份公示。请从列表里打开。', 'There is no such notice.'),
  'subsidy.notice_not_over': line(
    409,
    '公示到{last}为止（{days}个工作日，发布当日不算），还没有期满，不能继续（{clause}）。',
    'The notice runs until {last} ({days} working days). Wait for it to end ({clause}).',
  ),
  'subsidy.notice_ended': line(
    409,
    '这份公示已经结束或被新的公示取代。请打开最新的一份。',
    'The notice has ended or was replaced. Open the latest.',
  ),
  'subsidy.objections_open': line(
    409,
    '还有{count}份申报的异议没有答复，公示不能期满。请先答复。',
    '{count} objections are open. Answer them first.',
  ),
  'subsidy.publicity_not_in_plan': line(
    422,
    '方案里没有公示天数，不能公示。请先在方案里登记。',
    'The plan does not say how long a notice runs.',
  ),
  'subsidy.recover_above_paid': line(
    422,
    '追回{amount}超过已拨付的{paid}。请改正。',
    'The recovery {amount} is above the paid {paid}.',
  ),
  'subsidy.override_not_proposed': line(
    409,
    '没有等待批准的{amount}的放宽。请刷新后核对提出的金额。',
    'No widening to {amount} waits for approval. Reload and check the amount.',
  ),
  'subsidy.receipt_not_found': line(
    404,
    '还没有核算单：提交以后才有。',
    'There is no receipt yet: it is made when the application is handed in.',
  ),
  'subsidy.file_not_found': line(404, '没有这份材料。请从申报页打开。', 'There is no such file.'),
} as const satisfies RefusalCatalogue
