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
  'subsidy.way_not_in_plan': line(
    409,
    '方案里的“{scheme}”没有写资金不够时怎样分（pool），县里还没有选定，不能开放申报（{clause}）。请先修订方案。',
    'The plan does not say how the money of "{scheme}" is shared when it is short ({clause}). Amend the plan first.',
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
  'subsidy.pool_of_service': line(
    422,
    '“{scheme}”是免费服务，不发钱，不写资金池。请留空。',
    'The scheme "{scheme}" is a free service: it has no pool.',
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
    '申报主体是您代表的单位，您须回避，不能{event}（参照《中华人民共和国公务员法》第七十六条）。请由另一人办理。',
    'The applicant is the party you act for: you may not {event} (cf. Civil Servant Law, article 76). Another person must.',
  ),
  'subsidy.documents_missing': line(
    422,
    '还缺“{fact}”：请提供{document}。',
    '"{fact}" is missing: provide {document}.',
  ),
  'subsidy.not_eligible': line(
    422,
    '{reason}（依据{clause}）。填错的请更正；认为认定有误的，写明理由仍可提交，由初审人答复。',
    'Not eligible: {reason} ({clause}). Correct the facts, or say why they are wrong and hand in all the same.',
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
    '推荐金额{amount}超过申请的{most}（{clause}）。请不要超过申请金额。',
    'The amount {amount} is above the requested {most} ({clause}).',
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
  'subsidy.sales_used': line(
    409,
    '计入的订单中有{lines}行已经由申报{other}享受奖补（核算单{receipt}），同一笔销售不得重复享受（{clause}）。请核对，或先终止另一份。',
    '{lines} of the counted order lines already carry an award: application {other}, receipt {receipt} ({clause}).',
  ),
  'subsidy.sales_changed': line(
    409,
    '初审以后订单明细有变化：“{fact}”核算单上是{then}，现在数出{now}。请退回初审重新核算。',
    'The order rows changed since the review: "{fact}" was {then} and is {now}. Send it back to be computed anew.',
  ),
  'subsidy.goods_unsorted': line(
    409,
    '还有{products}种商品（{amount}）没有归类，分不清属于哪一类奖补。请办公室先在“商品归类”里归类。',
    '{products} products ({amount}) are not sorted yet. The office sorts them first.',
  ),
  'subsidy.goods_changed': line(
    409,
    '找到的商品刚才是{seen}种，现在是{now}种。请刷新后再办。',
    'There were {seen} products found and there are {now} now. Reload.',
  ),
  'subsidy.goods_kind_unknown': line(
    422,
    '方案的奖补办法里没有“{kind}”这个类别，只有：{known}。请选其中一个。',
    'The plan knows no kind "{kind}" of goods, only: {known}.',
  ),
  'subsidy.category_unknown': line(
    422,
    '这笔钱不能列支到“{category}”，可以选：{known}。请改选。',
    'The money cannot be booked to "{category}". Choose one of: {known}.',
  ),
  'subsidy.project_similar': line(
    409,
    '“{project}”和您申报过的“{other}”（{number}）很像。是同一项目，请写成“{other}”；不是，请勾选“是另一个项目”再开始。',
    '"{project}" is much like "{other}" ({number}). Write the same name if it is the same project, or say that it is another.',
  ),
  'subsidy.project_registered': line(
    409,
    '“{project}”和项目台账里的“{other}”很像。是同一项目，请从台账里选；不是，请勾选“是另一个项目”再开始。',
    '"{project}" is much like "{other}" of the register. Choose it there if it is the same, or say that it is another.',
  ),
  'subsidy.project_not_registered': line(
    404,
    '项目台账里没有这个项目，或它还没有公告。请从列表里选，或填写自己的项目名称。',
    'The register has no such project, or it is not announced yet.',
  ),
  'subsidy.places_not_ready': line(
    409,
    '“{name}”按名次给，{last}申报截止以后才排得出名次。请截止以后再初审。',
    'The award of "{name}" goes by places, which are known after {last}. Review it then.',
  ),
  'subsidy.places_changed': line(
    409,
    '初审以后名次有变化：核算单上是{then}，现在是{now}。请退回初审重新核算。',
    'The places changed since the review: {then} then, {now} now. Send it back to be computed anew.',
  ),
  'subsidy.nothing_to_grant': line(
    409,
    '核算结果是0元，没有可以补助的金额（{clause}）。请选“不予支持”并写明理由。',
    'The receipt comes to 0 yuan: nothing can be granted ({clause}).',
  ),
  'subsidy.nothing_to_pay': line(
    409,
    '这是免费服务，没有要拨付的钱。请选“服务已提供，办结”。',
    'This is a free service: there is nothing to pay.',
  ),
  'subsidy.not_a_service': line(
    409,
    '这份申报要拨付，不能按服务办结。请先下达拨付指令。',
    'This application is paid; it is not a free service.',
  ),
  'subsidy.amount_above_recommended': line(
    422,
    '拟补助金额{amount}须大于0且不超过初审推荐的{most}。请改正；要取消请答复异议或撤销审定。',
    'The amount {amount} must be above 0 and not above the recommended {most}.',
  ),
  'subsidy.fund_short': line(
    409,
    '专项资金的可用余额只够给“{project}”{left}，不够{amount}。请先登记到账、分配到类别，或减少金额。',
    'The fund has {left} free for "{project}", not {amount}. Register what has arrived and allocate it first.',
  ),
  'subsidy.vouchers_differ': line(
    422,
    '这份申报有{count}笔待支付的资金，每笔要一张凭证，一起登记。请刷新后补齐。',
    'The award stands in {count} allotments; each needs its own voucher.',
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
  'subsidy.notice_not_found': line(404, '没有这份公示。请从列表里打开。', 'There is no such notice.'),
  'subsidy.notice_not_over': line(
    409,
    '公示到{last}为止（{days}个工作日，发布当日不算），还没有期满，不能继续（{clause}）。',
    'The notice runs until {last} ({days} working days). Wait for it to end ({clause}).',
  ),
  'subsidy.notice_ended': line(
    409,
    '这份公示上没有等待期满的申报。请刷新后从列表打开。',
    'No application on this notice waits for its end.',
  ),
  'subsidy.objections_open': line(
    409,
    '这份公示还有异议没有了结，不能期满。请先答复；成立的要改动名单。',
    'Objections to this notice are open. Settle them first.',
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
